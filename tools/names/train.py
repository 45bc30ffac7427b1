"""Fits the weights of find_names and writes src/annotate/names_weights.cc.

    python3 train.py FEATURES GOLD [FEATURES GOLD ...] > src/annotate/names_weights.cc

FEATURES is what build/release/names_features prints for the articles of GOLD, GOLD a file of ../shared/eval/names: CrossNER
politics (MIT) or GUM's coreference chains (CC BY 4.0), the two sets whose licence lets weights ship. A fifth of the documents,
by hash of the id, is left out and only measured. Needs numpy and scipy, at training time alone.

Two linear models. Kinds of names: a softmax over the recogniser's scores and the features of a group, pulled towards the
weights that we set by hand (PRIOR) so that what the small sets do not show stays sensible; groups of people (NORP) and
facilities are not told apart in these sets, so their weights are the hand-set ones. Missed names: a logistic regression.
The links between names use the weights themselves: print the features and train again until little changes (three times).
"""
import gzip
import hashlib
import json
import re
import sys

import numpy as np
from scipy.optimize import minimize

KINDS = ("person", "organization", "place", "group", "other", "facility")
TRAINED = (0, 1, 2, 4)
REGULAR, MISSED_REGULAR = 2.0, 1.0
PRIOR = {
    "person": {"honorific_before": 3, "title_before": 1.5, "job_before": 1, "given_first": 1.5, "age_after": 1.5, "who_after": 1,
               "possessive_family": 1, "hyphen_lower": .5, "says": .7, "organization_head": -1.5, "place_head": -1.5, "known_country": -1,
               "link_person": 4, "known_people": -1},
    "organization": {"organization_head": 2, "organization_last": 1, "in_bracket": .5, "all_capitals": .7, "organization_after": 1,
                     "known_country": -1, "known_place": -1.5, "known_division": -.7, "large_city": -.7, "link_organization": 4,
                     "known_people": -1},
    "place": {"known_country": 2, "known_place": 2, "known_division": 1.2, "large_city": 1.2, "city": .7, "place_head": 1.5,
              "place_of_before": 2, "in_before": .7, "place_after": 1, "place_after_comma": 1, "based_after": 1, "honorific_before": -1.5,
              "title_before": -1, "job_before": -1, "link_place": 4, "known_people": -1},
    "other": {"event_head": 1.5, "digit": .7, "known_country": -1, "known_place": -1, "honorific_before": -2, "title_before": -1,
              "given_first": -.5},
    "group": {"known_people": 4, "people_after": 1, "people_ending": .7, "plural": .7, "organization_head": -3, "place_head": -3,
              "facility_head": -3, "known_country": -3, "known_place": -3, "large_city": -2, "known_division": -2, "honorific_before": -4,
              "title_before": -2, "all_capitals": -1, "given_first": -2, "modifies_noun": .3, "has_of": -2},
    "facility": {"facility_head": 1, "organization_head": -.5, "known_country": -4, "known_place": -4, "large_city": -3,
                 "known_division": -3, "known_people": -4, "honorific_before": -3, "title_before": -2},
}
MISSED_HAND = {"known_people": 2.5}
GUM = {"person": 0, "organization": 1, "place": 2, "abstract": 4, "event": 4, "object": 4}
CROSSNER = {"PERSON": 0, "ORG": 1, "LOC": 2, "MISC": 4}


def held_back(document):
    return hashlib.sha1(document.encode()).digest()[0] % 5 == 0


