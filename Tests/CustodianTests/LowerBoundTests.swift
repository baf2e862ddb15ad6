import BrokerAPI
import BrokerClient
import Custody
import EvidenceBundle
import Primitives
import PrivateFiles
import Testing
import TransparencyLog

@testable import Custodian
@testable import Verification

/// What a bag says of when it was sealed, by the state of the log in it; and whose witnesses must have seen
/// a state of the log.
@Suite struct `Sealed after a state of the log` {
    private let sender: TestOffice
    private let receiver: TestOffice
    private let log: Exchange.SigningKeyHolder
    private let logKey: VerifierKey
    private let witnesses: [(secret: Exchange.SigningKeyHolder, key: VerifierKey)]

    init() async throws {
        let folder = try TestFolder()
        sender = try await TestOffice.make("vasaprava.ba", in: folder)
        receiver = try await TestOffice.make("group484.rs", in: folder)
        try sender.introduce(to: receiver)
        try receiver.introduce(to: sender)
        try folder.write("evidence/a.txt", "one")
        try folder.write(
            "case.json",
            CaseExample.make(
                from: sender.name, to: receiver.name, clock: sender.office.clock))
        log = try Exchange.SigningKeyHolder()
        let name = try #require(OrganisationName("broker.example"))
        logKey = VerifierKey(KeyName(logOf: name), .ed25519, log.key.publicKey)
        witnesses = try ["a.example/w", "b.example/w", "vasaprava.ba/w"].map { name in
            let secret = try Exchange.SigningKeyHolder()
            return (secret, VerifierKey(try KeyName(name), .cosignature, secret.key.publicKey))
        }
        let trust = BrokerTrust(
            origin: try #require(ExternalOrigin("https://broker.example:8443")),
            pin: ServicePin(digest: .of([1])), name: name,
            serviceKey: try SigningKey().publicKey, logKey: logKey, mode: .live, charter: nil)
        for office in [sender, receiver] {
            try trust.store(office.office.home)
            try pinned(faulty: 0).store(office.office.home, at: at(0))
        }
    }

    /// Two of three; the third is the sender's own.
    private func pinned(faulty: Int) throws -> PinnedPolicy {
        let lines = zip(["A", "B", "C"], witnesses).map { "witness \($0) \($1.key.text)\n" }
        let text =
            "log \(logKey.text)\n" + lines.joined() + "group all-of-us 2 A B C\nquorum all-of-us\n"
        return try PinnedPolicy(
            Array(text.utf8), by: QuorumRule(faulty: faulty, operatorName: nil))
    }

    private func at(_ seconds: Int64) throws -> Timestamp {
        try #require(TestOffice.now?.adding(seconds: seconds))
    }

    /// A signed state of the log, cosigned by those with a time.
    private func note(_ times: [Int64?], size: UInt64 = 300) throws -> [UInt8] {
        let checkpoint = Checkpoint(origin: logKey.name, size: size, root: .of([7]))
        var note = try UnverifiedNote(parsing: checkpoint.signed(by: logKey, with: log.key))
        for (witness, seconds) in zip(witnesses, times) {
            guard let seconds else { continue }
            note = note.adding(
                Cosignature.sign(
                    checkpoint, at: try at(seconds), as: witness.key, with: witness.secret.key))
        }
        return note.bytes
    }

    private func remember(_ note: [UInt8], at office: TestOffice) throws {
        let seen = try pinned(faulty: 0).policy.witnessed(
            UnverifiedCheckpoint(parsing: note), now: at(0))
        try LogMemory(office.office.home, logKey).keep(seen)
    }

    /// Seals at the sender's and opens at the receiver's.
    private func opened(_ name: String) throws -> String {
        let order = SealOrder(
            paths: [sender.folder.place("evidence")], caseFile: sender.folder.place("case.json"),
            mailboxes: [try #require(MailboxAddress("intake@group484.rs"))], deadline: nil)
        let sealed = try sender.office.seal(order, to: sender.folder.place(name + ".plomba"))
        _ = try receiver.office.open(sealed.file, into: sender.folder.place(name))
        return sender.folder.place(name)
    }

    private func verify(_ folder: String, _ home: Home?) throws -> VerificationReport {
        try OfflineVerification(
            home: home, clock: sender.office.clock, notices: sender.office.notices
        ).verify(folder)
    }

    private func line(_ report: VerificationReport) -> VerificationReport.Line? {
        report.lines.first { $0.code == "time.lower-bound" }
    }

    @Test func `a bag holds the newest cosigned state that is known, and says when`() throws {
        try remember(note([-600, -500, nil], size: 200), at: sender)
        try remember(note([-300, -200, nil]), at: sender)
        // An older one does not take its place.
        try remember(note([-100, -100, nil], size: 200), at: sender)
        let folder = try opened("case")
        let carried = try sender.folder.read("case/bag/checkpoint")
        #expect(try carried == note([-300, -200, nil]))
        let report = try verify(folder, receiver.office.home)
        #expect(report.isPositive)
        #expect(line(report)?.outcome == .passed)
        // f = 0: the largest of the two times.
        #expect(
            report.notes.contains { $0.contains("sealed after \((try? at(-200))?.text ?? "-")") },
            "\(report.notes)")
        // One may lie: the second largest.
        let all = try note([-300, -200, -100])
        let times = BagCheckpoint(
            all, known: try known(faulty: 0), upper: nil
        ).notes
        #expect(times.first?.contains(try at(-100).text) == true, "\(times)")
    }

    private func known(faulty: Int) throws -> KnownParties {
        KnownParties(
            confirmed: [], broker: nil, pinned: try pinned(faulty: faulty),
            authorities: PinnedAuthorities(entries: []), at: try at(0))
    }

    @Test func `without a state of the log nothing is said, and nothing is wrong`() throws {
        let folder = try opened("case")
        #expect(!sender.folder.exists("case/bag/checkpoint"))
        let report = try verify(folder, receiver.office.home)
        #expect(report.isPositive && line(report) == nil && report.notes.isEmpty)
        #expect(
            BagCheckpoint(nil, known: try known(faulty: 0), upper: nil).check.outcome
                == .notChecked(
                    .init(
                        code: "time.checkpoint-missing",
                        message: "the bag holds no state of the log from before it was sealed")))
    }

