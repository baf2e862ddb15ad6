import BrokerClient
import Report
import Verification

// Which failures of everyday work say that evidence is not what it claims to be.

extension NumberError: EvidenceFailure {
    package var isAboutEvidence: Bool { true }
}

extension RecordedLaneError: EvidenceFailure {
    package var isAboutEvidence: Bool { true }
}

extension RefusedListError: EvidenceFailure {
    package var isAboutEvidence: Bool {
        FailureStatus.of(reason) == FailureStatus.failedVerification
    }
}

extension InboxError: EvidenceFailure {
    /// The sender has signed two contents under one identifier.
    package var isAboutEvidence: Bool {
        if case .identifierReused = self { true } else { false }
    }
}

extension BrokerClientError: EvidenceFailure {
    /// Other bytes than the statement says.
    package var isAboutEvidence: Bool { self == .wrongDigest || self == .wrongSize }
}

extension CarrierError: EvidenceFailure {
    /// Bytes on a carrier that are not what their sender signed.
    package var isAboutEvidence: Bool {
        switch self {
        case .damaged, .otherStatement: true
        default: false
        }
    }
}

extension CaseGraphError: EvidenceFailure {
    package var isAboutEvidence: Bool {
        if case .notVerified = self { true } else { false }
    }
}

extension DossierWritingError: EvidenceFailure {
    package var isAboutEvidence: Bool {
        if case .notVerified = self { true } else { false }
    }
}

extension PaperError: EvidenceFailure {
    package var isAboutEvidence: Bool {
        switch self {
        case .actDoesNotHold, .evidenceUnreadable: true
        default: false
        }
    }
}
