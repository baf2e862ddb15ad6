package import BrokerAPI
package import Custody
import Primitives

/// Why the broker does not do what was asked. Each has the problem that the API answers.
package enum BrokerError: PlainFailure, Equatable {
    case unauthenticated(RequestSignatureError)
    case organisationExpired
    case store(StoreError)

    case unknownOrganisation
    case record(AdmissionError)
    case noCharter

    case statement(StatementError)
    case notYourStatement
    case duplicateIdentifier
    case unknownDeposit
    /// What another broker brought is not taken as it came; it may be another time, so nothing is signed.
    case relayRefused(SubmissionRejectionReason)

    /// Who opens a mailbox of the deposit takes nothing new from its sender.
    case senderBlocked
    /// Nothing was written.
    case quota(QuotaExcess)

    case unknownUpload
    case uploadExpired
    case uploadBusy
    case uploadIncomplete
    case uploadTooLarge
    case offsetMismatch(current: Int64)
    case pieceTooLarge

    case unknownMailbox
    case unknownDelivery
    case payloadErased
    case evidence(EvidenceRefusal)
    /// The lane had ended, by this statement.
    case tooLate(EvidenceItem)

    package var code: String {
        switch self {
        case .unauthenticated(let error): error.code
        case .store(let error): error.code
        case .record(let error): error.code
        case .statement(let error): error.code
        case .evidence(let refusal): refusal.code
        case .quota(let excess): excess.rawValue
        default: "broker." + problem.rawValue
        }
    }

    package var message: String {
        switch self {
        case .unauthenticated(let error): error.message
        case .store(let error): error.message
        case .record(let error): error.message
        case .statement(let error): error.message
        case .evidence(let refusal): refusal.message
        case .relayRefused(let reason): reason.rawValue
        case .quota(let excess): excess.message
        default: problem.title
        }
    }

    package var hint: String? { problem.hint }

    /// What the API answers.
    package var problem: ProblemCode {
        switch self {
        case .unauthenticated(let error): error.problem
        case .organisationExpired: .organisationRecordExpired
        case .store(let error): error.problem
        case .unknownOrganisation: .unknownOrganisation
        case .record(.store(let error)): error.problem
        case .record(.meanwhile): .unavailable
        case .record: .recordRefused
        case .noCharter: .noCharter
        case .statement(let error): error.problem
        case .notYourStatement: .notYourStatement
        case .duplicateIdentifier: .duplicateIdentifier
        case .unknownDeposit: .unknownDeposit
        case .relayRefused: .relayRefused
        case .unknownUpload: .unknownUpload
        case .uploadExpired: .uploadExpired
        case .uploadBusy: .uploadBusy
        case .uploadIncomplete: .uploadIncomplete
        case .uploadTooLarge, .pieceTooLarge: .bodyTooLarge
        case .quota: .quotaExceeded
        case .senderBlocked: .senderBlocked
        case .offsetMismatch: .offsetMismatch
        case .unknownMailbox: .unknownMailbox
        case .unknownDelivery: .unknownDelivery
        case .payloadErased: .payloadErased
        case .evidence: .evidenceRefused
        case .tooLate: .tooLate
        }
    }
}

extension StoreError {
    package var problem: ProblemCode {
        switch self {
        case .insufficientStorage, .unpublished: .insufficientStorage
        case .readOnly, .log: .readOnly
        case .locked, .notDurable, .settingRefused, .schemaTooNew, .databaseMissing, .cancelled,
            .moving:
            .unavailable
        case .awaitingWitnesses: .awaitingWitnesses
        case .system: isFault ? .readOnly : .unavailable
        case .database: isFault ? .readOnly : .internalError
        }
    }
}

extension StatementError {
    package var problem: ProblemCode {
        switch self {
        case .signatureInvalid, .signatureMalformed, .signerMismatch: .signatureInvalid
        case .entryMissing, .entryMalformed, .entryMismatch: .entryMismatch
        default: .statementInvalid
        }
    }
}

/// Runs storage code in a service function.
func mapped<Value>(
    _ body: () async throws(StoreError) -> Value
) async throws(BrokerError) -> Value {
    do throws(StoreError) {
        return try await body()
    } catch {
        throw .store(error)
    }
}
