#!/usr/bin/env python3
"""What the Python package `gguf` makes of 10,016 random blocks of each format: writes blocks.txt beside this file.

    pip install gguf==0.19.0 && python3 engine/model/tests/reference/blocks.py

Byte j of a format's blocks is `word >> 56` of output j of splitmix64, with the seed in the line; the high byte of each
binary16 number d and m, and of each number of F32, F16 and BF16, is then made that of a finite one. A line holds the
format, the seed, the root of the blocks, that of their values as little-endian binary32, and a few values with their
places. The reference program of the arithmetic, which knows nothing of `gguf`, must agree on the first blocks.
"""

import sys
from pathlib import Path

import numpy as np
from gguf.constants import GGMLQuantizationType
from gguf.quants import dequantize

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "../../../../docs/reference"))
import arithmetic  # noqa: E402
import root  # noqa: E402

BLOCKS = 10_016
# Bytes of a block, and the places in it of the high bytes of binary16 numbers.
FORMATS = {
    "F32": (128, range(3, 128, 4)),
    "F16": (64, range(1, 64, 2)),
    "BF16": (64, range(1, 64, 2)),
    "Q4_0": (18, [1]),
    "Q4_1": (20, [1, 3]),
    "Q5_0": (22, [1]),
    "Q5_1": (24, [1, 3]),
    "Q8_0": (34, [1]),
    "Q2_K": (84, [81, 83]),
    "Q3_K": (110, [109]),
    "Q4_K": (144, [1, 3]),
    "Q5_K": (176, [1, 3]),
    "Q6_K": (210, [209]),
    "IQ4_NL": (18, [1]),
}
# Numbers of blocks on which the reference program is tried: it counts in fractions.
TRIED = 8


def words(seed, count):
    z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ z >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ z >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return z ^ z >> np.uint64(31)


def blocks(name, seed):
    size, places = FORMATS[name]
    data = (words(seed, BLOCKS * size) >> np.uint64(56)).astype(np.uint8).reshape(BLOCKS, size)
    for at in places:
        # An exponent of all ones loses one bit.
        if name in ("F32", "BF16"):
            data[:, at] = np.where(data[:, at] & 0x7F == 0x7F, data[:, at] & 0xBF, data[:, at])
        else:
            data[:, at] = np.where(data[:, at] & 0x7C == 0x7C, data[:, at] & 0xBF, data[:, at])
    return data


def check(name, data, values):
    """Compares the first values with those of the reference program."""
    form = name.lower()
    if form in ("f32", "f16"):
        return
    function = arithmetic.OPERATIONS[form][1]
    for block, expected in zip(data[:TRIED], values[:TRIED]):
        for i, value in enumerate(expected):
            found = arithmetic.bits(function(block.tobytes(), i))
            assert found == value.view(np.uint32), (name, block.tobytes().hex(), i)


def main():
    lines = []
    for seed, name in enumerate(FORMATS, 1):
        data = blocks(name, seed)
        if name == "F32":
            values = data.view(np.float32)
        else:
            values = np.ascontiguousarray(dequantize(data, GGMLQuantizationType[name]), dtype=np.float32)
        check(name, data, values)
        flat = values.reshape(-1)
        places = [k * (flat.size - 1) // 7 for k in range(8)]
        shown = " ".join(f"{at}:{flat[at].view(np.uint32):08x}" for at in places)
        line = f"{name} {seed} {root.root(data.tobytes())} {root.root(flat.tobytes())} {shown}"
        print(line)
        lines.append(line)
    (HERE / "blocks.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
