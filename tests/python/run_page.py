#!/usr/bin/env python3
"""Runs every block of sh and Python of a page, in order, in the current folder."""
import importlib.util
import re
import subprocess
import sys

page = open(sys.argv[1], encoding="utf-8").read()
blocks = re.findall(r"^```(sh|python)\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
left_out = 0
for kind, text in blocks:
    if kind == "python" and "import pandas" in text and importlib.util.find_spec("pandas") is None:
        left_out += 1
        continue
    command = ["bash", "-euo", "pipefail", "-c", text] if kind == "sh" else [sys.executable, "-c", text]
    outcome = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if outcome.returncode != 0:
        sys.exit(f"this does not run:\n{text}\n{outcome.stdout}")
print(f"{len(blocks) - left_out} blocks ran")
if left_out:
    print(f"left out: {left_out} that need pandas, which is not installed (apt-get install python3-pandas)")
