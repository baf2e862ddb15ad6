"""Recovery shares by an implementation that is not ours: the package shamir-mnemonic.

    slip39.py words                         prints its list of words
    slip39.py split HEX M N EXTENDABLE      prints N shares, M of which give the secret; EXTENDABLE: 1 or 0
    slip39.py combine FILE...               prints the secret of the shares in the files, one in each
    slip39.py vectors DIRECTORY             writes Protocol/vectors/recovery anew
"""

import json
import pathlib
import sys

import shamir_mnemonic
from shamir_mnemonic import rs1024, wordlist
from shamir_mnemonic.share import Share
from shamir_mnemonic.utils import MnemonicError

# Nobody's key: the vectors need a secret that everybody knows.
SECRET = bytes(range(32))


def split(secret, threshold, count, extendable=True, exponent=0):
    [shares] = shamir_mnemonic.generate_mnemonics(
        1, [(threshold, count)], secret, extendable=extendable, iteration_exponent=exponent
    )
    return shares


def rewritten(share, change):
    """The share after CHANGE of its numbers below the checksum, which holds again."""
    numbers = list(wordlist.mnemonic_to_indices(share))[: -rs1024.CHECKSUM_LENGTH_WORDS]
    change(numbers)
    custom = b"shamir_extendable" if numbers[1] >> 4 & 1 else b"shamir"
    return " ".join(wordlist.words_from_indices(numbers + rs1024.create_checksum(numbers, custom)))


def parameter(place, shift, value, width=15):
    def change(numbers):
        numbers[place] = numbers[place] & ~(width << shift) | value << shift

    return change


def other_value(numbers):
    numbers[20] ^= 1


def valid():
    two, three = split(SECRET, 2, 3), split(SECRET, 3, 5)
    capitals = [" \n ".join(word.upper() for word in share.split()) + "\n" for share in two[:2]]
    cases = {
        "two-of-three-first-and-second": two[:2],
        "two-of-three-first-and-third": [two[0], two[2]],
        "two-of-three-second-and-third": two[1:],
        "three-of-five": three[2:],
        "three-of-five-backwards": three[4:1:-1],
        "more-than-needed": [three[0], three[4], three[2], three[1]],
        "all-of-five": split(SECRET, 5, 5),
        "sixteen-of-sixteen": split(SECRET, 16, 16),
        "one-of-one": split(SECRET, 1, 1),
        "not-extendable": split(SECRET, 2, 2, extendable=False),
        "most-work": split(SECRET, 2, 2, exponent=5),
        "capitals-and-lines": capitals,
    }
    cases = {name: (shares, SECRET) for name, shares in cases.items()}
    cases["sixteen-bytes"] = (split(SECRET[:16], 2, 2), SECRET[:16])
    cases["nothing-but-zeros"] = (split(bytes(32), 2, 2), bytes(32))
    return [
        {"name": name, "shares": shares, "secret": secret.hex()}
        for name, (shares, secret) in cases.items()
    ]


def invalid():
    first, second, third = split(SECRET, 2, 3)
    words = first.split()
    changed = words[:9] + ["zero" if words[9] != "zero" else "yoga"] + words[10:]
    exchanged = words[:6] + [words[7], words[6]] + words[8:]
    stranger = split(SECRET, 2, 3)
    group = shamir_mnemonic.generate_mnemonics(2, [(2, 2), (2, 2)], SECRET)[0]
    cases = {
        "word-changed": ([" ".join(changed), second], "share.checksum"),
        "words-exchanged": ([" ".join(exchanged), second], "share.checksum"),
        "word-unknown": ([first, " ".join(second.split()[:7] + ["plomba"] + second.split()[8:])], "share.unknown-word"),
        "word-left-out": ([" ".join(words[:-1]), second], "share.word-count"),
        "padding-not-zero": ([rewritten(first, parameter(4, 8, 1, 3)), second], "share.padding"),
        "several-groups": (group, "share.several-groups"),
        "more-groups-needed-than-there-are": (
            [rewritten(share, parameter(2, 2, 1)) for share in (first, second)],
            "share.groups-contradict",
        ),
        "too-much-work": ([rewritten(share, parameter(1, 0, 6)) for share in (first, second)], "share.too-much-work"),
        "too-few": ([first], "share.too-few"),
        "repeated": ([first, first], "share.repeated"),
        "of-another-set": ([first, stranger[1]], "share.other-set"),
        "two-values-of-one-share": ([first, rewritten(first, other_value)], "share.contradicting"),
        "value-changed": ([first, rewritten(second, other_value)], "share.mismatch"),
        "one-too-many-does-not-fit": ([first, second, rewritten(third, other_value)], "share.misfit"),
    }
    return [{"name": name, "shares": shares, "code": code} for name, (shares, code) in cases.items()]


def write_vectors(directory):
    for name, cases in (("valid", valid()), ("invalid", invalid())):
        path = pathlib.Path(directory, name, "cases.json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"cases": cases}, indent=2) + "\n")


def combined(paths):
    shares = [Share.from_mnemonic(pathlib.Path(path).read_text()) for path in paths]
    return shamir_mnemonic.combine_mnemonics([share.mnemonic() for share in shares])


def main(command, *arguments):
    if command == "words":
        print("\n".join(wordlist.WORDLIST))
    elif command == "split":
        secret, threshold, count, extendable = arguments
        print("\n".join(split(bytes.fromhex(secret), int(threshold), int(count), extendable == "1")))
    elif command == "combine":
        print(combined(arguments).hex())
    elif command == "vectors":
        write_vectors(arguments[0])


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except MnemonicError as error:
        sys.exit(f"refused: {type(error).__name__}")
