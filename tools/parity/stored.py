"""stored.py TEXTS REFERENCE: joins texts and what reference.py gave for them into the small reference of tests/lang, one document a line.

    tools/parity/reference.py MODEL < texts.jsonl > reference.jsonl
    tools/parity/stored.py texts.jsonl reference.jsonl > tests/lang/reference.jsonl

`texts.jsonl` can be the old reference itself: its lines have "id" and "text"."""

import json
import sys

texts = {}
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        item = json.loads(line)
        texts[item["id"]] = item["text"]
with open(sys.argv[2], encoding="utf-8") as lines:
    next(lines)
    for line in lines:
        item = json.loads(line)
        print(json.dumps({"id": item["id"], "text": texts[item["id"]], **{k: v for k, v in item.items() if k != "id"}}, ensure_ascii=True, separators=(",", ":")))
