"""One change to a value of any kind: bytes, text, lists, and what JSON holds."""

import base64
import json

STRINGS = ["", "x", "\u0000", "é", "e\u0301", "live", "training", "intake@group484.rs", "INTAKE@group484.rs", "a@b",
           "2026-02-29T00:00:00Z", "1969-12-31T23:59:59Z", "2026-11-24T24:00:00Z", "2026-11-24T09:30:00.0Z",
           "2026-11-24T09:30:00+00:00", "9999-12-31T23:59:59Z", "0" * 64, "A" * 64, "SHA256:" + "A" * 43,
           "SHA256:" + "B" * 43, "-1", "ssh-ed25519 AAAA", "a" * 65, "x" * 1025, "line\nbreak", "\u202egnp.exe",
           "active", "revoked", "left", "2026-11-24T09:30:00Z", "2026-11-24T10:00:00Z", "2027-12-31T00:00:00Z",
           "vasaprava.ba", "group484.rs", "a..b", ".a.b", "a.b.", "-.-", "https://h:443", "https://h:65536", "https://h:08",
           "https://[::1]:8443", "https://h/", "https://H", "urn:plomba:v2:Sealed", "urn:plomba:v1:Transfer", "100%", "100%25",
           "sr-Latn", "SR", "no_capacity", "deadline_passed", "other"]
PATHS = ["data/..", "data/a/../b", "data//a", "data/./a", "/data/a", "data/CON", "data/con.txt", "data/aux .txt", "data/com1",
         "data/COM¹.x", "data/lpt0", "data/a.", "data/a ", "data/A.TXT", "data/a.txt", "data/é", "data/e\u0301", "data/ß",
         "data/SS", "data/ss", "data/ſ", "data/K", "data/k", "data/\u212a", "data/ı", "data/İ", "data/i\u0307", "data/" + "x" * 256,
         "data/" + "x" * 255, "data/" + "a/" * 28 + "b", "data/" + "a/" * 29 + "b", "data/" + "a/" * 31 + "b", "data/~x", "~x",
         "data/a:b", "data/a\\b", "data/\x7f", "data/\u0085", "data/\n", "data/" + "long/" * 190 + "x", "data/" + "y" * 90,
         "data/" + "y" * 96, "data/%41", "data", "data/a/b", "data/a", "data/Ω", "data/\u2126", "data/ς", "data/σ",
         "data/\u1fb3", "data/\u0345", "data/\ufb01", "data/fi", "data/\u00b5", "data/\u03bc", "case.json", "custody/0001-Sealed.json",
         "custody/0001-Deposit.json", "custody/x", "checkpoint", "README", "sealed.opening", "openings.txt", "data/conin$",
         "data/\udcff", "data/x\u200b", "evidence/a", "evidence/a/b", "payload.age", "bag/data/x"]
NUMBERS = [0, 1, -1, 2, 3, 16, 17, 31, 32, 33, 64, 65, 1 << 31, (1 << 53) - 1, 1 << 53, -(1 << 53), 10**20, 1000001]


def mutate(value, rng, other=None):
    """A changed value. `other` is a value of the same stage from somewhere else, for splices."""
    if other is not None and type(other) is type(value) and rng.random() < 0.15:
        return splice(value, other, rng)
    kinds = {bytes: mutate_bytes, str: mutate_text, list: mutate_list, dict: mutate_dict, tuple: mutate_pair}
    if type(value) in kinds:
        return kinds[type(value)](value, rng)
    if type(value) is int:
        return rng.choice([value + 1, value - 1, value * 2, str(value), None, rng.choice(NUMBERS)])
    return rng.choice([None, True, False, 0, "", [], {}, "x"])


def splice(value, other, rng):
    if isinstance(value, bytes) and value and other and rng.random() < 0.7:
        start, end = sorted(rng.randrange(min(len(value), len(other)) + 1) for _ in range(2))
        return value[:start] + other[start:end] + value[end:]
    return other


