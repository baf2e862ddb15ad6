package import Primitives

/// A statement by an organisation about one lane.
package protocol LaneStatement: StatementPredicate {
    var step: LaneStep { get }
}

extension LaneStatement {
    package var party: StatementParty { .organisation(step.issuer.organisation) }
    package var statedKeyID: KeyID? { step.issuer.keyID }
    package var claimedTime: Timestamp? { step.claimedTime }
}

/// `ContentHandover`: the recipient's device holds every byte of the payload.
package struct ContentHandover: LaneStatement {
    package static let event = Event.contentHandover
    package let step: LaneStep
    package let payloadDigest: SHA256Digest
    package let payloadSize: UInt64

    package init(_ step: LaneStep, payloadDigest: SHA256Digest, payloadSize: UInt64) {
        self.step = step
        self.payloadDigest = payloadDigest
        self.payloadSize = payloadSize
    }

    package var subjectDigests: [SHA256Digest] { [payloadDigest] }
    package func members(mode: Mode) -> [JSONMember] {
        step.members + [JSONMember("payloadSize", sizeInBytes: payloadSize)]
    }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        self.init(
            try LaneStep(reading: &predicate, by: .recipient),
            payloadDigest: statement.subjects[0].digest,
            payloadSize: try predicate.sizeInBytes("payloadSize"))
    }
}

/// `Acknowledgement`: a person at the recipient has seen the preview.
package struct Acknowledgement: LaneStatement {
    package static let event = Event.acknowledgement
    package let step: LaneStep
    package let previewDigest: SHA256Digest

    package init(_ step: LaneStep, previewDigest: SHA256Digest) {
        self.step = step
        self.previewDigest = previewDigest
    }

    package var subjectDigests: [SHA256Digest] { [previewDigest] }
    package func members(mode: Mode) -> [JSONMember] { step.members }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        self.init(
            try LaneStep(reading: &predicate, by: .recipient),
            previewDigest: statement.subjects[0].digest)
    }
}

/// `ConsignmentAcceptance`: a member takes the consignment over, having opened it.
package struct ConsignmentAcceptance: LaneStatement {
    package static let event = Event.consignmentAcceptance
    package let step: LaneStep
    /// SHA-256 of statement.json.
    package let deposit: SHA256Digest
    /// SHA-256 of the sealed.opening that was found inside.
    package let sealedCommitment: SHA256Digest

    package init(_ step: LaneStep, deposit: SHA256Digest, sealedCommitment: SHA256Digest) {
        self.step = step
        self.deposit = deposit
        self.sealedCommitment = sealedCommitment
    }

    package var subjectDigests: [SHA256Digest] { [deposit, sealedCommitment] }
    package func members(mode: Mode) -> [JSONMember] { step.members }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        self.init(
            try LaneStep(reading: &predicate, by: .recipient),
            deposit: statement.subjects[0].digest,
            sealedCommitment: statement.subjects[1].digest)
    }
}

/// `ConsignmentRejection`: a member declines the consignment.
package struct ConsignmentRejection: LaneStatement {
    package static let event = Event.consignmentRejection
    package let step: LaneStep
    /// SHA-256 of statement.json.
    package let deposit: SHA256Digest
    package let reason: RejectionReason

    package init(_ step: LaneStep, deposit: SHA256Digest, reason: RejectionReason) {
        self.step = step
        self.deposit = deposit
        self.reason = reason
    }

    package var subjectDigests: [SHA256Digest] { [deposit] }
    package func members(mode: Mode) -> [JSONMember] {
        step.members + [JSONMember("reason", reason.rawValue)]
    }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        self.init(
            try LaneStep(reading: &predicate, by: .recipient),
            deposit: statement.subjects[0].digest,
            reason: try predicate.parsed(
                "reason", expected: "a reason of a ConsignmentRejection"
            ) { RejectionReason(rawValue: $0) })
    }
}
