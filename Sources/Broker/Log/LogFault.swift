import Primitives

/// Why the log must not be extended: to sign would be to show two histories, or a wrong one.
package enum LogFault: String, PlainFailure, CaseIterable {
    /// The database has fewer entries than were signed: an older state was put back.
    case shorter
    /// The entries are not those that were signed.
    case forked
    /// There are entries and no record of what was signed.
    case checkpointsMissing = "checkpoints-missing"
    /// What was signed was signed by another key.
    case otherKey = "other-key"
    /// Two ways of computing the root from the disk disagree.
    case mismatch
    /// The record of what was signed is not as this process left it.
    case overtaken
    /// A witness has cosigned a checkpoint of this log that is not continued here.
    case behindWitnesses = "behind-witnesses"
    /// It was put back from a backup, and there are no witnesses to ask what was signed since.
    case restored
    /// What was committed could not be signed.
    case unpublishable

    package var code: String { "log." + rawValue }

    package var message: String {
        switch self {
        case .shorter: "the log has fewer entries than were signed: an old state was put back"
        case .forked: "the entries of the log are not those that were signed"
        case .checkpointsMissing: "the log has entries, and the record of what was signed is gone"
        case .otherKey: "the log was signed by another key than the one at hand"
        case .mismatch: "the root of the log comes out differently when it is computed twice"
        case .overtaken: "something else has changed the record of what was signed"
        case .behindWitnesses: "the witnesses have seen more of the log than is here, or another"
        case .restored:
            "the broker was put back from a backup, and nobody witnesses the log: what was signed after the backup cannot be known"
        case .unpublishable: "the log could not be signed"
        }
    }

    package var hint: String? {
        switch self {
        case .shorter, .forked:
            "the broker only reads: put back the newest broker.db or backup, never an older log folder"
        case .checkpointsMissing:
            "the broker only reads: if data is the newest there is, run 'plombad log resume'"
        case .behindWitnesses:
            "an old state was put back, or the log key is used twice: the broker only reads; restore a newer backup"
        case .restored: "if there is no newer backup, read 'plombad help log resume'"
        case .otherKey: "put back keys/log as it was"
        case .mismatch: "check memory and disk, then run 'plombad log fsck'"
        case .overtaken: "find out what else writes there before the broker is started again"
        case .unpublishable: "check the disk, then restart the broker"
        }
    }
}