def mutate_bytes(data, rng):
    if rng.random() < 0.4 and data[:4096].isascii() and b"\n" in data:
        return mutate_lines(data, rng)
    if not data:
        return rng.randbytes(rng.choice([1, 16, 512]))
    here, size = rng.randrange(len(data)), rng.choice([1, 1, 2, 16, 64, 512, 65552])
    if rng.random() < 0.2:
        here = rng.choice([0, len(data) - 1, max(0, len(data) - 512), max(0, len(data) - 1024)])
    choice = rng.randrange(9)
    if choice <= 2:
        return data[:here] + bytes([data[here] ^ 1 << rng.randrange(8)]) + data[here + 1:]
    if choice == 3:
        return data[:here] + bytes([rng.choice(b"\0\n\r 09afAFz\xff%/:=\"{}[],")]) + data[here + 1:]
    if choice == 4:
        return data[:here]
    if choice == 5:
        return data[:here] + data[here + size:]
    if choice == 6:
        return data[:here] + data[here:here + size] * 2 + data[here + size:]
    if choice == 7:
        return data + (bytes(size) if rng.random() < 0.5 else rng.randbytes(size))
    return data[:here] + rng.randbytes(size) + data[here + (size if rng.random() < 0.5 else 0):]


def mutate_lines(data, rng):
    """Text of lines, or JSON: what an editor, a tool or a careful liar would do to it."""
    lines = data.split(b"\n")
    here, choice = rng.randrange(len(lines)), rng.randrange(15)
    if choice == 0:
        del lines[here]
    elif choice == 1:
        lines.insert(here, lines[here])
    elif choice == 2:
        there = rng.randrange(len(lines))
        lines[here], lines[there] = lines[there], lines[here]
    elif choice == 3:
        lines[here] += rng.choice([b" ", b"\r", b"\t", b",", b"=", b"\xff", b"\xc2\x85", b"\xe2\x80\xa8", b"\x00"])
    elif choice == 4:
        lines[here] = rng.choice([b" ", b"\t", b"\xef\xbb\xbf", b"# ", b"//", b"\x0b"]) + lines[here]
    elif choice == 5:
        return data.replace(b"\n", b"\r\n")
    elif choice == 6:
        return rng.choice([b"\xef\xbb\xbf" + data, data + b"\n", data + b" ", data + b"\0", data.rstrip(b"\n"), data + b"x"])
    elif choice == 7:
        return swap_once(data, rng, [(b"1", b"1.0"), (b"1", b"01"), (b"1", b"1e0"), (b"0", b"-0"), (b"1", b"NaN"), (b"7", b"+7")])
    elif choice == 8:
        old = rng.choice([b"a", b"e", b"p", b"/", b"-", b"1"])
        return swap_once(data, rng, [(old, b"\\u%04x" % old[0]), (b"/", b"\\/"), (old, b"\\ud800"), (old, b"\\u0000"),
                                     (old, b"\\u00E9"), (old, b"\\ud83d\\ude00"), (old, b"\\x61"), (old, b"\xf0\x9f\x98\x80")])
    elif choice == 9:
        return swap_once(data, rng, [(b"{", b'{"version": 1, '), (b"{", b'{"x": null, '), (b"{", b'{"\\u0076ersion": 1,'),
                                     (b"}", b",}"), (b"]", b",]"), (b'"', b"'")])
    elif choice == 10:
        depth = rng.choice([30, 31, 32, 33, 2000])
        return swap_once(data, rng, [(b"{", b'{"x": ' + b"[" * depth + b"]" * depth + b", ")])
    elif choice == 11:
        return swap_case(data, rng)
    elif choice == 12:
        return data.replace(b"\n", b"").replace(b"  ", b"")
    elif choice == 13:
        return swap_once(data, rng, [(b"true", b"false"), (b"null", b"{}"), (b"live", b"training"), (b"v1", b"v2"),
                                     (b"age", b"\xc3\xa4ge"), (b"  ", b" "), (b"0001", b"0002"), (b"Sealed", b"Deposit")])
    else:
        rng.shuffle(lines)
    return b"\n".join(lines)


