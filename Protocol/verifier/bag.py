"""Canonical tar, its paths (canonical-tar.md, bag.md) and the bag of a bundle, for verify.py."""
import hashlib, re, unicodedata
from formats import *
from statements import *

ORDER = ["data/", "preview.json", "case.json", "README-VERIFY", "bagit.txt", "bag-info.txt", "custody/", "checkpoint",
         "manifest-sha256.txt", "tagmanifest-sha256.txt", "openings.txt", "commitments.txt", "seal", "seal.sig",
         "sealed.opening"]
LIMITS = {"manifest-sha256.txt": 64 * MIB, "openings.txt": 96 * MIB, "commitments.txt": 65 << 17, "preview.json": 16383,
          "custody/": 64 * KIB, "seal": 64 * KIB, "seal.sig": 8 * KIB, "sealed.opening": KIB}

def reader(chunks):
    chunks, held = iter(chunks), bytearray()

    def read(size):
        while len(held) < size:
            held.extend(next(chunks, None) or fail("truncated"))
        data, held[:size] = bytes(held[:size]), b""
        return data

    return read

# Canonical tar and its paths (canonical-tar.md, bag.md).

def tar_header(name, size, kind):
    head = name.ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + b"%011o\0%011o\0" % (size, 0)
    tail = kind + bytes(100) + b"ustar\00000" + bytes(64) + b"0000000\0" * 2 + bytes(167)
    return head + b"%06o\0 " % (sum(head) + sum(tail) + 8 * 32) + tail

def pax_record(key, value):
    rest, length = b" %s=%s\n" % (key, value), 0
    while length != len(b"%d" % length + rest):
        length = len(b"%d" % length + rest)
    return b"%d" % length + rest

def tar_entry(number, path, size):
    """The one encoding of an entry, without its content."""
    fits, small = len(path) <= 100 and re.fullmatch(rb"[ -~]+", path), size < 8 << 30
    pax = (b"" if fits else pax_record(b"path", path)) + (b"" if small else pax_record(b"size", b"%d" % size))
    front = tar_header(b"PaxHeaders/%d" % number, len(pax), b"x") + pax + bytes(-len(pax) % 512) if pax else b""
    return front + tar_header(path if fits else b"PaxEntry/%d" % number, size if small else 0, b"0")

