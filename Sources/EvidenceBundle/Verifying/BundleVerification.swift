package import Custody

/// What a verification found. A failed check is a value here, not an error.
package struct BundleVerification: Sendable {
    package let verdict: Verdict
    /// The outer statement, when its signature held.
    package let deposit: VerifiedDeposit?
    /// The inside, when everything about it held.
    package let seal: VerifiedSeal?
    /// What it carries of material that was sealed before, when nothing about that failed.
    package let original: CarriedOriginal?
    /// The note `checkpoint` of the bag, when everything about the seal held. What it is worth is not
    /// judged here.
    package let checkpoint: [UInt8]?
    /// The originals that were read, with their digests.
    package let files: [PackedFile]
    /// Each original that is not what was sealed.
    package let differences: [FileDifference]
    /// The first failure, for a sentence and a hint.
    package let failure: BundleError?
}
