#!/usr/bin/env python3
"""What the Python package `gguf` makes of the tensors of real models: prints a line of tensors.txt for each file.

    pip install gguf==0.19.0 && python3 engine/model/tests/reference/tensors.py FILE.gguf …

A line holds the file's name and SHA-256, the number of tensors, and the root of the list of the roots of their values as
little-endian binary32, in ascending order of names.
"""

import hashlib
import sys
from pathlib import Path

import numpy as np
from gguf import GGUFReader
from gguf.quants import dequantize

sys.path.insert(0, str(Path(__file__).parent / "../../../../docs/reference"))
import root  # noqa: E402


def of_hashes(roots):
    """The root of a blob that consists of these roots."""
    return root.root(b"".join(bytes.fromhex(one[2:]) for one in roots))


def main():
    for path in sys.argv[1:]:
        digest = hashlib.sha256()
        with open(path, "rb") as file:
            while piece := file.read(1 << 24):
                digest.update(piece)
        roots = []
        tensors = sorted(GGUFReader(path).tensors, key=lambda tensor: tensor.name)
        for tensor in tensors:
            values = np.ascontiguousarray(dequantize(tensor.data, tensor.tensor_type), dtype=np.float32)
            roots.append(root.root(values.tobytes()))
        print(Path(path).name, digest.hexdigest(), len(tensors), of_hashes(roots), flush=True)


if __name__ == "__main__":
    main()
