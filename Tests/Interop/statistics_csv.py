"""Reads a table of statistics with the reader of Python, strictly, and prints its rows as JSON.

statistics_csv.py FILE
"""

import csv
import json
import sys

with open(sys.argv[1], "rb") as file:
    raw = file.read()
text = raw.decode("utf-8", errors="strict")
assert not text.startswith("\ufeff"), "a byte order mark"
assert raw.endswith(b"\r\n"), "the last line does not end"
assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r"), "a line ends otherwise"
table = list(csv.reader(text.splitlines(keepends=True), strict=True))
assert all(len(row) == len(table[0]) for row in table), "rows of different length"
for row in table:
    for cell in row:
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), f"a formula: {cell}"
print(json.dumps({"rows": [dict(zip(table[0], row)) for row in table[1:]]}))
