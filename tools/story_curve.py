#!/usr/bin/env python3
"""Copies and stories beside the Python tools on the same made articles, in the same run.

    tools/story_curve.py [--articles FILE] [--sizes 2000,5000,20000] [--large 200000] [--python .cache/python-stack/bin/python]

Prints the curve of build/release/story_bench (./dev build release benches) (--sizes, then --large), then for each of --sizes the seconds of processor time of both:
datasketch (MinHash, LSH) for copies and scikit-learn (TF-IDF, nearest centroid) for stories, as ../shared/bench/python_stack.py puts
them together. FILE: JSON Lines with "text"; the articles are made from it (see bench/story_bench.cc). Without it: invented words.
The two do not do the same work: dateline compares sentences and follows passages to their origins, the peers compare whole articles.
"""
import argparse, json, pathlib, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCH, STACK = ROOT / "build/release/story_bench", ROOT / "../shared/bench/python_stack.py"


def curve(sizes, articles):
    """-> {N: (seconds for copies, seconds for stories)}; the table goes to standard output as it comes."""
    rows = {}
    with subprocess.Popen([BENCH, "--curve", *map(str, sizes), *articles], stdout=subprocess.PIPE, text=True) as run:
        for line in run.stdout:
            print(line, end="", flush=True)
            words = line.split()
            if words and words[0].isdigit():
                rows[int(words[0])] = float(words[1]), float(words[2])
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
    print(f"\n{'articles':>9} {'copies':>24} {'stories':>24}    CPU s: dateline, peer (peer's peak MiB), times")
    for size in options.sizes:
        cells = [f"{mine:8.2f} {theirs:7.2f} ({peak:5}) {theirs / mine:5.1f}"
                 for mine, (theirs, peak) in zip(ours[size], peer(options.python, size, articles))]
        print(f"{size:>9} {cells[0]:>26} {cells[1]:>26}", flush=True)


if __name__ == "__main__":
    main()
