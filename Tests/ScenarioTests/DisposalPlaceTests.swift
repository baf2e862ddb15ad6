import Foundation
import Testing

/// Copies that cannot be looked at, second computers, and cases that no broker carries.
@Suite(.timeLimit(.minutes(10))) struct `What a disposal stands on` {
    private static let order = ["--reason", "ordered", "--basis", "order 12", "--yes"]

    private func dispose(_ id: String, as party: Party, _ more: String...) throws -> Outcome {
        try party.plomba(arguments: ["dispose", id] + Self.order + more)
    }

    /// A case that was accepted, opened into `place`.
    private func accepted(into place: String) throws -> (scene: Scene, id: String) {
        let scene = try Scene()
        let id = try scene.send()
        try FileManager.default.createDirectory(
            atPath: scene.folder.place(place), withIntermediateDirectories: true)
        try #require(
            try scene.receiver.plomba("receive", id, "-o", place + "/case").status == 0)
        try #require(try scene.receiver.plomba("accept", id).status == 0)
        return (scene, id)
    }

    private func statements(_ party: Party) -> [String] {
        party.folder.tree(party.name).filter { $0.hasSuffix("/Disposal.json") }
    }

    private func absent(_ outcome: Outcome) throws -> [[String: String]] {
        try #require(try outcome.json()["absent"] as? [[String: String]])
    }

    @Test func `on a disk that is not connected, it is not taken for gone`() throws {
        let (scene, id) = try accepted(into: "stick")
        let copy = scene.folder.place("stick/case")
        try FileManager.default.moveItem(
            atPath: scene.folder.place("stick"), toPath: scene.folder.place("drawer"))
        let before = scene.folder.tree(scene.receiver.name)
        // The folder where it would be mounted is there, or is not.
        for isMountPoint in [false, true] {
            if isMountPoint {
                try FileManager.default.createDirectory(
                    atPath: scene.folder.place("stick"), withIntermediateDirectories: false)
            }
            let unseen = try dispose(id, as: scene.receiver)
            #expect(unseen.code == "dispose.copy-not-looked-at", "\(unseen.errors)")
            #expect(unseen.errors.contains("--gone"))
            let other = try dispose(id, as: scene.receiver, "--gone", "elsewhere")
            #expect(other.code == "dispose.copy-not-looked-at", "\(other.errors)")
            let named = try dispose(id, as: scene.receiver, "--copy", copy)
            #expect(named.code == "dispose.copy-not-looked-at", "\(named.errors)")
        }
        #expect(scene.folder.tree(scene.receiver.name) == before)
        let done = try dispose(id, as: scene.receiver, "--gone", copy, "--format", "json")
        #expect(done.status == 0, "\(done.errors)")
        #expect(try absent(done) == [["path": copy, "found": "not looked at"]])
        #expect(done.errors.contains("nobody can look now"))
        #expect(try scene.steps(id, of: scene.sender).last == "disposed")
        #expect(scene.folder.exists("drawer/case/statement.json"))
    }

    @Test func `what is gone is said, also to who is not asked`() throws {
        let (scene, id) = try accepted(into: "cases")
        let (copy, note) = (scene.folder.place("cases/case"), "cases/note.txt")
        try scene.folder.write(note, "of something else\n")
        let there = try dispose(id, as: scene.receiver, "--gone", copy)
        #expect(there.code == "dispose.not-gone", "\(there.errors)")
        #expect(statements(scene.receiver).isEmpty)
        try FileManager.default.removeItem(atPath: copy)
        let done = try dispose(id, as: scene.receiver)
        #expect(done.status == 0, "\(done.errors)")
        #expect(done.output.contains("Not there"), "\(done.output)")
        #expect(done.output.contains(copy) && done.errors.contains("wherever it is"))
        let (second, other) = try accepted(into: "cases")
        try second.folder.write(note, "of something else\n")
        let place = second.folder.place("cases/case")
        try FileManager.default.removeItem(atPath: place)
        let json = try dispose(other, as: second.receiver, "--format", "json")
        #expect(json.status == 0, "\(json.errors)")
        #expect(try absent(json) == [["path": place, "found": "gone"]])
    }

    @Test func `what cannot be read, or told, is not taken for gone`() throws {
        let (scene, id) = try accepted(into: "cases")
        let file = scene.folder.place("cases/case/statement.json")
        let options = ["--home", scene.receiver.home, "--passphrase-file"]
        let command =
            ["dispose", id] + Self.order + options + [scene.folder.place("passphrase")]
        for more in [[], ["--copy", scene.folder.place("cases/case")]] {
            let unread = try Program.run(
                Program.tool("strace"),
                [
                    "-f", "-o", "/dev/null", "-P", file, "-e", "inject=openat:error=EIO",
                    Program.path("plomba"),
                ] + command + more, in: scene.folder.path)
            #expect(unread.code == "dispose.copy-not-looked-at", "\(unread.errors)")
        }
        let text = try scene.folder.read("cases/case/statement.json")
        try FileManager.default.removeItem(atPath: file)
        let halved = try dispose(id, as: scene.receiver)
        #expect(halved.code == "dispose.copy-not-looked-at", "\(halved.errors)")
        #expect(statements(scene.receiver).isEmpty)
        try scene.folder.write("cases/case/statement.json", text)
        let done = try dispose(id, as: scene.receiver, "--copy", "cases/case")
        #expect(done.status == 0, "\(done.errors)")
        #expect(!scene.folder.exists("cases/case"))
    }

    @Test func `a disk that goes while it is removed: nobody is told without the person's word`()
        throws
    {
        let (scene, id) = try accepted(into: "stick")
        let copy = scene.folder.place("stick/case")
        let stuck = try Program.run(
            Program.tool("strace"),
            [
                "-f", "-o", "/dev/null", "-P", copy, "-e",
                "inject=rename,renameat,renameat2:error=EIO", Program.path("plomba"), "dispose", id,
            ] + Self.order + [
                "--copy", copy, "--home", scene.receiver.home, "--passphrase-file",
                scene.folder.place("passphrase"),
            ], in: scene.folder.path)
        #expect(stuck.code == "dispose.not-removed", "\(stuck.errors)")
        #expect(statements(scene.receiver).count == 1)
        try FileManager.default.moveItem(
            atPath: scene.folder.place("stick"), toPath: scene.folder.place("drawer"))
        let away = try dispose(id, as: scene.receiver, "--copy", copy)
        #expect(away.code == "dispose.not-removed", "\(away.errors)")
        #expect(away.errors.contains("--gone"))
        #expect(try scene.receiver.plomba("sync").errors.contains("dispose.unfinished"))
        #expect(try scene.steps(id, of: scene.sender).last == "accepted")
        let done = try dispose(id, as: scene.receiver, "--gone", copy, "--format", "json")
        #expect(done.status == 0, "\(done.errors)")
        #expect(try absent(done) == [["path": copy, "found": "not looked at"]])
        #expect(try scene.steps(id, of: scene.sender).last == "disposed")
    }

    @Test func `the second computer of a person ends with the statement of the first`() throws {
        let team = try Team()
        #expect(try team.office.plomba("sync").status == 0)
        let desktop = try Request(of: "desktop", in: team.folder, office: team.office).enrol(
            "--keys", team.colleague.home + "/keys", "--device", "legal-desktop")
        try team.scene.broker.introduce(desktop)
        let added = try desktop.plomba(
            "partner", "add", Parties.sender + ".org", "--fingerprint", team.partner.digits())
        try #require(added.status == 0, "\(added.errors)")
        let newest = try Request(of: "desktop", in: team.folder, office: team.office).export()
        try #require(
            try team.colleague.plomba("organisation", "adopt", newest).status == 0)
        let id = try team.send()
        try #require(try team.take(id, by: desktop, into: "one").status == 0)
        for (party, folder) in [(team.colleague, "two"), (team.office, "three")] {
            let received = try party.plomba("receive", id, "-o", folder)
            try #require(received.status == 0, "\(received.errors)")
        }
        #expect(try dispose(id, as: desktop, "--copy", "one").status == 0)
        let second = try dispose(
            id, as: team.colleague, "--copy", "two", "--format", "json")
        #expect(second.status == 0, "\(second.errors)")
        #expect(try second.json()["recorded"] as? Bool == true)
        #expect(!team.folder.exists("two"))
        let mine = try #require(statements(desktop).first)
        for end in ["", ".sig"] {
            let (one, two) = ("desktop/" + mine + end, "colleague/" + mine + end)
            #expect(try team.folder.read(one) == team.folder.read(two))
        }
        let proof = mine.replacing("Disposal.json", with: "Disposal.tlog-proof")
        #expect(team.folder.exists("colleague/" + proof))
        #expect(team.folder.tree("colleague").allSatisfy { !$0.contains("disposal-recorded") })
        #expect(try team.scene.steps(id, of: team.colleague) == ["disposed"])
        #expect(try team.colleague.plomba("sync").status == 0)
        #expect(try team.colleague.plomba("lint", "colleague", "desktop").status == 0)
        // What somebody else of the organisation said is not what this person says.
        #expect(try dispose(id, as: team.office, "--copy", "three").status == 0)
        let theirs = try #require(statements(team.office).first)
        #expect(
            try team.folder.read(team.office.name + "/" + theirs)
                != team.folder.read("desktop/" + mine))
        #expect(
            try team.scene.steps(id, of: team.partner).filter { $0 == "disposed" }.count == 2)
    }
}
