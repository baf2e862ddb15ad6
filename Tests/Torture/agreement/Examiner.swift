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
        return VerificationContext(mode: question.mode, time: question.time) { fingerprint in
            known.first { $0.fingerprint == fingerprint }
        }
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
        try event.verify(signed, question.mode, key)
        if event != .sealed { _ = try signed.openingFile() }
        return .verified
    }
}

extension Event {
    fileprivate func verify(_ signed: SignedStatement, _ mode: Mode, _ key: PublicKey) throws {
        switch self {
        case .sealed: _ = try signed.verify(as: SealedStatement.self, mode: mode, by: key)
        case .deposit: _ = try signed.verify(as: DepositStatement.self, mode: mode, by: key)
        case .submissionAcceptance:
            _ = try signed.verify(as: SubmissionAcceptance.self, mode: mode, by: key)
        case .submissionRejection:
            _ = try signed.verify(as: SubmissionRejection.self, mode: mode, by: key)
        case .contentHandover: _ = try signed.verify(as: ContentHandover.self, mode: mode, by: key)
        case .acknowledgement: _ = try signed.verify(as: Acknowledgement.self, mode: mode, by: key)
        case .consignmentAcceptance:
            _ = try signed.verify(as: ConsignmentAcceptance.self, mode: mode, by: key)
        case .consignmentRejection:
            _ = try signed.verify(as: ConsignmentRejection.self, mode: mode, by: key)
        case .transfer: _ = try signed.verify(as: TransferStatement.self, mode: mode, by: key)
        case .contentConsignment:
            _ = try signed.verify(as: ContentConsignment.self, mode: mode, by: key)
        case .withdrawal:
            _ = try signed.verify(as: Withdrawal.self, mode: mode, by: key)
        case .acceptanceRejectionExpiry:
            _ = try signed.verify(as: AcceptanceRejectionExpiry.self, mode: mode, by: key)
        case .disposal:
            _ = try signed.verify(as: Disposal.self, mode: mode, by: key)
        }
    }
}
