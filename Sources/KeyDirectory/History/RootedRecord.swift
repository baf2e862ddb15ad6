package import Primitives

/// A record whose changes are ruled by its own roots: of an organisation, or of a network.
///
/// Both follow the rules of `Protocol/organisation-record.md`, "Following records".
package protocol RootedRecord: Hashable, Sendable {
    /// The last part of `type` and of the signatures' namespace.
    static var statementName: String { get }
    /// The same for a file of all records.
    static var historyName: String { get }
    static var sizeLimitInBytes: Int { get }

    var head: RecordHead { get }
    /// Every Ed25519 key with its path and what it is for, in the order of the record.
    var keys: [KeyPlace] { get }
    /// When the keys of people and computers count, as far as the record says so.
    var intervals: [KeyInterval] { get }

    init(parsing bytes: [UInt8]) throws(RecordError)

    func serialized() -> [UInt8]
}

/// Where a key stands in a record. One key has one purpose, in all records of a history.
package struct KeyPlace: Sendable {
    package enum Purpose: Sendable { case root, member, device, brokerService, log, witness }

    package let path: String
    package let point: PublicKey
    package let purpose: Purpose

    init(_ path: String, _ point: PublicKey, _ purpose: Purpose) {
        self.path = path
        self.point = point
        self.purpose = purpose
    }
}

/// When a key counts, by one record.
package struct KeyInterval: Sendable {
    let point: PublicKey
    let validity: Validity
}

extension RootedRecord {
    package var intervals: [KeyInterval] { [] }
    package var mode: Mode { head.mode }
    package var version: Int { head.version }
    package var name: OrganisationName { head.name }
    package var previous: SHA256Digest? { head.previous }
    package var issuedTime: Timestamp { head.issuedTime }
    package var expiryTime: Timestamp { head.expiryTime }
    package var threshold: Int { head.threshold }
    package var roots: [RootKey] { head.roots }

    var rootPlaces: [KeyPlace] {
        roots.enumerated().map { KeyPlace("roots[\($0)].key", $1.point, .root) }
    }
}
