import KeyDirectory
import Primitives
import Testing

/// A network of one organisation with two roots, of which two must sign, made anew for each test.
final class TestNetwork: Sendable {
    let first: SigningKey
    let second: SigningKey
    private let mode: Mode

    static let expiry = "2098-01-01T00:00:00Z"

    init(mode: Mode = .live) throws {
        first = try SigningKey()
        second = try SigningKey()
        self.mode = mode
    }

    /// A file with so many versions.
    func versions(_ count: Int, expiry: String = expiry) throws -> CharterFile {
        var records: [SignedRecord] = []
        for version in 1...count {
            let end = version == count ? expiry : Self.expiry
            records.append(
                try signed(record(version, after: records.last, expiry: end), by: [true, true]))
        }
        return CharterFile(mode: mode, records: records)
    }

    /// The file with a further version, signed by these roots; another number where one is given.
    func following(
        _ file: CharterFile, version: Int? = nil, expiry: String = expiry,
        signedBy roots: [Bool] = [true, true]
    ) throws -> CharterFile {
        let next = try record(
            version ?? file.records.count + 1, after: file.records.last, expiry: expiry)
        return CharterFile(mode: mode, records: file.records + [try signed(next, by: roots)])
    }

    static func digits(_ file: CharterFile) throws -> String {
        Fingerprint(try #require(file.records.first).digest).digitGroups
    }

    private func record(
        _ version: Int, after previous: SignedRecord?, expiry: String
    ) throws -> CharterRecord {
        let name = try #require(OrganisationName("network.example"))
        return try CharterRecord(
            head: RecordHead(
                mode: mode, version: version, name: name, previous: previous?.digest,
                issuedTime: try #require(Timestamp("2020-01-01T00:00:00Z")),
                expiryTime: try #require(Timestamp(expiry)), threshold: 2,
                roots: [try root("first", first), try root("second", second)]),
            content: CharterContent(
                organisations: [
                    CharteredOrganisation(
                        name: try #require(OrganisationName("group484.rs")),
                        fingerprint: Fingerprint(.of([1])))
                ], brokers: [], witnesses: [], faultyWitnesses: 0, timeAuthorities: [],
                limits: NetworkLimits(payloadSizeInBytes: 1 << 20, deadlineInDays: 90)))
    }

    private func root(_ label: String, _ key: borrowing SigningKey) throws -> RootKey {
        RootKey(label: try #require(RecordLabel(label)), key: .ed25519(key.publicKey))
    }

    private func signed(_ record: CharterRecord, by roots: [Bool]) throws -> SignedRecord {
        let bytes = record.serialized()
        var signatures: [[UInt8]] = []
        if roots[0] { signatures.append(signature(bytes, first)) }
        if roots[1] { signatures.append(signature(bytes, second)) }
        return try SignedRecord(
            bytes: bytes, signatures: signatures, limit: CharterRecord.sizeLimitInBytes)
    }

    private func signature(_ bytes: [UInt8], _ key: borrowing SigningKey) -> [UInt8] {
        SignedRecord.signature(over: bytes, of: CharterRecord.self, mode: mode, by: key)
    }
}
