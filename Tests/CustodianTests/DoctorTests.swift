import Glibc
import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage
import Testing

@testable import Custodian

@Suite struct `The doctor` {
    private let folder = try? TestFolder()

    private func makeOffice(validDays: Int = 365) async throws -> TestOffice {
        let test = try await TestOffice.make(
            "a.example", in: #require(folder), validDays: validDays)
        // A healthy home: the recovery key was moved to a safe.
        try SystemCall.removeFile(test.office.home.keys.appending("recovery.age"))
        try test.folder.write("swaps", "Filename Type Size Used Priority\n")
        return test
    }

    private func codes(_ test: TestOffice, after days: Int64 = 0) throws -> [String] {
        let now = try #require(TestOffice.now?.adding(seconds: days * 86_400))
        let swap = SwapCheck(
            table: FilePath(test.folder.place("swaps")),
            devices: FilePath(test.folder.place("block")))
        return try Doctor(path: test.office.home.path, clock: Clock { now }, swap: swap)
            .examine().found.map(\.code)
    }

    @Test func `a healthy home has nothing to see to`() async throws {
        let test = try await makeOffice()
        #expect(try codes(test) == [])
    }

    @Test func `no home is a failure, not a finding`() throws {
        let nowhere = FilePath(try #require(folder).place("nowhere"))
        #expect(throws: HomeError.noHome(nowhere)) {
            _ = try Doctor(path: nowhere, clock: .system, swap: .system).examine()
        }
    }

    @Test func `a recovery key on this computer`() async throws {
        let test = try await makeOffice()
        try test.folder.write("a.example/keys/recovery.age", "a key")
        #expect(try codes(test) == ["recovery.on-this-computer"])
    }

    @Test(arguments: [
        (334, []), (336, ["near-expiry"]), (365, ["near-expiry"]), (366, ["expired"]),
    ])
    func `records that end soon or have ended`(_ days: Int, _ expected: [String]) async throws {
        let test = try await makeOffice()
        let other = try await TestOffice.make("b.example", in: test.folder)
        try other.introduce(to: test)
        let codes = try codes(test, after: Int64(days))
        // The other side has compared nothing yet, which is told as well.
        #expect(
            codes == expected.flatMap { ["record.\($0)", "partner.\($0)"] }
                + ["partner.unanswered"])
    }

    @Test func `a partner whose digits nobody compared, and one for whom nothing is sealed`()
        async throws
    {
        let test = try await makeOffice()
        let other = try await TestOffice.make("b.example", in: test.folder)
        let partner = try other.introduce(to: test)
        #expect(try codes(test) == ["partner.unanswered"] && partner.held == nil)
        let state = "a.example/partners/\(partner.summary.fingerprint.text)/partner.json"
        let text = String(decoding: try test.folder.read(state), as: UTF8.self)
        try test.folder.write(
            state, text.replacing("confirmedTime", with: "introducedTime"))
        #expect(try codes(test) == ["partner.unconfirmed"])
        var seen = try RecordsSeen.load(test.office.home)
        try seen.withhold(
            other.own.organisation, version: 2, at: #require(TestOffice.now))
        try seen.store(test.office.home)
        #expect(try codes(test) == ["partner.unconfirmed", "partner.record-withheld"])
    }

    @Test func `a draft that nobody signs, and records that fill their room`() async throws {
        let test = try await makeOffice()
        let own = try test.own.organisation
        let draft = try own.next(
            issued: #require(TestOffice.now), expiry: own.current.expiryTime,
            saying: RecordContent(own.current))
        let bytes = draft.serialized()
        try RecordDraft(SignedRecord(bytes: bytes, signatures: [])).store(test.office.home)
        #expect(try codes(test, after: 14) == [])
        #expect(try codes(test, after: 15) == ["record.draft-waits"])
        let check = OwnHistoryCheck(now: try #require(TestOffice.now))
        #expect(check.room(records: 384, bytes: 6 << 20) == nil)
        #expect(check.room(records: 385, bytes: 0)?.code == "record.little-room")
        #expect(check.room(records: 1, bytes: (6 << 20) + 1)?.code == "record.little-room")
    }

    @Test func `files, folders and the folder above that others may use`() async throws {
        let test = try await makeOffice()
        let home = test.office.home.path.string
        unsafe chmod(home + "/keys/device", 0o640)
        #expect(try codes(test) == ["home.open-files"])
        unsafe chmod(home + "/keys/device", 0o600)
        unsafe chmod(home + "/inbox", 0o701)
        #expect(try codes(test) == ["home.open-files"])
        unsafe chmod(home + "/inbox", 0o700)
        unsafe chmod(home, 0o755)
        #expect(try codes(test) == ["home.readable-by-others"])
        unsafe chmod(home, 0o700)
        unsafe chmod(test.folder.path.string, 0o777)
        #expect(try codes(test) == ["home.parent-writable"])
        // As in /tmp: others may write, and not rename what is not theirs.
        unsafe chmod(test.folder.path.string, 0o1777)
        #expect(try codes(test) == [])
        unsafe chmod(test.folder.path.string, 0o700)
    }

    @Test(
        arguments: [
            ("/dev/sda2 partition 100 0 -2", false), ("/swapfile file 100 0 -2", false),
            ("/dev/zram0 partition 100 0 100", true), ("/dev/dm-0 partition 100 0 -2", true),
            ("/dev/dm-1 partition 100 0 -2", false), ("/dev/dm-9 partition 100 0 -2", false),
            ("/dev/zram0 partition 1 0 100\n/dev/sda2 partition 1 0 -2", false),
        ])
    func `swap on a disk that is not encrypted`(_ areas: String, _ isFine: Bool) async throws {
        let test = try await makeOffice()
        try test.folder.write("swaps", "Filename Type Size Used Priority\n" + areas + "\n")
        try test.folder.write("block/dm-0/dm/uuid", "CRYPT-LUKS2-0123-swap\n")
        try test.folder.write("block/dm-1/dm/uuid", "LVM-0123\n")
        #expect(try codes(test) == (isFine ? [] : ["system.swap-not-encrypted"]))
    }

    @Test func `a change that was interrupted, and damage, in words of their own`() async throws {
        let test = try await makeOffice()
        try PrivateFolder.make(test.office.home.keys.appending("next"))
        #expect(try codes(test) == ["keys.change-interrupted"])
        try SystemCall.removeFolder(test.office.home.keys.appending("next"))
        try test.folder.write("a.example/organisation/0001.json", "{}")
        #expect(try codes(test) == ["home.damaged"])
    }
}
