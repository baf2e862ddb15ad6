"""Makes organisations, bundles and statements in Python, from Protocol/*.md: a third party for torture test T32.

Every intermediate value passes through `tap(stage, value)`. A tap that changes one of them changes only that: all
that comes after is made to fit it and signed, as somebody with the keys would.
"""

import base64
import hashlib
import hmac
import json
import os
import uuid

from cryptography.hazmat.primitives.asymmetric import ed25519, mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PublicKey, Suite

from harness import wire

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
ISSUED, SEALED, OPENED = "2026-01-01T00:00:00Z", "2026-11-24T09:30:00Z", "2026-11-24T12:00:00Z"
EXPIRY = "2027-12-31T00:00:00Z"
MEMBERS_OF_A_RECORD = 3


def field(data):
    return len(data).to_bytes(4, "big") + data


def text(value):
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def b64(data):
    return base64.b64encode(data).rstrip(b"=")


class SigningKey:
    def __init__(self):
        self._key = ed25519.Ed25519PrivateKey.generate()
        point = self._key.public_key().public_bytes_raw()
        self.blob = field(b"ssh-ed25519") + field(point)
        self.line = "ssh-ed25519 " + base64.b64encode(self.blob).decode()
        self.id = wire.key_id(self.blob)

    def sign(self, message, namespace, digest="sha512"):
        head = field(namespace.encode()) + field(b"") + field(digest.encode())
        raw = self._key.sign(b"SSHSIG" + head + field(hashlib.new(digest, message).digest()))
        blob = b"SSHSIG\0\0\0\1" + field(self.blob) + head + field(field(b"ssh-ed25519") + field(raw))
        encoded = base64.b64encode(blob)
        lines = [encoded[i:i + 70] + b"\n" for i in range(0, len(encoded), 70)]
        return b"-----BEGIN SSH SIGNATURE-----\n" + b"".join(lines) + b"-----END SSH SIGNATURE-----\n"


class EncryptionKey:
    def __init__(self, seed=None):
        seed = seed or os.urandom(32)
        self.identity = wire.bech32("age-secret-key-pq-", seed).upper()
        expanded = hashlib.shake_256(seed).digest(96)
        lattice = mlkem.MLKEM768PrivateKey.from_seed_bytes(expanded[:64]).public_key()
        curve = x25519.X25519PrivateKey.from_private_bytes(expanded[64:]).public_key()
        self.public = MLKEM768X25519PublicKey(lattice, curve)
        self.recipient = wire.bech32("age1pq", lattice.public_bytes_raw() + curve.public_bytes_raw())
        self.id = wire.key_id(self.recipient.encode())


# Two readers and these are four stanzas, as a sealer makes them.
DUMMIES = [EncryptionKey().public for _ in range(2)]


