#!/usr/bin/env python3
"""Copies and stories beside the Python tools on the same made articles, in the same run.

    tools/story_curve.py [--articles FILE] [--sizes 2000,5000,20000] [--large 200000] [--python .cache/python-stack/bin/python]

Prints the curve of build/release/story_bench (./dev build release benches) (--sizes, then --large), then for each of --sizes the seconds of processor time of both: dateline
reads an article once for copies and stories; datasketch (MinHash, LSH) is the peer for copies and scikit-learn (TF-IDF, nearest centroid)
for stories, as ../shared/bench/python_stack.py puts them together. FILE: JSON Lines with "text"; the articles are made from it (see bench/story_bench.cc). Without it: invented words.
The two do not do the same work: dateline compares sentences and follows passages to their origins, the peers compare whole articles.
"""
import argparse, json, pathlib, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCH, STACK = ROOT / "build/release/story_bench", ROOT / "../shared/bench/python_stack.py"


def curve(sizes, articles):
    """-> {N: seconds for reading, copies and stories}; the table goes to standard output as it comes."""
    rows = {}
    with subprocess.Popen([BENCH, "--curve", *map(str, sizes), *articles], stdout=subprocess.PIPE, text=True) as run:
        for line in run.stdout:
            print(line, end="", flush=True)
            words = line.split()
            if words and words[0].isdigit():
                rows[int(words[0])] = [float(word) for word in words[1:4]]
    if run.returncode:
        sys.exit(f"story_curve: {BENCH} ended with {run.returncode}")
    return rows


def peer(python, size, articles):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        subprocess.run([BENCH, "--make", str(size), *articles], stdout=file, check=True)
        done = subprocess.run([python, STACK, file.name, "--only", "copies,stories"], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"story_curve: {STACK} failed: {done.stderr[-500:]}")
    stages = json.loads(done.stdout)["stages"]
    return [(stages[name]["cpu_seconds"], stages[name]["peak_rss_mib"]) for name in ("copies", "stories")]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles")
    parser.add_argument("--sizes", default="2000,5000,20000", type=lambda text: [int(n) for n in text.split(",")])
    parser.add_argument("--large", type=int, default=200_000, help="0: leave it out")
    parser.add_argument("--python", default=ROOT / ".cache/python-stack/bin/python")
    options = parser.parse_args()
    articles = ["--articles", options.articles] if options.articles else []
    ours = curve(options.sizes + ([options.large] if options.large else []), articles)
    print(f"\n{'articles':>9} {'dateline: reading':>18} {'copies':>7} {'stories':>8} {'peers: copies (MiB)':>20} {'stories (MiB)':>15} {'times':>6}    CPU s")
    for size in options.sizes:
        theirs = peer(options.python, size, articles)
        cells = [f"{seconds:.1f} ({peak})" for seconds, peak in theirs]
        times = sum(seconds for seconds, _ in theirs) / sum(ours[size])
        reading, copies, stories = ours[size]
        print(f"{size:>9} {reading:>18.2f} {copies:>7.2f} {stories:>8.2f} {cells[0]:>20} {cells[1]:>15} {times:>6.1f}", flush=True)


if __name__ == "__main__":
    main()
