package import Primitives

/// A failure that says: this evidence is not what it claims to be. The exit status is 2.
///
/// Everything else that goes wrong means only that the work could not be done.
package protocol EvidenceFailure: PlainFailure {}