def read(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def trimmed(start, end, text):
    m = re.match(r"\s*(?:the|a|an)\s+(?=\S)", text[start:end], re.I)
    start += m.end() if m else 0
    m = re.search(r"(?:['\u2019]s|\s+)$", text[start:end])
    return start, end - (m.end() - m.start() if m and m.start() else 0)


def gold_kinds(record):
    """(start, end) -> kind, of the names of one record."""
    text, gold, kinds = record["text"], record["gold"], {}
    if "mentions" in gold:
        for m in gold["mentions"]:
            kinds[trimmed(m["start"], m["end"], text)] = CROSSNER[m["type"]]
        return kinds
    for chain in gold["chains"]:
        for m in chain["mentions"]:
            span = trimmed(m["start"], m["end"], text)
            if m["form"] == "name" and chain["type"] in GUM and re.search("[A-Z]", text[span[0]:span[1]]):
                kinds[span] = GUM[chain["type"]]
    return kinds


def collect(pairs):
    """Rows (features, scores, kind, weight, held back) and missed rows (features, is a name, held back)."""
    named, missed = [], []
    for features_path, gold_path in pairs:
        records = {r["id"]: r for r in read(gold_path)}
        for line in read(features_path):
            record = records[line["id"]]
            gold, held = gold_kinds(record), held_back(line["id"])
            documents = "chains" in record["gold"]
            for group in line["groups"]:
                for start, end, label in group["spans"]:
                    kind = gold.get(trimmed(start, end, record["text"]))
                    if kind is not None and label not in ("NORP", "LANGUAGE", "FAC"):
                        named.append((group["features"], group["scores"], kind, 2.0 if documents else 1.0, held))
            for run in line["missed"]:
                if "known_people" in run["features"] and not documents:
                    continue  # CrossNER does not mark them
                kind = gold.get(trimmed(run["start"], run["end"], record["text"]))
                missed.append((run["features"], kind in (0, 1, 2), held))
    return named, missed


def matrix(rows, names):
    column = {name: i for i, name in enumerate(names)}
    out = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row[0].items():
            out[i, column[name]] = value
    return out


def fit_kinds(rows, names):
    features, scores = matrix(rows, names), np.array([r[1] for r in rows])[:, TRAINED]
    kinds, weight = np.array([TRAINED.index(r[2]) for r in rows]), np.array([r[3] for r in rows])
    train = np.array([not r[4] for r in rows])
    prior = np.zeros((len(names), len(TRAINED)))
    for k, kind in enumerate(TRAINED):
        for name, value in PRIOR[KINDS[kind]].items():
            prior[names.index(name), k] = value

    def chances(p, part):
        z = p[0] * scores[part] + features[part] @ p[1:].reshape(prior.shape)
        e = np.exp(z - z.max(1, keepdims=True))
        return e / e.sum(1, keepdims=True)

    def loss(p):
        w = p[1:].reshape(prior.shape)
        c, n = chances(p, train), int(train.sum())
        d = c.copy()
        d[np.arange(n), kinds[train]] -= 1
        d *= weight[train][:, None]
        value = -(weight[train] * np.log(c[np.arange(n), kinds[train]] + 1e-12)).sum() + REGULAR / 2 * ((w - prior) ** 2).sum()
        return value, np.concatenate([[(d * scores[train]).sum()], (features[train].T @ d + REGULAR * (w - prior)).ravel()])

    p = minimize(loss, np.concatenate([[.3], prior.ravel()]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    for name, part in (("training", train), ("held back", ~train)):
        right = (chances(p, part).argmax(1) == kinds[part]).mean()
        print(f"kinds, {name}: {right:.4f} of {part.sum()} right", file=sys.stderr)
    weights = np.zeros((len(names), len(KINDS)))
    fitted = p[1:].reshape(prior.shape)
    weights[:, TRAINED] = fitted - fitted.mean(1, keepdims=True)
    for kind in ("group", "facility"):
        for name, value in PRIOR[kind].items():
            weights[names.index(name), KINDS.index(kind)] += value
    return p[0], weights


def fit_missed(rows, names):
    features, truth = matrix(rows, names), np.array([float(r[1]) for r in rows])
    train = np.array([not r[2] for r in rows])

    def loss(w):
        c = 1 / (1 + np.exp(-features[train] @ w))
        t = truth[train]
        value = -(t * np.log(c + 1e-12) + (1 - t) * np.log(1 - c + 1e-12)).sum() + MISSED_REGULAR / 2 * (w ** 2).sum()
        return value, features[train].T @ (c - t) + MISSED_REGULAR * w

    w = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    for name, part in (("training", train), ("held back", ~train)):
        said, is_name = features[part] @ w > 0, truth[part] > 0
        right = (said & is_name).sum()
        print(f"missed, {name}: {right} right of {said.sum()} added, {is_name.sum()} there", file=sys.stderr)
    for name, value in MISSED_HAND.items():
        w[names.index(name)] += value
    return w


def feature_names(macro):
    with open("src/annotate/names_features.h", encoding="utf-8") as header:
        body = re.search(rf"#define {macro}\(X\)(.*?)\n\n", header.read(), re.S).group(1)
    return re.findall(r"X\((\w+)\)", body)


def number(value):
    text = f"{value:.2f}"
    return "0" if float(text) == 0 else text + "F"


def main():
    paths = sys.argv[1:]
    named, missed = collect(zip(paths[::2], paths[1::2]))
    names, missed_names = feature_names("DATELINE_NAME_FEATURES"), feature_names("DATELINE_MISSED_FEATURES")
    scale, weights = fit_kinds(named, names)
    missed_weights = fit_missed(missed, missed_names)
    print("// Made by tools/names/train.py from CrossNER politics and GUM; not to be edited by hand. Columns: " + ", ".join(KINDS) + ".\n")
    print('#include "annotate/names_features.h"\n\nnamespace dateline::annotate::names {\n')
    print(f"const float kRecogniserWeight = {number(scale)};\n\n// clang-format off")
    print("const std::array<FeatureWeights, kFeatures> kNameWeights = {{")
    for name, row in zip(names, weights):
        print(f"    {{Feature::{name}, {{" + ", ".join(number(v) for v in row) + "}},")
    print("}};\n\n// A missed run is a name when the sum is over 0.")
    print("const std::array<std::pair<MissedFeature, float>, kMissedFeatures> kMissedWeights = {{")
    for name, value in zip(missed_names, missed_weights):
        print(f"    {{MissedFeature::{name}, {number(value)}}},")
    print("}};\n// clang-format on\n\n}  // namespace dateline::annotate::names")


if __name__ == "__main__":
    main()
