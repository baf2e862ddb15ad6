import Primitives
import Testing

@testable import TransparencyLog

/// What a witness is asked and answers, and what two histories show.
@Suite struct `Witnesses` {
    private let now: Timestamp

    init() throws {
        now = try #require(Timestamp(secondsSinceEpoch: 1_784_102_014))
    }

    @Test func `a request reads as it was written`() throws {
        var log = try TestLog()
        log.grow(to: 700)
        for old in [0, 1, 255, 256, 257, 699, 700] as [UInt64] {
            let request = AddCheckpointRequest(
                from: old, try log.reader(size: 700).tree.consistencyProof(from: old),
                to: try UnverifiedCheckpoint(parsing: log.signedCheckpoint()))
            #expect(try AddCheckpointRequest(parsing: request.bytes) == request)
            let latest = old == 0 ? nil : try log.checkpoint(size: old)
            let known = WitnessedLog(origin: log.key.name, keys: [log.key], latest: latest)
            #expect(try known.judge(request).size == 700)
        }
    }

    @Test func `a log may change its key, and every line of a known key must hold`() throws {
        var log = try TestLog()
        log.grow(to: 3)
        let newer = try SigningKey()
        let newKey = VerifierKey(log.key.name, .ed25519, newer.publicKey)
        let known = WitnessedLog(
            origin: log.key.name, keys: [newKey, log.key], latest: nil)
        let text = try log.checkpoint().text
        let line = NoteSignature(signing: text, as: newKey, with: newer)
        let wrong = NoteSignature(signing: text + [10], as: newKey, with: newer)
        for (lines, isSigned) in [([line], true), ([wrong], false), ([], true)] {
            let note = try log.signedCheckpoint() + lines.flatMap(\.line)
            let checkpoint = try UnverifiedCheckpoint(parsing: note)
            #expect((try? known.verify(checkpoint)) != nil || !isSigned)
            #expect((try? known.verify(checkpoint)) == nil || isSigned)
        }
    }

    @Test func `an answer counts when it has this witness's line, and not from the future`()
        throws
    {
        var log = try TestLog()
        log.grow(to: 5)
        let checkpoint = try log.checkpoint()
        let witness = try TestWitness("w.example")
        let stranger = try TestWitness("w.example")
        func read(_ body: [UInt8]) throws -> Timestamp? {
            try WitnessAnswer.cosignature(
                in: body, of: checkpoint, by: witness.key, now: now
            ).time
        }
        let seconds = now.secondsSinceEpoch
        let good = try witness.cosign(checkpoint, at: seconds)
        #expect(try read(good) == now)
        #expect(try read(stranger.cosign(checkpoint) + good) == now)
        #expect(try read(witness.cosign(checkpoint, at: seconds + 300)) != nil)
        let bad: [[UInt8]] = [
            [], Array("garbage\n".utf8), try stranger.cosign(checkpoint), good + good,
            try witness.cosign(checkpoint, at: seconds + 301), Array(good.dropLast()),
            try witness.cosign(
                Checkpoint(origin: checkpoint.origin, size: 6, root: checkpoint.root)),
            Array("x\n\n".utf8) + good, Array(repeating: 0x41, count: 20_000),
        ]
        for body in bad {
            #expect(throws: NoteError.self, "\(String(decoding: body, as: UTF8.self))") {
                _ = try read(body)
            }
        }
        for (text, size) in [("12\n", 12), ("0\n", 0)] as [(String, UInt64)] {
            #expect(WitnessAnswer.size(in: Array(text.utf8)) == size)
        }
        for text in ["", "\n", "12", "012\n", "-1\n", "12\n\n", "9223372036854775808\n"] {
            #expect(WitnessAnswer.size(in: Array(text.utf8)) == nil, "\(text)")
        }
    }

    @Test func `a quorum counts witnesses whose time has come`() throws {
        var log = try TestLog()
        log.grow(to: 5)
        let a = try TestWitness("org-a.example/w")
        let b = try TestWitness("org-b.example/w")
        let text = """
            log \(log.key.text)
            witness A \(a.key.text)
            witness B \(b.key.text)
            group both all A B
            quorum both

            """
        let policy = try TrustPolicy(parsing: Array(text.utf8))
        let note = try log.signedCheckpoint() + a.cosign(log.checkpoint())
        let seconds = now.secondsSinceEpoch
        let both = try note + b.cosign(log.checkpoint(), at: seconds + 300)
        let future = try note + b.cosign(log.checkpoint(), at: seconds + 301)
        let seen = try policy.witnessed(UnverifiedCheckpoint(parsing: both), now: now)
        #expect(seen.cosignatures.count == 2 && seen.organisations.count == 2)
        for missing in [note, future] {
            #expect(throws: PolicyError.quorumMissing) {
                _ = try policy.witnessed(UnverifiedCheckpoint(parsing: missing), now: now)
            }
        }
        let none = try TrustPolicy(parsing: Array("log \(log.key.text)\nquorum none\n".utf8))
        #expect(throws: PolicyError.quorumMissing) {
            _ = try none.witnessed(UnverifiedCheckpoint(parsing: both), now: now)
        }
    }

    @Test func `two histories of every kind of size are proven, and one history never is`()
        throws
    {
        let fork = try ForkedLog(common: 5, size: 40)
        for first in 6...40 as ClosedRange<UInt64> {
            let one = try UnverifiedCheckpoint(
                parsing: fork.log.signedCheckpoint(size: first)
            ).verify(log: fork.log.key)
            for second in first...40 as ClosedRange<UInt64> {
                let other = try fork.other(size: second)
                let path = try? fork.otherReader(size: second).tree.historyPath(from: first)
                let found = try TwoHistories(other, one, path: path)
                #expect(found.verdict == .proven)
                #expect(try TwoHistories(verifying: found.bytes) == found)
                let same = try UnverifiedCheckpoint(
                    parsing: fork.log.signedCheckpoint(size: second)
                ).verify(log: fork.log.key)
                let honest = try? fork.log.reader(size: second).tree.historyPath(from: first)
                guard first == second || honest != nil else { continue }
                #expect(throws: TwoHistoriesError.oneHistory) {
                    _ = try TwoHistories(one, same, path: honest)
                }
            }
        }
    }
}
