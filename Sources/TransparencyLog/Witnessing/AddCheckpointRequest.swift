import Primitives

/// What a log sends to a witness to have a checkpoint cosigned. (C2SP tlog-witness, add-checkpoint)
///
/// ```
/// old 300
/// 9zSWQLoLEjDkpiJjALBnc3CV9W+JF1HhPJCSSy1J9WE=       the proof of growth from that size
/// ...
///
/// broker.example/log
/// 512
/// Yrx1Mwu3YsIAV2zCxFZYiLoNaA6JJdRJqaJoD62JEkA=
///
/// — broker.example/log iR0HOGIJddSBOCO99LEOI70cGkHBVKG2xdhT0oK24fi99NHuHTVO4KnM...
/// ```
package struct AddCheckpointRequest: Equatable, Sendable {
    private static let oldPrefix: [UInt8] = Array("old ".utf8)

    /// The size that the sender takes for the one that the witness has cosigned last.
    package let oldSize: UInt64
    package let proof: ConsistencyProof
    package let checkpoint: UnverifiedCheckpoint

    package init(
        from oldSize: UInt64, _ proof: ConsistencyProof, to checkpoint: UnverifiedCheckpoint
    ) {
        self.oldSize = oldSize
        self.proof = proof
        self.checkpoint = checkpoint
    }

    /// - Throws: what makes the request malformed; who signed is not looked at.
    package init(parsing bytes: [UInt8]) throws(WitnessRefusal) {
        guard bytes.count <= LogLimits.witnessRequestSizeInBytes else { throw .tooLarge }
        var lines = ProofLines(bytes)
        guard let first = lines.next(), first.starts(with: Self.oldPrefix),
            let oldSize = Decimal.parse(Array(first.dropFirst(Self.oldPrefix.count)))
        else { throw .malformedOldSize }
        self.oldSize = oldSize
        proof = ConsistencyProof(
            hashes: try lines.hashes(
                tooMany: WitnessRefusal.tooManyHashes, malformed: .malformedHash,
                truncated: .truncated))
        do throws(CheckpointError) {
            checkpoint = try UnverifiedCheckpoint(form: Array(lines.rest))
        } catch {
            throw .checkpoint(error)
        }
        guard oldSize <= checkpoint.claimed.size else { throw .oldSizeBeyondCheckpoint }
    }

    /// The body of the request.
    package var bytes: [UInt8] {
        var text = Self.oldPrefix + Array("\(oldSize)\n".utf8)
        for hash in proof.hashes { text += Base64.encodeASCII(hash.bytes) + Array("\n".utf8) }
        return text + Array("\n".utf8) + checkpoint.note.bytes
    }
}
