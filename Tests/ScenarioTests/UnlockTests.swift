import Foundation
import Glibc
import Testing

/// `plomba unlock`: one question, then none, until the keys are locked for one of many reasons.
@Suite struct `Unlocked keys` {
    private let folder: Folder
    private let sender: Party
    private let receiver: Party

    /// A sealed case, whose opening needs the receiver's identity.
    init() throws {
        folder = try Folder()
        (sender, receiver) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        try sender.sealCase(for: receiver.mailbox)
    }

    private func expectQuestion(
        _ party: Party, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let outcome = try party.open(into: "never")
        #expect(outcome.code == "passphrase.no-terminal", sourceLocation: sourceLocation)
        #expect(outcome.status == 1, sourceLocation: sourceLocation)
        #expect(!folder.exists("never"), sourceLocation: sourceLocation)
    }

    @Test func `no command starts the agent but unlock`() throws {
        #expect(!folder.exists(sender.name + "/agent"))
        try expectQuestion(receiver)
        #expect(try receiver.keys() == "locked")
        #expect(try receiver.unaided("lock").status == 0)
        #expect(!folder.exists(receiver.name + "/agent"))
    }

    @Test func `unlock, seal and open without a question, lock, and the question is back`() throws {
        try sender.unlock()
        let process = try receiver.unlock()
        let sealed = try sender.unaided(
            "seal", "evidence", "--case", "case.json", "--to", receiver.mailbox, "-o",
            "second.plomba")
        #expect(sealed.status == 0, "\(sealed.errors)")
        let opened = try receiver.open("second.plomba", into: "second")
        #expect(opened.status == 0, "\(opened.errors)")
        #expect(try receiver.plomba("verify", "second").status == 0)
        let locked = try receiver.unaided("lock", "--format", "json")
        #expect(try locked.json()["wasUnlocked"] as? Bool == true)
        #expect(Processes.isGone(process, within: 1))
        try expectQuestion(receiver)
        #expect(try sender.keys() == "unlocked")
        #expect(folder.tree(receiver.name + "/agent") == ["turn"])
    }

    @Test func `receive, preview and accept without a question`() throws {
        let scene = try Scene()
        let id = try scene.send()
        try scene.receiver.unlock()
        for command in [["preview", id], ["receive", id, "-o", "case"], ["accept", id]] {
            let outcome = try Program.run(
                Program.tool("setsid"),
                ["--wait", Program.path("plomba")] + command + ["--home", scene.receiver.home],
                in: scene.folder.path)
            #expect(outcome.status == 0, "\(command): \(outcome.errors)")
        }
        #expect(try scene.inboxState(id) == "accepted")
    }

    @Test func `time without use locks, use puts it off`() throws {
        let process = try receiver.unlock(for: "3s")
        for number in 1...4 {
            Thread.sleep(forTimeInterval: 1.2)
            let opened = try receiver.open(into: "case \(number)")
            #expect(opened.status == 0, "\(number): \(opened.errors)")
        }
        #expect(Processes.isGone(process, within: 5))
        try expectQuestion(receiver)
        #expect(!folder.exists(receiver.name + "/agent/socket"))
    }

    @Test func `asking for the status is no use`() throws {
        let process = try receiver.unlock(for: "2s")
        for _ in 1...4 {
            Thread.sleep(forTimeInterval: 0.6)
            _ = try receiver.keys()
        }
        #expect(Processes.isGone(process, within: 1))
    }

    @Test func `a wrong passphrase unlocks nothing and leaves what was unlocked`() throws {
        try folder.write("wrong", "correct horse battery stable\n")
        let wrong = try receiver.plomba("unlock", passphrase: "wrong")
        #expect(wrong.code == "passphrase.wrong")
        #expect(try receiver.keys() == "locked")
        try receiver.unlock()
        #expect(try receiver.plomba("unlock", passphrase: "wrong").status == 1)
        #expect(try receiver.keys() == "unlocked")
    }

    @Test func `a second unlock begins the time anew, in one process`() throws {
        let first = try receiver.unlock(for: "5s")
        let second = try receiver.unlock(for: "1h")
        #expect(first != second)
        #expect(Processes.isGone(first, within: 1))
        let left = try Interop.run("agent_peer.py", ["greet", receiver.home], in: folder).json()
        #expect(try #require(left["idle"] as? Int) > 3000)
        #expect(try receiver.open(into: "case").status == 0)
    }

    @Test func `two unlocks at once leave one agent that serves`() throws {
        let before = Set(Processes.agents())
        let running = try (0..<2).map { _ in try receiver.start("unlock", "--for", "10m") }
        for program in running {
            let outcome = try program.outcome()
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        let kept = Set(Processes.agents()).subtracting(before).filter(Processes.isRunning)
        let status = try receiver.unaided("unlock", "--status", "--format", "json").json()
        let process = pid_t(try #require(status["process"] as? Int))
        #expect(kept.contains(process))
        #expect(try receiver.open(into: "case").status == 0)
        #expect(try receiver.unaided("lock").status == 0)
        #expect(kept.allSatisfy { $0 != process || Processes.isGone($0, within: 1) })
    }

    @Test func `with a passphrase file, that passphrase is what counts`() throws {
        try receiver.unlock()
        try folder.write("wrong", "correct horse battery stable\n")
        let opened = try receiver.plomba(
            "open", "case.plomba", "-o", "case", passphrase: "wrong")
        #expect(opened.code == "passphrase.wrong")
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
    func `a signal locks and takes the socket away`(_ number: Int32) throws {
        let process = try receiver.unlock()
        kill(process, number)
        #expect(Processes.isGone(process, within: 1))
        #expect(!folder.exists(receiver.name + "/agent/socket"))
    }

    @Test func `a killed agent leaves a dead socket that hinders nobody`() throws {
        let process = try receiver.unlock()
        kill(process, SIGKILL)
        #expect(Processes.isGone(process))
        #expect(folder.exists(receiver.name + "/agent/socket"))
        try expectQuestion(receiver)
        #expect(try receiver.plomba("open", "case.plomba", "-o", "case").status == 0)
        try receiver.unlock()
        #expect(try receiver.open(into: "again").status == 0)
        #expect(try receiver.unaided("lock").status == 0)
        #expect(folder.tree(receiver.name + "/agent") == ["turn"])
    }

    @Test func `a stopped agent is passed over, and lock ends it`() throws {
        let process = try receiver.unlock()
        kill(process, SIGSTOP)
        defer { kill(process, SIGCONT) }
        let opened = try receiver.open(into: "case")
        #expect(opened.code == "passphrase.no-terminal")
        #expect(opened.errors.contains("does not answer"))
        let locked = try receiver.unaided("lock")
        #expect(locked.status == 0, "\(locked.errors)")
        #expect(Processes.isGone(process, within: 1))
    }

    @Test func `the end of the session locks`() throws {
        let plomba = try Program.path("plomba")
        let script = """
            "$0" unlock --home "$1" --passphrase-file "$2" && "$0" unlock --status --home "$1" \
                --format json && sleep 1.5 && "$0" unlock --status --home "$1"
            """
        let outcome = try Program.run(
            Program.tool("setsid"),
            ["--wait", "/bin/sh", "-c", script, plomba, receiver.home, folder.place("passphrase")],
            in: folder.path)
        #expect(outcome.output.contains("\"unlocked\""), "\(outcome.errors)")
        #expect(outcome.output.hasPrefix("Keys                unlocked"))
        Thread.sleep(forTimeInterval: 2)
        #expect(try receiver.keys() == "locked")
    }
}
