"""Follows bag/README-VERIFY to the letter, with stock tools, where Plomba is not installed.

    bundle_readme.py README FILE.plomba IDENTITY-FILE DEVICE-KEY MEMBER-KEY FOLDER [ORIGINAL-KEY...]

FOLDER is empty. It becomes the expert's desk: PATH holds the tools that the text names and nothing
else, HOME is empty, FILE.plomba and KEYFILE lie there under these names. Every command of the text
is run as it stands in one shell (only the keys are filled in), and each output is held against
the sentence that begins with "Expected:". Each ORIGINAL-KEY is of a step from 8 on: one for a seal that
came before, three (sender, taker, giver) for a delivery of one. A sentence or command that is not known here is an error.
Debian's age gets its post-quantum plugin, as the text says. Prints one line for each step and exits
1 with the number of the first step that does not give what the text expects.
"""

import json
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TOOLS = (
    "sha256sum tar ssh-keygen age bash sh cut sort comm find wc cat sed grep cmp head uniq rm".split()
)


def parts(readme):
    """("step", n), ("command", text) and ("expected", sentence), in the order of the text."""
    found, kind = [], None
    for line in readme.splitlines():
        step = re.match(r"(\d+)\. ", line)
        if step:
            found.append(("step", int(step[1])))
            kind = None
        elif line.startswith("    "):
            more = kind == "command" and (
                found[-1][1].endswith("\\") or not balanced(found[-1][1])
            )
            if more:
                found[-1] = ("command", found[-1][1] + "\n" + line.strip())
            else:
                found.append(("command", line.strip()))
            kind = "command"
        elif line.startswith("   Expected: "):
            found.append(("expected", line.split(": ", 1)[1]))
            kind = "expected"
        elif line.strip() and kind == "expected":
            found[-1] = ("expected", found[-1][1] + " " + line.strip())
        else:
            kind = None
    return found


def balanced(command):
    return len(re.findall(r"\bwhile\b", command)) == len(re.findall(r"\bdone\b", command))


