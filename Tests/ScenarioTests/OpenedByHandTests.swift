import Foundation
import Glibc
import Testing

/// Sealed files that came by hand, opened more than once.
@Suite struct `Opened by hand` {
    @Test func `another content under an identifier that was opened here is not opened`() throws {
        let scene = try Scene()
        for file in ["one.plomba", "other.plomba"] { try seal(scene, file) }
        let one = try opened(scene, "one.plomba", "one")
        let other = try opened(scene, "other.plomba", "other")
        // The same file again is nothing new.
        _ = try opened(scene, "one.plomba", "again")
        // As if the sender had shown this reader something else under the same identifier before.
        let kept = scene.receiver.name + "/opened/"
        let names = scene.folder.tree(kept)
        for name in names where name.hasPrefix(other) && name.contains("/statement") {
            let file = try #require(name.split(separator: "/").last)
            let place = try #require(names.first { $0.hasPrefix(one) && !$0.contains("/") })
            try scene.folder.write(kept + place + "/" + file, scene.folder.read(kept + name))
        }
        let second = try scene.receiver.plomba("open", "one.plomba", "-o", "second")
        #expect(second.status == 2, "\(second.output) \(second.errors)")
        #expect(second.code == "inbox.identifier-reused", "\(second.errors)")
        #expect(!scene.folder.exists("second"))
        // Nor when the broker brings it.
        let sent = try scene.sender.plomba("send", "one.plomba")
        try #require(sent.status == 0, "\(sent.errors)")
        let received = try scene.receiver.plomba("receive", one, "-o", "received")
        #expect(received.code == "inbox.identifier-reused", "\(received.errors)")
        #expect(!scene.folder.exists("received"))
    }

    @Test func `the same content may come through the broker afterwards`() throws {
        let scene = try Scene()
        try seal(scene, "one.plomba")
        let one = try opened(scene, "one.plomba", "one")
        let sent = try scene.sender.plomba("send", "one.plomba")
        try #require(sent.status == 0, "\(sent.errors)")
        let received = try scene.receiver.plomba("receive", one, "-o", "received")
        #expect(received.status == 0, "\(received.errors)")
    }

    /// A pipe that nobody writes into once made it wait for ever.
    @Test(.timeLimit(.minutes(10))) func `a pipe in the place of a file is refused at once`() throws
    {
        let scene = try Scene()
        try #require(unsafe mkfifo(scene.folder.place("pipe"), 0o600) == 0)
        let verified = try scene.receiver.plomba("verify", "pipe")
        #expect(verified.status == 1, "\(verified.output) \(verified.errors)")
        let opened = try scene.receiver.plomba("open", "pipe", "-o", "case")
        #expect(opened.status == 1, "\(opened.output) \(opened.errors)")
    }

    @Test func `a folder without a name is told as that`() throws {
        let scene = try Scene()
        try seal(scene, "one.plomba")
        let opened = try scene.receiver.plomba("open", "one.plomba", "-o", "")
        #expect(
            opened.status != 0 && opened.errors.contains("no name was given"), "\(opened.errors)")
    }

    private func seal(_ scene: Scene, _ file: String) throws {
        let sealed = try scene.sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox, "-o", file)
        try #require(sealed.status == 0, "\(sealed.errors)")
    }

    /// Opens it; gives its identifier.
    private func opened(_ scene: Scene, _ file: String, _ folder: String) throws -> String {
        let opened = try scene.receiver.plomba("open", file, "-o", folder, "--format", "json")
        try #require(opened.status == 0, "\(opened.errors)")
        return try #require(opened.json()["consignment"] as? String)
    }
}
