import Age
import KeyDirectory
import Primitives
import PrivateFiles
import SecretSharing
import SystemPackage
import Testing

@testable import Custodian

@Suite struct `Recovery` {
    private let folder: TestFolder
    private let test: TestOffice

    init() async throws {
        folder = try TestFolder()
        test = try await TestOffice.make("a.example", in: folder)
    }

    private func split() throws {
        _ = try test.office.splitRecoveryKey(
            shares: 3, threshold: 2, into: folder.place("shares"))
    }

    private func files(_ numbers: Int...) -> ShareSource {
        .files(numbers.map { folder.place("shares/share-\($0).slip39") })
    }

    private func codes(after days: Int64 = 0) throws -> [String] {
        let now = try #require(TestOffice.now?.adding(seconds: days * 86_400))
        return RecoveryCheck(home: test.office.home, now: now).findings().map(\.code)
    }

    private func office(after days: Int64) throws -> Office {
        test.at(try #require(TestOffice.now?.adding(seconds: days * 86_400)))
    }

    @Test func `is what the doctor looks after, from the first day on`() async throws {
        #expect(try codes() == ["recovery.on-this-computer"])
        try split()
        #expect(try codes() == ["recovery.on-this-computer"])
        let drill = try test.office.drillRecovery(files(1, 2), removingKey: true)
        #expect(drill.removedKey && !drill.keyIsHere && drill.isLatestSet == true)
        #expect(try codes() == [])
        #expect(try codes(after: 364) == [])
        #expect(try codes(after: 365) == ["recovery.drill-due"])
        _ = try office(after: 300).drillRecovery(files(3, 2), removingKey: false)
        #expect(try codes(after: 365) == [])
        _ = try await office(after: 300).change(.renewal, validDays: 365)
        #expect(try codes(after: 365) == [])
    }

    @Test func `that was split and never tried is told`() throws {
        try split()
        try SystemCall.removeFile(test.office.home.keys.appending("recovery.age"))
        #expect(try codes() == ["recovery.never-tried"])
        // A drill that fails is none.
        #expect(throws: SharingError.tooFew(given: 1, needed: 2)) {
            try test.office.drillRecovery(files(1), removingKey: false)
        }
        #expect(try codes() == ["recovery.never-tried"])
        _ = try test.office.drillRecovery(files(1, 2, 3), removingKey: false)
        #expect(try codes() == [])
        try folder.write("a.example/recovery.json", "{}")
        #expect(try codes() == ["home.damaged"])
    }

    @Test func `works where nothing is remembered of the shares`() throws {
        try split()
        try SystemCall.removeFile(test.office.home.recovery)
        let checked = try test.office.checkShare(files(2))
        #expect(checked.isAsMade == nil && checked.number == 2 && checked.threshold == 2)
        let drill = try test.office.drillRecovery(files(2, 3), removingKey: true)
        #expect(drill.isLatestSet == nil && drill.numbers == [2, 3])
        #expect(try codes() == [])
    }

    @Test func `knows the share that was made from one that only looks so`() throws {
        try split()
        let book = try #require(try RecoveryBook.load(test.office.home))
        var digests = book.digests
        digests.swapAt(0, 1)
        try RecoveryBook(
            key: book.key, set: book.set, threshold: book.threshold, madeTime: book.madeTime,
            triedTime: nil, digests: digests
        ).store(test.office.home)
        #expect(throws: RecoveryError.notAsMade(share: 1)) { try test.office.checkShare(files(1)) }
        #expect(throws: RecoveryError.notAsMade(share: 2)) {
            try test.office.drillRecovery(files(2, 3), removingKey: true)
        }
        #expect(folder.exists("a.example/keys/recovery.age"))
        #expect(try test.office.checkShare(files(3)).isAsMade == true)
    }

    @Test func `with the shares of a key that was replaced gives what was sealed to it`()
        async throws
    {
        try split()
        let keys = ["member-signing.age", "member-encryption.age"]
        func lose() throws {
            for name in keys { try SystemCall.removeFile(test.office.home.keys.appending(name)) }
        }
        try lose()
        let first = try await test.office.restoreMailbox(
            files(1, 3), member: nil, settingAside: false, validDays: 365)
        #expect(first.hasNewRecoveryKey && first.member == "intake-officer")
        guard case .adopted = first.outcome else {
            Issue.record("the root on this computer did not sign")
            return
        }
        #expect(try codes() == ["recovery.on-this-computer"])
        let recovery = try test.own.organisation.current.mailboxes[0].recovery
        try lose()
        let second = try await test.office.restoreMailbox(
            files(1, 2), member: "intake-officer", settingAside: false, validDays: 365)
        #expect(!second.hasNewRecoveryKey)
        #expect(try test.own.organisation.current.mailboxes[0].recovery == recovery)
        #expect(try test.own.organisation.current.recovered.map(\.text) == ["intake"])
        #expect(throws: RecoveryError.replacedKey(untilVersion: 1)) {
            try test.office.drillRecovery(files(1, 2), removingKey: false)
        }
        let identities = try test.office.memberIdentities()
        #expect(identities.recipients.count == 2)
        #expect(
            identities.recipients[0].text
                == (try test.own.organisation.current.members[0].recipient.text))
    }

    @Test func `ends the lost computer's key and keeps that of one that is there`() async throws {
        try split()
        let before = try test.own.organisation.current.devices
        try SystemCall.removeFile(test.office.home.keys.appending("device"))
        _ = try await test.office.restoreMailbox(
            files(1, 3), member: nil, settingAside: true, validDays: 365)
        let after = try test.own.organisation.current.devices
        #expect(after.count == 1 && after[0].key != before[0].key)
        #expect(after[0].label.text == "device-2")
        _ = try await test.office.restoreMailbox(
            files(1, 3), member: nil, settingAside: true, validDays: 365)
        #expect(try test.own.organisation.current.devices.map(\.key) == after.map(\.key))
    }

    @Test func `is done once all of a draft is out of the way`() async throws {
        try split()
        _ = try await test.office.change(
            .roots(
                RootsChange(
                    added: [("board", SigningKey().publicKey.openSSHLine)], removed: [],
                    threshold: 2)), validDays: nil)
        await #expect(throws: RecordChangeError.draftWaiting(version: 2)) {
            try await test.office.restoreMailbox(
                files(1, 3), member: nil, settingAside: true, validDays: 365)
        }
        #expect(folder.exists("a.example/keys/member-signing.age"))
    }
}
