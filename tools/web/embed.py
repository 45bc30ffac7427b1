#!/usr/bin/env python3
"""embed.py SITE OPENAPI OUT: the files of the folder SITE and the interface's description as a C++ file (apps/server/assets.h)."""
import gzip, hashlib, pathlib, sys

TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
         ".svg": "image/svg+xml", ".json": "application/json", ".txt": "text/plain; charset=utf-8"}
BUDGET = 150 * 1024  # of script and style, packed
site, openapi, out = (pathlib.Path(x) for x in sys.argv[1:4])


def blob(data, path):
    path.write_bytes(data)
    return path.resolve()


parts, rows, spent = [], [], 0
blobs = out.parent / "blobs"
blobs.mkdir(exist_ok=True)
files = [(p.relative_to(site).as_posix(), p) for p in sorted(site.rglob("*")) if p.is_file()] + [("api/v1/openapi.json", openapi)]
for number, (name, path) in enumerate(files):
    data = path.read_bytes()
    packed = gzip.compress(data, 9, mtime=0)
    if len(packed) >= len(data) or name.endswith(".html"):
        packed = b""
    if path.suffix in (".js", ".css"):
        spent += len(packed)
    tag = hashlib.sha256(data).hexdigest()[:16]
    for kind, content in (("raw", data), ("packed", packed)):
        symbol = f"dateline_asset_{number}_{kind}"
        file = blob(content, blobs / f"{number}.{kind}")
        parts.append(f'.global {symbol}\\n{symbol}:\\n.incbin \\"{file}\\"\\n.global {symbol}_end\\n{symbol}_end:\\n.byte 0\\n')
    rows.append((name, TYPES[path.suffix], tag, number))
if spent > BUDGET:
    sys.exit(f"embed: script and style are {spent} bytes packed; the budget is {BUDGET}")
with open(out, "w", encoding="utf-8") as f:
    f.write('#include "server/assets.h"\n\n__asm__(\n    ".section .rodata\\n"\n')
    for part in parts:
        f.write(f'    "{part}"\n')
    f.write('    ".text\\n");\n\nextern "C" {\n')
    for *_, number in rows:
        for kind in ("raw", "packed"):
            f.write(f"extern const char dateline_asset_{number}_{kind}[];\nextern const char dateline_asset_{number}_{kind}_end[];\n")
    f.write("}\n\nnamespace dateline::server {\nnamespace {\n\nstd::string_view between(const char* begin, const char* end) {\n"
            "  return {begin, static_cast<std::size_t>(end - begin)};\n}\n\n}  // namespace\n\n"
            "std::span<const Asset> assets() {\n  static const Asset all[] = {\n")
    for name, kind, tag, n in rows:
        f.write(f'      {{"{name}", "{kind}", "{tag}", between(dateline_asset_{n}_raw, dateline_asset_{n}_raw_end),\n'
                f'       between(dateline_asset_{n}_packed, dateline_asset_{n}_packed_end)}},\n')
    f.write("  };\n  return all;\n}\n\n}  // namespace dateline::server\n")
print(f"web: {spent} bytes of script and style, packed")
