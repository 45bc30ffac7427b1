"""reference.py MODEL_FOLDER < texts > reference: what spaCy gives, one JSON line a document; the first line says with which versions."""

import hashlib
import json
import sys
import unicodedata
from pathlib import Path

import spacy
import thinc


def document(name, doc):
    return {
        "id": name,
        "tokens": [[t.idx, t.idx + len(t), int(bool(t.whitespace_))] for t in doc],
        "tag": [t.tag_ for t in doc],
        "pos": [t.pos_ for t in doc],
        "morph": [str(t.morph) for t in doc],
        "lemma": [t.lemma_ for t in doc],
        "head": [t.head.i for t in doc],
        "dep": [t.dep_ for t in doc],
        "sent_start": [int(bool(t.is_sent_start)) for t in doc],
        "ents": [[e.start, e.end, e.label_] for e in doc.ents],
    }


def main(folder):
    digest = hashlib.sha256()
    for name in ("tok2vec/model", "tagger/model", "parser/model", "ner/model"):
        digest.update((Path(folder) / name).read_bytes())
    print(json.dumps({"spacy": spacy.__version__, "thinc": thinc.__version__, "python": sys.version.split()[0],
                      "unicode": unicodedata.unidata_version, "weights": digest.hexdigest()}))
    nlp = spacy.load(folder)
    items = (json.loads(line) for line in sys.stdin)
    for doc, name in nlp.pipe(((item["text"], item["id"]) for item in items), as_tuples=True, batch_size=64):
        print(json.dumps(document(name, doc), ensure_ascii=True), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
