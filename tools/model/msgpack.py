"""Reads MessagePack: what a model package holds (maps with any key, no extension types)."""

import struct


def loads(data):
    value, at = _read(memoryview(data), 0)
    if at != len(data):
        raise ValueError("bytes after the value")
    return value


_SIZED = {0xC4: (">B", "bin"), 0xC5: (">H", "bin"), 0xC6: (">I", "bin"), 0xD9: (">B", "str"), 0xDA: (">H", "str"), 0xDB: (">I", "str"),
          0xDC: (">H", "array"), 0xDD: (">I", "array"), 0xDE: (">H", "map"), 0xDF: (">I", "map")}
_NUMBERS = {0xCA: ">f", 0xCB: ">d", 0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q", 0xD0: ">b", 0xD1: ">h", 0xD2: ">i", 0xD3: ">q"}
_CONSTANTS = {0xC0: None, 0xC2: False, 0xC3: True}


def _read(data, at):
    tag = data[at]
    at += 1
    if tag < 0x80:
        return tag, at
    if tag >= 0xE0:
        return tag - 256, at
    if tag in _NUMBERS:
        form = _NUMBERS[tag]
        return struct.unpack_from(form, data, at)[0], at + struct.calcsize(form)
    if tag in _CONSTANTS:
        return _CONSTANTS[tag], at
    if tag in _SIZED:
        form, kind = _SIZED[tag]
        size = struct.unpack_from(form, data, at)[0]
        at += struct.calcsize(form)
    elif tag < 0x90:
        kind, size = "map", tag & 15
    elif tag < 0xA0:
        kind, size = "array", tag & 15
    elif tag < 0xC0:
        kind, size = "str", tag & 31
    else:
        raise ValueError(f"tag {tag:#x} is not known")
    return _body(data, at, kind, size)


def _body(data, at, kind, size):
    if kind == "bin":
        return bytes(data[at : at + size]), at + size
    if kind == "str":
        return str(data[at : at + size], "utf-8"), at + size
    if kind == "array":
        out = []
        for _ in range(size):
            value, at = _read(data, at)
            out.append(value)
        return out, at
    table = {}
    for _ in range(size):
        key, at = _read(data, at)
        if isinstance(key, bytes):
            key = key.decode()
        table[key], at = _read(data, at)
    return table, at
