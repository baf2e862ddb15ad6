import Custody
package import Primitives
import Wording

/// A paper beside the report, made of the same findings. (`Protocol/documents.md`)
package enum CasePaper: Sendable {
    /// Two copies for wet signatures, of one signed act.
    case handover(FoundStatement)
    /// Every exhibit with its digest and the place where it is.
    case exhibits
    /// - Parameter program: the digest of the executable that made the check.
    case verification(program: SHA256Digest)
    /// Of findings about what was sealed here.
    case packing
    /// Of findings about an evidence folder.
    case delivery
    case referral
    /// What the person has agreed to.
    case consent
    /// Of findings about withdrawals of consent.
    case withdrawal

    func title(_ wording: Wording) -> Passage {
        switch self {
        case .handover: wording.say(PaperPhrase.handoverTitle)
        case .exhibits: wording.say(PaperPhrase.listTitle)
        case .verification: wording.say(PaperPhrase.verificationTitle)
        case .packing: wording.say(PaperPhrase.packingTitle)
        case .delivery: wording.say(PaperPhrase.deliveryTitle)
        case .referral: wording.say(PaperPhrase.referralTitle)
        case .consent: wording.say(ConsentPhrase.agreedTitle)
        case .withdrawal: wording.say(ConsentPhrase.withdrawnTitle)
        }
    }
}

extension CaseFindings {
    /// The acts by which a thing comes into other hands.
    private static let handovers: Set<String> = ["handed_over", "returned", "received"]

    /// The act that a hand-over record is about: the one with this number, or the last one.
    /// - Throws: ``PaperError``; of what does not hold nothing is put on paper.
    package func handover(_ number: Int?) throws(PaperError) -> FoundStatement {
        let found: FoundStatement
        if let number {
            found = try entry(number)
        } else if let last = lastHandover {
            found = last
        } else {
            throw .noHandover
        }
        let number = found.actNumber ?? 0
        guard found.holds, let act = found.act else { throw .actDoesNotHold(number) }
        guard Self.isHandover(found) else { throw .notAHandover(number, act) }
        guard rightEntry(of: found).predicate["outcome"]?.line != "failed" else {
            throw .didNotSucceed(number)
        }
        return found
    }

    private func entry(_ number: Int) throws(PaperError) -> FoundStatement {
        guard let found = statements.first(where: { $0.actNumber == number }) else {
            throw .noSuchAct(number)
        }
        return found
    }

    /// Whatever it is worth: an older one must not pass for the last. What cannot be read may be one.
    private var lastHandover: FoundStatement? {
        statements.last { found in
            Self.isHandover(found) || (found.actNumber != nil && found.act == nil)
        }
    }

    private static func isHandover(_ found: FoundStatement) -> Bool {
        found.act.map(handovers.contains) ?? false
    }
}

/// Why no paper was made.
package enum PaperError: PlainFailure, Equatable {
    case noHandover
    case noSuchAct(Int)
    case notAHandover(Int, String)
    case actDoesNotHold(Int)
    case didNotSucceed(Int)
    case notSealedHere(String)
    /// The case says neither of consent nor of another basis anything that can be read.
    case noConsent
    case noWithdrawal(String)
    /// With the code of why it cannot be read.
    case evidenceUnreadable(code: String, message: String)

    package var code: String {
        switch self {
        case .noHandover: "document.no-handover"
        case .noSuchAct: "document.no-such-act"
        case .notAHandover: "document.not-a-handover"
        case .actDoesNotHold: "document.act-does-not-hold"
        case .didNotSucceed: "document.did-not-succeed"
        case .notSealedHere: "document.not-sealed-here"
        case .noConsent: "document.no-consent"
        case .noWithdrawal: "document.no-withdrawal"
        case .evidenceUnreadable(let code, _): code
        }
    }

    package var message: String {
        switch self {
        case .noHandover: "no act of this case says that anything was handed over"
        case .noSuchAct(let number): "this case has no act \(number)"
        case .notAHandover(let number, let act):
            "act \(number) is '\(SafeText.shown(act))', and no hand-over"
        case .actDoesNotHold(let number):
            "act \(number) does not hold, or nobody here knows who signed it"
        case .didNotSucceed(let number):
            "act \(number) says itself that the hand-over did not succeed"
        case .notSealedHere(let name): "'\(SafeText.shown(name))' was not sealed on this computer"
        case .noConsent: "this case records neither consent nor another basis"
        case .noWithdrawal(let name):
            "nobody here knows of a withdrawal of consent for '\(SafeText.shown(name))'"
        case .evidenceUnreadable(_, let message): message
        }
    }

    package var hint: String? {
        switch self {
        case .noHandover: "write it down first: plomba custody add CASE --act handed_over ..."
        case .noSuchAct: "the folder acts/ of the case has the acts by their numbers"
        case .notAHandover: "name one that is handed_over, returned or received"
        case .actDoesNotHold:
            "plomba verify says what is wrong with it; of an earlier hand-over: --act NUMBER"
        case .didNotSucceed: "of an earlier hand-over: --act NUMBER"
        case .notSealedHere: "a packing receipt is for whoever sealed; plomba status lists what was"
        case .noConsent:
            "consent that is on paper only has its paper; 'plomba case check' names the fields"
        case .noWithdrawal: "'plomba sync' asks for them; 'plomba consent show' lists what is known"
        case .evidenceUnreadable: nil
        }
    }
}
