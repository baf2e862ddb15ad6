"""Follows bag/README-VERIFY to the letter, with stock tools.

    bundle_readme.py README FILE.plomba IDENTITY-FILE DEVICE-KEY MEMBER-KEY FOLDER

Runs every command of the text in one shell and holds each output against what the text expects.
Only `age` is replaced by age_hybrid.py, since Debian's version cannot open post-quantum files.
Exits 1 and says which step failed.
"""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def commands(readme):
    """The indented lines, with continuations joined."""
    found, open_line = [], False
    for line in readme.splitlines():
        if not line.startswith("    "):
            continue
        text = line.strip()
        if open_line:
            found[-1] += "\n" + text
        else:
            found.append(text)
        open_line = text.endswith("\\") or text.startswith("while ")
    return found


def run(lines, folder):
    script = "set -u\n"
    for number, line in enumerate(lines):
        script += f"echo '=== {number}'\n{line}\n" + f'echo "=> $?"\n'
    result = subprocess.run(
        ["bash", "-c", script], cwd=folder, capture_output=True, text=True
    )
    outputs = []
    for part in result.stdout.split("=== ")[1:]:
        body, _, status = part.partition("\n")[2].rpartition("=> ")
        outputs.append((int(status), body))
    return outputs


def fail(step, output):
    print(f"step {step} does not give what the text expects:\n{output}")
    sys.exit(1)


def main(readme, bundle, identity, device, member, folder):
    with open(readme) as file:
        lines = commands(file.read())
    age = f"{sys.executable} {HERE}/age_hybrid.py decrypt {identity} payload.age /dev/stdout"
    replaced = [
        line.replace("age -d -i KEYFILE payload.age", age)
        .replace("FILE.plomba", bundle)
        .replace("device ssh-ed25519 AAAA...", f"device {device}")
        .replace("member ssh-ed25519 AAAA...", f"member {member}")
        for line in lines
    ]
    outputs = run(replaced, folder)
    if len(outputs) != 15:
        fail("count", f"{len(outputs)} commands")
    for number, (status, output) in enumerate(outputs):
        # Nothing to compare with the last file is an empty output, which grep calls a failure.
        if status != 0:
            fail(number, output)
    with open(os.path.join(folder, "statement.json")) as file:
        statement = file.read()
    for line in outputs[3][1].splitlines():
        if line[:64] not in statement:
            fail("1", line)
    for number, name in ((4, "device"), (13, "member")):
        if not outputs[number][1].startswith('Good "') or name not in outputs[number][1]:
            fail(name, outputs[number][1])
    if outputs[9][1].strip() != outputs[10][1].strip():
        fail("4", outputs[9][1] + outputs[10][1])
    if outputs[11][1] != "":
        fail("5", outputs[11][1])
    custody = os.path.join(folder, "bag", "custody")
    sealed = sorted(n for n in os.listdir(custody) if n.endswith("-Sealed.json"))[-1]
    with open(os.path.join(custody, sealed)) as file:
        if outputs[12][1][:64] not in file.read():
            fail("5", outputs[12][1])
    digests = [line[:64] for line in outputs[14][1].splitlines()]
    with open(os.path.join(folder, "bag", "sealed.opening")) as file:
        opening = file.read().split("\n")
    if digests[0] not in statement or digests[1:] != opening[2:4]:
        fail("7", outputs[14][1])
    print("every step gives what the text expects")


if __name__ == "__main__":
    main(*sys.argv[1:])
