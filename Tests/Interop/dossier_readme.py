"""Follows README-VERIFY of a dossier to the letter, where Plomba is not installed.

    dossier_readme.py FILE.tar DESK

DESK is empty. The dossier is unpacked with tar as the text says. PATH holds the tools that the text names and
nothing else, HOME is empty, and python3 finds no package that is not its own. Every block of commands is run as it
stands in one shell, and what it prints is held against the sentence that begins with "Expected:". Prints how many
steps there were; exits 1 with the first that does not give what the text expects. The folder must be as it was.
"""

import os
import shutil
import subprocess
import sys

from receipt_readme import follow, holds

TOOLS = "sh bash sha256sum find wc ssh-keygen openssl mktemp rm cat".split()


def holds_here(sentence, output):
    lines = output.splitlines()
    if sentence == "the last line is verified":
        return bool(lines) and lines[-1] == "verified"
    return holds(sentence, output)


def run(blocks, folder, desk):
    """(exit code, output) of each block, all in one shell."""
    tools, home = os.path.join(desk, "tools"), os.path.join(desk, "home")
    os.mkdir(tools)
    os.mkdir(home)
    for name in TOOLS:
        os.symlink(shutil.which(name), os.path.join(tools, name))
    # As it is on a computer where nobody has installed anything for it.
    with open(os.path.join(tools, "python3"), "w") as file:
        file.write(f'#!/bin/sh\nexec {os.path.realpath(sys.executable)} -S -s -E "$@"\n')
    os.chmod(os.path.join(tools, "python3"), 0o755)
    script = "".join(f"echo '=== {n}'\n{b}\necho \"=> $?\"\n" for n, b in enumerate(blocks))
    result = subprocess.run(
        ["sh", "-c", script], cwd=folder, text=True, timeout=300,
        env={"PATH": tools, "HOME": home, "LC_ALL": "C.UTF-8", "TMPDIR": home},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    outputs = []
    for part in result.stdout.split("=== ")[1:]:
        body, _, status = part.partition("\n")[2].rpartition("=> ")
        outputs.append((int(status), body))
    return outputs, os.listdir(home)


def main(archive, desk):
    folder = os.path.join(desk, "dossier")
    os.mkdir(folder)
    if subprocess.run(["tar", "-xf", archive, "-C", folder]).returncode != 0:
        print("FAILED at step 0: tar does not unpack it")
        sys.exit(1)
    follow(folder, desk, least=4, is_held=holds_here, shell=run)


if __name__ == "__main__":
    main(*sys.argv[1:])
