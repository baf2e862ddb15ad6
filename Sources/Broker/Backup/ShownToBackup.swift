package import TransparencyLog

/// What witnesses had shown the broker of a backup of its own log, and the log did not continue.
///
/// It goes into every record of what was signed that stays where that backup is put back: the witness
/// may be away now, and the record may be older than its word.
package struct ShownToBackup: Sendable {
    private let notes: [[UInt8]]

    package var isEmpty: Bool { notes.isEmpty }

    /// - Parameters:
    ///   - folder: the folder of checkpoints in the backup; it is only looked at.
    ///   - key: the log's; anybody can make an archive. Nil where it is not here yet: then all are taken, and
    ///     every start holds them against the key.
    /// - Throws: `StoreError` when the folder's database cannot be read.
    package init(in folder: String, _ key: VerifierKey?) throws(StoreError) {
        do {
            let all = try CheckpointStore.shownAhead(in: folder)
            notes = key.map { ShownAhead.verified(all, LogKeys($0)).map(\.bytes) } ?? all
        } catch {
            throw StoreError(error)
        }
    }

    /// Adds them to those of another folder of checkpoints; twice is as good as once.
    ///
    /// - Throws: `StoreError`.
    package func add(to folder: String) throws(StoreError) {
        guard !isEmpty else { return }
        do {
            let store = try CheckpointStore(folder: folder)
            for note in notes { try store.keepShownAhead(note) }
        } catch {
            throw StoreError(error)
        }
    }
}
