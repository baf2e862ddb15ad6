import Age
import Custody
import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives

/// Verifies whatever a question names.
struct Examiner {
    /// Organisation files that were verified before, by mode and path: the driver never
    /// reuses a name.
    private var known: [String: VerifiedOrganisation] = [:]
    private static let maximumKnown = 256
    private let scratch = FileManager.default.temporaryDirectory
        .appending(path: "agreement-\(ProcessInfo.processInfo.processIdentifier)")

    mutating func answer(to line: String) -> String {
        do {
            let question = try Question(line)
            let answer = try examine(question)
            return answer.line
        } catch let failure as BundleError {
            return Answer(failure).line
        } catch let failure as any PlainFailure {
            return Answer(code: failure.code).line
        } catch {
            return Answer(code: "error.\(type(of: error))").line
        }
    }

    private mutating func examine(_ question: Question) throws -> Answer {
        switch question.what {
        case "statement": return try statement(question)
        case "record":
            _ = try question.organisations.map { try organisation($0, question.mode) }
            return .verified
        case "folder":
            let context = try context(question)
            let result = try BundleVerifier.verify(
                folder: question.path, context: context, progress: { _, _ in })
            return Answer(result.failure, result.verdict)
        case "sealed":
            let context = try context(question)
            let result = try BundleVerifier.verify(
                BundleFile(path: question.path), context: context, progress: { _, _ in })
            return Answer(result.failure, result.verdict)
        default: return try bundle(question)
        }
    }

    private mutating func bundle(_ question: Question) throws -> Answer {
        let context = try context(question)
        let file = try BundleFile(path: question.path)
        var reader = BundleReader(file.parts, context: context)
        defer { try? FileManager.default.removeItem(at: scratch) }
        var text = Array(try Data(contentsOf: URL(filePath: question.identity)))
        let identities = try IdentitySet(
            identityFile: SecretBytes(copyingAndErasing: &text))
        let opened = try reader.extract(
            payload: file.payload(), identities: identities, into: scratch.path,
            progress: { _, _ in })
        return Answer(nil, opened.verdict)
    }

    private mutating func context(_ question: Question) throws -> VerificationContext {
        let known = try question.organisations.map { try organisation($0, question.mode) }
        let broker = question.broker
        return VerificationContext(
            mode: question.mode, time: question.time, confirmed: known,
            broker: { name, keyID in
                broker.flatMap { $0.id == keyID && name.text == "broker.example.org" ? $0 : nil }
            })
    }

    private mutating func organisation(
        _ named: Question.Organisation, _ mode: Mode
    ) throws -> VerifiedOrganisation {
        let name = "\(mode) \(named.path)"
        if let organisation = known[name] { return organisation }
        let file = try OrganisationFile(
            parsing: Array(try Data(contentsOf: URL(filePath: named.path))))
        let organisation = try UnverifiedOrganisation(file).verify(
            fingerprint: named.fingerprint, mode: mode)
        if known.count >= Self.maximumKnown { known.removeAll() }
        known[name] = organisation
        return organisation
    }

    private func statement(_ question: Question) throws -> Answer {
        func bytes(_ ending: String) throws -> [UInt8] {
            Array(try Data(contentsOf: URL(filePath: question.path + ending)))
        }
        let entry = FileManager.default.fileExists(atPath: question.path + ".entry")
        let signed = try SignedStatement(
            json: bytes(".json"), signature: bytes(".json.sig"),
            entry: entry ? bytes(".entry") : nil)
        let key = try PublicKey(openSSH: question.key)
        guard let event = Event(rawValue: question.event) else { return Answer(code: "no event") }
        try verify(signed, as: event.predicate, question.mode, key)
        if event != .sealed { _ = try signed.openingFile() }
        return .verified
    }

    private func verify(
        _ signed: SignedStatement, as type: any StatementPredicate.Type, _ mode: Mode,
        _ key: PublicKey
    ) throws {
        func open<Content: StatementPredicate>(_ type: Content.Type) throws {
            _ = try signed.verify(as: type, mode: mode, by: key)
        }
        try open(type)
    }
}

extension Event {
    fileprivate var predicate: any StatementPredicate.Type {
        switch self {
        case .sealed: SealedStatement.self
        case .deposit: DepositStatement.self
        case .submissionAcceptance: SubmissionAcceptance.self
        case .submissionRejection: SubmissionRejection.self
        case .relayAcceptance: RelayAcceptance.self
        case .relayRejection: RelayRejection.self
        case .relayFailure: RelayFailure.self
        case .contentConsignment: ContentConsignment.self
        case .contentHandover: ContentHandover.self
        case .acknowledgement: Acknowledgement.self
        case .consignmentAcceptance: ConsignmentAcceptance.self
        case .consignmentRejection: ConsignmentRejection.self
        case .withdrawal: Withdrawal.self
        case .acceptanceRejectionExpiry: AcceptanceRejectionExpiry.self
        case .transfer: TransferStatement.self
        case .disposal: Disposal.self
        case .skipped: SkippedStatement.self
        case .consentWithdrawal: ConsentWithdrawal.self
        case .consentAnswer: ConsentAnswer.self
        }
    }
}
