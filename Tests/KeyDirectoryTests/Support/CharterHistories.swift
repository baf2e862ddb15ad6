import KeyDirectory
import Primitives
import Testing

/// Charters that follow one another, and charters that seem to: the cases of
/// `Protocol/vectors/charter-histories`, made anew with fresh keys.
struct CharterHistories {
    private let network: Network
    /// Roots of the first charter are the first three; two of them must sign.
    private let keys: [CharterSigner]

    init() throws {
        network = try Network()
        keys = try ["a", "b", "c", "d", "e"].map { try CharterSigner("root-" + $0) }
    }

    func valid() throws -> [CharterVector] {
        [
            try vector("two-of-both", [first(), second(signed: [1, 2])]),
            try vector("renewed", [first(), second(roots: [0, 1, 2], signed: [0, 2])]),
            try vector(
                "all-roots-replaced", [first(), second(roots: [3, 4], signed: [0, 1, 3, 4])]),
            try vector("threshold-raised", [first(), second(threshold: 3, signed: [1, 2, 3])]),
            try vector(
                "a-signature-of-a-stranger-beside", [first(), second(signed: [1, 2, 4])]),
            try vector("three-versions", threeVersions()),
            try vector("names-that-differ-in-a-digit", [first(), lookAlike("gr0up484.rs")]),
        ]
    }

    func invalid() throws -> [CharterVector] {
        let few = "record.too-few-signatures"
        let one = try first()
        return [
            try vector("new-keys-only", [one, second(after: one, signed: [2, 3])], few),
            try vector("old-keys-only", [one, second(after: one, signed: [0, 1])], few),
            try vector("repeated-signer", [one, second(after: one, signed: [1, 1])], few),
            try vector(
                "skipped-version", [one, second(after: one, version: 3, signed: [1, 2])],
                "record.version-not-next"),
            try vector("replayed", [one, one], "record.version-not-next"),
            try vector(
                "fast-forwarded", [one, second(after: one, version: 1_000_000, signed: [1, 2])],
                "record.version-not-next"),
            try vector(
                "look-alike-name", [one, lookAlike("gr\u{43E}up484.rs", after: one)],
                "record.schema"),
        ]
    }

    /// Another second version than that of `two-of-both`, for a client that has seen that one.
    func twoSeconds() throws -> (first: SignedRecord, one: SignedRecord, other: SignedRecord) {
        let start = try first()
        return (
            start, try second(after: start, signed: [1, 2]),
            try second(after: start, roots: [0, 1, 2], signed: [0, 1])
        )
    }

    private func first() throws -> SignedRecord {
        try signed(
            network.charter(head: network.head(roots: roots([0, 1, 2]), threshold: 2))
                .serialized(), by: [0, 1])
    }

    private func second(
        after one: SignedRecord? = nil, version: Int = 2, roots list: [Int] = [1, 2, 3],
        threshold: Int = 2, signed signers: [Int]
    ) throws -> SignedRecord {
        let start = try one ?? first()
        return try signed(
            network.charter(
                head: network.head(
                    version: version, previous: start.digest, roots: roots(list),
                    threshold: threshold)
            ).serialized(), by: signers)
    }

    /// A second version in which a further organisation has this name.
    private func lookAlike(
        _ name: String, after one: SignedRecord? = nil
    ) throws -> SignedRecord {
        let start = try one ?? first()
        let twin = CharteredOrganisation(
            name: try Network.name("group484-x.rs"), fingerprint: Fingerprint(.of([77])))
        let text = try network.charter(
            head: network.head(
                version: 2, previous: start.digest, roots: roots([1, 2, 3]), threshold: 2),
            organisations: network.organisations + [twin]
        ).serialized()
        return try signed(edit(text, "group484-x.rs", name), by: [1, 2])
    }

    private func threeVersions() throws -> [SignedRecord] {
        let one = try first()
        let two = try second(after: one, signed: [1, 2])
        return [one, two, try second(after: two, version: 3, roots: [2, 3, 4], signed: [2, 3])]
    }

    private func roots(_ list: [Int]) throws -> [RootKey] {
        try list.map { try network.root(keys[$0].label, keys[$0].key) }
    }

    private func signed(_ bytes: [UInt8], by signers: [Int]) throws -> SignedRecord {
        try SignedRecord(
            bytes: bytes,
            signatures: signers.map {
                SignedRecord.signature(
                    over: bytes, of: CharterRecord.self, mode: .live, by: keys[$0].key)
            }, limit: CharterRecord.sizeLimitInBytes)
    }

    private func vector(
        _ name: String, _ records: [SignedRecord], _ code: String? = nil
    ) throws -> CharterVector {
        CharterVector(
            name: name, mode: .live, fingerprint: Fingerprint(records[0].digest), code: code,
            file: CharterFile(mode: .live, records: records).serialized())
    }
}

/// Somebody who holds a root of a charter.
private final class CharterSigner: Sendable {
    let label: String
    let key: SigningKey

    init(_ label: String) throws {
        self.label = label
        key = try SigningKey()
    }
}
