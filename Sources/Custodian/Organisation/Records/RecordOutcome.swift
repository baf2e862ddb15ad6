import KeyDirectory
import Primitives
import SystemPackage

/// What became of a change: the record counts, or its draft waits for signatures.
package enum RecordOutcome: Sendable {
    case adopted(OrganisationSummary)
    case waiting(DraftSummary)
}

/// A draft in the words that a person needs.
package struct DraftSummary: Sendable {
    package let version: Int64
    /// The file that the roots sign.
    package let path: String
    /// In which `ssh-keygen -Y sign` has to sign.
    package let namespace: String
    /// Labels of the roots that have signed.
    package let signed: [String]
    /// Labels of those who have not.
    package let missing: [String]
    /// How many of the present record's roots must sign, and how many of the next one's.
    package let required: (present: Int, next: Int)
    /// Whether new keys of this computer's member wait with it.
    package let hasNewKeys: Bool

    init(_ draft: RecordDraft, after own: VerifiedOrganisation, _ home: Home) {
        let signers = own.signers(of: draft.record, draft.signed)
        let done = Set((signers.predecessors + signers.own).map(\.text))
        let all = (own.current.roots + draft.record.roots).map(\.label.text)
        var seen: Set<String> = []
        let labels = all.filter { seen.insert($0).inserted }
        version = Int64(draft.record.version)
        path = RecordDraft.path(home).string
        namespace = own.mode.namespace(OrganisationRecord.statementName)
        signed = labels.filter(done.contains)
        missing = labels.filter { !done.contains($0) }
        required = (own.current.threshold, draft.record.threshold)
        hasNewKeys = KeyRing(home).replacement.isWaiting(for: draft.signed.digest)
    }
}
