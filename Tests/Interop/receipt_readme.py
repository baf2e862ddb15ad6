"""Follows README-VERIFY of an evidence folder to the letter, where Plomba is not installed.

    receipt_readme.py EVIDENCE-FOLDER DESK

DESK is empty. PATH holds the tools that the text names and nothing else, HOME is empty. Every block of
commands is run as it stands in one shell, in the folder, and what it prints is held against the sentence
that begins with "Expected:". A sentence that is not known here is an error. Prints how many steps there were;
exits 1 with the number of the first step that does not give what the text expects. The folder must be as it
was afterwards: the text says that it changes nothing.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime

TOOLS = (
    "sh bash sha256sum base64 xxd openssl ssh-keygen mktemp sed cut grep head tail rm cat sort date".split()
)


def parts(readme):
    """("step", n), ("block", commands) and ("expected", sentence), in the order of the text."""
    found, kind = [], None
    for line in readme.split("\n"):
        step = re.match(r"(\d+)\. ", line)
        if step:
            found.append(("step", int(step[1])))
            kind = None
        elif line.startswith("    ") and kind != "expected":
            if kind == "block":
                found[-1] = ("block", found[-1][1] + "\n" + line)
            else:
                found.append(("block", line))
            kind = "block"
        elif line.startswith("   Expected: "):
            found.append(("expected", line.split(": ", 1)[1]))
            kind = "expected"
        elif line.strip() and kind == "expected":
            found[-1] = ("expected", found[-1][1] + "\n" + line.strip())
        else:
            kind = None
    return found


def run(blocks, folder, desk):
    """(exit code, output) of each block, all in one shell."""
    tools, home = os.path.join(desk, "tools"), os.path.join(desk, "home")
    os.mkdir(tools)
    os.mkdir(home)
    for name in TOOLS:
        os.symlink(shutil.which(name), os.path.join(tools, name))
    script = "".join(f"echo '=== {n}'\n{b}\necho \"=> $?\"\n" for n, b in enumerate(blocks))
    result = subprocess.run(
        ["sh", "-c", script], cwd=folder, text=True, timeout=120,
        env={"PATH": tools, "HOME": home, "LC_ALL": "C.UTF-8", "TMPDIR": home},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    outputs = []
    for part in result.stdout.split("=== ")[1:]:
        body, _, status = part.partition("\n")[2].rpartition("=> ")
        outputs.append((int(status), body))
    return outputs, os.listdir(home)


def holds(sentence, output):
    lines = output.splitlines()
    if sentence == "nothing is printed.":
        return not lines
    if sentence == "two equal lines.":
        return len(lines) == 2 and lines[0] == lines[1] != ""
    if sentence == "two times.":
        return len([datetime.strptime(line, "%Y-%m-%dT%H:%M:%SZ") for line in lines]) == 2
    if sentence == "at least one line.":
        return bool(lines)
    if sentence.startswith("these lines:"):
        return sorted(lines) == sorted(sentence.split("\n")[1:])
    if sentence.startswith("these digests:"):
        told = {line.split()[0] for line in sentence.split("\n")[1:]}
        return {line.split()[0] for line in lines} == told and len(told) == len(lines)
    if sentence.startswith("each line begins with Good "):
        start = "Good " + sentence.split("Good ")[1]
        return bool(lines) and all(line.startswith(start) for line in lines)
    if match := re.fullmatch(r"each line (is|says) (.*), (\d+) times\.", sentence):
        word, text, count = match.groups()
        fits = [line == text if word == "is" else text in line for line in lines]
        return all(fits) and len(fits) == int(count) > 0
    raise SystemExit(f"the text expects something unknown: {sentence}")


def state(folder):
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                found[os.path.join(place, name)] = hashlib.sha256(file.read()).hexdigest()
    return found


def follow(folder, desk, least, is_held=holds, shell=run):
    """Does what README-VERIFY says, step by step; ends with 1 at the first that gives something else."""
    before = state(folder)
    with open(os.path.join(folder, "README-VERIFY")) as file:
        found = parts(file.read())
    outputs, left = shell([text for kind, text in found if kind == "block"], folder, desk)
    outputs = iter(outputs)
    step, last, checked = 0, None, set()
    for kind, value in found:
        if kind == "step":
            step = value
        elif kind == "block":
            last = next(outputs, (1, "the shell ended before this command"))
        else:
            if not is_held(value, last[1]):
                print(f"FAILED at step {step}: expected {value}\n{last[1]}")
                sys.exit(1)
            checked.add(step)
    steps = {value for kind, value in found if kind == "step"}
    if checked != steps or len(steps) < least:
        raise SystemExit(f"steps {sorted(steps)}, checked {sorted(checked)}")
    if state(folder) != before or left:
        raise SystemExit("the text leaves something behind")
    print(f"{len(steps)} steps: each gives what the text expects")


if __name__ == "__main__":
    follow(*sys.argv[1:], least=8)
