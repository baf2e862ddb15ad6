import Foundation
import Testing

/// A partner's new keys count when witnesses have seen them in the log, where their owner sees them too.
@Suite(.serialized) struct `Records under a quorum` {
    @Test
    func `other readers that nobody has witnessed hold what is sealed, until they are witnessed`()
        throws
    {
        let watched = try Watched()
        try watched.choose()
        let (scene, sender) = (watched.scene, watched.scene.sender)
        try #require(sender.plomba("sync").status == 0)
        let old = try scene.folder.read(history(scene))
        watched.witness.stop()
        let rotated = try scene.receiver.plomba("keys", "rotate")
        try #require(rotated.status == 0, "\(rotated.errors)")

        let sync = try sender.plomba("sync")
        #expect(sync.errors.contains("partner.record-not-witnessed"), "\(sync.errors)")
        #expect(try scene.folder.read(history(scene)) == old)
        let send = try sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox)
        #expect(send.code == "partner.record-not-witnessed", "\(send.errors)")
        let seal = try sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox, "-o",
            "held.plomba")
        #expect(seal.code == "partner.record-not-witnessed", "\(seal.errors)")

        try watched.witness.start()
        #expect(
            try until(20) { try sender.plomba("sync").output.contains("group484.rs, record 2") })
        _ = try scene.send()
        // An older history is refused, put back by hand or brought as a file.
        let newest = try scene.folder.read(history(scene))
        try scene.folder.write(history(scene), old)
        #expect(try sender.plomba("partner", "list").code == "home.damaged")
        #expect(
            try sender.plomba(
                "partner", "add", "group484.rs.org", "--fingerprint", scene.receiver.digits()
            ).code == "record.rollback")
        try scene.folder.write(history(scene), newest)
        #expect(try sender.plomba("partner", "list").status == 0)
    }

    @Test func `the same readers go on for three days, and no longer`() throws {
        let watched = try Watched()
        try watched.choose()
        let (scene, sender) = (watched.scene, watched.scene.sender)
        try #require(sender.plomba("sync").status == 0)
        watched.witness.stop()
        let renewed = try scene.receiver.plomba("organisation", "renew", "--valid-days", "700")
        try #require(renewed.status == 0, "\(renewed.errors)")
        let sync = try sender.plomba("sync")
        #expect(sync.errors.contains("goes on for at most 72 hours"), "\(sync.errors)")
        func seal(_ clock: String, _ file: String) throws -> Outcome {
            try sender.plomba(
                clock: clock, "seal", "evidence", "--case", "case.json", "--to",
                scene.receiver.mailbox, "-o", file)
        }
        #expect(try seal("+2d", "two.plomba").status == 0)
        #expect(try seal("+4d", "four.plomba").code == "partner.record-not-witnessed")
        let version = try list(sender)
        #expect(version == 1)
        try watched.witness.start()
        #expect(
            try until(20) { try sender.plomba("sync").output.contains("group484.rs, record 2") })
        #expect(try list(sender) == 2)
        #expect(try seal("+4d", "five.plomba").status == 0)
    }

    private func history(_ scene: Scene) throws -> String {
        let shown = try scene.receiver.plomba("organisation", "show", "--format", "json").json()
        let fingerprint = try #require(shown["fingerprint"] as? String)
        return "\(scene.sender.name)/partners/\(fingerprint)/history.json"
    }

    private func list(_ party: Party) throws -> Int? {
        let list = try party.plomba("partner", "list", "--format", "json").json()
        return (list["partners"] as? [[String: Any]])?.first?["version"] as? Int
    }

    private func until(_ seconds: Int, _ holds: () throws -> Bool) throws -> Bool {
        for _ in 0..<(2 * seconds) {
            if try holds() { return true }
            Thread.sleep(forTimeInterval: 0.5)
        }
        return false
    }
}
