"""What `strace -ff -y` saw of a program that may make, change and remove names below certain folders only (T40)."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

# Calls that make or change what is no plain file, or leave the machine: none of them, ever.
FORBIDDEN = ("mknod mknodat symlink symlinkat link linkat chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat "
             "setxattr lsetxattr fsetxattr mount socket connect bind sendto sendmsg").split()
# Calls that make, change or remove a name; it must stand below a folder of the test.
TOUCHING = ("openat openat2 open creat mkdir mkdirat rename renameat renameat2 unlink unlinkat rmdir truncate").split()
CALL = re.compile(r"^(?:\d+\s+)?(\w+)\((.*)\)\s+= (\S+)")
# Swift's Foundation wakes itself through such a pair of sockets, which lead nowhere else, when it starts a program: the
# helper of C15.
WAKING = re.compile(r'socket\(AF_INET, SOCK_DGRAM, IPPROTO_IP\)|(?:bind|connect)\(\d+<socket:\[\d+\]>, \{sa_family=AF_INET, '
                    r'sin_port=htons\(\d+\), sin_addr=inet_addr\("127\.0\.0\.1"\)|sendto\(\d+<socket:\[\d+\]>, "r", 1, 0, NULL, 0\)')
# A path as a call has it: with the folder that it is relative to, where there is one.
PATH = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')


def command(log):
    """The beginning of a command line that writes what the rest of it does into LOG.<number of the thread>."""
    # A question mark lets an older strace pass over a call that it does not know.
    watched = ",".join("?" + call for call in FORBIDDEN + TOUCHING + ["execve"])
    return ["strace", "-ff", "-y", "-s", "4096", "-e", f"trace={watched}", "-e", "signal=none", "-o", str(log)]


def touched(name, text):
    """The paths that a call makes, changes or removes."""
    if name.startswith("open") and not re.search(r"O_(CREAT|WRONLY|RDWR|TRUNC|APPEND)", text):
        return []
    found = [(folder, path) for folder, path in PATH.findall(text)]
    if len(found) != (2 if name.startswith("rename") else 1):
        return [f"unreadable: {text}"]
    return [path if path.startswith("/") or not folder else f"{folder}/{path}" for folder, path in found]


def is_own_root(name, text, own):
    """Whether the test gives a folder of its own, not anything below it, to nobody else."""
    path = re.fullmatch(r'"([^"]*)", 0700', text)
    return name == "chmod" and path and own.fullmatch(path[1])


def complaints(lines, own, programs=1):
    """(what the calls show that must not be, how many were looked at, how many of them openat2). Every path that is
    touched must match `own`; the first `programs` executions are the test itself."""
    found, calls, kernel, executed = [], 0, 0, 0
    for line in lines:
        match = CALL.match(line)
        if not match:
            continue
        name, text, result = match.groups()
        calls, kernel, executed = calls + 1, kernel + (name == "openat2"), executed + (name == "execve")
        harmless = name == "socket" and result == "-1" or WAKING.search(line) or is_own_root(name, text, own)
        if name == "execve" and executed > programs or name in FORBIDDEN and not harmless:
            found.append(line.strip())
        elif name in TOUCHING and not result.startswith("-1"):
            for path in touched(name, text):
                if ".." in path.split("/") or not (own.match(path) or path.startswith(("/dev/null", "/proc/self/"))):
                    found.append(f"{path}: {line.strip()}")
    return found, calls, kernel


# Each does one thing that must be noticed; OUT stands for a folder outside of those of the test, IN for one inside.
CONTROLS = {
    "a file outside": "open(OUT + '/x', 'w')",
    "a file outside by way of ..": "open(IN + '/../' + OUT.split('/')[-1] + '/y', 'w')",
    "a file outside, below a descriptor": "os.open('z', os.O_CREAT | os.O_WRONLY, dir_fd=os.open(OUT, os.O_RDONLY))",
    "a file outside that is there": "os.open(OUT + '/there', os.O_RDWR)",
    "a folder outside": "os.mkdir(OUT + '/folder')",
    "a rename to outside": "open(IN + '/a', 'w'); os.rename(IN + '/a', OUT + '/a')",
    "a rename from outside": "os.rename(OUT + '/there', IN + '/there')",
    "a removal outside": "os.unlink(OUT + '/there')",
    "a folder removed outside": "os.rmdir(OUT + '/empty')",
    "a link": "os.symlink('/etc', IN + '/link')",
    "a hard link": "open(IN + '/b', 'w'); os.link(IN + '/b', IN + '/c')",
    "a pipe": "os.mkfifo(IN + '/pipe')",
    "a mode": "open(IN + '/d', 'w'); os.chmod(IN + '/d', 0o4755)",
    "the same mode as the test's own": "open(IN + '/e', 'w'); os.chmod(IN + '/e', 0o700)",
    "a socket": "import socket; socket.socket()",
    "a datagram": "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "a program": "os.execv('/bin/true', ['true'])",
}


def controls():
    """The controls that were not noticed, and whether work inside is left in peace; a list that must be empty."""
    missed = []
    for name, act in [("", "open(IN + '/a', 'w'); os.mkdir(IN + '/b'); os.rename(IN + '/a', IN + '/b/c')"), *CONTROLS.items()]:
        with tempfile.TemporaryDirectory(prefix="plomba-t40-control-") as folder:
            place = pathlib.Path(folder)
            for part in ("in", "out/empty"):
                (place / part).mkdir(parents=True)
            (place / "out/there").write_text("")
            script = f"import os; IN, OUT = {folder + '/in'!r}, {folder + '/out'!r}; {act}"
            subprocess.run(command(place / "log") + [sys.executable, "-B", "-I", "-c", script], check=False,
                           env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": folder})
            lines = [line for log in sorted(place.glob("log.*")) for line in log.read_text().splitlines()]
            found, calls, _ = complaints(lines, re.compile(re.escape(folder + "/in") + "(/|$)"))
        if bool(found) != bool(name) or not calls:
            missed.append(f"{name or 'work inside'}: {found}")
    return missed