class Organisation:
    """Keys of an organisation; `history` writes its organisation file."""

    def __init__(self, name, mode):
        self.name, self.mode = name, mode
        self.roots = [SigningKey() for _ in range(2)]
        self.member, self.device, self.broker, self.second = (SigningKey() for _ in range(4))
        self.key, self.recovery, self.later = (EncryptionKey() for _ in range(3))

    def record(self):
        span = {"validFrom": ISSUED, "validUntil": EXPIRY, "status": "active"}
        broker = {"url": "https://broker.example.org:8443", "serviceKey": self.broker.line,
                  "pin": "sha256/" + base64.b64encode(hashlib.sha256(b"pin").digest()).decode()}
        return {
            "type": f"urn:plomba{'-training' * (self.mode == 'training')}:v1:OrganisationRecord", "version": 1,
            "mode": self.mode, "name": self.name, "previous": None, "issuedTime": ISSUED, "expiryTime": EXPIRY,
            "threshold": 2,
            "roots": [{"label": f"root-{n}", "key": root.line} for n, root in enumerate(self.roots)],
            "members": [{"label": "intake-officer", "roles": ["caseworker"], "signingKey": self.member.line,
                         "recipient": self.key.recipient, **span}],
            "devices": [{"label": "laptop", "member": "intake-officer", "key": self.device.line, **span}],
            "mailboxes": [{"name": "intake", "members": ["intake-officer"], "recovery": self.recovery.recipient,
                           "homeBroker": broker}]}

    def history(self, tap, rng):
        """(organisation file, fingerprint of its first record)."""
        first = self.record()
        records, before, entries = [first], None, []
        if rng.random() < 0.3:
            later = self.record()
            later.update(version=2, issuedTime="2026-11-24T10:00:00Z")
            change = rng.randrange(4)
            if change == 0:
                later["devices"] = []
            if change == 1:
                later["members"][0].update(recipient=self.later.recipient)
            if change == 2:
                later["members"][0].update(signingKey=self.second.line, validFrom="2026-11-24T10:00:00Z")
            if change == 3:
                later["devices"][0].update(status="revoked", validUntil="2026-11-24T10:00:00Z")
            records.append(later)
        for number, record in enumerate(records):
            record["previous"] = before and wire.sha256(before)
            raw = tap("record.bytes", text(tap("record", record)))
            space = f"plomba{'-training' * (self.mode == 'training')}/v1/OrganisationRecord"
            signatures = [root.sign(raw, space).decode() for root in self.roots]
            entries.append({"record": base64.b64encode(raw).decode(), "signatures": tap("signatures", signatures)})
            before = before or raw
        kind = f"urn:plomba{'-training' * (self.mode == 'training')}:v1:OrganisationHistory"
        file = tap("history.bytes", text(tap("history", {"type": kind, "records": entries})))
        try:
            fingerprint = wire.sha256(base64.b64decode(entries[0]["record"]))
        except (ValueError, TypeError):
            fingerprint = "0" * 64
        return file, fingerprint


def stanza(recipient, file_key):
    sealed = SUITE.encrypt(file_key, recipient, b"age-encryption.org/mlkem768x25519")
    return raw_stanza([b"mlkem768x25519", b64(sealed[:1120])], sealed[1120:])


def raw_stanza(arguments, body):
    body = b64(body)
    lines = [body[i:i + 64] + b"\n" for i in range(0, len(body) + 1, 64)]
    return b"-> " + b" ".join(arguments) + b"\n" + b"".join(lines)