def swap_once(data, rng, pairs):
    old, new = rng.choice(pairs)
    places = [i for i in range(len(data)) if data.startswith(old, i)] if len(data) < 20000 else [data.find(old)]
    if not places or places[0] < 0:
        return data + b" "
    here = rng.choice(places)
    return data[:here] + new + data[here + len(old):]


def swap_case(data, rng):
    here = rng.randrange(max(1, len(data)))
    return data[:here] + data[here:here + rng.choice([1, 64])].swapcase() + data[here + 64:]


def mutate_text(value, rng):
    if rng.random() < 0.35:
        return rng.choice(PATHS if "/" in value and value.isprintable() and len(value) < 200 else STRINGS)
    if value.startswith(("ssh-ed25519 ", "sk-ssh")) and rng.random() < 0.5:
        return change_key(value, rng)
    here = rng.randrange(len(value) + 1)
    new = rng.choice(["", "x", "0", "1", " ", "=", "/", ".", "é", "\u0301", "%", "%25", "\n", "A", "-", "@", "\x7f", "\u0085"])
    return value[:here] + new + value[here + rng.choice([0, 1]):]


def change_key(line, rng):
    """Another point in a public key: mostly none, or none of prime order."""
    kind, _, encoded = line.partition(" ")
    blob = bytearray(base64.b64decode(encoded + "=" * (-len(encoded) % 4)))
    points = [bytes(32), b"\1" + bytes(31), b"\xec" + b"\xff" * 30 + b"\x7f", b"\xed" + b"\xff" * 30 + b"\x7f", rng.randbytes(32)]
    blob[-32:] = rng.choice(points)
    return kind + " " + base64.b64encode(blob).decode()


def mutate_list(value, rng):
    items, choice = list(value), rng.randrange(8)
    if not items:
        return [rng.choice([0, "x", None, {}])]
    here = rng.randrange(len(items))
    if choice == 0:
        del items[here]
    elif choice == 1:
        items.insert(rng.randrange(len(items) + 1), items[here])
    elif choice == 2:
        there = rng.randrange(len(items))
        items[here], items[there] = items[there], items[here]
    elif choice == 3 and not isinstance(items[0], tuple):
        items *= rng.choice([2, 9, 17, 33])
    elif choice == 4:
        items.reverse()
    else:
        items[here] = mutate(items[here], rng)
    return items


def mutate_pair(value, rng):
    """(path, content) of a file."""
    path, content = value
    if rng.random() < 0.6:
        folder = path[:4] if path.startswith("bag/") and rng.random() < 0.9 else ""
        return folder + rng.choice(PATHS) if rng.random() < 0.7 else mutate_text(path, rng), content
    return path, mutate_bytes(content, rng)


def mutate_dict(value, rng):
    if not value:
        return {"x": 1}
    items, name = dict(value), rng.choice(list(value))
    choice = rng.randrange(12)
    if choice == 0:
        del items[name]
    elif choice == 1:
        items[rng.choice(["x", "note", name.upper(), name + " ", "e\u0301"])] = rng.choice([1, None, "x", [], {}])
    elif choice == 2:
        return dict(sorted(items.items(), key=lambda _: rng.random()))
    elif choice == 3:
        items[name] = rng.choice([None, True, 1, "x", [], {}, [items[name]], json.dumps(items[name])])
    elif isinstance(items[name], (dict, list)) and items[name] and rng.random() < 0.8:
        items[name] = mutate(items[name], rng)
    else:
        nested = [n for n in items if isinstance(items[n], (dict, list)) and items[n]]
        name = rng.choice(nested) if nested and rng.random() < 0.6 else name
        items[name] = mutate(items[name], rng)
    return items
