"""Lists, as hexadecimal numbers, the code points that run from right to left (UAX #9: R, AL, AN)."""
import unicodedata

for value in range(0x110000):
    if unicodedata.bidirectional(chr(value)) in ("R", "AL", "AN"):
        print(f"{value:x}")