def tar(read, total, padded):
    """(path, size) of each entry; the caller takes the content before it goes on. `total`: bytes of the archive."""
    number, length, seen = 0, 1024, {}
    while (block := read(512)) != bytes(512):
        number, records = number + 1, b""
        if block[156:157] == b"x":
            wanted = int(block[124:135], 8)
            records = read(wanted if 0 < wanted <= 1536 else fail("size of records"))
            block += records + read(-wanted % 512) + read(512)
        found = re.fullmatch(rb"(?:\d+ path=(.+?)\n)?(?:\d+ size=(\d{1,20})\n)?", records, re.S) or fail("records")
        path = found[1] if found[1] is not None else block[-512:-412].rstrip(b"\0")
        size = int(found[2]) if found[2] else int(block[-388:-377], 8)
        begin = length - 1024 + len(block)
        if block != tar_entry(number, path, size) or number > 100_000 or begin + size > total:
            fail("not canonical")
        check_path(path.decode(), seen)
        len(seen) - number > 100_000 and fail("folders")
        yield path.decode(), size
        length += len(block) + size + -size % 512
        any(read(-size % 512)) and fail("fill")
    exponent = length.bit_length() - 1
    step = 1 << exponent - exponent.bit_length() if padded else 1
    end = -(-length // step) * step
    if end + -end % 512 != total or any(any(read(512)) for _ in range((total - length) // 512 + 1)):
        fail("end or padding")

def check_path(path, seen):
    """Refuses a path by the rules of bag.md, and one that collides with those in `seen`."""
    def fold(text):
        folded = "".join(c if c == "ı" else c.lower().upper().lower() for c in text)
        return unicodedata.normalize("NFC", folded)

    parts, device = path.split("/"), r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|\Z)"
    if re.search(r"[\0-\x1f\x7f-\x9f\\:]|^[/~]", path) or len(path.encode()) > 1024 or len(parts) > 32:
        fail("path")
    for part in parts:
        reserved = re.match(device, part, re.I | re.A)
        if part in ("", ".", "..") or part[-1] in ". " or len(part.encode()) > 255 or reserved:
            fail("component")
    for folder in ("/".join(parts[:end]) + "/" for end in range(1, len(parts))):
        seen.setdefault(fold(folder[:-1]), folder) == folder or fail("collision")
    name = fold(path)
    seen[name] = path if name not in seen else fail("collision")

# The bag (sealed-bundle.md, sections 3, 5 and 6).

SALT, DIGEST, TEXT = "[0-9a-f]{64}", "([0-9a-f]{64})", r"((?:[^%\0-\x1f\x7f]|%25)+)"
READER = rf"{SALT}:SHA256:[A-Za-z0-9+/]{{42}}[AEIMQUYcgkosw048]"
LINES = {"item": rf"item {SALT} {DIGEST} (0|[1-9][0-9]{{0,18}}) {TEXT}\n",
         "tagmanifest": rf"tagmanifest {SALT} {DIGEST}\n",
         "case": rf"case {SALT} {TEXT}\n", "recipients": rf"recipients {SALT} ({READER}(?:,{READER}){{0,31}})\n"}

def escape(text):
    return text.replace("%", "%25")  # a path or a case number has no LF and no CR

def ascending(paths):
    """The decoded paths, which must be paths of bag.md and ascend by their bytes."""
    plain = [p.replace("%25", "%") for p in paths]
    [check_path(p, {}) for p in plain]
    return plain if all(a.encode() < b.encode() for a, b in zip(plain, plain[1:])) else fail("order")

class Bag:
    """Reads the files in their order and holds each list against them while they pass."""

    def __init__(self, entries, read):
        self.originals, self.files, self.earlier, tags, last = [], {}, [], [], None
        for path, size in entries:
            slot, name = self.place(path, size, last)
            last = slot
            if slot == "data/":
                digest = hashlib.sha256()
                for start in range(0, size, MIB):
                    digest.update(read(min(MIB, size - start)))
                self.originals.append((name, size, digest.hexdigest()))
                continue
            self.files[slot] = read(size)
            self.compare(slot, self.files[slot], tags)
            tags.append((name, sha256(self.files[slot])))
        demand(last == "sealed.opening", "layout-missing-file")
        self.commit()

    def place(self, path, size, last):
        name = path[4:] if path.startswith("bag/") else ""
        slot = next((s for s in ("data/", "custody/") if name.startswith(s)), name)
        if slot == "custody/" and last in ("commitments.txt", "seal"):
            slot = "seal" if last == "commitments.txt" else "seal.sig"
            number = 1 + sum(n.endswith(".json") for n in self.earlier)
            demand(name == f"custody/{number:04}-Sealed.json{slot[4:]}", "layout-unexpected-file")
        demand(slot in ORDER, "layout-unexpected-file")
        if slot == "data/":
            demand(len(name.encode()) <= 1000 and name.count("/") < 30, "layout-too-large")
            after = not self.originals or self.originals[-1][0].encode() < name.encode()
            demand(last in (None, slot) and after, "layout-order")
            demand(len(self.originals) < 99_000, "layout-too-large")
        elif slot == "custody/":
            demand(last in ("bag-info.txt", slot), "layout-unexpected-file")
            self.earlier.append(name)
            demand(len(self.earlier) <= 4096, "layout-too-large")
        else:
            here = ORDER.index(slot)
            demand(last in ORDER[5 if here in (7, 8) else here - 1:here], "layout-missing-file")
        demand(slot == "data/" or size <= LIMITS.get(slot, MIB), "layout-too-large")
        return slot, name

    def compare(self, slot, content, tags):
        if slot == "bagit.txt":
            demand(content == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "tag-files-differ")
        if slot == "manifest-sha256.txt":
            with coded("manifest-malformed"):
                lines = [re.fullmatch(rf"{DIGEST}  {TEXT}\n", line).groups() for line in split(content)]
                ascending([path for _, path in lines])
            demand(lines == [(o[2], escape(o[0])) for o in self.originals], "originals-differ")
        if slot == "tagmanifest-sha256.txt":
            oxum = f"Payload-Oxum: {sum(o[1] for o in self.originals)}.{len(self.originals)}\n".encode()
            lines = [f"{d}  {escape(n)}\n" for n, d in sorted(tags, key=lambda tag: tag[0].encode())]
            demand(self.files["bag-info.txt"].startswith(oxum), "tag-files-differ")
            demand(content == "".join(lines).encode(), "tag-files-differ")
        if slot == "openings.txt":
            with coded("openings-malformed"):
                self.facts = [(line.split(" ")[0], line) for line in split(content)]
                self.facts = [(kind, line, re.fullmatch(LINES[kind], line).groups()) for kind, line in self.facts]
                kinds = [list(LINES).index(kind) for kind, _, _ in self.facts]
                ascending([fact[2] for kind, _, fact in self.facts if kind == "item"])
                case = [fact[0] for kind, _, fact in self.facts if kind == "case"]
                if kinds != sorted(kinds) or [k for k in kinds if k] != [1, 2, 3][:len([k for k in kinds if k])] \
                        or len(kinds) > 99_003 or any(len(c.replace("%25", "%").encode()) > 128 for c in case):
                    fail("order")

    def commit(self):
        """openings.txt against the originals and the commitments, once the bag was read."""
        committed, powers = split(self.files["commitments.txt"]), [1 << n for n in range(4, 18)]
        with coded("commitments-malformed"):
            if committed != sorted(set(committed)) or len(committed) not in powers:
                fail("order or number")
            [re.fullmatch(rf"{DIGEST}\n", line)[0] for line in committed]
        items, known = [fact for kind, _, fact in self.facts if kind == "item"], set(committed)
        demand(items == [(o[2], str(o[1]), escape(o[0])) for o in self.originals], "openings-differ")
        demand(all(sha256(line.encode()) + "\n" in known for _, line, _ in self.facts), "opening-not-committed")
        demand([kind for kind, _, _ in self.facts[-3:]] == list(LINES)[1:], "openings-malformed")
        tagmanifest, case, recipients = [fact[0] for _, _, fact in self.facts[-3:]]
        demand(tagmanifest == sha256(self.files["tagmanifest-sha256.txt"]), "tag-files-differ")
        demand(len(committed) == min(p for p in powers if p >= len(self.facts)), "commitments-malformed")
        self.case, self.recipients = case, [tuple(r.split(":", 1)) for r in recipients.split(",")]

def split(content):
    """The lines with their LF; a last line without one fits no pattern."""
    return re.findall(r"[^\n]*\n|[^\n]+\Z", content.decode("utf-8", "surrogateescape"))
