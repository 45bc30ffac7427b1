#!/usr/bin/env python3
"""How well undated articles are dated from their own words.

    tools/undated.py [--bin PATH] FILE...

Each FILE is JSON Lines (or .gz) of articles with `text` and `published`. The date is hidden, `dateline annotate` is
run, and its `published_interval` is compared with the truth: how often there is an interval, how often it holds the
truth, and the share whose interval is at most a day, a week, a month or a year long and holds it. Articles are split by
a hash of their id: four fifths, and a fifth that the rules were not tuned on.
"""
import argparse, datetime, gzip, hashlib, json, subprocess

LENGTHS = (("a day", 2), ("a week", 8), ("a month", 32), ("a year", 367))


def articles(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            gold = record.get("gold") or {}
            published = record.get("published") or gold.get("published")
            if published and len(published) >= 10 and record.get("text"):
                yield path + "#" + str(record["id"]), record["text"], datetime.date.fromisoformat(published[:10])


def dated(binary, texts):
    given = "".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, text in enumerate(texts))
    done = subprocess.run([binary, "annotate", "--layers", "times", "-"], input=given.encode(), capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.decode().split("\n") if line]


def report(name, rows):
    total = len(rows)
    if not total:
        return
    given = [(low, high, day) for low, high, day in rows if low]
    holds = [r for r in given if r[0] <= r[2] <= r[1]]
    cells = [f"{what} {sum((h - l).days < most for l, h, d in holds) / total:.3f}" for what, most in LENGTHS]
    near = [f"within {n} days of its first day {sum(abs((d - l).days) <= n for l, h, d in given) / total:.3f}" for n in (1, 7, 31)]
    print(f"{name}: {total} articles, interval for {len(given) / total:.3f}, it holds the truth {len(holds) / max(1, len(given)):.3f}; "
          + "right and at most " + ", ".join(cells) + "; " + ", ".join(near))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default="build/release/dateline")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    known = [a for path in options.files for a in articles(path)]
    rows = {"four fifths": [], "held back": []}
    for (name, _, day), out in zip(known, dated(options.bin, [a[1] for a in known])):
        interval = out.get("published_interval")
        low, high = (datetime.date.fromisoformat(x) for x in interval) if interval else (None, None)
        held = int(hashlib.sha1(name.split("/")[-1].encode()).hexdigest(), 16) % 5 == 0
        rows["held back" if held else "four fifths"].append((low, high, day))
    for name, part in rows.items():
        report(name, part)


if __name__ == "__main__":
    main()
