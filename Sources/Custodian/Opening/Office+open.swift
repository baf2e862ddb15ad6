import Custody
import EvidenceBundle
import KeyDirectory
package import Primitives
import SystemPackage
package import Verification

extension Office {
    /// Opens a sealed file that came by hand into a new folder, when everything that was sealed holds.
    ///
    /// A receipt beside it is judged too, and told: it cannot keep the case from whoever it is for, since
    /// whoever carried the file can have put a wrong one there.
    package func open(_ file: String, into folder: String) throws -> OpenedCase {
        let bundle = try BundleFile(path: file)
        let now = clock.now
        let directory = try Directory(home, at: now)
        var reader = BundleReader(bundle.parts, context: directory.context(at: now))
        // Before the passphrase is asked: what is not a partner's is not worth it.
        let deposit = try reader.verifyOuter()
        let earlier = try Inbox(home).earlier(than: deposit)
        let byHand = OpenedByHand(home)
        try byHand.requireSame(deposit)
        if let earlier { notices.warn(earlier.sentence) }
        let opened = try reader.extract(
            payload: bundle.payload(), identities: memberIdentities(), into: folder,
            progress: { notices.progress(Progress(.opening, done: $0, total: $1)) })
        try byHand.keep(deposit)
        let receipt = try KeptReceipt(
            in: FilePath(folder), known: KnownParties(home, at: now))
        var shown = OpenedCase(opened, folder: folder, receiptFailure: receipt?.failure)
        shown.earlier = earlier
        return shown
    }
}

/// A case that was opened into a folder, with what was proven about it.
package struct OpenedCase: Sendable {
    package let consignment: ConsignmentID
    package let folder: String
    package let sender: OrganisationName
    /// The role of the member who sealed, with the organisation.
    package let signer: String
    package let sealedTime: Timestamp
    package let files: Int
    package let totalBytes: UInt64
    /// What it carries of material that was sealed before.
    package let original: OriginalReport?
    /// Whether every check held; the folder is there also when one could not be made.
    package var isVerified: Bool { holds && receiptFailure == nil && revoked?.leavesOpen != true }
    private let holds: Bool
    /// Nil where the sender has revoked none of the keys behind it, and for one that came by hand.
    package internal(set) var revoked: RevokedSender?
    /// Who has witnessed that its deposit is in the broker's log; nil for one that came by hand.
    package internal(set) var log: WitnessedWord?
    /// Whether it came by hand, with nothing of a broker's.
    package internal(set) var cameByHand = false
    /// What was done with it before, where it came through the broker too.
    package internal(set) var earlier: EarlierDelivery?
    /// What is wrong with the broker's receipt that lay beside it.
    package let receiptFailure: KeptReceipt.Failure?
    let sealedCommitment: SHA256Digest

    init(_ opened: OpenedBundle, folder: String, receiptFailure: KeptReceipt.Failure? = nil) {
        consignment = opened.deposit.content.consignment
        self.folder = folder
        sender = opened.deposit.sender.name
        signer = opened.seal.member + " of " + opened.deposit.sender.name.text
        sealedTime = opened.seal.statement.content.sealedTime
        // The proof of an original is not something that was sent for its own sake.
        let own = opened.files.filter { !SealedOriginal.isProof($0.path) }
        files = own.count
        totalBytes = own.reduce(0) { $0 &+ $1.size }
        original = OriginalReport(opened.original)
        self.receiptFailure = receiptFailure
        holds = opened.verdict.isPositive
        sealedCommitment = opened.deposit.content.sealedCommitment
    }
}
