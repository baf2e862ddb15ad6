"""Answers the questions of `plomba case new` at a terminal, as a script of lines says.

    case_terminal.py SCRIPT TRANSCRIPT plomba case new ...

Each line of the script is `expected text<TAB>what is typed`: once the screen has shown the text, what follows is typed with Enter. A
typed `^C` or `^D` is that key. Ends with the status of the program. The transcript is what the screen got.
"""

import sys

import pexpect

KEYS = {"^C": "\x03", "^D": "\x04"}


def main(script, transcript, program, *arguments):
    child = pexpect.spawn(program, list(arguments), timeout=60, dimensions=(50, 100), encoding="utf-8")
    with open(transcript, "w", encoding="utf-8") as log:
        child.logfile_read = log
        for line in open(script, encoding="utf-8"):
            expected, typed = line.rstrip("\n").split("\t")
            child.expect_exact(expected)
            child.expect_exact("\n> ")
            if typed in KEYS:
                child.send(KEYS[typed])
            else:
                child.sendline(typed)
        child.expect(pexpect.EOF)
    child.close()
    sys.exit(child.exitstatus if child.signalstatus is None else 128)


if __name__ == "__main__":
    main(*sys.argv[1:])
