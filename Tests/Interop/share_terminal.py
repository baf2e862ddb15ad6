"""Types the words of shares where plomba asks for them, and keeps what the screen got.

    share_terminal.py TRANSCRIPT FILE,FILE... plomba recovery drill ...

The words of each file are typed in lines of eleven. In the first one, the third word is first typed wrong, and the second line with a
letter too many that is taken back. Ends with the status of the program.
"""

import sys

import pexpect


def answer(child, prompt, line):
    child.expect_exact(prompt)
    child.sendline(line)


def main(transcript, files, program, *arguments):
    child = pexpect.spawn(program, list(arguments), timeout=60, dimensions=(40, 200))
    with open(transcript, "wb") as log:
        child.logfile_read = log
        for number, path in enumerate(files.split(",")):
            words = open(path).read().split()
            if number == 0:
                answer(child, "word 1> ", " ".join(words[:2] + ["plomba"] + words[3:11]))
                child.expect_exact("Word 3 is not in the list")
                answer(child, "word 3> ", " ".join(words[2:11]))
            else:
                answer(child, "word 1> ", " ".join(words[:11]).upper())
            answer(child, "word 12> ", " ".join(words[11:22]) + "x\x7f")
            answer(child, "word 23> ", " ".join(words[22:]))
        child.expect(pexpect.EOF)
    child.close()
    sys.exit(child.exitstatus if child.signalstatus is None else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