    @Test func `who has chosen no witnesses is told that it was not checked`() throws {
        try remember(note([-300, -200, nil]), at: sender)
        let folder = try opened("case")
        let stranger = try verify(folder, nil)
        #expect(line(stranger) == nil || line(stranger)?.outcome == .notChecked)
        try SystemCall.removeFile(receiver.office.home.witnesses)
        let report = try verify(folder, receiver.office.home)
        #expect(report.isPositive)
        #expect(line(report)?.reasonCode == "time.checkpoint-not-witnessed")
    }

    @Test func `a state of the log that was touched, or is of another time, bounds nothing`() throws
    {
        let good = try note([-300, -200, nil])
        var forged = good
        let place = forged.count - 10
        forged[place] = forged[place] == 0x41 ? 0x42 : 0x41
        func code(_ note: [UInt8], upper: Int64?) throws -> String? {
            let found = BagCheckpoint(
                note, known: try known(faulty: 0), upper: try upper.map { try at($0) })
            if case .notChecked(let reason) = found.check.outcome { return reason.code }
            return nil
        }
        #expect(try code(good, upper: 0) == nil)
        #expect(try code(forged, upper: 0) != nil)
        #expect(try code([0x41], upper: 0) != nil)
        #expect(try code(note([-300, nil, nil]), upper: 0) == "time.checkpoint-not-witnessed")
        // Dated ahead of every clock: it does not count.
        #expect(try code(note([900, 900, nil]), upper: 0) == "time.checkpoint-not-witnessed")
        // After the deposit that it lies in: honest clocks do not differ by more than five minutes.
        #expect(try code(good, upper: -400) == nil)
        #expect(try code(good, upper: -501) == "time.bounds-contradict")
    }

    @Test func `a state of the log that is dated ahead does not say "after" a time to come`() throws
    {
        let ahead = BagCheckpoint(
            try note([200, 200, nil]), known: try known(faulty: 0), upper: nil)
        #expect(ahead.check.outcome == .passed && ahead.time == nil)
        let words = ahead.notes.joined()
        let (present, later) = try (at(0).text, at(200).text)
        #expect(words.contains("at about \(present)") && !words.contains(later))
        #expect(words.contains("time.bounds-overlap"))
        let before = BagCheckpoint(
            try note([-200, -200, nil]), known: try known(faulty: 0), upper: nil)
        #expect(before.time == (try at(-200)))
    }

    @Test func `a home that runs a witness counts nothing without that one's word`() throws {
        let here = try #require(try PinnedPolicy.loadIfThere(sender.office.home))
        let there = try #require(try PinnedPolicy.loadIfThere(receiver.office.home))
        let others = try UnverifiedCheckpoint(parsing: note([-300, -200, nil]))
        #expect(throws: PolicyError.ownWitnessMissing) { try here.witnessed(others, now: at(0)) }
        #expect(try there.witnessed(others, now: at(0)).cosignatures.count == 2)
        let own = try UnverifiedCheckpoint(parsing: note([-300, nil, -200]))
        #expect(try here.witnessed(own, now: at(0)).cosignatures.count == 2)
        // Its word alone is no quorum.
        let alone = try UnverifiedCheckpoint(parsing: note([nil, nil, -200]))
        #expect(throws: PolicyError.quorumMissing) { try here.witnessed(alone, now: at(0)) }
        // One that is dated ahead has not spoken.
        let ahead = try UnverifiedCheckpoint(parsing: note([-300, -200, 900]))
        #expect(throws: PolicyError.ownWitnessMissing) { try here.witnessed(ahead, now: at(0)) }
    }
}
