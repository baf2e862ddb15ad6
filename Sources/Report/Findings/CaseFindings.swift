package import BagIt
package import Custody
package import EvidenceBundle
package import Primitives
package import Wording

/// Everything that a report is made of: what a verification found, and what the material says.
///
/// A value without a file, a clock or a network behind it: the same findings give the same report.
package struct CaseFindings: Sendable {
    package var tool: ReportTool
    package var mode: Mode
    package var verdict: Verdict
    /// Nothing was found wrong; only the signer is nobody who is known here.
    package var isSignerUnknown: Bool
    /// Each original that is not what was sealed.
    package var differences: [FileDifference]
    /// Nil where not even the outer statement can be read.
    package var consignment: ConsignmentID?
    /// Who sent it, as the outer statement says.
    package var sender: OrganisationName?
    package var mailboxes: [MailboxAddress]
    /// Until when the other side could take it over.
    package var deadline: Timestamp?
    /// How far the clocks stood from UTC, where no case says it: `+01:00`.
    package var offset: LocalOffset?
    /// By the seal, once everything about it held.
    package var sealer: ReportSealer?
    package var receipt: ReportReceipt?
    /// After when it was sealed, by others than its sender.
    package var lowerBound: Timestamp?
    /// By when the deposit existed, by others than its signer and the broker.
    package var bound: Timestamp?
    /// The originals that are there, with the digests that were computed now.
    package var files: [PackedFile]
    /// payload.age by its signed size and digest; it does not lie there any more.
    package var payload: PackedFile?
    /// What manifest-sha256.txt says of them, sealed or not.
    package var listed: [BagPath: SHA256Digest]
    /// case.json and preview.json as they lie there; null where they cannot be read.
    package var caseDocument: JSONValue
    package var preview: JSONValue
    package var parts: [ReportPart]
    /// In their order.
    package var statements: [FoundStatement]
    /// Files in the place of statements that are none.
    package var unreadable: [String]
    package var roots: [TrustRoot]
    package var original: ReportOriginal?
    /// Whether an evidence folder was given beside the case.
    package var hasEvidence: Bool
    /// Whether this is of a case.json that nobody has sealed, so that there was nothing to check.
    package var isUnsealed: Bool
    /// Of a notice of withdrawn consent: what was said about each delivery.
    package var withdrawals: [FoundWithdrawal]
    /// How many statements about consent do not hold.
    package var refusedWithdrawals: Int

    package init(tool: ReportTool, mode: Mode, verdict: Verdict) {
        (self.tool, self.mode, self.verdict) = (tool, mode, verdict)
        isSignerUnknown = false
        (differences, mailboxes, files) = ([], [], [])
        (consignment, sender, sealer, receipt, original) = (nil, nil, nil, nil, nil)
        (payload, deadline, offset) = (nil, nil, nil)
        (lowerBound, bound) = (nil, nil)
        (listed, caseDocument, preview) = ([:], .null, .null)
        (parts, statements, unreadable, roots) = ([], [], [], [])
        (hasEvidence, isUnsealed) = (false, false)
        (withdrawals, refusedWithdrawals) = ([], 0)
    }
}

/// The program that made the check.
package struct ReportTool: Sendable {
    let name: String
    let version: String

    package init(name: String, version: String) { (self.name, self.version) = (name, version) }
}

/// Who closed the bag, and when by their own word.
package struct ReportSealer: Sendable {
    let organisation: OrganisationName
    let role: String
    package let sealedTime: Timestamp

    package init(organisation: OrganisationName, role: String, sealedTime: Timestamp) {
        self.organisation = organisation
        self.role = role
        self.sealedTime = sealedTime
    }
}

/// The intermediary server's word, once its signature held.
package struct ReportReceipt: Sendable {
    let broker: String
    package let receivedTime: Timestamp
    /// Whether somebody here has confirmed the server's key; otherwise only the material tells of it.
    let isConfirmed: Bool

    package init(broker: String, receivedTime: Timestamp, isConfirmed: Bool) {
        (self.broker, self.receivedTime) = (broker, receivedTime)
        self.isConfirmed = isConfirmed
    }
}

/// A file of the material whose digest stands for it.
package struct ReportPart: Sendable {
    package enum Kind: Sendable { case manifest, seal, statement, caseDocument }

    let kind: Kind
    let digest: SHA256Digest

    package init(_ kind: Kind, _ digest: SHA256Digest) { (self.kind, self.digest) = (kind, digest) }
}

/// What was sealed before and is carried.
package struct ReportOriginal: Sendable {
    let sender: OrganisationName
    let isVerified: Bool

    package init(sender: OrganisationName, isVerified: Bool) {
        (self.sender, self.isVerified) = (sender, isVerified)
    }
}

/// Somebody whose key the check rests on.
package struct TrustRoot: Sendable {
    package enum Standing: Sendable {
        /// The organisation of whoever made the report.
        case own
        /// Compared by a person before it was added.
        case confirmed
        /// Listed by the network's charter, and compared by nobody here.
        case introduced
        /// A server, witness or authority that was chosen here.
        case chosen
        /// Only the material itself tells of it.
        case offered
    }

    let name: String
    let fingerprint: String
    let standing: Standing

    package init(name: String, fingerprint: String, standing: Standing) {
        (self.name, self.fingerprint, self.standing) = (name, fingerprint, standing)
    }
}
