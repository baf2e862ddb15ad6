"""Expands the zlib-compressed files of the age testkit: age_inflate.py IN OUT."""
import sys
import zlib

with open(sys.argv[1], "rb") as source, open(sys.argv[2], "wb") as target:
    target.write(zlib.decompress(source.read()))
