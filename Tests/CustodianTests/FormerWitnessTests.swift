import Custody
import Primitives
import SystemPackage
import Testing
import TransparencyLog

@testable import Custodian
@testable import PrivateFiles
@testable import Verification

/// Witnesses that others took the place of: what they signed while they counted goes on counting, and what
/// somebody signs with their keys afterwards does not.
@Suite struct `Former witnesses` {
    private let office: TestOffice
    private let log: Exchange.SigningKeyHolder
    private let logKey: VerifierKey
    private let witnesses: [(secret: Exchange.SigningKeyHolder, key: VerifierKey)]
    /// When the second witness took the place of the first.
    private let replaced: Timestamp

    init() async throws {
        office = try await TestOffice.make("vasaprava.ba", in: TestFolder())
        log = try Exchange.SigningKeyHolder()
        let name = try #require(OrganisationName("broker.example"))
        logKey = VerifierKey(KeyName(logOf: name), .ed25519, log.key.publicKey)
        witnesses = try ["a.example/w", "b.example/w", "c.example/w"].map { name in
            let secret = try Exchange.SigningKeyHolder()
            return (secret, VerifierKey(try KeyName(name), .cosignature, secret.key.publicKey))
        }
        replaced = try #require(TestOffice.now?.adding(seconds: 86_400))
    }

    private func policy(_ index: Int) throws -> PinnedPolicy {
        let text =
            "log \(logKey.text)\nwitness W \(witnesses[index].key.text)\nquorum W\n"
        return try PinnedPolicy(
            Array(text.utf8), by: QuorumRule(faulty: 0, operatorName: nil))
    }

    private func at(_ seconds: Int64) throws -> Timestamp {
        try #require(replaced.adding(seconds: seconds))
    }

    private func note(_ size: UInt64, _ times: [Int: Int64]) throws -> UnverifiedCheckpoint {
        let checkpoint = Checkpoint(origin: logKey.name, size: size, root: .of([UInt8(size)]))
        var note = try UnverifiedNote(parsing: checkpoint.signed(by: logKey, with: log.key))
        for (index, seconds) in times {
            note = note.adding(
                Cosignature.sign(
                    checkpoint, at: try at(seconds), as: witnesses[index].key,
                    with: witnesses[index].secret.key))
        }
        return try UnverifiedCheckpoint(parsing: note.bytes)
    }

