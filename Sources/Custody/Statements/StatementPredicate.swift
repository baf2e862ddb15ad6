package import Primitives

/// One artefact that a statement is about.
package struct Subject: Hashable, Sendable {
    package let name: String
    package let digest: SHA256Digest

    package init(name: String, digest: SHA256Digest) {
        self.name = name
        self.digest = digest
    }
}

/// The typed content of one kind of statement.
///
/// A predicate is a claim until the statement that carries it is verified: see `VerifiedStatement`.
package protocol StatementPredicate: Equatable, Sendable {
    static var event: Event { get }

    /// Digests of the subjects, in the order of `Event.subjectNames`.
    var subjectDigests: [SHA256Digest] { get }

    /// Members of the predicate after `version`, in the order of the specification.
    func members(mode: Mode) -> [JSONMember]

    /// Reads the members after `version`; `statement` has exactly the event's subjects.
    init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError)

    /// Whose statement it says it is.
    var party: StatementParty { get }

    /// The key that it says signed it; nil where only the signature tells.
    var statedKeyID: KeyID? { get }

    /// When its signer says it was made; nil where it says nothing.
    var claimedTime: Timestamp? { get }

    /// Whether the statement's own words allow `signer` to have signed it.
    func names(signer: KeyID) -> Bool
}

/// Whose statement a statement says it is.
package enum StatementParty: Hashable, Sendable {
    case organisation(OrganisationReference)
    case broker(OrganisationName)
}

extension StatementPredicate {
    package func names(signer: KeyID) -> Bool { statedKeyID == nil || statedKeyID == signer }

    package var subjects: [Subject] {
        zip(Self.event.subjectNames, subjectDigests).map { Subject(name: $0, digest: $1) }
    }

    /// The exact text of this statement as this software writes it.
    package func text(mode: Mode) -> [UInt8] {
        let subjects = subjects.map { subject in
            JSONValue.object([
                JSONMember(name: "name", value: .string(subject.name)),
                JSONMember(
                    name: "digest",
                    value: .object([
                        JSONMember(name: "sha256", value: .string(subject.digest.hex))
                    ])),
            ])
        }
        let predicate = [JSONMember(name: "version", value: .integer(1))] + members(mode: mode)
        return JSONValue.object([
            JSONMember(name: "_type", value: .string(Statement.inTotoType)),
            JSONMember(name: "subject", value: .array(subjects)),
            JSONMember(
                name: "predicateType", value: .string(mode.predicateType(Self.event.rawValue))),
            JSONMember(name: "predicate", value: .object(predicate)),
        ]).serialized()
    }
}
