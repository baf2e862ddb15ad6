import Foundation
import Testing

/// Interrupted disposals: no copy is gone without the signed statement, and the same command ends it.
@Suite(.timeLimit(.minutes(10))) struct `A disposal that is cut off` {
    private let scene: Scene
    private let id: String
    private var receiver: Party { scene.receiver }

    init() throws {
        scene = try Scene()
        id = try scene.send()
        try #require(try scene.receiver.plomba("receive", id, "-o", "case").status == 0)
        try #require(try scene.receiver.plomba("accept", id).status == 0)
    }

    private func command(copy: String = "case") -> [String] {
        [
            "dispose", id, "--reason", "ordered", "--basis", "order 12", "--yes", "--copy", copy,
            "--home", receiver.home, "--passphrase-file", scene.folder.place("passphrase"),
        ]
    }

    private func shell(_ script: String, _ arguments: String...) throws -> Outcome {
        try Program.run("/bin/sh", ["-c", script] + arguments, in: scene.folder.path)
    }

    private var statement: String? {
        scene.folder.tree(receiver.name + "/inbox").first { $0.hasSuffix("/Disposal.json") }
    }

    /// What the disposal destroys, as it lies there now.
    private func copies() -> [String] {
        scene.folder.tree("case")
            + scene.folder.tree(receiver.name + "/inbox").filter {
                $0.contains("/delivery") || $0.contains("/evidence") || $0.contains("/recorded")
                    || $0.hasSuffix("/preview.age")
            }
    }

    /// Kills at the number-th of these calls; false when there are not as many.
    private func kill(at calls: String, _ number: Int) throws -> Bool {
        let killed = try Program.run(
            Program.tool("strace"),
            [
                "-f", "-o", "/dev/null", "-e", "trace=\(calls)", "-e",
                "inject=\(calls):signal=SIGKILL:when=\(number)", Program.path("plomba"),
            ] + command(), in: scene.folder.path)
        return killed.status != 0
    }

    /// Every rename, and every few removals. The broker is away: each round begins from the same.
    @Test func `killed at any step, the same command ends it`() throws {
        scene.broker.stop()
        try #require(try shell("mkdir old && cp -a \(receiver.name) case old/").status == 0)
        let whole = copies()
        for (calls, step, least) in [
            ("rename,renameat,renameat2", 1, 7), ("unlink,unlinkat", 15, 3), ("rmdir", 4, 3),
        ] {
            var rounds = 0
            for number in stride(from: 1, through: 200, by: step) {
                let wasKilled = try kill(at: calls, number)
                if wasKilled { try goesOn(from: whole, "\(calls) \(number)") }
                let back = "rm -rf \(receiver.name) case && cp -a old/* ."
                try #require(try shell(back).status == 0)
                guard wasKilled else { break }
                rounds += 1
            }
            #expect(rounds >= least, "\(calls)")
        }
        try scene.broker.start()
        let last = try Program.run(Program.path("plomba"), command(), in: scene.folder.path)
        #expect(last.status == 0, "\(last.errors)")
        #expect(try scene.steps(id, of: scene.sender).last == "disposed")
    }

    /// Whatever is gone, the statement is there; the same command does the rest.
    private func goesOn(from whole: [String], _ moment: String) throws {
        if copies() != whole {
            let path = try #require(statement, "gone without a statement, \(moment)")
            let base = receiver.name + "/inbox/" + path.dropLast(5)
            #expect(scene.folder.exists(base + ".json.sig"))
            #expect(scene.folder.exists(base + ".entry"))
            let status = try receiver.plomba("status", id)
            #expect(status.output.contains("destroyed"), "\(status.output)\(status.errors)")
        }
        let again = try Program.run(Program.path("plomba"), command(), in: scene.folder.path)
        #expect(again.status == 0, "\(moment): \(again.errors)")
        #expect(copies().isEmpty, "\(moment): \(copies())")
        #expect(scene.folder.tree(".").allSatisfy { !$0.contains(".disposing-") })
    }

    @Test func `by what cannot be removed: nobody is told before everything is gone`() throws {
        let place = scene.folder.place("case/bag/custody")
        let (path, arguments) = try SmallDisk.command(
            [Program.path("plomba")] + command(), at: place, size: "64k")
        let stuck = try Program.run(path, arguments, in: scene.folder.path)
        #expect(stuck.status == 1)
        #expect(stuck.code == "dispose.not-removed", "\(stuck.errors)")
        #expect(statement != nil)
        #expect(try scene.steps(id, of: scene.sender).last == "accepted")
        let sync = try receiver.plomba("sync", "--format", "json")
        let problems = try #require(sync.json()["problems"] as? [[String: Any]])
        #expect(problems.compactMap { $0["code"] as? String } == ["dispose.unfinished"])
        #expect(try scene.steps(id, of: scene.sender).last == "accepted")
        let again = try Program.run(Program.path("plomba"), command(), in: scene.folder.path)
        #expect(again.status == 0, "\(again.errors)")
        #expect(copies().isEmpty)
        #expect(try scene.steps(id, of: scene.sender).last == "disposed")
    }

    @Test func `by a full disk: nothing is signed or gone; with room it goes on`() throws {
        let script = """
            mv case original && cp -a "$1" passphrase original small && \
            { head -c 9m /dev/zero > small/fill 2>/dev/null; \
            "$0" dispose "$2" --reason ordered --basis order --yes --copy small/original \
                --home small/\(receiver.name) --passphrase-file small/passphrase; status=$?; \
            find small -name 'Disposal.json'; cmp original/statement.json \
                small/original/statement.json || exit 9; ls small/*/inbox/*/delivery/statement.json; \
            rm small/fill; \
            "$0" dispose "$2" --reason ordered --basis order --yes --copy small/original \
                --home small/\(receiver.name) --passphrase-file small/passphrase || exit 8; \
            ls small/original 2>/dev/null; exit $status; }
            """
        let (path, arguments) = try SmallDisk.command(
            ["/bin/sh", "-c", script, Program.path("plomba"), receiver.home, id],
            at: scene.folder.place("small"), size: "8m")
        let outcome = try Program.run(path, arguments, in: scene.folder.path)
        #expect(outcome.status == 1, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.code == "file.disk-full", "\(outcome.errors)")
        #expect(!outcome.output.contains("Disposal.json\n/"))
        #expect(outcome.output.contains("delivery/statement.json"))
        #expect(try scene.steps(id, of: scene.sender).last == "disposed")
    }

    /// Whoever sends a case chooses its identifier: it may be that of one of ours.
    @Test func `of two cases with one identifier, none is taken for the other`() throws {
        try FileManager.default.copyItem(
            atPath: scene.sender.home + "/outbox/" + id, toPath: receiver.home + "/outbox/" + id)
        let (ours, whole) = (scene.folder.tree(receiver.name + "/outbox"), copies())
        let either = try Program.run(
            Program.path("plomba"), command(), in: scene.folder.path)
        #expect(either.code == "inbox.ambiguous", "\(either.output) \(either.errors)")
        #expect(statement == nil && copies() == whole)
        let received = try Program.run(
            Program.path("plomba"), command() + ["--mailbox", receiver.mailbox],
            in: scene.folder.path)
        #expect(received.status == 0, "\(received.errors)")
        #expect(statement != nil && !scene.folder.exists("case"))
        #expect(scene.folder.tree(receiver.name + "/outbox") == ours)
    }
}
