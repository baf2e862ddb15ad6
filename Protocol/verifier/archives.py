"""Canonical tar (canonical-tar.md), its paths (bag.md) and the files of a bundle (sealed-bundle.md, 3, 5 and 6)."""
import unicodedata
from formats import *

DEVICE = r"(?!(?ai:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|\Z))"
COMPONENT = DEVICE + r"[^\0-\x1f\x7f-\x9f\\:/]*(?<![. ])"
ORDER = ["data/", "preview.json", "case.json", "README-VERIFY", "bagit.txt", "bag-info.txt", "custody/", "checkpoint",
         "manifest-sha256.txt", "tagmanifest-sha256.txt", "openings.txt", "commitments.txt", "seal", "seal.sig",
         "sealed.opening"]
LIMITS = {"manifest-sha256.txt": 64 << 20, "openings.txt": 96 << 20, "commitments.txt": 65 << 17, "preview.json": 16383,
          "custody/": 64 << 10, "seal": 64 << 10, "seal.sig": 8 << 10, "sealed.opening": 1 << 10}
TEXT, SALT, DIGEST = r"((?:[^%\0-\x1f\x7f]|%25)+)", "[0-9a-f]{64}", "([0-9a-f]{64})"
ITEM = rf"item {SALT} {DIGEST} (0|[1-9][0-9]{{0,18}}) {TEXT}\n"
READER = rf"{SALT}:SHA256:[A-Za-z0-9+/]{{42}}[AEIMQUYcgkosw048]"
FACTS = rf"tagmanifest {SALT} {DIGEST}\ncase {SALT} {TEXT}\nrecipients {SALT} ({READER}(?:,{READER}){{0,31}})\n"

def checks(*steps):
    """Yields the name of each check, then makes it."""
    for name, holds in steps:
        yield name
        demand(holds(), "does not hold")

class Source:
    """Bytes that come in chunks: `take` gives the next ones or fails, `digest` their SHA-256."""
    def __init__(self, chunks):
        self.chunks, self.held, self.place = chunks, bytearray(), 0

    def take(self, size):
        while len(self.held) < size:
            self.held += next(self.chunks, b"") or demand(False, "an end too early")
        data, self.held[:size], self.place = bytes(self.held[:size]), b"", self.place + size
        return data

    def digest(self, size):
        state = hashlib.sha256()
        for start in range(0, size, 1 << 16):
            state.update(self.take(min(1 << 16, size - start)))
        return state.hexdigest()

def file_source(file):
    return Source(iter(lambda: file.read(1 << 16), b""))

def tar_header(name, size, kind):
    head = name.ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + b"%011o\0%011o\0" % (size, 0)
    tail = kind + bytes(100) + b"ustar\00000" + bytes(64) + b"0000000\0" * 2 + bytes(167)
    return head + b"%06o\0 " % (sum(head + tail) + 8 * 32) + tail

def tar_entry(number, path, size):
    """The one encoding of an entry, without its content."""
    fits, small, pax = len(path) <= 100 and re.fullmatch(rb"[ -~]+", path), size < 8 << 30, b""
    for record in [b" path=%s\n" % path] * (not fits) + [b" size=%d\n" % size] * (not small):
        pax += next(b"%d" % n + record for n in range(2000) if n == len(b"%d" % n + record))
    front = tar_header(b"PaxHeaders/%d" % number, len(pax), b"x") + pax + bytes(-len(pax) % 512) if pax else b""
    return front + tar_header(path if fits else b"PaxEntry/%d" % number, size if small else 0, b"0")

