#!/usr/bin/env python3
"""Walks every #include under src/ and fails on what the architecture forbids:

- a header of a module that the including module does not name in its dateline_module(NAME USES ...) line;
- a cycle among those lines;
- a third-party header that more than one module includes (the list SHARED is what the house agreed to share);
- the public headers (include/dateline) including anything but the standard library and each other.

    python3 tools/lint/check_includes.py [ROOT]
"""
import collections
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
MODULE = re.compile(r"dateline_module\(\s*(\w+)([^)]*)\)")
SHARED = ("fmt/",)  # formatting is part of the language until std::format is there
SYSTEM = re.compile(r"^(sys/|linux/|netinet/|arpa/)?[a-z0-9_]+(\.h)?$")
THIRD_PARTY_WITHOUT_FOLDER = {"simdjson.h", "sqlite3.h", "zlib.h", "zstd.h", "xxhash.h", "utf8proc.h", "pugixml.hpp",
                              "libstemmer.h", "expat.h", "httplib.h"}


def declared(root):
    uses = {}
    for path in sorted(root.glob("src/*/CMakeLists.txt")):
        for name, rest in MODULE.findall(path.read_text(encoding="utf-8")):
            words = rest.split()
            names = words[words.index("USES") + 1:] if "USES" in words else []
            uses[name] = [w for w in names[: names.index("LIBS") if "LIBS" in names else None]]
    return uses


def closure(uses, name):
    seen, stack = set(), list(uses.get(name, ()))
    while stack:
        one = stack.pop()
        if one not in seen:
            seen.add(one)
            stack.extend(uses.get(one, ()))
    return seen


def is_third_party(kind, header):
    if header in THIRD_PARTY_WITHOUT_FOLDER:
        return True
    if kind == '"' or header.startswith("dateline/") or header.startswith(SHARED):
        return False
    return "/" in header and not SYSTEM.match(header)


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    uses = declared(root)
    findings = [f"module {name}: uses itself through {uses[name]}" for name in uses if name in closure(uses, name)]
    owners = collections.defaultdict(set)
    files = 0
    for path in sorted([*root.glob("src/*/*.h"), *root.glob("src/*/*.cc")]):
        files += 1
        module = path.parent.name
        for kind, header in INCLUDE.findall(path.read_text(encoding="utf-8")):
            where = f"{path.relative_to(root)}: includes {header}"
            if kind == '"' and "/" in header:
                other = header.split("/")[0]
                if other in uses and other != module and other not in uses[module]:
                    findings.append(f"{where}, but src/{module}/CMakeLists.txt does not name {other}")
                if other not in uses:
                    findings.append(f"{where}, which is in no module")
            if is_third_party(kind, header):
                owners[header.split("/")[0]].add(module)
    for library, modules in sorted(owners.items()):
        if len(modules) > 1:
            findings.append(f"{library} is included by {', '.join(sorted(modules))}: one module only")
    for path in sorted(root.glob("include/dateline/*.h")):
        for kind, header in INCLUDE.findall(path.read_text(encoding="utf-8")):
            if kind == '"' or ("/" in header and not header.startswith("dateline/")):
                findings.append(f"{path.relative_to(root)}: a public header includes {header}")
    for finding in findings:
        print(finding)
    print(f"{files} files of {len(uses)} modules read, {len(findings)} findings")
    return 1 if findings or files == 0 else 0


sys.exit(main())
