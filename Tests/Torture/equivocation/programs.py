"""The same parties by the real programs: every command of a client is a `plomba`, every witness a `plomba witness serve`."""

import json
import pathlib
import re
import subprocess
import time

from .parties import Answer, Parties

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"}
READY_LIMIT = 60
AT_CLOCK = str(pathlib.Path(__file__).parents[2] / "Interop/at-clock")


class Programs:
    """Answers as `Parties` does. Organisations are founded by those, with locks that cost nothing."""

    def __init__(self, folder):
        self._program = str(folder / "plomba")
        self._parties = Parties(folder / "parties")
        self._serving = {}

    def ask(self, act, **members):
        members = {name: value for name, value in members.items() if value is not None}
        if act in ("found", "introduce", "example"):
            return self._parties.ask(act, **members)
        return getattr(self, "_" + act)(**members)

    def close(self):
        for home in list(self._serving):
            self._unwitness(home)
        self._parties.close()

    # Commands

    def _command(self, arguments, home=None, passphrase=None, clock=0):
        command = [self._program, *arguments, "--format", "json"]
        command += ["--home", home] if home else []
        command += ["--passphrase-file", passphrase] if passphrase else []
        if clock:
            command = [AT_CLOCK, f"{clock:+d}s", *command]
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=ENVIRONMENT, cwd="/")

    def _run(self, arguments, **about):
        return _ended(self._command(arguments, **about))

    def _use(self, url, pin, **about):
        return self._run(["broker", "use", url, "--pin", pin], **about)[0]

    def _witnesses(self, file, name, faulty=0, **about):
        return self._run(
            ["broker", "witnesses", file, "--operator", name, "--faulty", str(faulty)], **about)[0]

    def _send(self, paths, case, to, hours=None, **about):
        deadline = []
        if hours:
            moment = time.time() // 3600 * 3600 + hours * 3600
            deadline = ["--deadline", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))]
        answer, told = self._run(["send", *paths, "--case", case, "--to", *to, *deadline], **about)
        return Answer(answer, id=told.get("consignment"))

    def _sync(self, **about):
        answer, told = self._run(["sync"], **about)
        return Answer(answer, said=told.get("log"))

    def _watch(self, fresh, most=None, **about):
        limit = ["--at-most", str(most)] if most else []
        answer, told = self._run(["watch", "--fresh-within", str(fresh // 60), *limit], **about)
        if "alarms" not in told:
            return answer
        codes = {name: [each["code"] for each in told[name]] for name in ("alarms", "remarks", "unknown")}
        status = 2 if codes["alarms"] else 1 if codes["unknown"] else 0
        files = [alarm["evidence"] for alarm in told["alarms"] if alarm["evidence"]]
        return Answer(
            ok=answer["status"] == status, code="exit-status", list=codes["alarms"], unknown=codes["unknown"] or None,
            said=" ".join(codes["remarks"]), file=files[0] if files else None)

    def _inbox(self, **about):
        answer, told = self._run(["inbox"], **about)
        return Answer(answer, id=" ".join(each["id"] for each in told.get("deliveries", [])))

    def _receive(self, id, file, **about):
        return self._run(["receive", id, "-o", file], **about)[0]

    def _accept(self, id, **about):
        return self._run(["accept", id], **about)[0]

    def _evidence(self, id, file, **about):
        return self._run(["evidence", id, "-o", file], **about)[0]

    def _status(self, id, **about):
        answer, told = self._run(["status", id], **about)
        steps = [step["step"] for lane in told.get("lanes", []) for step in lane["steps"]]
        return Answer(answer, id=told.get("consignment"), said=told.get("log"), list=steps, file=told.get("evidence"))

    def _verify(self, file):
        answer, told = self._run(["verify", file])
        return Answer(answer, said=told.get("verdict", "").split(":")[0])

    def _together(self, all):
        running = [self._command([order["do"], order["id"]], order["home"], order["passphrase"]) for order in all]
        return Answer(ok=True, all=[_ended(process)[0] for process in running])

    # Witnesses

    def _witness(self, home, name, log, clock=0):
        key = pathlib.Path(home + ".key")
        if not key.exists():
            made = self._run(["witness", "init", home, "--name", name, "--listen", "127.0.0.1:0"])[1]
            key.write_text(made["key"])
            self._run(["witness", "add", home, log])
        process = self._command(["witness", "serve", home], clock=clock)
        self._serving[home] = process
        text, end = "", time.monotonic() + READY_LIMIT
        while "}" not in text and time.monotonic() < end and process.poll() is None:
            text += process.stdout.readline()
        return Answer(ok="}" in text, key=key.read_text(), url=f"http://{json.loads(text)['listen']}/")

    def _unwitness(self, home):
        process = self._serving.pop(home)
        process.terminate()
        process.communicate(timeout=READY_LIMIT)
        return Answer(ok=True)


def _ended(process):
    """(Answer, what it printed): the code is that of the one line in which a failure is told."""
    output, errors = process.communicate(timeout=120)
    told = json.loads(output) if output.startswith("{") else {}
    found = re.search(r"^plomba: .*\[([a-z0-9.-]+)\]$", errors, re.M)
    answer = Answer(ok=process.returncode == 0, status=process.returncode, message=errors)
    if found:
        hint = re.search(r"\S*/conflict/[0-9a-f]+/two-histories", re.sub(r"\n\s*", " ", errors))
        answer.update(code=found[1], file=hint[0].rstrip(",;") if hint else None)
    return answer, told