def encrypt(tap, name, plain, recipients):
    def hkdf(key, salt, info):
        return hmac.digest(hmac.digest(salt, key, "sha256"), info + b"\1", "sha256")

    file_key, nonce = os.urandom(16), os.urandom(16)
    stanzas = tap(f"{name}.stanzas", [stanza(r, file_key) for r in recipients])
    header = b"age-encryption.org/v1\n" + b"".join(stanzas) + b"---"
    mac = hmac.digest(hkdf(file_key, b"", b"header"), header, "sha256")
    key, size = ChaCha20Poly1305(hkdf(file_key, nonce, b"payload")), 65536
    count = max(1, -(-len(plain) // size))
    chunks = [key.encrypt(n.to_bytes(11, "big") + bytes([n == count - 1]), plain[n * size:(n + 1) * size], None)
              for n in range(count)]
    header = tap(f"{name}.header", header + b" " + b64(mac) + b"\n")
    return header, tap(f"{name}.age", header + nonce + b"".join(tap(f"{name}.chunks", chunks)))


def padded(archive):
    length = len(archive)
    exponent = length.bit_length() - 1
    step = 1 << exponent - exponent.bit_length()
    end = -(-length // step) * step
    return archive + bytes(end + -end % 512 - length)


def archive(entries):
    parts = []
    for number, (path, content) in enumerate(entries, 1):
        path = path.encode("utf-8", "surrogateescape")
        parts.append(wire.tar_entry(number, path, len(content)) + content + bytes(-len(content) % 512))
    return b"".join(parts) + bytes(1024)


def escape(path):
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def lines_of(digests):
    return "".join(f"{d}  {escape(p)}\n" for d, p in digests).encode("utf-8", "surrogateescape")


def opening(kind, message, signature):
    digests = wire.sha256(message), wire.sha256(signature)
    return f"plomba/{kind}/v1\n{os.urandom(32).hex()}\n{digests[0]}\n{digests[1]}\n".encode()


def statement(tap, name, key, event, mode, subjects, predicate, kind="entry"):
    """(text, signature, opening file) of a statement."""
    training = "-training" * (mode == "training")
    value = {"_type": "https://in-toto.io/Statement/v1",
             "subject": [{"name": n, "digest": {"sha256": d}} for n, d in subjects],
             "predicateType": f"urn:plomba{training}:v1:{event}", "predicate": {"version": 1, **predicate}}
    message = tap(f"{name}.bytes", text(tap(name, value)))
    signature = tap(f"{name}.signature", key.sign(message, tap(f"{name}.namespace", f"plomba{training}/v1/{event}"),
                                                  tap.digest()))
    return message, signature, tap(f"{name}.opening", opening(kind, message, signature))


def originals(rng):
    names = ["a.txt", "snimak 1.mov", "b/c/d.bin", "снимак.mov", "100%.txt", "z" * 120 + ".jpg", "B.TXT", "ć/Č.pdf"]
    chosen = rng.sample(names, rng.choice([1, 1, 2, 3, 5]))
    if rng.random() < 0.05:
        chosen += [f"n/{n}" for n in range(rng.randrange(10, 30))]
    return sorted(((f"data/{n}", rng.randbytes(rng.choice([0, 1, 3, 511, 512, 513, 1500]))) for n in chosen),
                  key=lambda file: file[0].encode())


class Bundle:
    """The files of a bundle, made step by step; `outer` is FILE.plomba, `folder` what opening it leaves. `story` is what
    stands in data/ and custody/ when something was sealed before (earlier.py)."""

    def __init__(self, tap, rng, sender, receiver, fingerprints, id=None, story=None):
        mode, id = sender.mode, id or os.urandom(16).hex()
        who = {"name": sender.name, "fingerprint": fingerprints[0]}
        files, self.custody = tap("originals", story[0] if story else originals(rng)), story[1] if story else []
        preview = self.preview(tap, id, mode, files)
        case = tap("case.bytes", text(tap("case", {"schema": "case/1", "referral": {"sender_ref": "VP-2026-014"}})))
        number = tap("number", "VP-2026-014")
        info = f"Payload-Oxum: {sum(len(c) for _, c in files)}.{len(files)}\nBag-Software-Agent: plomba\n"
        tags = [("preview.json", preview), ("case.json", case), ("README-VERIFY", b"see Protocol/verifier\n"),
                ("bagit.txt", tap("bagit", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")),
                ("bag-info.txt", tap("info", info.encode())), *self.custody]
        manifest = tap("manifest", lines_of([(wire.sha256(c), p) for p, c in files]))
        listed = sorted(tags + [("manifest-sha256.txt", manifest)])
        tagmanifest = tap("tagmanifest", lines_of([(wire.sha256(c), p) for p, c in listed]))
        readers = tap("readers", [f"{fingerprints[1]}:{receiver.key.id}", f"{fingerprints[1]}:{receiver.recovery.id}"])
        facts = [f"item {{}} {wire.sha256(c)} {len(c)} {escape(p)}\n" for p, c in files]
        facts += [f"tagmanifest {{}} {wire.sha256(tagmanifest)}\n", f"case {{}} {escape(number)}\n",
                  f"recipients {{}} {','.join(readers)}\n"]
        lines = tap("openings", [f.replace("{}", os.urandom(32).hex(), 1) for f in facts])
        openings = tap("openings.bytes", "".join(lines).encode("utf-8", "surrogateescape"))
        count = max(16, 1 << (len(lines) - 1).bit_length()) if lines else 16
        sums = [wire.sha256(line.encode("utf-8", "surrogateescape")) for line in lines]
        sums = tap("commitments", sorted(sums + [os.urandom(32).hex() for _ in range(count - len(lines))]))
        commitments = tap("commitments.bytes", "".join(f"{s}\n" for s in sums).encode("utf-8", "surrogateescape"))
        seal = statement(tap, "seal", tap.key(sender.member, sender.device), "Sealed", mode,
                         [("commitments.txt", wire.sha256(commitments))],
                         {"consignment": tap("seal.consignment", id), "sender": who, "keyId": sender.member.id,
                          "claimedTime": SEALED}, "sealed")
        entries = [(f"bag/{p}", c) for p, c in files + tags + [
            ("manifest-sha256.txt", manifest), ("tagmanifest-sha256.txt", tagmanifest), ("openings.txt", openings),
            ("commitments.txt", commitments), (f"custody/{len(self.custody) // 2 + 1:04}-Sealed.json", seal[0]),
            (f"custody/{len(self.custody) // 2 + 1:04}-Sealed.json.sig", seal[1]), ("sealed.opening", seal[2])]]
        entries = tap("entries", entries)
        self.id, self.files, self.lines, self.commitments, self.seal = id, files, lines, commitments, seal
        self.close(tap, rng, sender, receiver, who, id, preview, entries, seal[2])

    def preview(self, tap, id, mode, files):
        value = {"schema": "preview/1", "bundle_id": str(uuid.UUID(id)), "created_at": SEALED, "kind": "referral",
                 "mode": mode, "tz_offset": "+01:00",
                 "preview": {"priority": "urgent", "respond_by": "2026-11-27T12:00:00Z", "services": ["legal_aid"],
                             "age_band": "15-17", "child_alone": "unaccompanied", "languages": ["ar", "sr-Latn"],
                             "route": {"from": "BA", "to": "RS"}, "items": len(files),
                             "total_bytes": sum(len(c) for _, c in files)}}
        return tap("preview.bytes", text(tap("preview", value)))

    def close(self, tap, rng, sender, receiver, who, id, preview, entries, sealed_opening):
        """Encrypts the bag and announces it."""
        bag = tap("tar", padded(tap("tar.unpadded", archive(entries))))
        people = [receiver.key.public, receiver.recovery.public, *DUMMIES]
        header, payload = encrypt(tap, "payload", bag, people)
        shown = tap("preview.padded", tap("preview.shown", preview).ljust(16384))
        _, sealed = encrypt(tap, "sealed-preview", shown, people)
        stream = {"device": sender.device.id, "number": 7} if rng.random() < 0.5 else None
        predicate = {"mode": sender.mode, "consignment": id, "sender": who,
                     "mailboxes": [{"address": f"intake@{receiver.name}", "stream": stream}],
                     "payloadSize": len(payload), "headerDigest": wire.sha256(header),
                     "sealedCommitment": wire.sha256(sealed_opening), "deadline": "2026-11-30T19:00:00Z"}
        subjects = [("payload.age", wire.sha256(payload)), ("preview.age", wire.sha256(sealed))]
        outer = statement(tap, "deposit", tap.key(sender.device, sender.member), "Deposit", sender.mode, subjects,
                          predicate)
        self.announced, self.outer_statement = outer[:2], outer[0]
        self.sizes = len(payload), wire.sha256(payload), wire.sha256(sealed)
        parts = [("payload.age", payload), ("preview.age", sealed), ("statement.json", outer[0]),
                 ("statement.json.sig", outer[1]), ("statement.entry", outer[2])]
        if rng.random() < 0.2:
            parts.append(("evidence/SubmissionAcceptance.json", b"{}\n"))
        self.outer = tap("outer", archive(tap("parts", parts)))
        self.folder = entries + [("header.age", tap("header.age", header))] + parts[2:5]
