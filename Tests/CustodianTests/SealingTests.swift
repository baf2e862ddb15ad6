import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives
import Testing

@testable import Custodian
@testable import Verification

@Suite struct `Sealing by hand` {
    private func scene() async throws -> (sender: TestOffice, receiver: TestOffice) {
        let folder = try TestFolder()
        let sender = try await TestOffice.make("vasaprava.ba", in: folder)
        let receiver = try await TestOffice.make("group484.rs", in: folder)
        try sender.introduce(to: receiver)
        try receiver.introduce(to: sender)
        try folder.write("evidence/a.txt", "one")
        try folder.write("evidence/b/c.txt", "two")
        try folder.write(
            "case.json",
            CaseExample.make(
                from: sender.name, to: receiver.name, clock: sender.office.clock))
        return (sender, receiver)
    }

    private func order(_ office: TestOffice, to mailbox: String) throws -> SealOrder {
        SealOrder(
            paths: [office.folder.place("evidence")], caseFile: office.folder.place("case.json"),
            mailboxes: [try #require(MailboxAddress(mailbox))], deadline: nil)
    }

    @Test func `the example of a case is a valid case`() async throws {
        let (sender, _) = try await scene()
        let document = try CaseDocument(parsing: sender.folder.read("case.json"))
        #expect(document.sendingOrganisation == sender.name)
    }

    @Test func `what was sealed opens at the receiver, bit for bit`() async throws {
        let (sender, receiver) = try await scene()
        let sealed = try sender.office.seal(
            order(sender, to: "intake@group484.rs"), to: sender.folder.place("case.plomba"))
        #expect(sealed.files == 2)
        #expect(sealed.readers.map(\.members) == [["intake-officer"]])
        #expect(sealed.deadline.wholeHour)
        let opened = try receiver.office.open(
            sealed.file, into: receiver.folder.place("opened"))
        #expect(opened.consignment == sealed.consignment)
        #expect(opened.signer == "intake-officer of vasaprava.ba")
        #expect(
            try receiver.folder.read("opened/bag/data/evidence/b/c.txt") == Array("two".utf8))
        let entry = try #require(try Outbox(sender.office.home).entry(sealed.consignment))
        #expect(!entry.isWanted)
        #expect(entry.file == sealed.file)
    }

    @Test func `a failed seal leaves neither a file nor an entry`() async throws {
        let (sender, _) = try await scene()
        try sender.folder.write("passphrase", "another passphrase\n")
        #expect(throws: PassphraseError.wrong) {
            _ = try sender.office.seal(
                order(sender, to: "intake@group484.rs"), to: sender.folder.place("case.plomba"))
        }
        #expect(!sender.folder.exists("case.plomba"))
        #expect(try Outbox(sender.office.home).all().isEmpty)
        #expect(try sender.folder.names("vasaprava.ba/outbox") == ["lock"])
    }

    @Test func `what a killed command left in the outbox goes with the next seal`() async throws {
        let (sender, _) = try await scene()
        try sender.folder.write("vasaprava.ba/outbox/.new-1234/bundle.plomba", "half")
        _ = try sender.office.seal(
            order(sender, to: "intake@group484.rs"), to: sender.folder.place("case.plomba"))
        #expect(!sender.folder.exists("vasaprava.ba/outbox/.new-1234"))
    }

    @Test func `nobody seals to a stranger, to an unknown mailbox, or with an expired record`()
        async throws
    {
        let (sender, _) = try await scene()
        let target = sender.folder.place("case.plomba")
        let stranger = try #require(OrganisationName("nobody.example"))
        #expect(throws: PartnerError.unknown(stranger)) {
            _ = try sender.office.seal(order(sender, to: "intake@nobody.example"), to: target)
        }
        #expect(throws: SealError.self) {
            _ = try sender.office.seal(order(sender, to: "press@group484.rs"), to: target)
        }
        let later = try #require(TestOffice.now?.adding(seconds: 366 * 86_400))
        #expect(throws: OwnRecordError.expired) {
            _ = try sender.at(later).seal(order(sender, to: "intake@group484.rs"), to: target)
        }
        #expect(!sender.folder.exists("case.plomba"))
    }

    @Test func `verification needs no passphrase and tells damage from an unknown signer`()
        async throws
    {
        let (sender, receiver) = try await scene()
        let sealed = try sender.office.seal(
            order(sender, to: "intake@group484.rs"), to: sender.folder.place("case.plomba"))
        let notices = sender.office.notices
        let clock = sender.office.clock
        let known = try OfflineVerification(
            home: receiver.office.home, clock: clock, notices: notices
        ).verify(sealed.file)
        #expect(known.isPositive)
        #expect(known.sender == sender.name)
        let stranger = try OfflineVerification(
            home: nil, clock: clock, notices: notices
        ).verify(sealed.file)
        #expect(!stranger.isPositive)
        #expect(stranger.isSignerUnknown)
        var bytes = try sender.folder.read("case.plomba")
        bytes[bytes.count / 2] ^= 1
        try sender.folder.write("case.plomba", bytes)
        let damaged = try OfflineVerification(
            home: nil, clock: clock, notices: notices
        ).verify(sealed.file)
        #expect(!damaged.isPositive)
        #expect(!damaged.isSignerUnknown)
    }
}

@Suite struct `The same command again` {
    private func order(_ folder: TestFolder) throws -> SealOrder {
        SealOrder(
            paths: [folder.place("evidence")], caseFile: folder.place("case.json"),
            mailboxes: [try #require(MailboxAddress("intake@group484.rs"))], deadline: nil)
    }

    @Test func `is the same while files, case and mailboxes are`() throws {
        let folder = try TestFolder()
        try folder.write("evidence/a.txt", "one")
        try folder.write("case.json", "{}")
        let first = try OrderKey.digest(of: order(folder), in: folder.path)
        #expect(try OrderKey.digest(of: order(folder), in: folder.path) == first)

        try folder.write("case.json", "{ }")
        let otherCase = try OrderKey.digest(of: order(folder), in: folder.path)
        #expect(otherCase != first)

        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1000)],
            ofItemAtPath: folder.place("evidence/a.txt"))
        let otherTime = try OrderKey.digest(of: order(folder), in: folder.path)
        #expect(otherTime != otherCase)

        try folder.write("evidence/b.txt", "")
        #expect(try OrderKey.digest(of: order(folder), in: folder.path) != otherTime)
    }
}
