import Foundation
import Testing

/// Disks that are too small, on either side: refused cleanly, nothing half-done, nothing lost.
@Suite struct `A full disk` {
    private func run(
        _ command: [String], withSmallDiskAt disk: String, size: String, in place: Folder
    ) throws -> Outcome {
        let (path, arguments) = try SmallDisk.command(command, at: disk, size: size)
        return try Program.run(path, arguments, in: place.path)
    }

    private func plomba(_ arguments: [String], as party: Party) throws -> [String] {
        try [Program.path("plomba")] + arguments
            + ["--home", party.home, "--passphrase-file", party.folder.place("passphrase")]
    }

    @Test func `sealing onto a full disk leaves nothing and says so`() throws {
        let folder = try Folder()
        let (sender, receiver) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        try folder.write("evidence/video.mp4", [UInt8](repeating: 7, count: 4 << 20))
        try FileManager.default.createDirectory(
            atPath: folder.place("small"), withIntermediateDirectories: false)
        let outcome = try run(
            plomba(
                [
                    "seal", "evidence", "--case", "case.json", "--to", receiver.mailbox, "-o",
                    "small/case.plomba",
                ], as: sender), withSmallDiskAt: folder.place("small"), size: "1m", in: folder)
        #expect(outcome.status == 1)
        #expect(outcome.code == "file.disk-full", "\(outcome.errors)")
        #expect(folder.tree(sender.name + "/outbox").allSatisfy { $0 == "lock" })
    }

    @Test func `opening onto a full disk leaves nothing and says so`() throws {
        let folder = try Folder()
        let (sender, receiver) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        try folder.write("evidence/video.mp4", [UInt8](repeating: 7, count: 4 << 20))
        try sender.sealCase(for: receiver.mailbox)
        try FileManager.default.createDirectory(
            atPath: folder.place("small"), withIntermediateDirectories: false)
        let outcome = try run(
            plomba(["open", "case.plomba", "-o", "small/case"], as: receiver),
            withSmallDiskAt: folder.place("small"), size: "1m", in: folder)
        #expect(outcome.status == 1)
        #expect(outcome.code == "file.disk-full", "\(outcome.errors)")
    }

    @Test func `a broker whose disk is full refuses, keeps what it has, and goes on later`() throws
    {
        let scene = try Scene(brokerDisk: "24m")
        let kept = try scene.send()
        try scene.folder.write("evidence/video.mp4", [UInt8](repeating: 7, count: 40 << 20))
        let outcome = try scene.sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox)
        #expect(outcome.status == 1)
        #expect(outcome.code == "send.broker-full", "\(outcome.errors)")
        #expect(try scene.inboxState(kept) == "waiting")
        let received = try scene.receiver.plomba("receive", kept, "-o", "case")
        #expect(received.status == 0, "\(received.errors)")
    }
}
