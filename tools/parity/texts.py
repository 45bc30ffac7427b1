"""texts.py EVAL MODEL_FOLDER: the texts on which the language engine and spaCy are compared, one {"id", "text"} a line.

Running text of the packs under EVAL, where they are there, then texts that are made to be ugly. The random ones are made from the
tokenizer's own exceptions and from units, addresses, quotes, emoji and white space; always the same."""

import gzip
import json
import random
import sys
from pathlib import Path

PACKS = ["quotes/polnear-dev.jsonl.gz", "names/coref-dev.jsonl.gz", "names/gap-dev.jsonl.gz", "names/ner-dev.jsonl.gz"]

UGLY = [
    "", " ", "   ", "\n", "\n\n\n", "\t", " \n \t ", "!!!", "....", "...", "12 34 56", "—", "’", "\u200b", "\ufeff",
    "x" * 1000, "?" * 1000, "a.b" * 400, "http://" + "a" * 1000 + ".com", "@" * 500, "a@" * 300 + "b.com",
    "👩‍👩‍👧‍👦 came 👍🏽 with 🇫🇷 flags ❤️.", "e\u0301cole cafe\u0301 n\u0303ame", "הממשלה הודיעה אתמול כי לא תשנה.",
    "قالت الحكومة أمس إنها لن تغير ١٢ ٪.", "Line one.\r\nLine two.\r\n\r\nLine three.", "Tab\there\tand\tthere.",
    "No\u00a0break\u00a0spaces\u00a0here.", "Zero\u200bwidth\u200bspaces.", "See http://example.org/a?b=c&d=e#f, or www.example.com.",
    "Write to press.office@example.co.uk or a+b@c.de.", "I can't, won't, shan't; they're gonna go. Y'all c'mon, let's!",
    "The U.S. and the U.K. met at 5 a.m. in Washington D.C. on Jan. 3.", "It was 10km away, 5kg heavy, 30°C. hot, $5bn dear.",
    "THE MINISTER OF ORLANE SAID ON MONDAY THAT THE DAM WOULD HOLD.", "the minister of orlane said on monday that the dam would hold",
    "“Quoted ‘within’ quotes,” she said. ''Old'' ``style''.", "A--B, C—D, e–f, 10-20, 3*4, 5^6, x=y, a/b and/or.", "C++ and C# (see §5.1)...Next",
    "İstanbul ΟΔΥΣΣΕΥΣ ΣΑΣ ǅ ß ﬁ Ⅷ ² ½ ٣ 五", "8.8.8.8 10.0.0.1 192.168.1.1 172.16.0.1 172.32.0.1 1.2.3.999", "foo.bar Foo.Bar foo.Bar FOO.BAR",
    ":-) :( :D <3 ^_^ (-_-) ¯\\(ツ)/¯ xD", "\x1c\x1d\x1e\x1f\x85\u2028\u2029 separators", "a \n b  c   d\n\n  e", " leading", "trailing ",
    "\x00\x01\x02 control \x7f", "Ｆｕｌｌ ｗｉｄｔｈ １２３ ．", "“.”", "'s", "'", "n't", "don’t Don’t DON’T", "1,000,000.50 1.000,50 +1 +a -5 5+ €5 5€ 5 €",
]

PIECES = (
    "km kg °C. % $ US$ C$ € £ m² km/h µm тбكم hPa Mb K + - * ^ / = < > : , ; . .. ... … …… ! ? ( ) [ ] { } ' \" ’ ‘ “ ” « » ` ´ ~ — – -- --- _ # & @ | \\ "
    "http://example.com https://a.b.co/x?y=z www.news.org mail@example.org ftp://x.y 192.168.0.1 8.8.4.4 example.com:8080 foo.bar Foo.Bar a_b.c-d.net "
    "👍 👩‍💻 🇬🇧 ❤️ ☂ ★ § 1 22 333 4.5 1,000 10th 3pm 5bn A B c d The the minister Orlane said went U.S. Mr. Dr. St. e.g. i.e. İ ß Σ σς ñ 中文 日本 привет Привет "
    "שלום مرحبا हिन्दी ² ½ Ⅷ ͏ \u00ad \u200d \u0301"
).split(" ")
SPACES = [" ", " ", " ", "", "", "", "  ", "\n", "\n\n", "\t", "\u00a0", "\u200b", "\u2009", "\r\n", " \n"]


def made(exceptions, count, seed):
    chosen = random.Random(seed)
    for number in range(count):
        pool = exceptions if number % 2 else exceptions + PIECES * 8
        text = "".join(chosen.choice(pool if chosen.random() < 0.6 else PIECES) + chosen.choice(SPACES) for _ in range(chosen.randint(1, 60)))
        yield f"made-{number}", text


def texts(root, tokenizer):
    for number, text in enumerate(UGLY):
        yield f"ugly-{number}", text
    import srsly
    exceptions = sorted(srsly.msgpack_loads(Path(tokenizer).read_bytes())["exceptions"])
    yield from made(exceptions, 400, 7)
    words = "The council of Orlane said on Tuesday that 12 of its 340 workers had left the old mill near Brask , and that Mara Venn would lead it".split()
    chosen = random.Random(11)
    yield "long", " ".join(chosen.choice(words) + (".\n" if i % 23 == 22 else "") for i in range(50_000))
    for pack in PACKS:
        path = Path(root) / pack
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    item = json.loads(line)
                    yield f"{path.name.split('.')[0]}/{item['id']}", item["text"]


if __name__ == "__main__":
    for name, text in texts(sys.argv[1], Path(sys.argv[2]) / "tokenizer"):
        print(json.dumps({"id": name, "text": text}, ensure_ascii=True))
