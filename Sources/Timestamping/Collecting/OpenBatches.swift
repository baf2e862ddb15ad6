package import Primitives

/// The batches of a log that still wait for a token, by the size of their checkpoint: at most
/// ``CollectingSchedule/openBatches``, so that an authority which never answers fills no memory.
package struct OpenBatches: Sendable {
    private var batches: [UInt64: TimestampBatch] = [:]

    package init() {}

    package var count: Int { batches.count }

    /// Nil for one that is complete, and for nil; such a batch does not wait any more.
    package subscript(_ size: UInt64) -> TimestampBatch? {
        get { batches[size] }
        set { batches[size] = newValue?.isComplete == true ? nil : newValue }
    }

    /// The sizes of those about which an authority is to be asked now, the smallest first.
    package func due(_ name: AuthorityName, at now: Timestamp) -> [UInt64] {
        batches.filter { $0.value.due(at: now).contains(name) }.keys.sorted()
    }

    /// With one too many, gives up the oldest: whoever has not stamped it has a gap there.
    ///
    /// - Returns: what was given up, to be recorded; nil while there is room.
    package mutating func giveUpOldest() -> (size: UInt64, batch: TimestampBatch)? {
        guard batches.count > CollectingSchedule.openBatches, let oldest = batches.keys.min(),
            var batch = batches.removeValue(forKey: oldest)
        else { return nil }
        batch.giveUp()
        return (oldest, batch)
    }
}