def tar(source, total, padded):
    """(path, size) of each entry; the caller takes the content before it goes on. `total`: bytes of the archive."""
    number, length, seen = 0, 1024, {}
    while (block := source.take(512)) != bytes(512):
        number, records = number + 1, b""
        if block[156:157] == b"x":
            size = int(block[124:135], 8)
            records = source.take(demand(0 < size <= 1536, "records that are too long") and size + -size % 512)
            block += records + source.take(512)
        name = re.match(rb"\d+ path=(.+?)\n", records, re.S) or re.match(rb"(.*?)\0*\Z", block[-512:-412], re.S)
        size = re.search(rb"\d+ size=(\d{1,20})\n\0*\Z", records)
        path, size = name[1].decode(), int(size[1]) if size else int(block[-388:-377], 8)
        length += len(block) + size + -size % 512
        demand(block == tar_entry(number, name[1], size) and length <= total + 1024, "not the one encoding")
        check_path(path, seen)
        demand(number <= 100_000 >= len(seen) - number, "too many files or folders")
        yield path, size
        demand(not any(source.take(-size % 512)), "a fill that is not zero")
    exponent = length.bit_length() - 1
    step = 1 << exponent - exponent.bit_length() if padded else 1
    end = -(-length // step) * step
    zero = not any(any(source.take(512)) for _ in range((total - length) // 512 + 1))
    demand(end + -end % 512 == total and zero, "the end of the archive")

def fold(text):
    return unicodedata.normalize("NFC", "".join(c if c == "ı" else c.lower().upper().lower() for c in text))

def check_path(path, seen):
    """Refuses a path by the rules of bag.md, and one that collides with those in `seen`."""
    parts = path.split("/")
    demand(all(part and re.fullmatch(COMPONENT, part) and len(part.encode()) <= 255 for part in parts), "a component")
    demand(path[0] != "~" and len(path.encode()) <= 1024 and len(parts) <= 32, "a path")
    for folder in ("/".join(parts[:end]) + "/" for end in range(1, len(parts))):
        demand(seen.setdefault(fold(folder[:-1]), folder) == folder, "a path that collides")
    demand(seen.setdefault(fold(path), path) is path, "a path that collides")

def place(name, last, custody):
    """The number in ORDER of a file that follows one of number `last`; `custody` names the earlier statements."""
    seal = f"custody/{1 + sum(n.endswith('.json') for n in custody):04}-Sealed.json"
    order = [seal + slot[4:] if slot.startswith("seal") and slot != "sealed.opening" else slot for slot in ORDER]
    fits = [n for n, slot in enumerate(order) if name == slot or slot[-1] == "/" and name.startswith(slot)]
    here = next((n for n in fits if n > last or n == last and order[n][-1] == "/"), len(order))
    demand(here < len(order), "a file that has no place there: " + name)
    demand(set(order[last + 1:here]) <= {"custody/", "checkpoint"}, "a file is missing before " + name)
    return here

def listed(files):
    lines = sorted((name.encode(), f"{digest}  {name.replace('%', '%25')}\n") for name, _, digest in files)
    return "".join(line for _, line in lines).encode()

def read_bag(entries):
    """Holds each list against the files while they pass; returns the files that are no originals, the originals as
    (path, size, digest), and what openings.txt says."""
    yield "bag.manifests"
    originals, custody, files, tags, facts, last = [], [], {}, [], None, -1
    for path, size, source in entries:
        name = path[4:] if path.startswith("bag/") else ""
        last = place(name, last, custody)
        slot = ORDER[last]
        if slot == "data/":
            small = len(name.encode()) <= 1000 and name.count("/") < 30 and len(originals) < 99_000
            rises = not originals or originals[-1][0].encode() < name.encode()
            originals.append((name, size, demand(small and rises, "limits, order: " + name) and source.digest(size)))
            continue
        content = files[slot] = source.take(demand(size <= LIMITS.get(slot, 1 << 20), "too large: " + name) and size)
        custody += [name] if slot == "custody/" else []
        demand(len(custody) <= 4096, "too many earlier statements")
        if slot == "openings.txt":
            yield "seal.openings"
            facts = re.fullmatch(rf"((?:{ITEM})*){FACTS}", content.decode())
            demand(facts and len(facts[6].replace("%25", "%").encode()) <= 128, "the form of openings.txt")
            yield "bag.manifests"
        count = f"Payload-Oxum: {sum(o[1] for o in originals)}.{len(originals)}\n".encode()
        demand(slot != "bagit.txt" or content == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", name)
        demand(slot != "manifest-sha256.txt" or content == listed(originals), name)
        demand(slot[:3] != "tag" or content == listed(tags) and files["bag-info.txt"].startswith(count), name)
        tags.append((name, size, sha256(content)))
    demand(last == len(ORDER) - 1, "a file is missing at the end")
    lines, committed = (files[name].splitlines(True) for name in ("openings.txt", "commitments.txt"))
    items = [(digest, str(size), name.replace("%", "%25")) for name, size, digest in originals]
    good = all(re.fullmatch(rb"[0-9a-f]{64}\n", line) for line in committed) and committed == sorted(set(committed))
    yield from checks(
        ("seal.openings", lambda: items == re.findall(ITEM, facts[1]) and good),
        ("seal.openings", lambda: {sha256(line).encode() + b"\n" for line in lines} <= set(committed)),
        ("bag.manifests", lambda: facts[5] == sha256(files["tagmanifest-sha256.txt"])),
        ("seal.openings", lambda: len(committed) == max(16, 1 << (len(lines) - 1).bit_length())))
    return files, originals, facts
