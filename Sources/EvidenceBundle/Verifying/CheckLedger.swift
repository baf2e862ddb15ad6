package import Custody
import Primitives

/// Writes down how each check ended, while a bundle is verified.
///
/// A check that is not mentioned was not reached; the verdict then says so.
package struct CheckLedger: Sendable {
    private let profile: VerificationProfile
    private var outcomes: [CheckCode: Check.Outcome] = [:]

    init(profile: VerificationProfile) { self.profile = profile }

    mutating func pass(_ code: CheckCode) {
        // What has failed once stays failed.
        if outcomes[code] == nil { outcomes[code] = .passed }
    }

    mutating func fail(_ error: BundleError) {
        // An unknown signer is no proof against the bundle: it is the absence of one.
        outcomes[error.check] =
            error == .unknownSigner
            ? .notChecked(Check.Reason(error)) : .failed(Check.Reason(error))
    }

    mutating func skip(_ code: CheckCode, _ reason: Check.Reason) {
        outcomes[code] = .notChecked(reason)
    }

    package var verdict: Verdict {
        let reason = ended ? Self.notReached : Self.insideSealed
        // What is said of an original is said only where one is carried.
        let sentences = Self.sentences.filter { code, _ in
            outcomes[code] != nil || (code != .originalFiles && code != .originalSeal)
        }
        let checks = sentences.map { code, sentence in
            Check(code, sentence, outcomes[code] ?? .notChecked(reason))
        }
        return Verdict(profile: profile, checks: checks)
    }

    /// Whether a check ended the verification before all were reached.
    private var ended: Bool {
        outcomes.values.contains { $0 != .passed }
    }

    /// The outside of a sealed file was verified without a key.
    private static let insideSealed = Check.Reason(
        code: "check.inside-sealed", message: "only a reader's key opens what this is about")

    private static let notReached = Check.Reason(
        code: "check.not-reached", message: "an earlier check ended the verification")

    private static let sentences: [(CheckCode, String)] = [
        (.outerEncoding, "the file and its outer statement have the one canonical form"),
        (.outerEntry, "the opening file belongs to the outer statement"),
        (.outerSignature, "a valid device of the sending organisation signed the statement"),
        (.outerPreview, "preview.age is the one that was announced"),
        (.outerPayload, "payload.age is the one that was announced"),
        (.bagManifests, "every file of the bag is listed, there and unchanged"),
        (.sealOpenings, "the seal covers every file, the case and the recipients"),
        (.sealSignature, "an active member of the sending organisation signed the seal"),
        (.sealCommitment, "the seal is the one that the outer statement announced"),
        (.sealAgreement, "inside and outside name the same consignment and sender"),
        (.sealRecipients, "the seal names the readers, and only people of the mailboxes"),
        (.sealCase, "the case is well formed and carries the sealed number"),
        (.bagPreview, "the preview inside is the one that was shown, and is true"),
        (.originalFiles, "every file is one that the seal of the original covers"),
        (.originalSeal, "a member of the organisation that it names signed the original's seal"),
        (.custodyChain, "earlier statements in the bag are complete"),
    ]
}
