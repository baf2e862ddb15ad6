"""age-plugin-pq: lets an age without post-quantum support (such as 1.1.1) use hybrid keys.

Speaks the age plugin protocol (c2sp.org/age-plugin) on its standard streams. Put it into PATH
under the name `age-plugin-pq`. Recipients are used as they are; an identity is the same 32 bytes
under another prefix:

    age_plugin_pq.py --convert IDENTITY-FILE      prints AGE-PLUGIN-PQ-1...
"""

import sys

import age_hybrid as age


def read_stanza():
    line = sys.stdin.buffer.readline()
    if not line.startswith(b"-> ") or not line.endswith(b"\n"):
        sys.exit("malformed stanza from the client")
    body = b""
    while True:
        text = sys.stdin.buffer.readline().rstrip(b"\n")
        body += text
        if len(text) < 64:
            return line[3:-1].split(b" "), age.unb64(body)


def send(*arguments, body=b""):
    sys.stdout.buffer.write(age.write_stanza(list(arguments), body))
    sys.stdout.buffer.flush()


def ask(*arguments, body=b""):
    """Sends a command and reads the answer, which says `ok` or that we may go on without it."""
    send(*arguments, body=body)
    return read_stanza()


def commands():
    """The first phase: everything that the client has to say."""
    received = []
    while True:
        arguments, body = read_stanza()
        if arguments[0] == b"done":
            return received
        received.append((arguments, body))


def seed_of(text):
    return age.bech32_decode(text.decode(), "age-plugin-pq-")


def recipient_v1():
    received = commands()
    recipients = [
        age.bech32_decode(arguments[1].decode(), "age1pq")
        for arguments, _ in received
        if arguments[0] == b"add-recipient"
    ] + [
        age.public_bytes(seed_of(arguments[1]))
        for arguments, _ in received
        if arguments[0] == b"add-identity"
    ]
    if any(arguments[0] == b"extension-labels" for arguments, _ in received):
        ask(b"labels", b"postquantum")
    keys = [body for arguments, body in received if arguments[0] == b"wrap-file-key"]
    for index, file_key in enumerate(keys):
        for recipient in recipients:
            stanza, body = age.wrap(file_key, recipient)
            ask(b"recipient-stanza", str(index).encode(), *stanza, body=body)
    send(b"done")


def identity_v1():
    received = commands()
    seeds = [seed_of(a[1]) for a, _ in received if a[0] == b"add-identity"]
    solved = set()
    counts = {}
    for arguments, body in received:
        if arguments[0] != b"recipient-stanza":
            continue
        index = arguments[1]
        number = counts[index] = counts.get(index, -1) + 1
        for seed in seeds:
            if index in solved:
                break
            try:
                file_key = age.unwrap(arguments[2:], body, seed)
            except ValueError:
                ask(b"error", b"stanza", index, str(number).encode(), body=b"malformed")
                break
            if file_key is not None:
                ask(b"file-key", index, body=file_key)
                solved.add(index)
    send(b"done")


def main(argument, *rest):
    if argument == "--age-plugin=recipient-v1":
        recipient_v1()
    elif argument == "--age-plugin=identity-v1":
        identity_v1()
    elif argument == "--convert":
        with open(rest[0]) as file:
            seed = age.bech32_decode(file.read().strip(), "age-secret-key-pq-")
        print(age.bech32_encode("age-plugin-pq-", seed).upper())
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])
