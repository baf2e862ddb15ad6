import Foundation
import Testing

/// One organisation on two computers, each with its root: only one of them can make the next record.
@Suite struct `Two homes of one organisation` {
    private let scene: Scene
    private let copy: Party

    private var office: Party { scene.receiver }

    init() throws {
        scene = try Scene()
        copy = Party(name: "copy", folder: scene.folder)
        try FileManager.default.copyItem(atPath: scene.receiver.home, toPath: copy.home)
    }

    private func version(of party: Party) throws -> Int? { try Team.version(of: party) }

    private func withoutBroker(_ party: Party) throws {
        try FileManager.default.removeItem(atPath: party.home + "/broker.json")
    }

    private func earlier(_ party: Party) -> [String] {
        scene.folder.tree(party.name + "/keys").filter { $0.hasPrefix("earlier-") }
    }

    private func doctor(_ party: Party) throws -> [String] {
        let outcome = try party.plomba("doctor", "--format", "json")
        let findings = try #require(outcome.json()["findings"] as? [[String: String]])
        return findings.compactMap { $0["code"] }
    }

    private func takes(_ id: String, _ party: Party) throws {
        let received = try party.plomba("receive", id, "-o", "out-" + id)
        #expect(received.status == 0, "\(received.errors)")
        let accepted = try party.plomba("accept", id)
        #expect(accepted.status == 0, "\(accepted.errors)")
    }

    @Test func `the second one asks before it makes a record of a number that is taken`() throws {
        #expect(try office.plomba("organisation", "renew").status == 0)
        for words in [
            ["organisation", "renew"], ["keys", "rotate"], ["keys", "rotate", "--device"],
        ] {
            let refused = try copy.plomba(arguments: words)
            #expect(refused.code == "organisation.record-made-elsewhere", "\(refused.errors)")
        }
        #expect(try version(of: copy) == 1)
        #expect(try doctor(copy).contains("organisation.record-made-elsewhere"))
        #expect(try copy.plomba("organisation", "adopt").status == 0)
        #expect(try !doctor(copy).contains { $0.hasPrefix("organisation.") })
        let rotated = try copy.plomba("keys", "rotate")
        #expect(rotated.status == 0, "\(rotated.errors)")
        #expect(try version(of: copy) == 3)
        // The broker has the record, so what it replaced is not kept.
        #expect(earlier(copy) == [])
    }

    @Test func `two records of one number: the other is taken, and the keys are put back`() throws {
        try withoutBroker(copy)
        let lost = try copy.plomba("keys", "rotate")
        #expect(lost.status == 0, "\(lost.errors)")
        #expect(earlier(copy).count == 1)
        #expect(try office.plomba("organisation", "renew").status == 0)
        try scene.broker.introduce(copy)
        let id = try scene.send()
        let told = try copy.plomba("sync")
        #expect(told.code == "organisation.record-made-twice", "\(told.errors)")
        let next = try copy.plomba("organisation", "renew")
        #expect(next.code == "organisation.record-made-twice", "\(next.errors)")
        #expect(
            try copy.plomba("organisation", "adopt").code == "organisation.record-made-twice")

        let taken = try copy.plomba("organisation", "adopt", "--instead")
        #expect(taken.status == 0, "\(taken.errors)")
        #expect(try version(of: copy) == 2)
        #expect(earlier(copy) == [])
        #expect(try copy.plomba("sync").status == 0)
        try takes(id, copy)
        // Nothing that opened something is lost: the new identity stays, behind the one that counts.
        let opened = try Interop.run(
            "age_scrypt.py",
            ["open", scene.folder.place("passphrase"), copy.home + "/keys/member-encryption.age"],
            in: scene.folder)
        #expect(opened.output.split(separator: "\n").count { $0.hasPrefix("AGE-SECRET") } == 2)
        let rotated = try copy.plomba("keys", "rotate")
        #expect(rotated.status == 0, "\(rotated.errors)")
        #expect(try version(of: copy) == 3)
    }

    @Test func `a computer that the broker does not know any more takes the file of a colleague`()
        throws
    {
        try withoutBroker(copy)
        #expect(try copy.plomba("keys", "rotate", "--device").status == 0)
        #expect(earlier(copy).count == 2)
        #expect(try office.plomba("organisation", "renew").status == 0)
        let exported = try office.plomba("organisation", "export", "-o", "newest.org")
        #expect(exported.status == 0, "\(exported.errors)")
        // The passphrase may be changed meanwhile: it opens what was replaced too.
        try scene.folder.write("other", "a quite different sentence\n")
        let changed = try copy.plomba(
            "passphrase", "change", "--new-passphrase-file", scene.folder.place("other"))
        #expect(changed.status == 0, "\(changed.errors)")
        let fork = try copy.plomba("organisation", "adopt", "newest.org", passphrase: "other")
        #expect(fork.code == "organisation.record-made-twice", "\(fork.errors)")
        let taken = try copy.plomba(
            "organisation", "adopt", "--instead", "newest.org", passphrase: "other")
        #expect(taken.status == 0, "\(taken.errors)")
        try scene.broker.introduce(copy)
        let id = try scene.send()
        let received = try copy.plomba("receive", id, "-o", "out", passphrase: "other")
        #expect(received.status == 0, "\(received.errors)")
        let accepted = try copy.plomba("accept", id, passphrase: "other")
        #expect(accepted.status == 0, "\(accepted.errors)")
    }

    @Test func `a computer whose key was rotated elsewhere is told so`() throws {
        #expect(try office.plomba("keys", "rotate", "--device").status == 0)
        let refused = try copy.plomba("keys", "rotate")
        #expect(
            refused.code == "organisation.computer-not-listed-any-more", "\(refused.errors)")
        let sync = try copy.plomba("sync")
        #expect(sync.code == "broker.unauthenticated")
        #expect(sync.errors.contains("organisation adopt FILE"), "\(sync.errors)")
    }

    @Test func `what the broker has is not dropped for an older file`() throws {
        #expect(try office.plomba("organisation", "renew").status == 0)
        let older = try office.plomba("organisation", "adopt", "--instead", office.name + ".org")
        #expect(older.code == "organisation.record-known-to-others", "\(older.errors)")
        #expect(try version(of: office) == 2)
        #expect(try office.plomba("organisation", "adopt", "--instead").status == 0)
        #expect(try version(of: office) == 2)
    }
}