def desk(folder, bundle, identity):
    """The environment of somebody who has the tools of the text and never heard of Plomba."""
    tools, home = os.path.join(folder, "tools"), os.path.join(folder, "home")
    os.mkdir(tools)
    os.mkdir(home)
    for name in TOOLS:
        os.symlink(shutil.which(name), os.path.join(tools, name))
    plugin = os.path.join(tools, "age-plugin-pq")
    with open(plugin, "w") as file:
        file.write(f'#!/bin/sh\nexec {sys.executable} {HERE}/age_plugin_pq.py "$@"\n')
    os.chmod(plugin, 0o755)
    shutil.copy(bundle, os.path.join(folder, "FILE.plomba"))
    convert = [sys.executable, f"{HERE}/age_plugin_pq.py", "--convert", identity]
    with open(os.path.join(folder, "KEYFILE"), "w") as file:
        subprocess.run(convert, stdout=file, check=True)
    return {"PATH": tools, "HOME": home, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


def run(commands, folder, environment):
    """(exit code, output) of each command, all in one shell."""
    script = ""
    for number, command in enumerate(commands):
        script += f"echo '=== {number}'\n{command}\necho \"=> $?\"\n"
    result = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    outputs = []
    for part in result.stdout.split("=== ")[1:]:
        body, _, status = part.partition("\n")[2].rpartition("=> ")
        outputs.append((int(status), body))
    return outputs


def read(folder, *names):
    with open(os.path.join(folder, *names)) as file:
        return file.read()


def digests(outputs):
    return [d for _, text in outputs for d in re.findall(r"\b[0-9a-f]{64}\b", text)]


def holds(sentence, outputs, folder):
    """Whether the outputs since the last sentence are what this one expects."""
    texts = [text for _, text in outputs]
    bag = os.path.join(folder, "bag")
    if sentence.startswith('Good "'):
        return texts[-1].startswith(sentence.partition(" ...")[0])
    if sentence.startswith("nothing is printed"):
        return texts == [""] * len(texts)
    if sentence == "no message, and a folder bag/.":
        return texts == [""] and os.path.isdir(bag)
    if sentence.startswith("each line ends with OK"):
        lines = "".join(texts).splitlines()
        return bool(lines) and all(line.endswith(": OK") for line in lines)
    if sentence.startswith("two equal numbers"):
        return texts[0].strip() == texts[1].strip() != ""
    if sentence.startswith('the two digests stand in statement.json under "subject"'):
        statement = read(folder, "statement.json")
        return len(digests(outputs)) == 2 and all(d in statement for d in digests(outputs))
    if sentence.startswith("the two digests are the third and the fourth line of statement.entry"):
        return digests(outputs) == read(folder, "statement.entry").split("\n")[2:4]
    if sentence == "both show the same digest.":
        return digests(outputs[:1]) == digests(outputs[1:])[-1:]
    if sentence == "both end with the same case number.":
        text, line = re.search(r': "(.*)"', texts[0])[1], texts[1].strip().split(" ", 2)[2]
        return text.replace("%", "%25") == line
    if sentence.startswith("the digest stands in custody/"):
        return digests(outputs)[0] in read(bag, sentence.split(" ")[4])
    if sentence.startswith('the first digest stands in ../statement.json as "sealedCommitment"'):
        first, *others = digests(outputs)
        announced = f'"sealedCommitment": "{first}"' in read(folder, "statement.json")
        return announced and others == read(bag, "sealed.opening").split("\n")[2:4]
    if sentence == "two lines, each of which begins with 2.":
        lines = texts[-1].splitlines()
        return len(lines) == 2 and all(line.split()[0] == "2" for line in lines)
    return holds_of_delivery(sentence, outputs, texts, bag)


def holds_of_delivery(sentence, outputs, texts, bag):
    """The same for the step about a delivery that came before."""
    def prints(text): return re.findall(r'"fingerprint": "([0-9a-f]{64})"', text)
    def ends(text): return [line.rstrip(",").split(" ")[-1] for line in text.splitlines()]
    place = re.search(r"(custody/[^ ;]*[.]json)", sentence)
    if sentence.startswith('the first digest stands as "sealedCommitment" in custody/'):
        first, *others = digests(outputs)
        opening = re.search(r"line of (.*)[.]$", sentence)[1]
        announced = f'"sealedCommitment": "{first}"' in read(bag, place[1])
        return announced and others == read(bag, opening).split("\n")[2:4]
    if sentence.startswith(("both digests stand under", "the digest stands under")):
        subject = [s["digest"]["sha256"] for s in json.loads(read(bag, place[1]))["subject"]]
        return digests(outputs) == subject
    if sentence.startswith('the digest stands as "previous" in custody/'):
        return f'"previous": "{digests(outputs)[0]}"' in read(bag, place[1])
    if sentence == 'one "fingerprint", twice, and the line "recipients" names it.':
        first, second = prints(texts[0])
        return first == second and f"{first}:SHA256:" in texts[1]
    if sentence == "three lines that end with one number.":
        numbers = ends("".join(texts))
        return len(numbers) == 3 and len(set(numbers)) == 1
    if sentence == 'both show one "fingerprint".':
        return prints(texts[0]) == prints(texts[1]) and len(prints(texts[0])) == 1
    if sentence == "two lines that end with one mailbox.":
        boxes = ends("".join(texts))
        return len(boxes) == 2 and len(set(boxes)) == 1
    if sentence == 'the line "recipients" names the one "fingerprint" and no other.':
        return set(re.findall("([0-9a-f]{64}):SHA256:", texts[1])) == set(prints(texts[0])) != set()
    raise SystemExit(f"the text expects something unknown: {sentence}")


def main(readme, bundle, identity, device, member, folder, *originals):
    with open(readme) as file:
        found = parts(file.read())
    keys = {"device ssh-ed25519 AAAA...": f"device {device}", "member ssh-ed25519 AAAA...": f"member {member}"}
    commands = [text for kind, text in found if kind == "command"]
    for placeholder, key in keys.items():
        assert sum(placeholder in c for c in commands) == 1, placeholder
        commands = [c.replace(placeholder, key) for c in commands]
    earlier = re.compile("(original|sender|taker|giver) ssh-ed25519 AAAA[.]{3}")
    for key in originals:
        place = next(n for n, c in enumerate(commands) if earlier.search(c))
        commands[place] = commands[place].replace("ssh-ed25519 AAAA...", key)
    assert not any("AAAA..." in c for c in commands), "a key that is not filled in"
    outputs = iter(run(commands, folder, desk(folder, bundle, identity)))
    step, since, checked = 0, [], set()
    for kind, value in found:
        if kind == "step":
            step, since = value, []
        elif kind == "command":
            output = next(outputs, (1, "the shell ended before this command"))
            if output[0] != 0:
                stop(step, value, output[1])
            since += [] if value.startswith(("cd ", "echo '", "rm -f ")) else [output]
        else:
            if not holds(value, since, folder):
                stop(step, value, "".join(text for _, text in since))
            checked.add(step)
            since = []
    if checked != set(range(1, max(checked) + 1)) or max(checked) < 7 + bool(originals):
        raise SystemExit(f"steps of the text that were checked: {sorted(checked)}")
    print(f"{len(commands)} commands: every step gives what the text expects")


def stop(step, what, output):
    print(f"FAILED at step {step}: {what}\n{output}")
    sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
