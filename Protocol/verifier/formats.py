"""What neither Python nor PyCA `cryptography` reads: strict JSON and the words of JSON Schema in use, OpenSSH keys and
signatures, age. Whatever is malformed raises one of FLAWS."""
import base64, hashlib, hmac, json, re
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ed25519, mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite

FLAWS = (ValueError, LookupError, TypeError, AttributeError, RecursionError, InvalidTag)
FILES = Path(__file__).resolve().parents[1].glob("schemas/*.json")
SCHEMAS = {f.stem: json.loads(f.read_text().replace('$"', '\\\\Z"')) for f in FILES}  # "$" passes a last LF in Python
KINDS = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}

def demand(holds, why):
    if not holds:
        raise ValueError(why)
    return True

def sha256(data):
    return hashlib.sha256(data).hexdigest()

def key_id(data):
    return "SHA256:" + base64.b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")

def strict_json(data, limit=1 << 16, levels=32, most=100_000):
    """statements.md, Form."""
    def pairs(items):
        return demand(len(dict(items)) == len(items), "a name stands twice") and dict(items)
    def number(text):
        plain = re.fullmatch("0|-?[1-9][0-9]{0,15}", text)
        return demand(plain and abs(int(text)) < 1 << 53, "not an integer that all read alike") and int(text)
    def members(value, depth=0):
        inner = value.values() if type(value) is dict else value if type(value) is list else None
        demand(inner is None or depth < levels, "JSON is too deep")
        return sum(1 + members(v, depth + 1) for v in inner or ())
    text = demand(len(data) <= limit, "JSON is too large") and data.decode()
    value = json.loads(text, object_pairs_hook=pairs, parse_int=number, parse_float=number, parse_constant=number)
    json.dumps(value, ensure_ascii=False).encode()  # fails on half a surrogate pair
    return demand(members(value) <= most, "too many members") and value

def conforms(value, schema, root=None):
    """Whether a value has the form of a schema, and is what such a value has to be beyond its form (RULES). In a schema
    "type" stands before what needs it."""
    root = root or schema
    if "$ref" in schema:
        name, _, part = schema["$ref"].replace("urn:plomba:schema:", "").partition("#/$defs/")
        root = SCHEMAS.get(name, root)
        return conforms(value, root["$defs"][part], root) and bool(RULES.get(part, repr)(value))
    def fits(part, inner=value):
        return conforms(inner, part, root)
    if value is None and "type" in schema:
        return "null" in schema["type"]
    words = {
        "type": lambda s: type(value) in [KINDS[kind] for kind in KINDS if kind in s], "enum": lambda s: value in s,
        "const": lambda s: (type(value), value) == (type(s), s), "pattern": lambda s: re.search(s, value),
        "allOf": lambda s: all(map(fits, s)), "anyOf": lambda s: any(map(fits, s)),
        "oneOf": lambda s: sum(map(fits, s)) == 1, "if": lambda s: fits(schema["then" if fits(s) else "else"]),
        "minimum": lambda s: value >= s, "maximum": lambda s: value <= s,
        "minLength": lambda s: len(value) >= s, "maxLength": lambda s: len(value) <= s,
        "minItems": lambda s: len(value) >= s, "maxItems": lambda s: len(value) <= s,
        "uniqueItems": lambda s: all(v not in value[:n] for n, v in enumerate(value)),
        "prefixItems": lambda s: all(map(fits, s, value)), "items": lambda s: all(fits(s, v) for v in value),
        "additionalProperties": lambda s: set(value) <= set(schema["properties"]),
        "required": lambda s: set(s) <= set(value),
        "properties": lambda s: all(fits(s[name], v) for name, v in value.items() if name in s)}
    return all(words[word](s) for word, s in schema.items() if word in words)

def is_prime_order(point, p=2**255 - 19, order=2**252 + 27742317777372353535851937790883648493):
    """Whether these are the canonical bytes of an Ed25519 point of prime order (decision 0011). Such points, and no
    others, become their negatives, of the same u, when X25519 multiplies them by 5 * order - 1, which 8 divides."""
    y = int.from_bytes(point, "little") % 2**255
    u = ((1 + y) * pow(1 - y, -1, p) % p).to_bytes(32, "little")
    times = x25519.X25519PrivateKey.from_private_bytes((5 * order - 1).to_bytes(32, "little"))
    return y < p and times.exchange(x25519.X25519PublicKey.from_public_bytes(u)) == u

def strings(data):
    """The length-prefixed fields of an SSH blob."""
    found = []
    while data:
        end = 4 + int.from_bytes(data[:4], "big")
        demand(end <= len(data), "a field ends too late")
        found, data = found + [data[4:end]], data[end:]
    return found

def unbase64(text, padded=True):
    data = base64.b64decode(text + b"=" * (0 if padded else -len(text) % 4), validate=True)
    again = base64.b64encode(data)
    return demand(text == (again if padded else again.rstrip(b"=")), "base64 that is not canonical") and data

@lru_cache(None)
def public_key(line):
    """(point, application of a security key or None, blob) of an OpenSSH public key."""
    kind, _, encoded = line.partition(" ")
    blob = unbase64(encoded.encode())
    name, point, *rest = strings(blob)
    demand((kind, len(rest)) in (("ssh-ed25519", 0), ("sk-ssh-ed25519@openssh.com", 1)), "another kind of key")
    demand(name == kind.encode() and len(point) == 32 and is_prime_order(point), "not a point of prime order")
    return point, rest[0].decode() if rest else None, blob

