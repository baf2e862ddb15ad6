package import Primitives

/// What two brokers say about handing one delivery from one to the other: one hop.
///
/// - SeeAlso: Protocol/relay.md
package protocol RelayStatement: BrokerStatement {
    /// The other broker of the hop: for the home broker the one that brought it, and the reverse.
    var peer: BrokerIssuer { get }
}

extension RelayStatement {
    /// The broker that took the delivery in and handed it on, or could not.
    package var first: BrokerIssuer { Self.event == .relayFailure ? step.issuer : peer }
}

/// `RelayAcceptance`: the home broker has, durably, what another broker brought.
///
/// It answers the deposit itself, and not what the other broker said of it: whoever holds it needs
/// the word of the home broker alone.
package struct RelayAcceptance: RelayStatement {
    package static let event = Event.relayAcceptance
    package let step: BrokerStep
    package let deposit: SHA256Digest
    package let peer: BrokerIssuer

    /// - Precondition: `step.previous` is `deposit`; a statement that breaks this is not signed.
    package init(_ step: BrokerStep, deposit: SHA256Digest, peer: BrokerIssuer) {
        self.step = step
        self.deposit = deposit
        self.peer = peer
    }

    package func members(mode: Mode) -> [JSONMember] {
        step.members + [JSONMember("peer", peer)]
    }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        self.init(
            try BrokerStep(reading: &predicate), deposit: statement.subjects[0].digest,
            peer: try predicate.peer(besides: "issuer"))
        try step.requirePrevious(deposit)
    }
}

/// `RelayRejection`: the home broker refused what another broker brought, complete and authentic.
///
/// The home broker returns it and keeps nothing; the broker that brought it logs it.
package struct RelayRejection: RelayStatement {
    package static let event = Event.relayRejection
    package let step: BrokerStep
    package let deposit: SHA256Digest
    package let peer: BrokerIssuer
    package let reason: RelayRejectionReason

    /// - Precondition: as of ``RelayAcceptance``.
    package init(
        _ step: BrokerStep, deposit: SHA256Digest, peer: BrokerIssuer,
        reason: RelayRejectionReason
    ) {
        self.step = step
        self.deposit = deposit
        self.peer = peer
        self.reason = reason
    }

    package func members(mode: Mode) -> [JSONMember] {
        step.members + [JSONMember("peer", peer), JSONMember("reason", reason.rawValue)]
    }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        self.init(
            try BrokerStep(reading: &predicate), deposit: statement.subjects[0].digest,
            peer: try predicate.peer(besides: "issuer"),
            reason: try predicate.parsed("reason", expected: "a reason of a RelayRejection") {
                RelayRejectionReason(rawValue: $0)
            })
        try step.requirePrevious(deposit)
    }
}

/// `RelayFailure`: the broker that took a deposit in could not hand it on until its deadline.
///
/// Whether that is the end, its reason says: see ``RelayFailureReason``.
package struct RelayFailure: RelayStatement {
    package static let event = Event.relayFailure
    package let step: BrokerStep
    package let deposit: SHA256Digest
    package let peer: BrokerIssuer
    package let reason: RelayFailureReason

    package init(
        _ step: BrokerStep, deposit: SHA256Digest, peer: BrokerIssuer,
        reason: RelayFailureReason
    ) {
        self.step = step
        self.deposit = deposit
        self.peer = peer
        self.reason = reason
    }

    package func members(mode: Mode) -> [JSONMember] {
        step.members + [JSONMember("peer", peer), JSONMember("reason", reason.rawValue)]
    }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        self.init(
            try BrokerStep(reading: &predicate), deposit: statement.subjects[0].digest,
            peer: try predicate.peer(besides: "issuer"),
            reason: try predicate.parsed("reason", expected: "a reason of a RelayFailure") {
                RelayFailureReason(rawValue: $0)
            })
    }

    /// Whether the delivery has ended by it.
    package var isFinal: Bool { reason == .notDelivered }
}

extension BrokerStep {
    /// The home broker answers the deposit itself.
    fileprivate func requirePrevious(_ deposit: SHA256Digest) throws(JSONSchemaError) {
        guard previous == deposit else {
            throw .invalid(path: "predicate.previous", expected: "the digest of statement.json")
        }
    }
}

extension JSONObjectReader {
    /// The other broker: a hop has two ends.
    fileprivate mutating func peer(besides issuer: String) throws(JSONSchemaError) -> BrokerIssuer {
        let peer = try brokerIssuer("peer")
        guard peer.broker != (try brokerIssuer(issuer)).broker else {
            throw .invalid(path: "predicate.peer.broker", expected: "another broker")
        }
        return peer
    }
}
