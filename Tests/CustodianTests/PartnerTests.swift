import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage
import Testing

@testable import Custodian

@Suite struct `Partners` {
    private func two() async throws -> (TestOffice, TestOffice) {
        let folder = try TestFolder()
        return (
            try await TestOffice.make("vasaprava.ba", in: folder),
            try await TestOffice.make("group484.rs", in: folder)
        )
    }

    @Test func `are known after their digits were compared`() async throws {
        let (here, there) = try await two()
        let partner = try there.introduce(to: here)
        #expect(partner.summary.mailboxes == ["intake@group484.rs"])
        #expect(try here.office.partners().map(\.summary.name) == [there.name])
        let again = try there.introduce(to: here)
        #expect(again.summary.fingerprint == partner.summary.fingerprint)
        #expect(try here.office.partners().count == 1)
    }

    @Test func `are not added when one digit differs`() async throws {
        let (here, there) = try await two()
        let file = here.folder.place("file")
        try there.own.export(to: file)
        let digits = FingerprintDigits(try here.own.organisation.fingerprint)
        #expect(throws: PartnerError.otherFingerprint) {
            _ = try here.office.addPartner(file: file, digits: digits)
        }
        #expect(try here.office.partners().isEmpty)
    }

    @Test func `are not one's own organisation`() async throws {
        let (here, _) = try await two()
        #expect(throws: PartnerError.isOwn) { try here.introduce(to: here) }
    }

    @Test func `cannot take a name that is confirmed for another`() async throws {
        let (here, there) = try await two()
        try there.introduce(to: here)
        let folder = try TestFolder()
        let impostor = try await TestOffice.make("group484.rs", in: folder)
        #expect(throws: PartnerError.nameTaken(there.name)) { try impostor.introduce(to: here) }
        let known = try here.office.partners()
        #expect(try known.map(\.summary.fingerprint) == [there.own.organisation.fingerprint])
    }

    @Test func `cannot be added with an expired record`() async throws {
        let folder = try TestFolder()
        let here = try await TestOffice.make("vasaprava.ba", in: folder)
        let there = try await TestOffice.make("group484.rs", in: folder, validDays: 1)
        let later = try #require(TestOffice.now?.adding(seconds: 86_400))
        let file = folder.place("file")
        try there.own.export(to: file)
        let digits = FingerprintDigits(try there.own.organisation.fingerprint)
        #expect(throws: PartnerError.expired(there.name)) {
            _ = try here.at(later).addPartner(file: file, digits: digits)
        }
    }

    @Test func `a history that was changed on the disk is damage, not trust`() async throws {
        let (here, there) = try await two()
        try there.introduce(to: here)
        let fingerprint = try there.own.organisation.fingerprint.text
        let path = "vasaprava.ba/partners/\(fingerprint)/history.json"
        try here.folder.write(path, try here.own.organisation.file.serialized())
        #expect(try here.office.partners().isEmpty)
        let damaged = try here.office.damagedPartners()
        #expect(damaged.map(\.fingerprint.text) == [fingerprint])
        #expect(damaged.map(\.name) == [there.name])
        #expect(damaged.map(\.failure.code) == ["home.damaged"])
        let now = try #require(TestOffice.now)
        #expect(throws: PartnerError.damaged(there.name)) {
            _ = try Directory(here.office.home, at: now).organisation(named: there.name)
        }
    }

    @Test func `one whose files are damaged stops nobody, and its own file heals it`() async throws
    {
        let (here, there) = try await two()
        let other = try await TestOffice.make("third.example", in: here.folder)
        try there.introduce(to: here)
        try other.introduce(to: here)
        let fingerprint = try there.own.organisation.fingerprint.text
        try here.folder.write("vasaprava.ba/partners/\(fingerprint)/history.json", [])
        #expect(try here.office.partners().map(\.summary.name) == [other.name])
        try other.introduce(to: here)
        let impostor = try await TestOffice.make(
            "group484.rs", in: here.folder, home: "impostor")
        #expect(throws: PartnerError.nameTaken(there.name)) { try impostor.introduce(to: here) }
        try there.introduce(to: here)
        #expect(try here.office.partners().count == 2)
        #expect(try here.office.damagedPartners().isEmpty)
    }

    @Test(arguments: [false, true])
    func `an old file that was put back is told, with or without what is kept apart`(
        _ isMemoryGone: Bool
    ) async throws {
        let (here, there) = try await two()
        let old = try there.own.organisation.file.serialized()
        _ = try await there.office.change(.renewal, validDays: 700)
        try there.introduce(to: here)
        let fingerprint = try there.own.organisation.fingerprint
        func codes() throws -> [String] {
            try Doctor(path: here.office.home.path.string, clock: here.office.clock).examine()
                .found.map(\.code)
        }
        #expect(try !codes().contains("partner.memory-missing"))
        try here.folder.write("vasaprava.ba/partners/\(fingerprint.text)/history.json", old)
        if isMemoryGone { try SystemCall.removeFile(here.office.home.recordsSeen) }
        #expect(try here.office.partners().isEmpty)
        let found = try codes()
        #expect(found.contains("home.damaged"))
        let file = try here.folder.write("old.org", old)
        #expect(throws: RecordError.rollback(known: 2, found: 1)) {
            _ = try here.office.addPartner(file: file, digits: FingerprintDigits(fingerprint))
        }
        try there.introduce(to: here)
        #expect(try here.office.partners().map(\.summary.version) == [2])
        if isMemoryGone {
            try SystemCall.removeFile(here.office.home.recordsSeen)
            #expect(try codes().contains("partner.memory-missing"))
        }
    }

    @Test func `a file that others could have written is read strictly`() async throws {
        let (here, _) = try await two()
        let file = try here.folder.write("file", "{\"type\": 1}")
        let digits = FingerprintDigits(try here.own.organisation.fingerprint)
        #expect(throws: RecordError.self) {
            _ = try here.office.addPartner(file: file, digits: digits)
        }
    }
}
