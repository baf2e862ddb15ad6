package import Primitives

/// The stable dotted name of a check, for example `outer.statement-signature`.
package struct CheckCode: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    private init(_ text: String) { rawValue = text }

    /// The file is the one canonical encoding.
    package static let outerEncoding = CheckCode("outer.encoding")
    /// The outer statement is signed by a device of its sender, valid at the time.
    package static let outerSignature = CheckCode("outer.statement-signature")
    /// statement.entry opens exactly this statement and signature.
    package static let outerEntry = CheckCode("outer.entry")
    /// payload.age has the signed size, digest and header.
    package static let outerPayload = CheckCode("outer.payload")
    /// preview.age has the signed digest.
    package static let outerPreview = CheckCode("outer.preview")

    /// `Sealed` is signed by a member of its sender, valid at the time.
    package static let sealSignature = CheckCode("seal.signature")
    /// Inner and outer agree on consignment, organisation and mailboxes.
    package static let sealAgreement = CheckCode("seal.agreement")
    /// sealed.opening opens exactly this `Sealed` and is what the outer statement commits to.
    package static let sealCommitment = CheckCode("seal.commitment")
    /// commitments.txt is what `Sealed` covers and holds every opening.
    package static let sealOpenings = CheckCode("seal.openings")
    /// The case identifier is the sealed one.
    package static let sealCase = CheckCode("seal.case")
    /// The recipients are the sealed ones.
    package static let sealRecipients = CheckCode("seal.recipients")

    /// Every file is listed, present and unchanged; nothing else is there.
    package static let bagManifests = CheckCode("bag.manifests")
    /// The preview inside is the preview outside.
    package static let bagPreview = CheckCode("bag.preview")
    /// Earlier statements of the consignment tell one story.
    package static let custodyChain = CheckCode("custody.chain")

    /// Only where an original is carried: each file is one that the original's seal covers.
    package static let originalFiles = CheckCode("original.files")
    /// Only where an original is carried: a member of its sender signed its seal.
    package static let originalSeal = CheckCode("original.seal")

    /// The broker's acceptance is signed by the service key of the broker.
    package static let receiptSignature = CheckCode("receipt.signature")
    /// The acceptance names exactly this outer statement.
    package static let receiptDeposit = CheckCode("receipt.deposit")
    /// The acceptance's opening file opens exactly it.
    package static let receiptEntry = CheckCode("receipt.entry")

    /// The entries are in the log under a checkpoint of its key.
    package static let logInclusion = CheckCode("log.inclusion")
    /// A quorum of witnesses cosigned the checkpoint.
    package static let logWitnesses = CheckCode("log.witnesses")
    /// A time-stamp token covers the checkpoint.
    package static let timeToken = CheckCode("time.token")
    /// The bag holds a cosigned checkpoint from before it was sealed.
    package static let timeLowerBound = CheckCode("time.lower-bound")
}

/// One check of a verification and how it ended.
package struct Check: Hashable, Sendable {
    package let code: CheckCode
    /// What is checked, as one plain sentence.
    package let sentence: String
    package let outcome: Outcome

    /// A check is never half passed.
    package enum Outcome: Hashable, Sendable {
        case passed
        case failed(Reason)
        case notChecked(Reason)
    }

    /// Why, for a program and for a person.
    package struct Reason: Hashable, Sendable {
        package let code: String
        package let message: String

        package init(code: String, message: String) {
            self.code = code
            self.message = message
        }

        package init(_ failure: some PlainFailure) {
            self.init(code: failure.code, message: failure.message)
        }
    }

    package init(_ code: CheckCode, _ sentence: String, _ outcome: Outcome) {
        self.code = code
        self.sentence = sentence
        self.outcome = outcome
    }
}
