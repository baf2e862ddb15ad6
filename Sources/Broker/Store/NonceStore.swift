import BrokerAPI
import GRDB
import Primitives
import Synchronization

/// Entries of 16 bytes each, with the creation time of the newest.
struct NonceBatch: Sendable {
    let newest: Int64
    let entries: [UInt8]
}

/// Remembers which requests were seen, so that none is taken twice.
///
/// In memory the check is immediate. On disk a nonce is written in the transaction of the request
/// that it belongs to, or in an earlier one: no effect survives a crash without its nonce. An entry
/// is 16 bytes of SHA-256 over key and nonce; a collision would only refuse a request.
final class NonceStore: Sendable {
    private struct Entry: Hashable {
        let high: UInt64
        let low: UInt64
    }

    private struct Slot {
        var entries: Set<Entry> = []
        /// When the last of them came, by a clock that nobody sets.
        var touched: ContinuousClock.Instant
    }

    /// Rows on the disk that are forgotten together.
    private struct WrittenRows {
        var ids: ClosedRange<Int64>
        /// The creation time of the newest request in them.
        var newest: Int64
        /// When the first of them was written, by a clock that nobody sets.
        let written: ContinuousClock.Instant
    }

    private struct State {
        /// By creation time, in slots that are forgotten whole.
        var slots: [Int64: Slot] = [:]
        var count = 0
        var unwritten: [UInt8] = []
        var newestUnwritten: Int64 = 0
        var rows: [WrittenRows] = []
        /// The calendar, as the newest request was judged by it.
        var now: Int64 = 0
        /// A write was asked for and has not begun.
        var isWriteDue = false
    }

    private let state: Mutex<State>
    /// A clock that nobody sets.
    private let instant: @Sendable () -> ContinuousClock.Instant

    static let entrySize = 16
    private static let slotInSeconds: Int64 = 32
    /// More than any window needs at a thousand requests a second; bounds the memory.
    private static let maximumEntries = 1 << 21
    /// Rows are forgotten together, so often.
    private static let rowsTogether = Duration.seconds(32)

    /// Those of earlier processes on the disk.
    convenience init(
        _ database: Database,
        instant: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) throws {
        let (batches, last) = try NonceRows.load(database, atMost: Self.maximumEntries / 2)
        self.init(batches, last: last, instant: instant)
    }

    private init(
        _ batches: [NonceBatch], last: Int64,
        instant: @escaping @Sendable () -> ContinuousClock.Instant
    ) {
        self.instant = instant
        let start = instant()
        var state = State()
        // How old they are nobody can tell; they are kept for as long as if they came now.
        if last > 0 {
            let newest = batches.map(\.newest).max() ?? 0
            state.rows = [WrittenRows(ids: 0...last, newest: newest, written: start)]
        }
        for batch in batches {
            let slot = batch.newest / Self.slotInSeconds
            for place in stride(
                from: 0, through: batch.entries.count - Self.entrySize, by: Self.entrySize)
            {
                let entry = Self.entry(batch.entries[place..<place + Self.entrySize])
                state.slots[slot, default: Slot(touched: start)].entries.insert(entry)
                state.count += 1
            }
        }
        self.state = Mutex(state)
    }

    /// Remembers the nonce of a request whose signature was verified.
    ///
    /// - Returns: false when it was seen before.
    func insert(_ request: VerifiedRequest, now: Timestamp) throws(StoreError) -> Bool {
        try insert(
            SHA256Digest.of(Array(request.keyID.utf8) + request.nonce),
            created: request.created.secondsSinceEpoch, now: now.secondsSinceEpoch)
    }

    func insert(_ digest: SHA256Digest, created: Int64, now: Int64) throws(StoreError) -> Bool {
        let bytes = digest.bytes[..<Self.entrySize]
        let entry = Self.entry(bytes)
        let instant = instant()
        let isNew: Bool? = state.withLock { state in
            state.now = now
            Self.forget(&state, now: now, instant)
            guard state.count < Self.maximumEntries else { return nil }
            // The same pair with another creation time is the same pair.
            guard !state.slots.values.contains(where: { $0.entries.contains(entry) }) else {
                return false
            }
            let slot = created / Self.slotInSeconds
            state.slots[slot, default: Slot(touched: instant)].entries.insert(entry)
            state.slots[slot]?.touched = instant
            state.count += 1
            state.unwritten += bytes
            state.newestUnwritten = max(state.newestUnwritten, created)
            return true
        }
        guard let isNew else { throw .insufficientStorage }
        return isNew
    }

    /// Whether the caller is the first to want a write since the last one was asked for.
    func claimWrite() -> Bool {
        state.withLock { state in
            defer { state.isWriteDue = true }
            return !state.isWriteDue
        }
    }

    /// Whether there is something to write now; the next claim is free again.
    func releaseWrite() -> Bool {
        state.withLock { state in
            state.isWriteDue = false
            return !state.unwritten.isEmpty
        }
    }

    /// Writes what is new; called at the beginning of each transaction.
    ///
    /// If that transaction fails the nonces are lost on disk together with the effects they guard.
    func persist(in database: Database) throws {
        let instant = instant()
        let (batch, old) = state.withLock { state in
            let batch = NonceBatch(newest: state.newestUnwritten, entries: state.unwritten)
            (state.unwritten, state.newestUnwritten) = ([], 0)
            return (batch, batch.entries.isEmpty ? [] : Self.forgetRows(&state, instant))
        }
        guard !batch.entries.isEmpty else { return }
        let row = try NonceRows.insert(database, batch)
        for ids in old { try NonceRows.remove(database, ids) }
        state.withLock { state in
            if let last = state.rows.last, last.written.duration(to: instant) < Self.rowsTogether {
                state.rows[state.rows.count - 1].ids = min(last.ids.lowerBound, row)...row
                state.rows[state.rows.count - 1].newest = max(last.newest, batch.newest)
            } else {
                state.rows.append(
                    WrittenRows(ids: row...row, newest: batch.newest, written: instant))
            }
        }
    }

    /// The rows that nobody needs any more, by both clocks: a request that was dated ahead can be sent
    /// again when the calendar has come to its date.
    private static func forgetRows(
        _ state: inout State, _ instant: ContinuousClock.Instant
    ) -> [ClosedRange<Int64>] {
        let retention = Duration.seconds(BrokerLimits.nonceRetentionSeconds) + rowsTogether
        let oldest = state.now - BrokerLimits.nonceRetentionSeconds
        let isOld = { (rows: WrittenRows) in
            rows.newest < oldest && rows.written.duration(to: instant) >= retention
        }
        let old = state.rows.filter(isOld).map(\.ids)
        state.rows.removeAll(where: isOld)
        return old
    }

    private static func forget(
        _ state: inout State, now: Int64, _ instant: ContinuousClock.Instant
    ) {
        let oldest = (now - BrokerLimits.nonceRetentionSeconds) / slotInSeconds
        let retention = Duration.seconds(BrokerLimits.nonceRetentionSeconds)
        // A calendar that jumps ahead may come back: then what it made old can be taken again.
        for (number, slot) in state.slots
        where number < oldest && slot.touched.duration(to: instant) >= retention {
            state.count -= slot.entries.count
            state.slots[number] = nil
        }
    }

    private static func entry(_ bytes: ArraySlice<UInt8>) -> Entry {
        let number: (ArraySlice<UInt8>) -> UInt64 = { $0.reduce(0) { $0 << 8 | UInt64($1) } }
        return Entry(high: number(bytes.prefix(8)), low: number(bytes.dropFirst(8)))
    }
}