def sshsig(armoured):
    """(blob of the stated key, namespace, hash, signature) of an armoured SSHSIG; nothing is verified."""
    armour = rb"-----BEGIN SSH SIGNATURE-----\n((?:.{70}\n)*.{1,70}\n)-----END SSH SIGNATURE-----\n"
    demand(len(armoured) <= 8192, "a signature that is too large")
    data = unbase64(re.fullmatch(armour, armoured)[1].replace(b"\n", b""))
    key, space, reserved, digest, signature = strings(data[10:])
    public_key(strings(key)[0].decode() + " " + base64.b64encode(key).decode())
    good = data[:10] == b"SSHSIG\0\0\0\1" and space and not reserved and digest in (b"sha512", b"sha256")
    return demand(good, "not an SSHSIG of this protocol") and (key, space.decode(), digest.decode(), signature)

def signed_by(message, signature, key, namespace):
    """Whether an SSHSIG is by this key, in this namespace, over this message."""
    (stated, space, digest, value), (point, application, blob) = signature, key
    kind, tail = (b"ssh-ed25519", b"") if application is None else (b"sk-ssh-ed25519@openssh.com", value[-5:])
    fields = space.encode(), b"", digest.encode(), hashlib.new(digest, message).digest()
    text = b"SSHSIG" + b"".join(len(field).to_bytes(4, "big") + field for field in fields)
    if application is not None:
        text = hashlib.sha256(application.encode()).digest() + tail + hashlib.sha256(text).digest()
    try:
        named, raw = strings(value[:len(value) - len(tail)])
        ed25519.Ed25519PublicKey.from_public_bytes(point).verify(raw, text)
    except (InvalidSignature, ValueError):
        return False
    # OpenSSL takes the identity as nonce point, decision 0011 does not; a security key says that it was touched.
    good = raw[:32] != b"\1" + bytes(31) and (application is None or tail[0] & 1)
    return bool(good) and (stated, space, named) == (blob, namespace, kind)

RULES = {"time": lambda text: text >= "1970" and datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ"),
         "line": lambda text: len(text.encode()) <= 1024, "publicKey": public_key, "securityKey": public_key}
STANZA = rb"-> mlkem768x25519 ([A-Za-z0-9+/]{1494})\n([A-Za-z0-9+/]{43})\n"
HEADER = rb"age-encryption\.org/v1\n(?:" + STANZA + rb"){1,32}--- ([A-Za-z0-9+/]{43})\n"
ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

def age_header(data):
    """(the header, key share and body of each stanza) at the start of an age file with 1 to 32 hybrid stanzas only."""
    header = re.match(HEADER, data)
    stanzas = [unbase64(m[1], False) + unbase64(m[2], False) for m in re.finditer(STANZA, header[0])]
    return unbase64(header[3], False) and (header[0], stanzas)

def decrypt(data, source, size, identities):
    """The plaintext, chunk by chunk, of `size` bytes of an age file; `data` is its beginning, `source` the rest."""
    def hkdf(key, salt, info):
        return hmac.digest(hmac.digest(salt, key, "sha256"), info + b"\1", "sha256")
    def opened(private, sealed):
        try:
            return suite.decrypt(sealed, private, b"age-encryption.org/mlkem768x25519")
        except InvalidTag:
            return None
    suite, (header, stanzas) = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305), age_header(data)
    found = next(filter(None, (opened(private, sealed) for sealed in stanzas for private, _ in identities)), b"")
    mac = hmac.digest(hkdf(found, b"", b"header"), header[:-45], "sha256")
    demand(found and hmac.compare_digest(mac, unbase64(header[-44:-1], False)), "no identity opens it, or its MAC")
    key, left, number = ChaCha20Poly1305(hkdf(found, source.take(16), b"payload")), size - len(header) - 16, 0
    while left or not number:
        sealed, left = source.take(min(left, 65552)), max(0, left - 65552)
        chunk = key.decrypt(number.to_bytes(11, "big") + bytes([not left]), sealed, None)
        yield demand(chunk or not number, "an empty chunk at the end") and chunk
        number += 1

def bech32(prefix, data):
    """Bech32 (BIP 173) without its limit of length."""
    size, check = -(-len(data) * 8 // 5), 1
    values = [int.from_bytes(data, "big") << size * 5 - len(data) * 8 >> 5 * (size - 1 - i) & 31 for i in range(size)]
    for value in [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + values + [0] * 6:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= term * (top >> bit & 1)
    return prefix + "1" + "".join(ALPHABET[v] for v in values + [(check ^ 1) >> 5 * (5 - i) & 31 for i in range(6)])

def identity(line):
    """(private key, key id of its recipient) of a line AGE-SECRET-KEY-PQ-1..."""
    values = [ALPHABET.index(c) for c in line.lower().rpartition("1")[2]][:52]
    secret = (sum(v << 5 * (51 - i) for i, v in enumerate(values)) >> 4).to_bytes(32, "big")
    demand(line == bech32("age-secret-key-pq-", secret).upper(), "not a hybrid identity")
    seed = hashlib.shake_256(secret).digest(96)
    keys = mlkem.MLKEM768PrivateKey.from_seed_bytes(seed[:64]), x25519.X25519PrivateKey.from_private_bytes(seed[64:])
    public = b"".join(key.public_key().public_bytes_raw() for key in keys)
    return MLKEM768X25519PrivateKey(*keys), key_id(bech32("age1pq", public).encode())
