#!/usr/bin/env python3
"""Trains the table of src/extract/model_table.inc: which blocks of a page are the article.

    train_extract.py --bin build/release/dateline --pages pages.jsonl.gz > src/extract/model_table.inc

Needs numpy and lightgbm, which the program itself does not: `python3 -m venv /tmp/train && /tmp/train/bin/pip install numpy==2.4.6
lightgbm==4.7.0`, then run it with /tmp/train/bin/python. Two minutes for 900 pages. `pages` holds {"id","url","html","gold"} lines; gold has "with"/"without" segments (and
"comments" segments), or the whole "text". Pages whose gold "comments" is one string are passed over. What is measured
of each block comes from `dateline extract --explain --json`, so a change of features only needs a new run.
Standard error gets the figures of five-fold cross-validation, folds by registrable domain: no site is scored by a
model that has seen it. --leave-out N trains without fold N and prints the ids of its pages to standard error instead, so that a
program built with that table can be scored on pages whose sites it has not seen.
"""
import argparse, gzip, hashlib, json, re, subprocess, sys
from collections import Counter

import lightgbm
import numpy

WORD = re.compile(r"\w+")
ROUNDS, LEAVES, FOLDS = 220, 6, 5


def squeeze(text):
    return re.sub(r"\s+", " ", text or "").strip()


def shingles(text):
    words = WORD.findall(text or "")
    return Counter(tuple(words[i:i + 4]) for i in range(max(1, len(words) - 3)))


def fold_of(record):
    host = re.match(r"https?://([^/:]+)", record.get("url") or "")
    if not host:
        name = record["id"]
    else:
        parts = host.group(1).lower().split(".")
        second = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in {"co", "com", "org", "net", "gov", "ac", "edu"}
        name = ".".join(parts[-3 if second else -2:])
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % FOLDS


def labels(gold, blocks, rule):
    """[(0, 1 or -1 for not known, weight)] of each block; `rule` is the feature that says what the rules did (0: kept)."""
    texts = [squeeze(b["text"]) for b in blocks]
    out = [(-1, 0.0)] * len(blocks)
    if "with" in gold:
        for segment in filter(lambda s: len(s) >= 3, map(squeeze, gold["with"])):
            hits = [i for i, t in enumerate(texts) if segment in t]
            if len(hits) > 1:  # teasers repeat the article
                hits = [i for i in hits if blocks[i]["features"][rule] == 0] or [max(hits, key=lambda i: len(texts[i]))]
            for i in hits:
                out[i] = (1, 1.0 / len(hits))
        unwanted = gold.get("without", []) + (gold.get("comments") if isinstance(gold.get("comments"), list) else [])
        for segment in filter(lambda s: len(s) >= 3, map(squeeze, unwanted)):
            for i, t in enumerate(texts):
                if segment in t and out[i][0] != 1:
                    out[i] = (0, 1.0)
        return out
    wanted = shingles(gold["text"])
    lines = {squeeze(line) for line in gold["text"].split("\n")}
    for i, text in enumerate(texts):
        words = WORD.findall(text)
        if not words:
            continue
        runs = [tuple(words[k:k + 4]) for k in range(len(words) - 3)]
        share = sum(r in wanted for r in runs) / len(runs) if runs else float(text in lines)
        out[i] = (1 if share >= 0.5 else 0, 0.15 + 0.1 * len(words) ** 0.5)
    return out


def fit(features, answers, weights):
    known = answers >= 0
    settings = dict(objective="binary", num_leaves=LEAVES, learning_rate=0.06, min_data_in_leaf=40, lambda_l2=5,
                    feature_fraction=0.5, bagging_fraction=0.7, bagging_freq=1, max_bin=63, seed=1, num_threads=1,
                    deterministic=True, verbose=-1)
    data = lightgbm.Dataset(features[known].astype(float), answers[known], weight=weights[known])
    return lightgbm.train(settings, data, ROUNDS)


def rows(model):
    """Trees as lines: {feature, at most, value here}, the two branches after it; a leaf has no feature."""
    dump = model.dump_model()
    for number, tree in enumerate(dump["tree_info"]):
        flat = []

        def walk(node):
            at = len(flat)
            flat.append(None)
            if "leaf_value" in node and "split_feature" not in node:
                flat[at] = (-1, 0, 0, node["leaf_value"])
                return at
            walk(node["left_child"])
            right = walk(node["right_child"])
            flat[at] = (node["split_feature"], int(numpy.floor(node["threshold"])), right - at, node["internal_value"])
            return at

        walk(tree["tree_structure"])
        yield number, flat


def cross_validate(features, answers, weights, folds):
    for fold in range(FOLDS):
        seen = folds != fold
        tested = ~seen & (answers >= 0)
        said = fit(features[seen], answers[seen], weights[seen]).predict(features[tested].astype(float)) >= 0.5
        right = (said == answers[tested]) * weights[tested]
        sys.stderr.write(f"fold {fold}: {tested.sum()} blocks, {right.sum() / weights[tested].sum():.4f} of their weight right\n")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bin", required=True)
    options.add_argument("--pages", required=True)
    options.add_argument("--leave-out", type=int, metavar="N", choices=range(FOLDS))
    options = options.parse_args()
    with gzip.open(options.pages, "rt", encoding="utf-8", newline="\n") as file:
        records = [json.loads(line) for line in file]
    records = [r for r in records if not isinstance(r["gold"].get("comments"), str)]
    lines = "".join(json.dumps({k: r[k] for k in ("id", "url", "html") if k in r}, ensure_ascii=False) + "\n" for r in records)
    done = subprocess.run([options.bin, "extract", "-", "--explain", "--json"], input=lines.encode("utf-8", "replace"),
                          stdout=subprocess.PIPE, check=True)
    pages = [json.loads(line) for line in done.stdout.split(b"\n") if line.strip()]
    names = pages[0]["features"]
    features, answers, weights, folds = [], [], [], []
    for record, page in zip(records, pages, strict=True):
        for block, (answer, weight) in zip(page["blocks"], labels(record["gold"], page["blocks"], names.index("fate"))):
            features.append(block["features"])
            answers.append(answer)
            weights.append(weight)
            folds.append(fold_of(record))
    features, answers = numpy.array(features, numpy.int8), numpy.array(answers)
    weights, folds = numpy.array(weights), numpy.array(folds)
    trained = numpy.ones(len(folds), bool)
    if options.leave_out is not None:
        trained = folds != options.leave_out
        sys.stderr.writelines(f"{r['id']}\n" for r in records if fold_of(r) == options.leave_out)
    else:
        cross_validate(features, answers, weights, folds)
    print("// Written by tools/train_extract.py; see docs/EXTRACTION.md. Each tree: {feature, at most, steps to the other")
    print("// branch, value here}; the branch for \"at most\" follows; a leaf has no feature.")
    for number, flat in rows(fit(features[trained], answers[trained], weights[trained])):
        print(f"// tree {number}")
        for feature, most, step, value in flat:
            name = f"f_{names[feature]}" if feature >= 0 else "f_none"
            print(f"{{{name}, {most}, {step}, {value:.5f}F}},")


main()
