"""Answers the passphrase prompts of stock age, which asks only a terminal.

    age_terminal.py PASSPHRASE age -d -o OUT IN
"""

import sys

import pexpect


def main(passphrase, program, *arguments):
    child = pexpect.spawn(program, list(arguments), timeout=60)
    while child.expect([pexpect.EOF, "assphrase[^:]*:"]) == 1:
        child.sendline(passphrase)
    child.close()
    sys.exit(child.exitstatus or 0 if child.signalstatus is None else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
