#!/usr/bin/env python3
"""Copies and stories beside the Python tools on the same made articles, in the same run. ./dev bench stories calls it.

    tools/story_curve.py [--articles FILE] [--sizes 2000,5000,10000,20000] [--large 200000] [--python .cache/python-stack/bin/python]

For each of --sizes one after the other: build/release/story_bench --curve (./dev build release benches), then the peers; then
dateline alone on --large. dateline reads an article once for copies and stories, on two threads; datasketch (MinHash, LSH) is the peer
for copies and scikit-learn (TF-IDF, nearest centroid) for stories, as ../shared/bench/python_stack.py puts them together, on one. Seconds of
processor time; elapsed: dateline's without making the articles, the peers' with start-up and reading. FILE: JSON Lines with "text"; the
articles are made from it (see bench/made_articles.h). Without it: invented words.
The two do not do the same work: dateline compares sentences and follows passages to their origins, the peers compare whole articles.
"""
import argparse, json, math, pathlib, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCH, STACK = ROOT / "build/release/story_bench", ROOT / "../shared/bench/python_stack.py"
FIELDS = ("reading", "copies", "stories", "elapsed", "each", "peak", "relations", "found")


def dateline(size, articles):
    """-> {field of story_bench's line: number}"""
    done = subprocess.run([BENCH, "--curve", str(size), *articles], capture_output=True, text=True)
    rows = [line.split() for line in done.stdout.splitlines()]
    rows = [row for row in rows if row and row[0] == str(size)]
    if done.returncode or not rows:
        sys.exit(f"story_curve: {BENCH} failed: {done.stderr[-500:]}")
    result = dict(zip(FIELDS, map(float, rows[0][1:])))
    result["cpu"] = result["reading"] + result["copies"] + result["stories"]
    return result


def peers(python, size, articles):
    """-> (CPU seconds, MiB) of copies and of stories; elapsed seconds"""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        subprocess.run([BENCH, "--make", str(size), *articles], stdout=file, check=True)
        start = time.monotonic()
        done = subprocess.run([python, STACK, file.name, "--only", "copies,stories"], capture_output=True, text=True)
        elapsed = time.monotonic() - start
    if done.returncode:
        sys.exit(f"story_curve: {STACK} failed: {done.stderr[-500:]}")
    stages = json.loads(done.stdout)["stages"]
    return [(stages[name]["cpu_seconds"], stages[name]["peak_rss_mib"]) for name in ("copies", "stories")], elapsed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles")
    parser.add_argument("--sizes", default="2000,5000,10000,20000", type=lambda text: [int(n) for n in text.split(",")])
    parser.add_argument("--large", type=int, default=200_000, help="0: leave it out")
    parser.add_argument("--python", default=ROOT / ".cache/python-stack/bin/python")
    options = parser.parse_args()
    articles = ["--articles", options.articles] if options.articles else []
    print(f"{'':9} | {'dateline: CPU s':^39} |         |        | {'peers: CPU s (MiB)':^31} |         | CPU s, peers to dateline\n"
          f"{'articles':>9} | {'reading':>7} {'copies':>7} {'stories':>7} {'all':>7} {'growth':>7} | elapsed | {'MiB':>6} | "
          f"{'copies':>15} {'stories':>15} | elapsed | copies stories   all")
    last = None
    for size in options.sizes + ([options.large] if options.large else []):
        ours = dateline(size, articles)
        growth = f"n^{math.log(ours['cpu'] / last[1]) / math.log(size / last[0]):.2f}" if last else ""
        last = (size, ours["cpu"])
        line = (f"{size:>9} | {ours['reading']:>7.2f} {ours['copies']:>7.2f} {ours['stories']:>7.2f} {ours['cpu']:>7.2f} {growth:>7} | "
                f"{ours['elapsed']:>7.1f} | {ours['peak']:>6.0f} | ")
        if size in options.sizes:
            theirs, elapsed = peers(options.python, size, articles)
            cells = [f"{seconds:.1f} ({peak:.0f})" for seconds, peak in theirs]
            (copies, _), (stories, _) = theirs
            # Reading serves both: half of it is counted to each.
            half = ours["reading"] / 2
            line += (f"{cells[0]:>15} {cells[1]:>15} | {elapsed:>7.1f} | {copies / (ours['copies'] + half):>6.1f} "
                     f"{stories / (ours['stories'] + half):>7.1f} {(copies + stories) / ours['cpu']:>5.1f}")
        print(line.rstrip(" |"), flush=True)


if __name__ == "__main__":
    main()
