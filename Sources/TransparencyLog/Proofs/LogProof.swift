import Primitives

/// That an entry is in a log, in one file: `NAME.tlog-proof`. (C2SP tlog-proof, version 1)
///
/// ```
/// c2sp.org/tlog-proof@v1
/// index 42
/// 9zSWQLoLEjDkpiJjALBnc3CV9W+JF1HhPJCSSy1J9WE=
/// ...
///
/// broker.example/log
/// 300
/// 4BsONTxLnszPUag63lJOdu1sTqFEed8GnTMm7B4r98M=
///
/// — broker.example/log iR0HOGIJddSBOCO99LEOI70cGkHBVKG2xdhT0oK24fi99NHuHTVO4KnM...
/// ```
/// A line `extra BASE64` may stand before the index. Nothing authenticates it; we write none.
package struct UnverifiedLogProof: Equatable, Sendable {
    static let firstLine: [UInt8] = Array("c2sp.org/tlog-proof@v1".utf8)
    static let extraPrefix: [UInt8] = Array("extra ".utf8)
    static let indexPrefix: [UInt8] = Array("index ".utf8)

    package let inclusion: InclusionProof
    package let checkpoint: UnverifiedCheckpoint
    /// Not authenticated.
    package let extra: [UInt8]?

    /// The proof of an entry under a checkpoint as its log signed it.
    package init(_ inclusion: InclusionProof, under checkpoint: UnverifiedCheckpoint) {
        self.inclusion = inclusion
        self.checkpoint = checkpoint
        extra = nil
    }

    package init(parsing bytes: [UInt8]) throws(LogProofError) {
        try self.init(parsing: bytes, known: nil)
    }

    /// The same for one of many proofs under one checkpoint: where its copy has the same bytes, it
    /// is not read once more.
    package init(
        parsing bytes: [UInt8], known: UnverifiedCheckpoint?
    ) throws(LogProofError) {
        guard bytes.count <= LogLimits.proofSizeInBytes else { throw .tooLarge }
        var lines = ProofLines(bytes)
        guard lines.next()?.elementsEqual(Self.firstLine) == true else { throw .notAProof }
        var line = lines.next()
        if let found = line, found.starts(with: Self.extraPrefix) {
            guard let extra = Base64.decode(ascii: Array(found.dropFirst(Self.extraPrefix.count)))
            else { throw .malformedExtra }
            self.extra = extra
            line = lines.next()
        } else {
            extra = nil
        }
        guard let line, line.starts(with: Self.indexPrefix),
            let index = Decimal.parse(Array(line.dropFirst(Self.indexPrefix.count)))
        else { throw .malformedIndex }
        inclusion = InclusionProof(
            index: index,
            hashes: try lines.hashes(
                tooMany: LogProofError.tooManyHashes, malformed: .malformedHash,
                truncated: .truncated))
        if let known, lines.rest.elementsEqual(known.note.bytes) {
            checkpoint = known
            return
        }
        do throws(CheckpointError) {
            checkpoint = try UnverifiedCheckpoint(parsing: Array(lines.rest))
        } catch {
            throw .checkpoint(error)
        }
    }

    /// The proof as a file.
    package var bytes: [UInt8] {
        var text = Self.firstLine + Array("\n".utf8)
        if let extra { text += Self.extraPrefix + Base64.encodeASCII(extra) + Array("\n".utf8) }
        text += Self.indexPrefix + Array("\(inclusion.index)\n".utf8)
        for hash in inclusion.hashes { text += Base64.encodeASCII(hash.bytes) + Array("\n".utf8) }
        return text + Array("\n".utf8) + checkpoint.note.bytes
    }
}
