package import Primitives

/// `CustodyAct`: a member says what was done with the organisation's copy after it was received.
///
/// It is no statement of a lane: no broker carries it, and nothing of a delivery follows it. Acts of one
/// copy are numbered from 1 and each names the one before it, the first one the seal.
/// - SeeAlso: Protocol/custody-acts.md, Protocol/decisions/0125-acts-beside-the-lanes.md
package struct CustodyAct: Equatable, Sendable {
    /// Also the name in predicate type and namespace.
    package static let name = "CustodyAct"
    package static let maximumActs = 4096
    package static let maximumExhibits = 256
    package static let maximumFiles = 64

    package let position: Position
    package let issuer: OrganisationIssuer
    /// When it was signed, by its signer's clock.
    package let claimedTime: Timestamp
    package let words: Words

    package init(
        _ words: Words, at position: Position, issuer: OrganisationIssuer, claimedTime: Timestamp
    ) {
        (self.words, self.position) = (words, position)
        (self.issuer, self.claimedTime) = (issuer, claimedTime)
    }

    /// Where an act stands: the copy that it is about, and what it follows.
    package struct Position: Equatable, Sendable {
        /// SHA-256 of the Sealed.json of the copy.
        package let seal: SHA256Digest
        package let consignment: ConsignmentID
        package let sender: OrganisationReference
        package let number: Int
        /// Of the act before it, or of the seal.
        package let previous: SHA256Digest

        package init(
            seal: SHA256Digest, consignment: ConsignmentID, sender: OrganisationReference,
            number: Int, previous: SHA256Digest
        ) {
            (self.seal, self.consignment, self.sender) = (seal, consignment, sender)
            (self.number, self.previous) = (number, previous)
        }
    }

    /// An exhibit by its number, with the digest that it had at that moment; nil of a thing.
    package struct Exhibit: Equatable, Sendable {
        package let name: String
        package let digest: SHA256Digest?

        package init(name: String, digest: SHA256Digest?) {
            (self.name, self.digest) = (name, digest)
        }
    }

    /// A file that came of the act, or that goes with it.
    package struct File: Equatable, Sendable {
        package let name: String
        package let digest: SHA256Digest

        package init(name: String, digest: SHA256Digest) {
            (self.name, self.digest) = (name, digest)
        }
    }

    /// What a thing lay in, and how it was.
    package struct Physical: Equatable, Sendable {
        package var bag: String?
        /// The number of the seal that was found on it.
        package var seal: String?
        package var isSealIntact: Bool?
        /// The number of the seal that was put on it.
        package var newSeal: String?
        package var condition: String?

        package init(
            bag: String? = nil, seal: String? = nil, isSealIntact: Bool? = nil,
            newSeal: String? = nil, condition: String? = nil
        ) {
            (self.bag, self.seal, self.isSealIntact) = (bag, seal, isSealIntact)
            (self.newSeal, self.condition) = (newSeal, condition)
        }

        var saysNothing: Bool { self == Physical() }
    }

    /// What a person says of it.
    package struct Words: Equatable, Sendable {
        package var kind: CustodyActKind
        package var outcome = CustodyActOutcome.ok
        package var startTime: Timestamp
        /// Nil of what has no duration worth writing down.
        package var endTime: Timestamp?
        /// Nil: the whole of what was sealed.
        package var exhibits: [Exhibit]?
        /// Who did it, where that was not the signer.
        package var performer: String?
        package var from: String?
        package var to: String?
        package var witness: String?
        package var location: String?
        package var purpose: String
        package var authority: String
        package var method: String?
        package var tool: String?
        package var results: [File] = []
        /// Papers and photographs that go with the act: a signed hand-over record, an order.
        package var documents: [File] = []
        package var physical: Physical?
        /// The act that this one corrects; nothing is ever changed.
        package var corrects: SHA256Digest?
        package var note: String?

        package init(
            kind: CustodyActKind, startTime: Timestamp, purpose: String, authority: String
        ) {
            (self.kind, self.startTime) = (kind, startTime)
            (self.purpose, self.authority) = (purpose, authority)
        }
    }
}
