"""The formats beneath Plomba's own that neither Python nor PyCA `cryptography` reads: strict JSON and the words of
JSON Schema in use, OpenSSH keys and signatures, age v1. `read(n)` gives exactly n bytes or fails.
Whatever is malformed raises ValueError or its like; `FLAWS` lists them all."""
import base64, hashlib, hmac, json, re
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ed25519, mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite

KIB, MIB, PROTOCOL = 1 << 10, 1 << 20, Path(__file__).resolve().parent.parent
FLAWS = (ValueError, LookupError, TypeError, AttributeError, RecursionError, InvalidTag)
# In Python "$" would also match before a last LF; \Z does not.
SCHEMAS = {p.stem: json.loads(p.read_text().replace('$"', '\\\\Z"')) for p in PROTOCOL.glob("schemas/*.json")}
KINDS = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}

def fail(why):
    raise ValueError(why)

def sha256(data):
    return hashlib.sha256(data).hexdigest()

def key_id(data):
    return "SHA256:" + base64.b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")

def when(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ") if text >= "1970" else fail("before 1970")

# Strict JSON (statements.md, Form; decision 0012).

def strict_json(data, limit=64 * KIB, levels=32, most=100_000):
    def pairs(items):
        return dict(items) if len(dict(items)) == len(items) else fail("a name stands twice")

    def number(text):
        plain = re.fullmatch("0|-?[1-9][0-9]{0,15}", text)
        return int(text) if plain and abs(int(text)) < 1 << 53 else fail("not an integer that all readers read alike")

    def measure(value, depth=1):
        inner = list(value.values()) if type(value) is dict else value if type(value) is list else None
        if inner is None:
            return 0
        return len(inner) + sum(measure(v, depth + 1) for v in inner) if depth <= levels else fail("too deep")

    text = data.decode() if len(data) <= limit else fail("too large")
    value = json.loads(text, object_pairs_hook=pairs, parse_int=number, parse_float=number, parse_constant=number)
    json.dumps(value, ensure_ascii=False).encode()  # fails on half a surrogate pair
    return value if measure(value) <= most else fail("too many members")

def conforms(value, schema, root=None):
    """Whether a value has the form of a schema. "type" stands first in every schema that needs it."""
    root = root or schema
    if "$ref" in schema:
        name, _, path = schema["$ref"].replace("urn:plomba:schema:", "").partition("#/$defs/")
        return conforms(value, SCHEMAS.get(name, root)["$defs"][path], SCHEMAS.get(name, root))

    def same(a, b):
        return type(a) is type(b) and a == b

    def fits(part, inner=value):
        return conforms(inner, part, root)

    words = {
        "type": lambda s: type(value) is KINDS[s],
        "const": lambda s: same(value, s),
        "enum": lambda s: any(same(value, e) for e in s),
        "allOf": lambda s: all(map(fits, s)),
        "anyOf": lambda s: any(map(fits, s)),
        "oneOf": lambda s: sum(map(fits, s)) == 1,
        "if": lambda s: fits(schema["then" if fits(s) else "else"]),
        "minimum": lambda s: value >= s,
        "maximum": lambda s: value <= s,
        "minLength": lambda s: len(value) >= s,
        "maxLength": lambda s: len(value) <= s,
        "pattern": lambda s: re.search(s, value) is not None,
        "minItems": lambda s: len(value) >= s,
        "maxItems": lambda s: len(value) <= s,
        "uniqueItems": lambda s: not any(same(a, b) for i, a in enumerate(value) for b in value[:i]),
        "prefixItems": lambda s: all(map(fits, s, value)),
        "items": lambda s: all(fits(s, v) for v in value),
        "required": lambda s: set(s) <= set(value),
        "properties": lambda s: all(fits(s[n], value[n]) for n in value if n in s),
        "additionalProperties": lambda s: set(value) <= set(schema.get("properties", {})),
    }
    return all(words[word](s) for word, s in schema.items() if word in words)

# OpenSSH keys and signatures (statements.md, Signature; organisation-record.md; decision 0011).

@lru_cache(None)
def is_prime_order(point, p=2**255 - 19, order=2**252 + 27742317777372353535851937790883648493):
    """Whether these are the canonical bytes of an Ed25519 point of prime order."""
    d, sign, y = -121665 * pow(121666, -1, p) % p, point[31] >> 7, int.from_bytes(point, "little") % (1 << 255)
    square = (y * y - 1) * pow(d * y * y + 1, -1, p) % p
    x = pow(square, (p + 3) // 8, p)
    x = x if x * x % p == square else x * pow(2, (p - 1) // 4, p) % p
    if y >= p or x * x % p != square or x == 0:
        return False

    def add(a, b):
        t = d * a[0] * a[1] * b[0] * b[1] % p
        inverse = pow(1 - t * t, -1, p)
        x, y = (a[0] * b[1] + a[1] * b[0]) * (1 - t), (a[1] * b[1] + a[0] * b[0]) * (1 + t)
        return x * inverse % p, y * inverse % p

    result, base = (0, 1), (x if x % 2 == sign else p - x, y)
    for bit in bin(order)[2:]:
        result = add(result, result) if bit == "0" else add(add(result, result), base)
    return result == (0, 1)

def strings(data):
    """The length-prefixed fields of an SSH blob."""
    found = []
    while data:
        end = 4 + int.from_bytes(data[:4], "big")
        found, data = found + [data[4:end]], data[end:] if end <= len(data) else fail("a field ends too late")
    return found

def unbase64(text, padded=True):
    data = base64.b64decode(text + b"=" * (0 if padded else -len(text) % 4), validate=True)
    again = base64.b64encode(data)
    return data if text == (again if padded else again.rstrip(b"=")) else fail("base64 is not canonical")

@lru_cache(None)
def public_key(line):
    """(point, application of a security key or None, blob) of an OpenSSH public key."""
    kind, _, encoded = line.partition(" ")
    blob = unbase64(encoded.encode())
    name, point, *rest = strings(blob)
    security = kind == "sk-ssh-ed25519@openssh.com"
    if name.decode() != kind or not (security or kind == "ssh-ed25519") or len(rest) != security:
        fail("not a key of this protocol")
    if len(point) != 32 or not is_prime_order(point):
        fail("not a point of prime order")
    return point, rest[0].decode() if security else None, blob

def sshsig(armoured):
    """(blob of the stated key, namespace, hash, signature) of an armoured SSHSIG; nothing is verified."""
    armour = rb"-----BEGIN SSH SIGNATURE-----\n((?:.{70}\n)*.{1,70}\n)-----END SSH SIGNATURE-----\n"
    body = re.fullmatch(armour, armoured)
    data = unbase64(body[1].replace(b"\n", b"")) if body and len(armoured) <= 8 * KIB else fail("armour")
    key, space, reserved, digest, signature = strings(data[10:])
    public_key(strings(key)[0].decode() + " " + base64.b64encode(key).decode())
    if data[:10] != b"SSHSIG\0\0\0\1" or not space or reserved or digest not in (b"sha512", b"sha256"):
        fail("not an SSHSIG of this protocol")
    return key, space.decode(), digest.decode(), signature

def signed_by(message, signature, key, namespace):
    (stated, space, digest, value), (point, application, blob) = signature, key
    kind, flags = (b"ssh-ed25519", b"") if application is None else (b"sk-ssh-ed25519@openssh.com", value[-5:])
    text = b"SSHSIG"
    for field in (space.encode(), b"", digest.encode(), hashlib.new(digest, message).digest()):
        text += len(field).to_bytes(4, "big") + field
    if application is not None:
        text = hashlib.sha256(application.encode()).digest() + flags + hashlib.sha256(text).digest()
    try:
        named, raw = strings(value[:len(value) - len(flags)])
        ed25519.Ed25519PublicKey.from_public_bytes(point).verify(raw, text)
    except (InvalidSignature, ValueError):
        return False
    touched = application is None or flags[0] & 1
    # OpenSSL takes the identity as nonce point; decision 0011 does not.
    return (stated, space, named) == (blob, namespace, kind) and raw[:32] != b"\1" + bytes(31) and bool(touched)

# age v1 (age-profile.md): hybrid recipients only.

STANZA = rb"-> ([!-~]+(?: [!-~]+)*)\n((?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)"
HEADER = rb"age-encryption\.org/v1\n(?:" + STANZA + rb")+--- ([A-Za-z0-9+/]{43})\n"
ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

def bech32_check(prefix, values):
    """The six five-bit values at the end of a Bech32 text (BIP 173)."""
    check = 1
    for value in [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + values + [0] * 6:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= term * (top >> bit & 1)
    return [(check ^ 1) >> 5 * (5 - i) & 31 for i in range(6)]

def identity(line):
    """(private key, key id of its recipient) of a line AGE-SECRET-KEY-PQ-1..."""
    prefix = "AGE-SECRET-KEY-PQ-"
    values = [ALPHABET.index(c) for c in line[len(prefix) + 1:].lower()]
    number = sum(v << 5 * (51 - i) for i, v in enumerate(values[:-6]))
    if not line.startswith(prefix + "1") or line.upper() != line or len(values) != 58 or number % 16 \
            or bech32_check(prefix.lower(), values[:-6]) != values[-6:]:
        fail("not a hybrid identity")
    seed = hashlib.shake_256((number >> 4).to_bytes(32, "big")).digest(96)
    keys = mlkem.MLKEM768PrivateKey.from_seed_bytes(seed[:64]), x25519.X25519PrivateKey.from_private_bytes(seed[64:])
    public = int.from_bytes(b"".join(k.public_key().public_bytes_raw() for k in keys), "big") << 2
    values = [public >> 5 * (1945 - i) & 31 for i in range(1946)]
    text = "age1pq1" + "".join(ALPHABET[v] for v in values + bech32_check("age1pq", values))
    return MLKEM768X25519PrivateKey(*keys), key_id(text.encode())

def age_stanzas(header):
    return [(m[1].split(b" "), unbase64(m[2].replace(b"\n", b""), False)) for m in re.finditer(STANZA, header)]

def age_header(data):
    """The header at the start of an age file, of at most 64 KiB and 64 stanzas."""
    match = re.match(HEADER, data[:64 * KIB]) or fail("not an age file")
    for (kind, *rest), body in age_stanzas(match[0]):
        size = {b"X25519": 32, b"mlkem768x25519": 1120}.get(kind)
        if kind == b"scrypt" or size and (len(rest) != 1 or len(unbase64(rest[0], False)) != size or len(body) != 32):
            fail("malformed stanza")
    unbase64(match[3], False)
    return match[0] if len(age_stanzas(match[0])) <= 64 else fail("too many stanzas")

def decrypt(header, read, size, identities):
    """The plaintext of an age file, chunk by chunk. `read` begins behind the header, `size` counts from there.
    Nothing at all comes when no identity matches."""
    def hkdf(key, salt, info):
        return hmac.digest(hmac.digest(salt, key, "sha256"), info + b"\1", "sha256")

    suite, file_key = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305), None
    for (kind, *rest), body in age_stanzas(header):
        for private, _ in identities if kind == b"mlkem768x25519" and file_key is None else ():
            try:
                sealed = unbase64(rest[0], False) + body
                file_key = suite.decrypt(sealed, private, b"age-encryption.org/mlkem768x25519")
            except InvalidTag:
                pass
    if file_key is None:
        return
    end = header.rindex(b"---") + 3
    mac = hmac.digest(hkdf(file_key, b"", b"header"), header[:end], "sha256")
    hmac.compare_digest(mac, unbase64(header[end + 1:-1], False)) or fail("header MAC")
    key, left, number = ChaCha20Poly1305(hkdf(file_key, read(16), b"payload")), size - 16, 0
    while left or not number:
        sealed, left = read(min(left, 65552)), max(0, left - 65552)
        chunk = key.decrypt(number.to_bytes(11, "big") + bytes([not left]), sealed, None)
        yield chunk if chunk or not number else fail("empty final chunk")
        number += 1
