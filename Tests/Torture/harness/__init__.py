"""What the torture tests share: the wire formats, a signing client, a broker to kill, an oracle.

Written from Protocol/ with Python's cryptography, so that a mistake of the Swift code is not
repeated here.
"""