    private func expiry(_ note: UnverifiedCheckpoint) throws -> AcceptanceRejectionExpiry {
        let step = BrokerStep(
            consignment: ConsignmentID(),
            sender: OrganisationReference(
                name: try #require(OrganisationName("a.example")),
                fingerprint: Fingerprint(.of([1]))),
            mailbox: try #require(MailboxAddress("intake@b.example")),
            issuer: BrokerIssuer(
                broker: try #require(OrganisationName("broker.example")),
                keyID: try SigningKey().publicKey.id),
            claimedTime: try at(-3600), previous: .of([2]))
        let text: CheckpointText = try #require(
            CheckpointText(String(decoding: note.note.bytes, as: UTF8.self)))
        return AcceptanceRejectionExpiry(
            step, deposit: .of([3]), deadline: try at(-7200), reason: .expired,
            checkpoint: text)
    }

    /// The first witness, in whose place the second came.
    private func replace() throws {
        try policy(0).store(office.office.home, at: at(-86_400))
        try policy(1).store(office.office.home, at: replaced)
    }

    private func judge(_ note: UnverifiedCheckpoint) throws -> ExpiryFinding {
        try ExpiryPolicy.pinned(office.office.home, now: at(86_400)).judge(expiry(note))
    }

    @Test func `an expiry that the former one signed stays timely, and later ones do not count`()
        throws
    {
        let then = try note(9, [0: -7200])
        try policy(0).store(office.office.home, at: at(-86_400))
        #expect(try judge(then) == .timely(witnessed: at(-7200)))
        try policy(1).store(office.office.home, at: replaced)
        #expect(try judge(then) == .timely(witnessed: at(-7200)))
        #expect(try judge(note(9, [0: -7201])) == .early(witnessed: at(-7201)))
        #expect(try judge(note(9, [0: 0])) == .timely(witnessed: at(0)))
        #expect(try judge(note(9, [0: 1])) == .notWitnessed)
        #expect(try judge(note(9, [1: 1])) == .timely(witnessed: at(1)))
        #expect(try judge(note(9, [2: -7200])) == .notWitnessed)
        // The policy in use comes first, also where it shows that it was early.
        #expect(try judge(note(9, [0: -7200, 1: -7201])) == .early(witnessed: at(-7201)))
    }

    @Test func `what is followed is asked of the one in use alone`() throws {
        try replace()
        let pinned = try #require(try PinnedPolicy.loadIfThere(office.office.home))
        let then = try note(9, [0: -7200])
        #expect(throws: PolicyError.quorumMissing) { try pinned.witnessed(then, now: at(1)) }
        #expect(try pinned.inTime.sight(of: then, now: at(1)).until == replaced)
    }

    @Test func `a log that was smaller afterwards was not larger before`() throws {
        try replace()
        let home = office.office.home
        let pinned = try #require(try PinnedPolicy.loadIfThere(home))
        let memory = LogMemory(home, logKey)
        for (size, time) in [(20 as UInt64, 3600 as Int64), (90, 7200)] {
            let seen = try pinned.witnessed(note(size, [1: time]), now: at(7200))
            try memory.keep(seen)
            try memory.keepMoment(of: seen, by: pinned.policy, now: at(7200))
        }
        // The first that the new witness signed, and the newest.
        let moments = try memory.moments(by: pinned, now: at(86_400))
        #expect(moments.map(\.size) == [20, 90])
        func counts(_ note: UnverifiedCheckpoint) throws -> Bool {
            do {
                _ = try pinned.inTime.sight(of: note, now: at(86_400), after: moments)
                return true
            } catch PolicyError.quorumMissing {
                return false
            }
        }
        #expect(try counts(note(19, [0: -1])) && counts(note(20, [0: -1])))
        // Whoever finds the key cannot put what came later before the change.
        #expect(try !counts(note(21, [0: -1])))
        #expect(try !counts(note(91, [0: -1])))
        #expect(try counts(note(91, [1: 80_000])))
    }

    @Test func `a home that was kept by an earlier version is read`() throws {
        let home = office.office.home
        let text = String(decoding: try policy(0).text, as: UTF8.self)
        try StateFile(home.witnesses).write([
            JSONMember("type", .string("urn:plomba:v1:WitnessPolicy")),
            JSONMember("version", .integer(1)),
            JSONMember("policy", .string(text)), JSONMember("operator", .null),
            JSONMember("faulty", .integer(0)),
        ])
        #expect(try judge(note(9, [0: -7200])) == .timely(witnessed: at(-7200)))
        try policy(1).store(home, at: replaced)
        #expect(try judge(note(9, [0: -7200])) == .timely(witnessed: at(-7200)))
        #expect(try judge(note(9, [0: 1])) == .notWitnessed)
        // It does not say since when witnesses were chosen; the day of the change is not that.
        func since() throws -> Timestamp? { try WitnessesFile.loadIfThere(home)?.chosen.since }
        #expect(try since() == nil)
        let none = "log \(logKey.text)\nquorum none\n"
        let rule = QuorumRule(faulty: 0, operatorName: nil)
        try PinnedPolicy(Array(none.utf8), by: rule).store(home, at: at(1))
        try policy(1).store(home, at: at(2))
        #expect(try since() == nil)
    }

    @Test func `since when a charter's witnesses count is not what was chosen for another log`()
        throws
    {
        var chartered = try policy(0)
        chartered.since = try at(0)
        var byHand = try policy(1)
        byHand.since = try at(-500)
        let key = try SigningKey().publicKey
        let other = VerifierKey(logKey.name, .ed25519, key)
        let text = "log \(other.text)\nwitness W \(witnesses[1].key.text)\nquorum W\n"
        var elsewhere = try PinnedPolicy(Array(text.utf8), by: byHand.rule)
        elsewhere.since = try at(-900)
        chartered.add(elsewhere, replacedAt: try at(10))
        #expect(chartered.since == (try at(0)))
        chartered.add(byHand, replacedAt: try at(10))
        #expect(chartered.since == (try at(-500)))
    }

    @Test func `who comes back counts as if never gone; who is forgotten counts no more`() throws {
        let home = office.office.home
        try replace()
        try policy(0).store(home, at: at(10))
        let back = try #require(try PinnedPolicy.loadIfThere(home))
        #expect(back.former.map(\.until) == [try at(10)])
        #expect(try judge(note(9, [0: 20])) == .timely(witnessed: at(20)))
        try policy(2).store(home, at: at(30), forgettingFormer: true)
        #expect(try judge(note(9, [0: -7200])) == .notWitnessed)
        #expect(try #require(try PinnedPolicy.loadIfThere(home)).former.isEmpty)
    }

    @Test func `others tell who counted before`() throws {
        let home = office.office.home
        try policy(1).store(home, at: at(50))
        let pinned = try #require(try WitnessesFile.loadIfThere(home)?.chosen)
        #expect(try judge(note(9, [0: -7200])) == .notWitnessed)
        try pinned.store(home, adding: FormerPolicy(policy(0), until: replaced))
        #expect(try judge(note(9, [0: -7200])) == .timely(witnessed: at(-7200)))
        #expect(try judge(note(9, [0: 1])) == .notWitnessed)
        #expect(throws: WitnessChoiceError.inUse) {
            try pinned.store(home, adding: FormerPolicy(policy(1), until: replaced))
        }
    }

    @Test func `only so many are kept, and nobody is dropped in silence`() throws {
        var pinned = try policy(0)
        pinned.former = try (0..<WitnessesFile.maximumFormer).map { number in
            try FormerPolicy(policy(2), until: at(Int64(-number)))
        }
        try WitnessesFile(chosen: pinned).write(office.office.home)
        #expect(throws: WitnessChoiceError.tooManyFormer) {
            try policy(1).store(office.office.home, at: replaced)
        }
        try policy(1).store(office.office.home, at: replaced, forgettingFormer: true)
    }

    @Test func `a home without a record of its own has a policy; a damaged one has none`() throws {
        let home = office.office.home
        try replace()
        #expect(try #require(try PinnedPolicy.loadIfThere(home)).own == office.name)
        let record = home.organisation.appending(RecordFolder.fileName(1))
        try SystemCall.removeFile(record)
        #expect(throws: (any Error).self) { try PinnedPolicy.loadIfThere(home) }
        for name in try PrivateFolder.names(in: home.organisation) {
            try SystemCall.removeFile(home.organisation.appending(name))
        }
        #expect(try #require(try PinnedPolicy.loadIfThere(home)).own == nil)
    }

    /// The first state that the second witness was seen to sign, of 20 entries.
    private func seeMoment(_ pinned: PinnedPolicy) throws -> LogMemory {
        let memory = LogMemory(office.office.home, logKey)
        let seen = try pinned.witnessed(note(20, [1: 3600]), now: at(7200))
        try memory.keepMoment(of: seen, by: pinned.policy, now: at(7200))
        return memory
    }

    @Test func `a later case is not witnessed by a former one's key, however it is dated`()
        throws
    {
        try replace()
        let later = office.at(try at(86_400))
        func word(_ size: UInt64) throws -> WitnessedWord? {
            let folder = StatementFolder(later.home.path.appending("case-\(size)"))
            let proof = UnverifiedLogProof(
                InclusionProof(index: 0, hashes: []), under: try note(size, [0: -1]))
            try PrivateFolder.makeAll(folder.path)
            try PrivateFile.write(
                proof.bytes, to: folder.path.appending("SubmissionAcceptance.tlog-proof"))
            return try later.witnessedWord(folder)
        }
        let witnessed = WitnessedWord.seen(
            witnesses: 1, organisations: 1, latest: try at(-1))
        #expect(try word(21) == witnessed, "nothing is known of how large the log was")
        _ = try seeMoment(#require(try PinnedPolicy.loadIfThere(later.home)))
        #expect(try word(20) == witnessed)
        #expect(try word(21) == .notYet)
    }

    @Test(arguments: ["", "no note", "cut off", "of another log"])
    func `a damaged moment is left out and told, and locks nobody out`(how: String) throws {
        try replace()
        let home = office.office.home
        let pinned = try #require(try PinnedPolicy.loadIfThere(home))
        let memory = try seeMoment(pinned)
        #expect(try memory.damagedFiles().isEmpty)
        let file = memory.folder.appending("moments").appending("19")
        let good = try note(19, [1: 3600]).note.bytes
        let stranger = try SigningKey()
        let other = VerifierKey(logKey.name, .ed25519, stranger.publicKey)
        let bytes: [UInt8] =
            switch how {
            case "cut off": Array(good.prefix(40))
            case "of another log":
                Checkpoint(origin: logKey.name, size: 19, root: .of([19]))
                    .signed(by: other, with: stranger)
            default: Array(how.utf8)
            }
        try PrivateFile.write(bytes, to: file)
        #expect(try memory.moments(by: pinned, now: at(86_400)).map(\.size) == [20])
        #expect(try KnownParties(home, at: at(86_400)).moments.map(\.size) == [20])
        let damaged = try memory.damagedFiles()
        #expect(damaged.map(\.code) == ["home.damaged"])
        #expect(damaged.first?.message.contains("moments/19") == true)
    }
}
