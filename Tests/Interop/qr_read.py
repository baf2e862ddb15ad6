"""Reads a QR code as a telephone would, with ZXing, from what `plomba fingerprint` prints or writes.

    qr_read.py text FILE        the lines with half blocks of a terminal
    qr_read.py svg FILE         the picture for paper
    ... flip N                  with N modules of the code itself turned over, in a row from the middle

Prints the format and what is in it; ends with 1 when nothing can be read.
"""

import re
import sys

import zxingcpp

BLOCKS = {"█": (1, 1), "▀": (1, 0), "▄": (0, 1), " ": (0, 0)}


def from_text(text):
    rows = []
    for line in re.findall(r"\x1b\[38;5;16;48;5;231m(.*?)\x1b\[0m", text):
        pairs = [BLOCKS[each] for each in line]
        rows += [[upper for upper, _ in pairs], [lower for _, lower in pairs]]
    return rows


def from_svg(text):
    side = int(re.search(r'viewBox="0 0 (\d+) ', text)[1])
    rows = [[0] * side for _ in range(side)]
    for column, row in re.findall(r"M(\d+) (\d+)h1v1h-1z", text):
        rows[int(row)][int(column)] = 1
    return rows


def main(kind, path, *flip):
    with open(path, encoding="utf-8") as file:
        rows = {"text": from_text, "svg": from_svg}[kind](file.read())
    for offset in range(int(flip[1]) if flip else 0):
        row, column = 12 + offset // 12, 13 + offset % 12
        rows[row + 4][column - 4] ^= 1
    scale = 6
    width = len(rows[0])
    pixels = b"".join(bytes(0 if dark else 255 for dark in row for _ in range(scale)) * scale for row in rows)
    image = memoryview(pixels).cast("B", shape=[len(rows) * scale, width * scale])
    found = zxingcpp.read_barcodes(image)
    for each in found:
        print(str(each.format).split(".")[-1], each.text)
    return 0 if found else 1


sys.exit(main(*sys.argv[1:]))
