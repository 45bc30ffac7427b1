#!/usr/bin/env python3
"""Runs the text cases: run.py PROGRAM [--cases DIR] [--update] [STAGE[/NAME]...]

A case is a folder STAGE/NAME with its input and expected.json; a new one needs no registering. `options.txt`, where there is one,
holds further words for the command line, `article.json` members of the article beside its text.

| stage    | input               | command                                     |
|----------|---------------------|---------------------------------------------|
| extract  | page.*              | dateline extract --json page.*              |
| annotate | text.txt            | dateline annotate -   (times unless options.txt names other layers) |
| stories  | articles.jsonl      | dateline stories --input articles.jsonl     |
| timeline | articles.jsonl      | dateline timeline --json --input articles.jsonl |
| names    | articles.jsonl      | dateline names --input articles.jsonl       |

What is compared is the whole output, laid out for reading: a text as the list of its paragraphs, and beside each range the words it
covers. --update writes expected.json anew; look at the difference before it is committed. It is refused in CI.
"""
import argparse, json, os, shlex, subprocess, sys
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
COMMANDS = {
    "extract": lambda case: ["extract", "--json", page_of(case)],
    "annotate": lambda case: ["annotate", "-"],
    "stories": lambda case: ["stories", "--input", "articles.jsonl"],
    "timeline": lambda case: ["timeline", "--json", "--input", "articles.jsonl"],
    "names": lambda case: ["names", "--input", "articles.jsonl"],
}
EXCERPT = 60


def page_of(case):
    pages = sorted(f for f in os.listdir(case) if f.startswith("page."))
    if len(pages) != 1:
        raise ValueError(f"{len(pages)} files are called page.*; a case has one")
    return pages[0]


