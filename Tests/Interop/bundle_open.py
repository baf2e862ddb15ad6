"""Opens and checks a sealed bundle without any of our code.

    bundle_open.py FILE.plomba IDENTITY-FILE TARGET-FOLDER

Written from Protocol/sealed-bundle.md: the outer tar, the digests of the outer statement, age with
post-quantum stanzas (age_hybrid.py), the inner tar, BagIt, the openings and commitments, the ties
between seal and outer statement. Signatures are checked with ssh-keygen by the caller.
Prints one line for each check and exits 1 at the first that fails.
"""

import hashlib
import io
import json
import os
import re
import sys
import tarfile

import bagit

import age_hybrid

PREVIEW_SIZE = 16384


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def check(name, holds):
    print(("ok      " if holds else "FAILED  ") + name, flush=True)
    if not holds:
        sys.exit(1)


def outer_parts(path):
    with tarfile.open(path, "r:") as tar:
        names = tar.getnames()
        parts = {name: tar.extractfile(name).read() for name in names}
    check(
        "outer parts in their order",
        names[:5]
        == [
            "payload.age",
            "preview.age",
            "statement.json",
            "statement.json.sig",
            "statement.entry",
        ],
    )
    return parts


def check_outer(parts, statement):
    digests = {s["name"]: s["digest"]["sha256"] for s in statement["subject"]}
    predicate = statement["predicate"]
    check("payload digest", digests["payload.age"] == sha256(parts["payload.age"]))
    check("payload size", predicate["payloadSize"] == len(parts["payload.age"]))
    check("preview digest", digests["preview.age"] == sha256(parts["preview.age"]))
    lines = parts["statement.entry"].decode().split("\n")
    check(
        "opening file",
        lines[0] == "plomba/entry/v1"
        and lines[2] == sha256(parts["statement.json"])
        and lines[3] == sha256(parts["statement.json.sig"])
        and lines[4:] == [""],
    )
    header_end = age_hybrid.parse_header(parts["payload.age"])[3]
    check(
        "header digest",
        predicate["headerDigest"] == sha256(parts["payload.age"][:header_end]),
    )


def decrypt(data, identity):
    with open(identity) as file:
        seed = age_hybrid.bech32_decode(file.read().strip(), "age-secret-key-pq-")
    return age_hybrid.decrypt(data, seed)


def padme(length):
    exponent = length.bit_length() - 1
    bits = exponent - exponent.bit_length()
    mask = (1 << bits) - 1
    return (length + mask) & ~mask


def extract(archive, target):
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:") as tar:
        members = tar.getmembers()
        check("plain files below bag/ only", all(m.isreg() for m in members))
        check("no path leads out", all(m.name.startswith("bag/") for m in members))
        for member in members:
            path = os.path.join(target, member.name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(tar.extractfile(member).read())
        last = members[-1]
    end = last.offset_data + -(-last.size // 512) * 512 + 1024
    check("padding", len(archive) == -(-padme(end) // 512) * 512)
    return [member.name for member in members]


def check_bag(bag):
    check("bagit.py", bagit.Bag(bag).is_valid())


def check_commitments(bag, read):
    commitments = read("commitments.txt").decode().splitlines()
    check("commitments sorted", commitments == sorted(set(commitments)))
    size = len(commitments)
    check("commitments a power of two", size >= 16 and size & (size - 1) == 0)
    lines = read("openings.txt").splitlines(keepends=True)
    check("every opening committed", all(sha256(x) in commitments for x in lines))
    items = [x.decode().rstrip("\n").split(" ", 4) for x in lines if x[:5] == b"item "]
    decoded = {
        item[4].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%"): item
        for item in items
    }
    present = []
    for folder, _, names in os.walk(os.path.join(bag, "data")):
        present += [os.path.relpath(os.path.join(folder, n), bag) for n in names]
    check("every original has its opening", sorted(decoded) == sorted(present))
    for path, item in decoded.items():
        content = read(path)
        check(
            "original " + item[2][:16],
            item[2] == sha256(content) and int(item[3]) == len(content),
        )
    rest = {x.split(b" ")[0]: x.split(b" ", 2)[2].strip() for x in lines[len(items) :]}
    check(
        "tag manifest opening",
        rest[b"tagmanifest"].decode() == sha256(read("tagmanifest-sha256.txt")),
    )
    case = json.loads(read("case.json"))
    check("case id opening", rest[b"case"].decode() == case["referral"]["sender_ref"])
    return rest[b"recipients"].decode().split(",")


def check_seal(names, read, statement):
    name = [n for n in names if re.fullmatch(r"bag/custody/\d{4}-Sealed\.json", n)][-1][4:]
    sealed = json.loads(read(name))
    check(
        "seal covers the commitments",
        sealed["subject"]
        == [
            {
                "name": "commitments.txt",
                "digest": {"sha256": sha256(read("commitments.txt"))},
            }
        ],
    )
    inner, outer = sealed["predicate"], statement["predicate"]
    check("same consignment", inner["consignment"] == outer["consignment"])
    check("same sender", inner["sender"] == outer["sender"])
    opening = read("sealed.opening")
    check("sealed commitment", outer["sealedCommitment"] == sha256(opening))
    lines = opening.decode().split("\n")
    check(
        "sealed.opening",
        lines[0] == "plomba/sealed/v1"
        and lines[2] == sha256(read(name))
        and lines[3] == sha256(read(name + ".sig")),
    )
    return name


def check_preview(padded, read, statement):
    check("preview size", len(padded) == PREVIEW_SIZE)
    check("preview inside and outside", padded.rstrip(b" ") == read("preview.json"))
    preview = json.loads(padded)
    consignment = statement["predicate"]["consignment"]
    check("preview names the bundle", preview["bundle_id"].replace("-", "") == consignment)


def main(path, identity, target):
    parts = outer_parts(path)
    statement = json.loads(parts["statement.json"])
    check_outer(parts, statement)
    names = extract(decrypt(parts["payload.age"], identity), target)
    bag = os.path.join(target, "bag")

    def read(name):
        with open(os.path.join(bag, name), "rb") as file:
            return file.read()

    check_bag(bag)
    recipients = check_commitments(bag, read)
    stanzas = age_hybrid.parse_header(parts["payload.age"])[0]
    check("4, 8, 16 or 32 stanzas", len(stanzas) in (4, 8, 16, 32))
    check("the seal names no more readers than there are", len(recipients) <= len(stanzas))
    seal = check_seal(names, read, statement)
    check_preview(decrypt(parts["preview.age"], identity), read, statement)
    print("seal " + seal)


if __name__ == "__main__":
    main(*sys.argv[1:])
