#!/usr/bin/env python3
"""Reads files that NeuralMemory wrote with NumPy itself.

check.py FILE.npz NAME=DTYPE:SHAPE ...   the arrays are there, of this type and shape
check.py FILE.npz                        every array can be read; prints them
"""
import sys

import numpy

with numpy.load(sys.argv[1], allow_pickle=False) as arrays:
    for name in arrays.files:
        array = arrays[name]
        print(f"{name}: {array.dtype.str} {array.shape}")
    for wanted in sys.argv[2:]:
        name, what = wanted.split("=", 1)
        found = f"{arrays[name].dtype.str}:{'x'.join(map(str, arrays[name].shape))}"
        assert found == what, f"{name}: {found}, wanted {what}"
