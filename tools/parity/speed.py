"""speed.py MODEL_FOLDER TEXTS BENCH: words a second of spaCy and of the engine, by component, on the same texts in turn. CPU time of one
thread, loading left out. spaCy as installed and with numpy's OpenBLAS for its matrix products; each in its best of four batch sizes."""

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[variable] = "1"  # read when numpy is first imported

import json
import subprocess
import sys
import time

import spacy
from thinc.api import NumpyOps, set_current_ops

COMPONENTS = ["tokenizer", "tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]


def load(folder, blis):
    set_current_ops(NumpyOps(use_blis=blis))
    nlp = spacy.load(folder)
    list(nlp.pipe(["The mayor of Orlane spoke on Monday."] * 20))
    return nlp


def whole(nlp, texts, batch):
    start = time.process_time()
    for _ in nlp.pipe(texts, batch_size=batch):
        pass
    return time.process_time() - start


def by_component(nlp, texts, batch):
    start = time.process_time()
    docs = [nlp.make_doc(text) for text in texts]
    seconds = {"tokenizer": time.process_time() - start}
    for name in COMPONENTS[1:]:
        start = time.process_time()
        docs = list(nlp.get_pipe(name).pipe(docs, batch_size=batch))
        seconds[name] = time.process_time() - start
    return seconds


def main(folder, path, bench):
    with open(path, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} texts, {words} words; words a second of CPU time, one thread")
    peers = {"spaCy as installed": True, "spaCy with OpenBLAS": False}
    best, sizes = {}, {}
    for name, blis in peers.items():
        nlp = load(folder, blis)
        some = texts[: max(4, len(texts) // 4)]
        sizes[name] = min((32, 64, 128, 256), key=lambda size: whole(nlp, some, size))
    for round_number in range(3):
        for name, blis in peers.items():
            nlp = load(folder, blis)
            best[name] = max(best.get(name, 0), words / whole(nlp, texts, sizes[name]))
        ours = json.loads(subprocess.run([bench, "--json", path], capture_output=True, text=True, check=True).stdout)
        best["dateline"] = max(best.get("dateline", 0), ours["whole"])
        print(f"round {round_number + 1}: " + ", ".join(f"{name} {value:.0f}" for name, value in best.items()), flush=True)
    for name in peers:
        print(f"{name} (batch {sizes[name]}): {best[name]:.0f}; dateline: {best['dateline']:.0f}, {best['dateline'] / best[name]:.1f} times")
    seconds = by_component(load(folder, True), texts, sizes["spaCy as installed"])
    print(f"{'component':20}{'spaCy':>12}{'dateline':>12}")
    for name in COMPONENTS:
        print(f"{name:20}{words / seconds[name]:12.0f}{ours[name]:12.0f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
