#!/usr/bin/env python3
"""The root of a blob, straight from its definition in content-addressing.md and from nothing else.

    python3 docs/reference/root.py            checks the test vectors
    python3 docs/reference/root.py FILE ...   prints the root of each file
"""

import hashlib
import sys

CHUNK = 64 * 1024


def h(*parts: bytes) -> bytes:
    return hashlib.blake2b(b"".join(parts), digest_size=32).digest()


def root(blob: bytes) -> str:
    chunks = [blob[at : at + CHUNK] for at in range(0, len(blob), CHUNK)] or [b""]
    level = [h(b"\0", i.to_bytes(8, "little"), chunk) for i, chunk in enumerate(chunks)]
    while len(level) > 1:
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [h(b"\1", *pair) if len(pair) == 2 else pair[0] for pair in pairs]
    return "0x" + h(b"\2", level[0], len(blob).to_bytes(8, "little")).hex()


VECTORS = {
    0: "0x385b0856cf10b5f4c7bce6795c958690f4f72573e046031a8b10cdb9980da14b",
    1: "0xde85aa8d524f709214eca72e6a16244d97f17a2f614522c709a5e66e7faa47d7",
    65536: "0x28425f4e5921e0d3126bf4784daaaaebdbf0add6aac530e3e6aef9ceeebea513",
    65537: "0x9865417169bffb01e3d2005ee94f496364e048b6b83fa220b4c1876ac7afa0a4",
    327681: "0x6e8fd2429c4424e407a7b0b1787f4ed5802e675cd081c640e7e2d69d4cf7df91",
}

if __name__ == "__main__":
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            print(root(file.read()), path)
    if len(sys.argv) == 1:
        for length, expected in VECTORS.items():
            pattern = bytes(i * 31 % 251 for i in range(length))
            assert root(pattern) == expected, f"{length} bytes: {root(pattern)}"
        print(f"{len(VECTORS)} vectors agree")
