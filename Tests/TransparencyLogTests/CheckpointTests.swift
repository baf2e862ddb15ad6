import Primitives
import Testing

@testable import TransparencyLog

@Suite struct `Checkpoints` {
    private func sign(_ text: String, _ log: borrowing TestLog) -> [UInt8] {
        let text = Array(text.utf8)
        return UnverifiedNote.compose(
            text, [NoteSignature(signing: text, as: log.key, with: log.secret)])
    }

    @Test func `a checkpoint is read back as it was signed`() throws {
        var log = try TestLog()
        for size in [0, 1, 300] {
            log.grow(to: size)
            let bytes = try log.signedCheckpoint()
            let unverified = try UnverifiedCheckpoint(parsing: bytes)
            let verified = try unverified.verify(log: log.key)
            #expect(verified.checkpoint == (try log.checkpoint()))
            #expect(verified.bytes == bytes && verified.cosignatures.isEmpty)
        }
    }

    @Test func `no other text is a checkpoint`() throws {
        let log = try TestLog()
        let root = Base64.encode(SHA256Digest.of([1]).bytes)
        let empty = Base64.encode(TreeHasher.emptyRoot.bytes)
        let origin = "broker.example/log"
        let wrong: [(String, CheckpointError)] = [
            ("\(origin)\n1\n", .malformed),
            ("\(origin)\n1\n\(root)\nextension\n", .extensionLines),
            ("\(origin)\n1\n\(root)\n\nextension\n", .extensionLines),
            ("\n1\n\(root)\n", .malformedOrigin),
            ("a b\n1\n\(root)\n", .malformedOrigin),
            ("\(origin)\n01\n\(root)\n", .malformedSize),
            ("\(origin)\n-1\n\(root)\n", .malformedSize),
            ("\(origin)\n\n\(root)\n", .malformedSize),
            ("\(origin)\n1 \n\(root)\n", .malformedSize),
            ("\(origin)\n4611686018427387905\n\(root)\n", .malformedSize),
            ("\(origin)\n99999999999999999999\n\(root)\n", .malformedSize),
            ("\(origin)\n1\n\(root)=\n", .malformedRoot),
            ("\(origin)\n1\nAAAA\n", .malformedRoot),
            ("\(origin)\n0\n\(root)\n", .malformedRoot),
        ]
        for (text, error) in wrong {
            #expect(throws: error, "\(text)") { try UnverifiedCheckpoint(parsing: sign(text, log)) }
        }
        #expect(throws: Never.self) {
            try UnverifiedCheckpoint(parsing: sign("\(origin)\n0\n\(empty)\n", log))
        }
        #expect(throws: CheckpointError.note(.notSigned)) {
            try UnverifiedCheckpoint(parsing: Array("\(origin)\n0\n\(empty)\n".utf8))
        }
    }

    @Test func `a checkpoint counts for the log that signed it only`() throws {
        var log = try TestLog()
        log.grow(to: 3)
        let unverified = try UnverifiedCheckpoint(parsing: try log.signedCheckpoint())
        #expect(throws: CheckpointError.wrongOrigin) {
            try unverified.verify(log: try TestLog(origin: "other").key)
        }
        #expect(throws: CheckpointError.notSignedByLog) {
            try unverified.verify(log: try TestLog().key)
        }
        let witness = VerifierKey(log.key.name, .cosignature, log.key.publicKey)
        #expect(throws: CheckpointError.wrongOrigin) { try unverified.verify(log: witness) }
    }

    @Test func `a cosignature carries its time, and holds for this checkpoint only`() throws {
        var log = try TestLog()
        log.grow(to: 3)
        let witness = try TestWitness("witness.example/w")
        let checkpoint = try log.checkpoint()
        let signed = try log.signedCheckpoint() + witness.cosign(checkpoint)
        let verified = try UnverifiedCheckpoint(parsing: signed)
            .verify(log: log.key, witnesses: [witness.key])
        #expect(verified.cosignatures.map(\.witness) == [witness.key])
        #expect(verified.cosignatures.map(\.time.secondsSinceEpoch) == [1_784_102_014])

        log.grow(to: 4)
        let moved = try log.signedCheckpoint() + witness.cosign(checkpoint)
        #expect(throws: CheckpointError.note(.signatureInvalid)) {
            try UnverifiedCheckpoint(parsing: moved)
                .verify(log: log.key, witnesses: [witness.key])
        }
        // Without the log's own line, a witness's does not make it a checkpoint.
        let text = try log.checkpoint().text
        let alone = text + [10] + (try witness.cosign(try log.checkpoint()))
        #expect(throws: CheckpointError.notSignedByLog) {
            try UnverifiedCheckpoint(parsing: alone)
                .verify(log: log.key, witnesses: [witness.key])
        }
    }

    @Test(arguments: [[UInt8](repeating: 0, count: 72), [], [UInt8](repeating: 9, count: 71)])
    func `a cosignature of another form is refused`(bytes: [UInt8]) throws {
        var log = try TestLog()
        log.grow(to: 1)
        let witness = try TestWitness("w")
        let line = NoteSignature(by: witness.key, bytes: bytes + [1])
        let signed = try log.signedCheckpoint() + line.line
        #expect(throws: CheckpointError.note(.signatureInvalid)) {
            try UnverifiedCheckpoint(parsing: signed)
                .verify(log: log.key, witnesses: [witness.key])
        }
    }

    @Test func `a later checkpoint continues an earlier one, or is caught`() throws {
        var log = try TestLog()
        log.grow(to: 300)
        let later = try UnverifiedCheckpoint(parsing: try log.signedCheckpoint())
            .verify(log: log.key)
        let proof = try log.reader(size: 300).tree.consistencyProof(from: 200)
        try later.verify(grewFrom: try log.checkpoint(size: 200), proof)
        var forked = try TestLog()
        forked.grow(to: 200) { TestLog.entry($0 == 7 ? 8 : $0) }
        #expect(throws: CheckpointError.inconsistent(.rootMismatch)) {
            try later.verify(grewFrom: try forked.checkpoint(), proof)
        }
        forked.grow(to: 301)
        #expect(throws: CheckpointError.inconsistent(.sizesOutOfOrder)) {
            try later.verify(grewFrom: try forked.checkpoint(), proof)
        }
        let other = Checkpoint(origin: try KeyName("x"), size: 0, root: TreeHasher.emptyRoot)
        #expect(throws: CheckpointError.wrongOrigin) {
            try later.verify(grewFrom: other, ConsistencyProof(hashes: []))
        }
    }
}
