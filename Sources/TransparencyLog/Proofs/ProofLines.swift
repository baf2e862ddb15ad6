import Primitives

/// The lines of a proof, one after the other.
struct ProofLines {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// A line without its line feed; nil when no line feed follows.
    mutating func next() -> ArraySlice<UInt8>? {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return rest[..<end]
    }

    /// The hashes up to the empty line, which is read too; each failure as the caller calls it.
    mutating func hashes<Failure>(
        tooMany: Failure, malformed: Failure, truncated: Failure
    ) throws(Failure) -> [SHA256Digest] {
        var hashes: [SHA256Digest] = []
        hashes.reserveCapacity(LogLimits.hashesPerProof)
        while let line = next() {
            guard !line.isEmpty else { return hashes }
            guard hashes.count < LogLimits.hashesPerProof else { throw tooMany }
            guard let bytes = Base64.decode(ascii: Array(line)),
                let hash = SHA256Digest(bytes: bytes)
            else { throw malformed }
            hashes.append(hash)
        }
        throw truncated
    }
}
