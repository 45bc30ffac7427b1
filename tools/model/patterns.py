"""Reads the tokenizer's four regular expressions into character classes and word lists, and refuses any that is not built as the
hand-written matchers of src/lang/affixes.cc expect. A class is a sorted list of (first, last) code points."""

import re


def alternatives(pattern):
    """Splits at the bars that are in no bracket."""
    parts, depth, in_class, at, start = [], 0, False, 0, 0
    while at < len(pattern):
        c = pattern[at]
        if c == "\\":
            at += 2
            continue
        if in_class:
            in_class = c != "]"
        elif c == "[":
            in_class = True
        elif c == "(":
            depth += 1
        elif c == ")":
            depth -= 1
        elif c == "|" and depth == 0:
            parts.append(pattern[start:at])
            start = at + 1
        at += 1
    return parts + [pattern[start:]]


def unescape(text):
    """The literal that `text` matches, or None when it is more than a literal."""
    out, at = "", 0
    while at < len(text):
        if text[at] == "\\":
            if text[at + 1].isalnum():
                return None
            out += text[at + 1]
            at += 2
        elif text[at] in "[](){}*+?.^$|" and len(text) > 1:
            return None
        else:
            out += text[at]
            at += 1
    return out


def char_class(body):
    """Ranges of the inside of a bracket, with Python's escapes."""
    points, at = [], 0

    def one(at):
        if body[at] != "\\":
            return ord(body[at]), at + 1
        kind = body[at + 1]
        width = {"u": 4, "U": 8, "x": 2}.get(kind)
        if width:
            return int(body[at + 2 : at + 2 + width], 16), at + 2 + width
        if kind.isalnum():
            raise ValueError(f"class escape \\{kind}")
        return ord(kind), at + 2

    while at < len(body):
        first, at = one(at)
        last = first
        if at + 1 < len(body) and body[at] == "-":
            last, at = one(at + 1)
        points.append((first, last))
    return merged(points)


def merged(ranges):
    out = []
    for first, last in sorted(ranges):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return out


def affixes(pattern, anchor):
    """One side's alternatives -> single characters, longer strings, and what needs more than itself (as written)."""
    singles, strings, rest = [], [], []
    for part in alternatives(pattern):
        part = part.removeprefix("^") if anchor == "^" else part.removesuffix("$")
        literal = unescape(part)
        if part.startswith("[") and part.endswith("]"):
            singles += char_class(part[1:-1])
        elif literal is not None and len(literal) == 1:
            singles.append((ord(literal), ord(literal)))
        elif literal is not None:
            strings.append(literal)
        else:
            rest.append(part)
    return merged(singles), strings, rest


def read(tokenizer):
    """All classes and lists, by the names of the model file's sections."""
    out = {}
    singles, strings, rest = affixes(tokenizer["prefix_search"], "^")
    expect(rest, [r"\+(?![0-9])", r"\.\.+"], "prefix")
    out["class.prefix"] = singles
    out["list.prefix"] = [s for s in strings if s != "……"]  # "…" comes first and wins

    singles, strings, rest = affixes(tokenizer["suffix_search"], "$")
    out["class.suffix"] = singles
    out["list.suffix"] = strings
    digit = [re.fullmatch(r"\(\?<=\[0-9\]\)\(\?:(.*)\)", part) for part in rest]
    out["list.unit"] = sorted({unescape_all(u) for m in digit if m for u in alternatives(m.group(1))})
    rest = [part for part, m in zip(rest, digit) if not m]
    dots = [re.fullmatch(r"\(\?<=\[([^\]]*)\]\)\\\.", part) for part in rest]
    dots = [re.fullmatch(r"\(\?<=\[(.*)\]\)\\\.", part) if not m else m for part, m in zip(rest, dots)]
    single = [m.group(1) for m in dots if m and not re.search(r"(?<!\\)\]\[", m.group(1)) and "\u00b0[" not in m.group(1)]
    double = [m.group(1) for m in dots if m and re.search(r"(?<!\\)\]\[", m.group(1))]
    if len(single) != 1 or len(double) != 1:
        raise ValueError(f"suffix rules before a full stop: {len(single)}, {len(double)}")
    out["class.before_stop"] = char_class(single[0])
    first, second = re.split(r"(?<!\\)\]\[", double[0])
    out["class.alpha_upper"] = char_class(first)
    if char_class(second) != out["class.alpha_upper"]:
        raise ValueError("the two capitals before a full stop have classes of their own")
    other = [part for part, m in zip(rest, dots) if not m or m.group(1) not in single + double]
    expect(other, [r"\.\.+", r"(?<=[0-9])\+", "(?<=\u00b0[FfCcKk])\\."], "suffix")
    out.update(infixes(tokenizer["infix_finditer"]))
    tail = re.search(r"\+\(\?:\[(.*?)\]\{2,63\}\)\)\(\?::\\d\{2,5\}\)\?\(\?:\[/\?#\]\\S\*\)\?\$$", tokenizer["url_match"])
    if not tail:
        raise ValueError("url_match is built in another way")
    out["class.alpha_lower"] = char_class(tail.group(1).rsplit("(?:[", 1)[-1])
    return out


def infixes(pattern):
    out = {}
    parts = alternatives(pattern)
    expect(parts[:2], [r"\.\.+", "…"], "infix")
    out["class.icon"] = char_class(parts[2][1:-1])
    expect(parts[3:4], [r"(?<=[0-9])[+\-\*^](?=[0-9-])"], "infix")
    stop = re.fullmatch(r"\(\?<=\[(.*)\]\)\\\.\(\?=\[(.*)\]\)", parts[4])
    comma = re.fullmatch(r"\(\?<=\[(.*)\]\),\(\?=\[(.*)\]\)", parts[5])
    dash = re.fullmatch(r"\(\?<=\[(.*)\]\)\(\?:(.*)\)\(\?=\[(.*)\]\)", parts[6])
    sign = re.fullmatch(r"\(\?<=\[(.*)\]\)\[:<>=/\]\(\?=\[(.*)\]\)", parts[7])
    if len(parts) != 8 or not (stop and comma and dash and sign):
        raise ValueError("infix_finditer is built in another way")
    out["class.infix_before_stop"] = char_class(stop.group(1))
    out["class.infix_after_stop"] = char_class(stop.group(2))
    out["class.alpha"] = char_class(comma.group(1))
    with_digits = merged(out["class.alpha"] + [(48, 57)])
    same = [(comma.group(2), out["class.alpha"]), (dash.group(1), with_digits), (dash.group(3), out["class.alpha"]),
            (sign.group(1), with_digits), (sign.group(2), out["class.alpha"])]
    if any(char_class(body) != wanted for body, wanted in same):
        raise ValueError("infix rules use other letters")
    expect(sorted(dash.group(2).split("|")), sorted(["-", "–", "—", "--", "---", "——", "~"]), "infix dashes")
    return out


def unescape_all(text):
    return re.sub(r"\\(.)", r"\1", text)


def expect(found, wanted, what):
    if sorted(found) != sorted(wanted):
        raise ValueError(f"{what} rules differ from those that the engine knows: {sorted(set(found) ^ set(wanted))}")
