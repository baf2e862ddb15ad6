import Primitives

/// Two checkpoints that one log has signed and of which the larger does not continue the smaller:
/// what convicts an operator, in one file. (`Protocol/witness.md`, section "Two histories")
///
/// ```
/// plomba/two-histories/v1
/// log broker.example/log+891d0738+AWzW6sz24+0LFc+qNOO9A1ybGAx4j2tPrEBbS95Y4pHc
/// first 270
/// second 270
/// path 9zSWQLoLEjDkpiJjALBnc3CV9W+JF1HhPJCSSy1J9WE=
/// path ...
///
/// broker.example/log                                     270 bytes: the signed note of the smaller
/// ...                                                    270 bytes: that of the larger
/// ```
/// The path is missing where the sizes are equal, and where the log did not show one.
package struct TwoHistories: Equatable, Sendable {
    static let firstLine: [UInt8] = Array("plomba/two-histories/v1".utf8)

    package let log: VerifierKey
    /// The smaller.
    package let first: VerifiedCheckpoint
    package let second: VerifiedCheckpoint
    package let path: HistoryPath?
    package let verdict: Verdict

    package enum Verdict: String, Sendable {
        /// The signatures and the hashes alone show it.
        case proven
        /// Both are signed, and nobody has shown that one continues the other.
        case unexplained
    }

    /// Puts the smaller first.
    ///
    /// - Parameter path: from the tree of the larger, if it is at hand; one that does not lead to the
    ///   signed root is left out.
    /// - Throws: ``TwoHistoriesError`` when they are one history.
    package init(
        _ one: VerifiedCheckpoint, _ other: VerifiedCheckpoint, path: HistoryPath?
    ) throws(TwoHistoriesError) {
        let (first, second) = one.size <= other.size ? (one, other) : (other, one)
        let usable = path.flatMap { path in
            (try? path.roots(of: first.size, in: second.size))?.whole == second.root ? path : nil
        }
        try self.init(first: first, second: second, path: usable)
    }

    private init(
        first: VerifiedCheckpoint, second: VerifiedCheckpoint, path: HistoryPath?
    ) throws(TwoHistoriesError) {
        guard first.log == second.log else { throw .otherLog }
        guard first.size <= second.size else { throw .wrongOrder }
        log = first.log
        self.first = first
        self.second = second
        self.path = path
        verdict = try Self.judge(first, second, path)
    }

    private static func judge(
        _ first: VerifiedCheckpoint, _ second: VerifiedCheckpoint, _ path: HistoryPath?
    ) throws(TwoHistoriesError) -> Verdict {
        if first.size == second.size {
            guard first.root != second.root else { throw .oneHistory }
            guard path == nil else { throw .pathNotOfSecond }
            return .proven
        }
        // Every log begins without entries.
        guard first.size > 0 else { throw .oneHistory }
        guard let path else { return .unexplained }
        let roots: (beginning: SHA256Digest, whole: SHA256Digest)
        do throws(ProofError) {
            roots = try path.roots(of: first.size, in: second.size)
        } catch {
            throw .path(error)
        }
        guard roots.whole == second.root else { throw .pathNotOfSecond }
        guard roots.beginning != first.root else { throw .oneHistory }
        return .proven
    }
}

extension TwoHistories {
    package var bytes: [UInt8] {
        let hashes = path?.hashes.map { "path \(Base64.encode($0.bytes))\n" } ?? []
        let head =
            "log \(log.text)\nfirst \(first.bytes.count)\nsecond \(second.bytes.count)\n"
            + hashes.joined() + "\n"
        return Self.firstLine + Array(("\n" + head).utf8) + first.bytes + second.bytes
    }

    /// Whether a file begins as such a file does.
    package static func begins(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: firstLine)
    }

    /// Reads the file and verifies all of it.
    package init(verifying bytes: [UInt8]) throws(TwoHistoriesError) {
        guard bytes.count <= LogLimits.historiesSizeInBytes else { throw .tooLarge }
        var lines = ProofLines(bytes)
        guard lines.next()?.elementsEqual(Self.firstLine) == true else { throw .notTwoHistories }
        let head = try HistoriesHead(&lines)
        guard lines.rest.count == head.firstSize + head.secondSize else { throw .wrongSize }
        let middle = lines.rest.startIndex + head.firstSize
        try self.init(
            first: Self.checkpoint(lines.rest[..<middle], head.log),
            second: Self.checkpoint(lines.rest[middle...], head.log), path: head.path)
    }

    private static func checkpoint(
        _ bytes: ArraySlice<UInt8>, _ log: VerifierKey
    ) throws(TwoHistoriesError) -> VerifiedCheckpoint {
        do throws(CheckpointError) {
            return try UnverifiedCheckpoint(parsing: Array(bytes)).verify(log: log)
        } catch {
            throw .checkpoint(error)
        }
    }
}

/// The lines before the first empty one.
private struct HistoriesHead {
    let log: VerifierKey
    let firstSize: Int
    let secondSize: Int
    let path: HistoryPath?

    init(_ lines: inout ProofLines) throws(TwoHistoriesError) {
        let key = try Self.word("log ", &lines)
        do throws(NoteError) {
            log = try VerifierKey(parsing: key)
        } catch {
            throw .checkpoint(.note(error))
        }
        firstSize = try Self.size("first ", &lines)
        secondSize = try Self.size("second ", &lines)
        var hashes: [SHA256Digest] = []
        let prefix = Array("path ".utf8)
        while let line = lines.next() {
            guard !line.isEmpty else {
                path = hashes.isEmpty ? nil : HistoryPath(hashes: hashes)
                return
            }
            // One more than a proof of growth has.
            guard hashes.count <= LogLimits.hashesPerProof, line.starts(with: prefix),
                let bytes = Base64.decode(ascii: Array(line.dropFirst(prefix.count))),
                let hash = SHA256Digest(bytes: bytes)
            else { throw .malformedLine }
            hashes.append(hash)
        }
        throw .malformedLine
    }

    private static func word(
        _ prefix: String, _ lines: inout ProofLines
    ) throws(TwoHistoriesError) -> [UInt8] {
        guard let line = lines.next(), line.starts(with: prefix.utf8) else {
            throw .malformedLine
        }
        return Array(line.dropFirst(prefix.utf8.count))
    }

    private static func size(
        _ prefix: String, _ lines: inout ProofLines
    ) throws(TwoHistoriesError) -> Int {
        guard let size = Decimal.parse(try word(prefix, &lines)),
            size <= UInt64(LogLimits.noteSizeInBytes)
        else { throw .malformedLine }
        return Int(size)
    }
}
