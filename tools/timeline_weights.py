#!/usr/bin/env python3
"""Learns the weights of src/timeline/line_weights.h from human timelines.

    tools/timeline_weights.py PACK DATELINE          PACK: the folder of the timelines pack, with its rouge.py
    tools/timeline_weights.py PACK DATELINE --table  prints the rows of the table, learned from all topics

Every sentence that `dateline timeline --explain` weighed for a day is given what it is worth: ROUGE-1 F1 plus twice
ROUGE-2 F1 against what the human timeline says of that day (half as much for the day before or after), as if it
were one of at most four sentences. Ridge regression, within each day, all timelines of a topic counting as the root
of their number. Without --table each topic is scored with weights learned from the other topics.
"""
import collections
import datetime
import gzip
import json
import math
import os
import subprocess
import sys
import tempfile

RIDGE = 0.001
REDUNDANCY = 0.05
SAME = 0.7
POOL = 300


def articles_of(pack, topic):
    with gzip.open(os.path.join(pack, f"articles-{topic}.jsonl.gz"), "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def explain(binary, gold, ref, articles):
    """Every day of the window with its candidates, heaviest day first."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for a in articles:
            if ref["first"] <= a["published"] <= ref["last"]:
                f.write(json.dumps(a, ensure_ascii=False) + "\n")
        f.flush()
        command = [binary, "timeline", "--input", f.name, "--from", ref["first"], "--to", ref["last"]]
        for phrase in gold["keyphrases"]:
            command += ["--query", phrase]
        command += ["--dates", "100000", "--per-date", "1", "--explain", str(POOL)]
        answer = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    days = [e for e in answer["entries"] if len(e["date"]) == 10 and e.get("candidates") and e["status"] == "actual"]
    chosen = sorted(answer["entries"], key=lambda e: -e["weight"])[:ref["dates"]]
    return days, {e["date"] for e in chosen}


def worth(rouge, text, references, sentences):
    best = 0.0
    one, two = rouge.grams([text], 1), rouge.grams([text], 2)
    for distance, (ref1, ref2) in references:
        n1, n2 = sum(ref1.values()), sum(ref2.values())
        share = min(sentences, 4)
        f1 = 2 * rouge.hits(one, ref1) / (sum(one.values()) + n1 / share + 1e-9)
        f2 = 2 * rouge.hits(two, ref2) / (sum(two.values()) + n2 / share + 1e-9)
        best = max(best, (f1 + 2 * f2) / (distance + 1))
    return best


def load(pack, binary):
    sys.path.insert(0, pack)
    import rouge
    timelines = []
    for name in sorted(os.listdir(pack)):
        if not name.startswith("gold-"):
            continue
        with open(os.path.join(pack, name), encoding="utf-8") as f:
            gold = json.load(f)
        if "entries" not in gold["timelines"][0]:
            continue
        articles = articles_of(pack, gold["topic"])
        for ref in gold["timelines"]:
            human = {datetime.date.fromisoformat(e["date"]): e["sentences"] for e in ref["entries"]}
            grams = {d: (rouge.grams(s, 1), rouge.grams(s, 2)) for d, s in human.items()}
            days, chosen = explain(binary, gold, ref, articles)
            for entry in days:
                day = datetime.date.fromisoformat(entry["date"])
                near = [(abs(k), grams[day + datetime.timedelta(k)]) for k in (0, -1, 1)
                        if day + datetime.timedelta(k) in grams]
                for c in entry["candidates"]:
                    c["worth"] = worth(rouge, c["text"], near, ref["per_date"]) if near else 0.0
            timelines.append({"topic": gold["topic"], "id": ref["id"], "per_date": ref["per_date"], "human": human,
                              "days": days, "chosen": chosen})
            print(ref["id"], len(days), file=sys.stderr)
    return timelines


def solve(matrix, right):
    n = len(right)
    rows = [list(matrix[i]) + [right[i]] for i in range(n)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(n):
            if r != i and rows[i][i]:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i])]
    return [rows[i][n] / rows[i][i] if rows[i][i] else 0.0 for i in range(n)]


def moments(timeline, names):
    """Sums of products of one timeline, each day centred and of weight one."""
    n = len(names)
    xx, xy, days = [[0.0] * n for _ in range(n)], [0.0] * n, 0
    for entry in timeline["days"]:
        rows = [([c["features"][k] for k in names], c["worth"]) for c in entry["candidates"]]
        if max(y for _, y in rows) <= 0:
            continue
        days += 1
        mean = [sum(x[k] for x, _ in rows) / len(rows) for k in range(n)]
        middle = sum(y for _, y in rows) / len(rows)
        for x, y in rows:
            d = [a - b for a, b in zip(x, mean)]
            for i in range(n):
                if d[i]:
                    xy[i] += d[i] * (y - middle) / len(rows)
                    for j in range(n):
                        xx[i][j] += d[i] * d[j] / len(rows)
    return xx, xy, max(days, 1)


def learn(timelines, names):
    count = collections.Counter(t["topic"] for t in timelines)
    n = len(names)
    xx, xy = [[RIDGE if i == j else 0.0 for j in range(n)] for i in range(n)], [0.0] * n
    for t in timelines:
        a, b, days = t["moments"]
        weight = 1 / math.sqrt(count[t["topic"]]) / days
        for i in range(n):
            xy[i] += weight * b[i]
            for j in range(n):
                xx[i][j] += weight * a[i][j]
    return dict(zip(names, solve(xx, xy)))


def likeness(a, b):
    shared = len(a & b)
    return shared / math.sqrt(len(a) * len(b)) if shared else 0.0


def choose(entry, weights, limit, rouge):
    ranked = sorted(entry["candidates"], key=lambda c: -sum(weights[k] * v for k, v in c["features"].items()))[:40]
    left = [[sum(weights[k] * v for k, v in c["features"].items()), 0.0, set(rouge.words(c["text"])), c["text"]]
            for c in ranked]
    chosen = []
    while left and len(chosen) < limit:
        best = max(left, key=lambda c: c[0] - REDUNDANCY * c[1])
        chosen.append(best[3])
        for c in left:
            c[1] = max(c[1], likeness(c[2], best[2]))
        left = [c for c in left if c[1] < SAME and c is not best]
    return chosen


def score(timelines, weights_of):
    import rouge
    results = []
    for t in timelines:
        told = {datetime.date.fromisoformat(e["date"]): choose(e, weights_of[t["topic"]], t["per_date"], rouge)
                for e in t["days"] if e["date"] in t["chosen"]}
        results.append(rouge.aligned(told, [t["human"]]))
    figures = []
    for n in (1, 2):
        p = sum(r[n]["precision"] for r in results) / len(results)
        q = sum(r[n]["recall"] for r in results) / len(results)
        figures.append(round(2 * p * q / (p + q), 4))
    return figures


def main():
    timelines = load(sys.argv[1], sys.argv[2])
    names = list(timelines[0]["days"][0]["candidates"][0]["features"])
    for t in timelines:
        t["moments"] = moments(t, names)
    if "--table" in sys.argv:
        for name, weight in learn(timelines, names).items():
            print(f"    {{LineFeature::{name}, \"{name}\", {weight:.3f}}},")
        return
    topics = sorted({t["topic"] for t in timelines})
    held = {topic: learn([t for t in timelines if t["topic"] != topic], names) for topic in topics}
    every = learn(timelines, names)
    for name in names:
        print(name.ljust(14), f"{every[name]:7.3f}   without each topic:", *(f"{held[t][name]:7.3f}" for t in topics))
    print("AR1, AR2 with weights of the other topics:", *score(timelines, held))
    print("AR1, AR2 with weights of all topics:      ", *score(timelines, {t: every for t in topics}))


if __name__ == "__main__":
    main()
