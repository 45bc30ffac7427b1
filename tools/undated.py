#!/usr/bin/env python3
"""How well undated articles are dated.

    tools/undated.py [--bin PATH] FILE...            from their own words
    tools/undated.py [--bin PATH] --record FILE...   after a record of each FILE: copies and shared passages

Each FILE is JSON Lines (or .gz) of articles with `text` and `published`, or of pages with `html` and the day as `date`
in `gold`, which are extracted first. The date is hidden, `dateline annotate` is run, and its `published_interval` is
compared with the truth: how often there is an interval, how often it holds the truth, and the share that is right and
at most so long. With --record a fifth of each file (by a hash of the id) is hidden, the rest keeps its dates.
Otherwise articles are split by that hash: four fifths, and a fifth that the rules were not tuned on.
"""
import argparse, datetime, gzip, hashlib, json, os, subprocess, tempfile

LENGTHS = (("a day", 2), ("a week", 8), ("a month", 32), ("a year", 367))


def run(command, records):
    given = "".join(json.dumps(r) + "\n" for r in records)
    done = subprocess.run(command, input=given.encode(), capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.decode().split("\n") if line]


def articles(binary, path):
    """(id, text, day) of those whose day is known."""
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    known = []
    for record in records:
        gold = record.get("gold") or {}
        published = record.get("published") or gold.get("published") or gold.get("date")
        try:
            known.append((record, datetime.date.fromisoformat((published or "")[:10])))
        except ValueError:
            pass  # no day, or a month only
    pages = [r for r, _ in known if "html" in r]
    if pages:
        given = [{"id": str(i), "url": r.get("url", ""), "html": r["html"]} for i, r in enumerate(pages)]
        read = {a["id"]: a for a in run([binary, "extract", "-"], given) if a.get("text")}
        for i, page in enumerate(pages):
            page["text"] = read.get(str(i), {}).get("text")
            page["language"] = read.get(str(i), {}).get("language")
    for record, day in known:
        if record.get("text"):
            yield os.path.basename(path) + "#" + str(record["id"]), record["text"], day, record.get("language")


def held_out(name):
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % 5 == 0


def from_words(binary, known):
    given = [{"id": str(i), "text": a[1], **({"language": a[3]} if a[3] else {})} for i, a in enumerate(known)]
    return [out.get("published_interval") for out in run([binary, "annotate", "--layers", "times", "-"], given)]


def from_record(binary, known):
    """Intervals of the hidden ones of one collection, once a record of all of it is settled."""
    given = []
    for i, (name, text, day, language) in enumerate(known):
        one = {"id": str(i), "text": text, "title": "", "url": f"https://paper{i}.example/{i}"}
        given.append(one if held_out(name) else {**one, "published": str(day)})
    with tempfile.TemporaryDirectory() as folder:
        record = os.path.join(folder, "undated.record")
        run_in = "".join(json.dumps(r) + "\n" for r in given).encode()
        subprocess.run([binary, "add", record, "-", "-q", "--no-names"], input=run_in, capture_output=True, check=True)
        out = subprocess.run([binary, "export", record], capture_output=True, check=True).stdout.decode()
    found = {a["id"]: a.get("published_interval") for a in map(json.loads, filter(None, out.split("\n")))}
    return [found.get(str(i)) for i in range(len(known))]


def report(name, rows):
    total = len(rows)
    if not total:
        return
    given = [(low, high, day) for low, high, day in rows if low]
    holds = [r for r in given if r[0] <= r[2] <= r[1]]
    cells = [f"{what} {sum((h - l).days < most for l, h, d in holds) / total:.3f}" for what, most in LENGTHS]
    middle = lambda l, h: l + (h - l) // 2 if (h - l).days <= 31 else l
    near = [f"within {n} days {sum(abs((d - middle(l, h)).days) <= n for l, h, d in given) / total:.3f}" for n in (1, 7, 31)]
    print(f"{name}: {total} articles, interval for {len(given) / total:.3f}, it holds the truth {len(holds) / max(1, len(given)):.3f}; "
          + "right and at most " + ", ".join(cells) + "; placed " + ", ".join(near))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default="build/release/dateline")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    rows = {"four fifths": [], "held back": []}
    for path in options.files:
        known = list(articles(options.bin, path))
        found = (from_record if options.record else from_words)(options.bin, known)
        for (name, _, day, _), interval in zip(known, found):
            low, high = (datetime.date.fromisoformat(x) for x in interval) if interval else (None, None)
            held = held_out(name)
            if held or not options.record:
                rows["held back" if held else "four fifths"].append((low, high, day))
    for name, part in rows.items():
        report("hidden" if options.record else name, part)


if __name__ == "__main__":
    main()
