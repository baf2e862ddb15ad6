import Dispatch
import Synchronization

/// Works on blocks on a second thread, in order, a few blocks behind the first.
///
/// Whoever has filled a block exchanges it for a spare one, so nothing is copied and memory is
/// bounded: the blocks are made once. The first failure stops the rest.
///
/// - SeeAlso: `BlocksAhead`, the same the other way round.
final class BlockQueue<Block: Sendable>: @unchecked Sendable {
    // Sendable: `work` runs only on `queue`. A slot belongs to the caller while it is in neither
    // list, to `queue` from `filled` to `spare`.
    private struct State {
        var spare: [BlockSlot<Block>]
        var filled: [BlockSlot<Block>] = []
        /// The first failure; what comes after it is dropped.
        var failure: (any Error)?
    }

    private let queue = DispatchQueue(label: "plomba.blocks-behind", qos: .userInitiated)
    private let spareSlots = DispatchSemaphore(value: 0)
    private let state: Mutex<State>
    private let work: (inout Block) throws -> Void

    /// - Parameters:
    ///   - spare: as many blocks as may wait for the second thread.
    ///   - work: called for each block in order, never at the same time, until it throws.
    init(spare: [Block], _ work: @escaping (inout Block) throws -> Void) {
        self.work = work
        state = Mutex(State(spare: spare.map { BlockSlot($0) }))
        for _ in spare { spareSlots.signal() }
    }

    /// Hands a block over and puts a spare one in its place; waits only while there is none.
    ///
    /// - Throws: what the work on an earlier block threw.
    func exchange(_ block: inout Block) throws {
        spareSlots.wait()
        let (slot, failure) = state.withLock { ($0.spare.popLast(), $0.failure) }
        guard let slot else { preconditionFailure("a spare block was counted") }
        if let failure {
            putBack(slot)
            throw failure
        }
        swap(&slot.block, &block)
        state.withLock { $0.filled.append(slot) }
        queue.async { [self] in workOnNext() }
    }

    /// Waits until all work is done.
    ///
    /// - Throws: what the work on any block threw.
    func finish() throws {
        wait()
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    /// The same for somebody who has a failure of its own already.
    func wait() { queue.sync {} }

    private func workOnNext() {
        let (slot, hasFailed) = state.withLock { ($0.filled.removeFirst(), $0.failure != nil) }
        defer { putBack(slot) }
        guard !hasFailed else { return }
        do {
            try work(&slot.block)
        } catch {
            state.withLock { $0.failure = error }
        }
    }

    private func putBack(_ slot: BlockSlot<Block>) {
        state.withLock { $0.spare.append(slot) }
        spareSlots.signal()
    }
}

/// Where a block lies while it waits. It is swapped in and out, never copied: a block that had two
/// owners for a moment would be copied as a whole by whoever writes to it next.
final class BlockSlot<Block: Sendable>: @unchecked Sendable {
    // Sendable: the queues see to it that a slot has one owner at a time.
    var block: Block

    init(_ block: Block) { self.block = block }
}