def read(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as f:
        return f.read()


def options(case):
    path = os.path.join(case, "options.txt")
    return shlex.split(read(path)) if os.path.exists(path) else []


def run(program, stage, case):
    """-> (what the program printed as a list of objects, texts of the articles by id)"""
    words, given, texts = COMMANDS[stage](case), None, {}
    if stage == "annotate":
        article = {"id": os.path.basename(case)}
        if os.path.exists(os.path.join(case, "article.json")):
            article.update(json.loads(read(case, "article.json")))
        article["text"] = read(case, "text.txt").rstrip("\n")
        given = json.dumps(article) + "\n"
        words += options(case) or ["--layers", "times"]
    else:
        words += options(case)
    if os.path.exists(os.path.join(case, "articles.jsonl")):
        for line in read(case, "articles.jsonl").splitlines():
            article = json.loads(line)
            texts[article["id"]] = article.get("text", "")
    done = subprocess.run([program, *words], cwd=case, input=given, capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise ValueError(f"{' '.join(words)} gave status {done.returncode}: {done.stderr.strip()}")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if not lines:
        raise ValueError(f"{' '.join(words)} printed nothing: {done.stderr.strip()}")
    return lines, texts


def lay_out(value, text, texts):
    """The output as expected.json holds it; `text` is what ranges in `value` point into."""
    if isinstance(value, list):
        if len(value) == 2 and all(type(x) is int for x in value) and text is not None:
            return {"start": value[0], "end": value[1], "covers": text[value[0]:value[1]]}
        return [lay_out(x, text, texts) for x in value]
    if not isinstance(value, dict):
        return value
    if value.get("document") in texts:
        text = texts[value["document"]]
    elif isinstance(value.get("documents"), list) and value["documents"] and value["documents"][0] in texts:
        text = texts[value["documents"][0]]
    elif isinstance(value.get("text"), str) and "start" not in value:
        text = value["text"]
    out = {}
    for key, member in value.items():
        if key == "text" and isinstance(member, str):
            out[key] = member.split("\n\n")
        elif key in ("interval", "published_interval", "values"):
            out[key] = member
        else:
            out[key] = lay_out(member, text, texts)
    if text is not None and type(value.get("start")) is int and type(value.get("end")) is int and "text" not in value:
        out["covers"] = text[value["start"]:value["end"]]
    return out


def differences(want, got, where="", text=None):
    """Lines that say where two laid out values differ."""
    if type(want) is not type(got):
        return [f"{where or 'output'}: expected {short(want)}", f"{' ' * len(where or 'output')}       got {short(got)}"]
    if isinstance(want, dict):
        text = "\n\n".join(want["text"]) if isinstance(want.get("text"), list) else text
        lines = []
        for key in [*want, *(k for k in got if k not in want)]:
            if key not in got:
                lines.append(f"{where}.{key}: expected {short(want[key])}, got nothing")
            elif key not in want:
                lines.append(f"{where}.{key}: not expected: {short(got[key])}")
            else:
                lines += differences(want[key], got[key], f"{where}.{key}", text)
        return lines
    if isinstance(want, list):
        return list_differences(want, got, where, text)
    return [] if want == got else [f"{where}: expected {short(want)}", f"{' ' * len(where)}       got {short(got)}"]


def list_differences(want, got, where, text):
    if not all(isinstance(x, dict) and "start" in x and "end" in x for x in want + got):
        lines = [] if len(want) == len(got) else [f"{where}: expected {len(want)} items, got {len(got)}"]
        for i, (a, b) in enumerate(zip(want, got)):
            lines += differences(a, b, f"{where}[{i}]", text)
        for i in range(len(got), len(want)):
            lines.append(f"{where}[{i}]: missing: {short(want[i])}")
        for i in range(len(want), len(got)):
            lines.append(f"{where}[{i}]: not expected: {short(got[i])}")
        return lines
    # Ranges: paired by their ends, so that one that is missing does not shift the rest.
    lines, place = [], lambda x: (str(x.get("document", "")), x["start"], x["end"])
    wanted, gotten = {}, {}
    for x in want:
        wanted.setdefault(place(x), []).append(x)
    for x in got:
        gotten.setdefault(place(x), []).append(x)
    for key in sorted({*wanted, *gotten}):
        a, b = wanted.get(key, []), gotten.get(key, [])
        for i in range(max(len(a), len(b))):
            one = a[i] if i < len(a) else b[i]
            if i >= len(b):
                lines += [f"{where}: missing: {short(one)}", *caret(one, text)]
            elif i >= len(a):
                lines += [f"{where}: not expected: {short(one)}", *caret(one, text)]
            elif a[i] != b[i]:
                lines += [*differences(a[i], b[i], f"{where}[{key[1]}-{key[2]}]", text), *caret(one, text)]
    if not lines and want != got:
        lines.append(f"{where}: the same items in another order")
    return lines


def short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 240 else text[:237] + "..."


def caret(item, text):
    """The words around a range with a line of carets under it."""
    if text is None or item["end"] > len(text):
        return []
    start, end = item["start"], item["end"]
    left, right = max(0, start - EXCERPT), min(len(text), end + EXCERPT)
    line = text[left:right].replace("\n", " ")
    return ["    " + line, "    " + " " * (start - left) + "^" * max(1, end - start)]


def check(program, cases, name, update):
    """-> '' or why the case failed"""
    case, stage = os.path.join(cases, name), name.split("/")[0]
    path = os.path.join(case, "expected.json")
    try:
        lines, texts = run(program, stage, case)
        got = [lay_out(line, None, texts) for line in lines]
    except (ValueError, OSError, subprocess.TimeoutExpired) as error:
        return f"{name}: {error}"
    if update:
        with open(path, "w", encoding="utf-8") as f:
            f.write(json.dumps(got[0] if len(got) == 1 else got, ensure_ascii=False, indent=1) + "\n")
        return ""
    if not os.path.exists(path):
        return f"{name}: no expected.json. ./dev cases --update {name} writes it"
    want = json.loads(read(path))
    found = differences(want if isinstance(want, list) else [want], got)
    return "\n  ".join([f"{name}:", *found]) if found else ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--cases", default=HERE)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("names", nargs="*")
    asked = parser.parse_intermixed_args()
    program = os.path.abspath(asked.program)
    if asked.update and os.environ.get("CI"):
        sys.exit("cases: --update is refused in CI: what is expected is written by people")
    names = []
    for stage in sorted(os.listdir(asked.cases)):
        if os.path.isdir(os.path.join(asked.cases, stage)) and not stage.startswith("__"):
            if stage not in COMMANDS:
                sys.exit(f"cases: {stage} is no stage; tests/cases/run.py lists them")
            names += [f"{stage}/{name}" for name in sorted(os.listdir(os.path.join(asked.cases, stage)))]
    if asked.names:
        wanted = [a.rstrip("/").removeprefix("tests/cases/") for a in asked.names]
        names = [n for n in names if any(n == w or n.startswith(w + "/") for w in wanted)]
    if not names:
        sys.exit("cases: none of that name")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        failed = [why for why in pool.map(lambda name: check(program, asked.cases, name, asked.update), names) if why]
    print("\n".join(failed + [f"cases: {len(names) - len(failed)} of {len(names)} {'written' if asked.update else 'right'}"]))
    sys.exit(1 if failed else 0)


main()
