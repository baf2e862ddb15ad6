import Primitives
import Testing

@testable import TransparencyLog

@Suite struct `Log proofs` {
    @Test func `a proof is one file that holds for its entry alone`() throws {
        var log = try TestLog()
        log.grow(to: 300)
        for index in [UInt64(0), 255, 256, 299] {
            let bytes = try log.proof(of: index).bytes
            let proof = try UnverifiedLogProof(parsing: bytes)
            #expect(proof.bytes == bytes)
            let verified = try proof.verify(entry: TestLog.entry(Int(index)), log: log.key)
            #expect(verified.index == index && verified.checkpoint.size == 300)
            #expect(throws: LogProofError.inclusion(.rootMismatch)) {
                try proof.verify(entry: TestLog.entry(Int(index) + 1), log: log.key)
            }
            #expect(throws: LogProofError.checkpoint(.notSignedByLog)) {
                try proof.verify(entry: TestLog.entry(Int(index)), log: try TestLog().key)
            }
        }
    }

    @Test func `every changed byte is noticed`() throws {
        var log = try TestLog()
        log.grow(to: 6)
        let bytes = try log.proof(of: 4).bytes
        for index in bytes.indices {
            for bit in [UInt8(1), 0x10] {
                var changed = bytes
                changed[index] ^= bit
                #expect(throws: LogProofError.self, "byte \(index)") {
                    try UnverifiedLogProof(parsing: changed)
                        .verify(entry: TestLog.entry(4), log: log.key)
                }
            }
        }
    }

    @Test func `a quorum is asked for where the policy does`() throws {
        var log = try TestLog()
        log.grow(to: 6)
        let witness = try TestWitness("w")
        let policy = try TrustPolicy(
            parsing: Array(
                "log \(log.key.text)\nwitness W \(witness.key.text)\nquorum W\n".utf8))
        let alone = try log.proof(of: 2).bytes
        #expect(throws: LogProofError.policy(.quorumMissing)) {
            try UnverifiedLogProof(parsing: alone).verify(entry: TestLog.entry(2), by: policy)
        }
        let witnessed = try alone + witness.cosign(try log.checkpoint())
        let verified = try UnverifiedLogProof(parsing: witnessed)
            .verify(entry: TestLog.entry(2), by: policy)
        #expect(verified.checkpoint.cosignatures.count == 1)
    }

    @Test func `many proofs share a checkpoint, and none borrows another one`() throws {
        var log = try TestLog()
        log.grow(to: 6)
        let checkpoint = try UnverifiedCheckpoint(parsing: try log.signedCheckpoint())
            .verify(log: log.key)
        let proof = try log.proof(of: 2)
        #expect(try proof.verify(entry: TestLog.entry(2), under: checkpoint).index == 2)
        // The file that is kept must hold by itself: its copy of the checkpoint is the same bytes.
        var forged = proof.bytes
        // Another letter of base64: what is none would be refused for its form.
        let letter = forged[forged.count - 10]
        forged[forged.count - 10] = UInt8(ascii: letter == UInt8(ascii: "A") ? "B" : "A")
        #expect(throws: LogProofError.otherCheckpoint) {
            try UnverifiedLogProof(parsing: forged)
                .verify(entry: TestLog.entry(2), under: checkpoint)
        }
        // What is known is not read again, and no verdict is another one for that.
        let known = try UnverifiedCheckpoint(parsing: try log.signedCheckpoint())
        #expect(try UnverifiedLogProof(parsing: proof.bytes, known: known) == proof)
        #expect(throws: LogProofError.otherCheckpoint) {
            try UnverifiedLogProof(parsing: forged, known: known)
                .verify(entry: TestLog.entry(2), under: checkpoint)
        }
        #expect(throws: LogProofError.self) {
            try UnverifiedLogProof(parsing: Array(proof.bytes.dropLast()), known: known)
        }
        log.grow(to: 7)
        #expect(throws: LogProofError.otherCheckpoint) {
            try log.proof(of: 2).verify(entry: TestLog.entry(2), under: checkpoint)
        }
    }

    @Test func `form is strict`() throws {
        var log = try TestLog()
        log.grow(to: 6)
        let good = String(decoding: try log.proof(of: 4).bytes, as: UTF8.self)
        let extra = good.replacing("index", with: "extra AAA=\nindex")
        #expect(try UnverifiedLogProof(parsing: Array(extra.utf8)).extra == [0, 0])
        let hash = Base64.encode(SHA256Digest.of([1]).bytes) + "\n"
        let wrong: [(String, LogProofError)] = [
            ("", .notAProof), (good.replacing("@v1", with: "@v2"), .notAProof),
            (good.replacing("index 4", with: "index 04"), .malformedIndex),
            (good.replacing("index 4", with: "index  4"), .malformedIndex),
            (good.replacing("index 4\n", with: ""), .malformedIndex),
            (good.replacing("index 4\n", with: "index 4\nAAAA\n"), .malformedHash),
            (good.replacing("index", with: "extra AAA\nindex"), .malformedExtra),
            (good.replacing("index", with: "extra \nextra \nindex"), .malformedIndex),
            (good.replacing("\n\nbroker", with: "\nbroker"), .malformedHash),
            (
                good.replacing(
                    "index 4\n", with: "index 4\n" + String(repeating: hash, count: 63)),
                .tooManyHashes
            ),
            ("c2sp.org/tlog-proof@v1\nindex 4\n", .truncated),
            ("c2sp.org/tlog-proof@v1\nindex 4\n\n", .checkpoint(.note(.notSigned))),
            (String(repeating: "x", count: 131_073), .tooLarge),
        ]
        for (text, error) in wrong {
            #expect(throws: error, "\(text.prefix(120))") {
                try UnverifiedLogProof(parsing: Array(text.utf8))
            }
        }
    }
}
