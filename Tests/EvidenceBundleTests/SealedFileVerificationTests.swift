import Age
import BagIt
import Custody
import Foundation
import KeyDirectory
import Primitives
import Testing

@testable import EvidenceBundle

/// A FILE.plomba, checked where it lies.
@Suite struct `Verifying a sealed file` {
    @Test func `the outside needs no key and says what was not looked at`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        let verification = try BundleVerifier.verify(
            BundleFile(path: scene.path("FILE.plomba")), context: scene.context(),
            progress: { _, _ in })
        #expect(verification.verdict.profile == .sealed)
        #expect(verification.verdict.isPositive)
        #expect(verification.deposit?.sender.name.text == "vasaprava.ba")
        #expect(verification.seal == nil)
        let inside = verification.verdict.checks.filter { $0.code.rawValue.hasPrefix("seal.") }
        #expect(!inside.isEmpty)
        #expect(
            inside.allSatisfy {
                if case .notChecked = $0.outcome { true } else { false }
            })
    }

    @Test func `no flipped bit anywhere in the file survives`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", Randomness.bytes(3000))])
        let good = try scene.read("FILE.plomba")
        // Headers, small parts and fills are covered densely, the payload by samples.
        let small = Array((good.count - 30_000)..<good.count)
        let positions =
            (0..<512).filter { $0 % 3 == 0 } + small.filter { $0 % 131 == 0 }
            + (0..<60).map { _ in Int.random(in: 0..<good.count) }
        let salt = try #require(Self.saltOfEntry(in: good))
        for position in positions where !salt.contains(position) {
            var bytes = good
            bytes[position] ^= 1 << UInt8(position % 8)
            try scene.write(bytes, to: "BAD.plomba")
            let verdict = try? BundleVerifier.verify(
                BundleFile(path: scene.path("BAD.plomba")), context: scene.context(),
                progress: { _, _ in }
            ).verdict
            #expect(verdict?.isPositive != true, "byte \(position) of \(good.count)")
        }
    }

    /// Another salt opens the same statement as another entry: only the log can tell which of them
    /// was logged. (Protocol/entry.md, security notes)
    private static func saltOfEntry(in file: [UInt8]) -> Range<Int>? {
        let magic = Array("plomba/entry/v1\n".utf8)
        return file.firstRange(of: magic).map { $0.upperBound..<$0.upperBound + 64 }
    }

    @Test func `a file that is not there is no verdict but an error`() throws {
        let scene = try Scene()
        #expect(throws: BundleFileError.self) {
            try BundleFile(path: scene.path("nothing.plomba"))
        }
        #expect(throws: BundleFileError.self) { try BundleFile(path: scene.folder.path) }
    }

    @Test func `two mailboxes of two organisations open the same bundle`() throws {
        let scene = try Scene()
        let third = try TestOrganisation("civic-alliance.me")
        var request = try scene.request()
        request.mailboxes.append(
            try AddressedMailbox(local: "intake", of: third.verified, at: Times.sealed))
        try scene.seal([("a.txt", [1])], request: request)
        let everybody = scene.context(knowing: [scene.sender, scene.receiver, third])
        #expect(try scene.open(context: everybody).verdict.isPositive)
        // Who does not know the other addressee cannot judge its mailbox, and need not.
        #expect(try scene.open(into: "second").verdict.isPositive)
        var (file, reader) = try scene.reader(
            context: scene.context(knowing: [scene.sender, third]))
        let opened = try reader.extract(
            payload: file.payload(), identities: third.identities, into: scene.path("third"),
            progress: { _, _ in })
        #expect(opened.seal.recipients.count == 4)
        #expect(try Forgery(scene).payload.count == Int(file.parts.payloadSize))
    }

    @Test func `a mailbox that is addressed but cannot read is told`() throws {
        let scene = try Scene()
        let third = try TestOrganisation("civic-alliance.me")
        var request = try scene.request()
        let mailbox = try AddressedMailbox(
            local: "intake", of: third.verified, at: Times.sealed)
        request.mailboxes.append(
            AddressedMailbox(
                address: mailbox.address, organisation: mailbox.organisation,
                recipients: scene.receiver.identities.recipients))
        try scene.seal([("a.txt", [1])], request: request)
        let context = scene.context(knowing: [scene.sender, scene.receiver, third])
        // Nobody is named for it: the only key given for it was named once already.
        #expect(throws: BundleError.mailboxWithoutReader(mailbox.address)) {
            try scene.open(context: context)
        }
    }

    @Test func `a stranger among the readers does not hide that a mailbox has none`() throws {
        let scene = try Scene()
        let third = try TestOrganisation("civic-alliance.me")
        var request = try scene.request()
        let mailbox = try AddressedMailbox(
            local: "intake", of: third.verified, at: Times.sealed)
        request.mailboxes.append(
            AddressedMailbox(
                address: mailbox.address, organisation: Fingerprint(.of([1])),
                recipients: mailbox.recipients))
        try scene.seal([("a.txt", [1])], request: request)
        // Who has not confirmed the third one cannot know better.
        #expect(try scene.open().verdict.isPositive)
        #expect(throws: BundleError.mailboxWithoutReader(mailbox.address)) {
            try scene.open(
                into: "second",
                context: scene.context(knowing: [scene.sender, scene.receiver, third]))
        }
    }

    @Test func `what stands in evidence has a limit as a whole, before anybody is believed`() throws
    {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        var forged = try Forgery(scene)
        let large = [UInt8](repeating: 0x20, count: 65_536)
        forged.evidence = (0..<256).map { ("evidence/Transfer-\(2 + $0).json", large) }
        try forged.write(scene)
        #expect(try scene.open("FORGED.plomba").verdict.isPositive)
        forged.evidence.append(("evidence/Transfer.json", [0x20]))
        try forged.write(scene)
        #expect(throws: BundleError.partTooLarge("evidence")) {
            try BundleFile(path: scene.path("FORGED.plomba"))
        }
    }

    @Test func `what was sealed before has a limit as a whole`() throws {
        var layout = BagLayout()
        for name in ["data/a", "preview.json", "case.json", "README-VERIFY", "bagit.txt"] {
            _ = try layout.accept(BagPath(name), size: 1)
        }
        _ = try layout.accept(BagPath("bag-info.txt"), size: 1)
        for number in 0..<512 {
            let path = try BagPath("custody/\(1000 + number)-Sealed.json")
            _ = try layout.accept(path, size: 65_536)
        }
        let path = try BagPath("custody/2000-Sealed.json")
        #expect(throws: BundleError.layout(.earlierTooLarge, path)) {
            try layout.accept(path, size: 1)
        }
    }
}
