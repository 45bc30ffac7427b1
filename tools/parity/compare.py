"""compare.py REFERENCE OURS [--show N]: agreement label by label; every document that differs is listed by the first stage that does."""

import argparse
import itertools
import json
import sys

LABELS = ["tag", "pos", "morph", "lemma", "head", "dep", "sent_start"]
# A difference in a later stage follows from one in an earlier.
STAGES = ["tokens", "tag", "head", "dep", "sent_start", "pos", "morph", "lemma", "ents"]


class Counts:
    def __init__(self):
        self.documents = self.tokens = self.same_tokens = 0
        self.labels = dict.fromkeys(LABELS, 0)
        self.entities = [0, 0, 0]  # both, reference, ours
        self.first = {}

    def add(self, theirs, ours):
        self.documents += 1
        self.tokens += len(theirs["tokens"])
        stage = next((s for s in STAGES if theirs[s] != ours[s]), None)
        if stage:
            self.first.setdefault(stage, []).append((theirs, ours))
        if theirs["tokens"] != ours["tokens"]:
            self.same_tokens += len(set(map(tuple, theirs["tokens"])) & set(map(tuple, ours["tokens"])))
            return
        self.same_tokens += len(theirs["tokens"])
        for label in LABELS:
            self.labels[label] += sum(a == b for a, b in zip(theirs[label], ours[label]))
        a, b = (set(map(tuple, d["ents"])) for d in (theirs, ours))
        self.entities = [n + m for n, m in zip(self.entities, (len(a & b), len(a), len(b)))]


def share(part, whole):
    return f"{100 * part / max(whole, 1):.4f}% ({whole - part} of {whole} differ)"


def report(counts):
    print(f"{counts.documents} documents, {counts.tokens} tokens")
    print(f"{'tokens and blanks':18}{share(counts.same_tokens, counts.tokens)}")
    for label in LABELS:
        print(f"{label:18}{share(counts.labels[label], counts.tokens)}")
    both, theirs, ours = counts.entities
    print(f"{'entities (F1)':18}{100 * 2 * both / max(theirs + ours, 1):.4f}% ({theirs} and {ours}, {both} the same)")
    for stage, pairs in counts.first.items():
        print(f"first differing stage {stage}: {len(pairs)} documents: {', '.join(a['id'] for a, _ in pairs[:8])}")


def show(stage, theirs, ours):
    values = list(itertools.zip_longest(theirs[stage], ours[stage]))
    at = next(i for i, (a, b) in enumerate(values) if a != b)
    print(f"  {theirs['id']} {stage} at {at}: spaCy {values[at][0]}, dateline {values[at][1]};"
          f" token {theirs['tokens'][min(at, len(theirs['tokens']) - 1)] if stage != 'ents' else ''}")


def passes(counts):
    both, theirs, ours = counts.entities
    good = counts.same_tokens == counts.tokens and all(n >= 0.9995 * counts.tokens for n in counts.labels.values())
    return good and 2 * both >= 0.9995 * (theirs + ours)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("reference")
    arguments.add_argument("ours")
    arguments.add_argument("--show", type=int, default=20)
    options = arguments.parse_args()
    counts = Counts()
    with open(options.reference, encoding="utf-8") as a, open(options.ours, encoding="utf-8") as b:
        print(a.readline().strip())
        for theirs, ours in zip(a, b):
            try:
                theirs = json.loads(theirs)
            except ValueError:
                break
            ours = json.loads(ours)
            if theirs["id"] != ours["id"]:
                sys.exit(f"parity: {theirs['id']} beside {ours['id']}")
            counts.add(theirs, ours)
    report(counts)
    for stage, pairs in counts.first.items():
        for theirs, ours in pairs[: options.show]:
            show(stage, theirs, ours)
    sys.exit(0 if passes(counts) else 1)


if __name__ == "__main__":
    main()
