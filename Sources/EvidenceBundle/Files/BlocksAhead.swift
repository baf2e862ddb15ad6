import Dispatch
import Synchronization

/// Fills blocks on a second thread, in order, a few blocks ahead of the first.
///
/// Whoever has emptied a block exchanges it for the next filled one. Memory is bounded: the blocks
/// are made once. Giving this up stops the second thread and waits for it.
final class BlocksAhead<Block: Sendable> {
    private let ring: Ring
    private let queue = DispatchQueue(label: "plomba.blocks-ahead", qos: .userInitiated)

    /// Begins at once.
    ///
    /// - Parameters:
    ///   - spare: as many blocks as may wait for the first thread.
    ///   - fill: called on the second thread for one block after the other, until it throws or says
    ///     false: then there is nothing in the block, and nothing more to come.
    init(spare: [Block], _ fill: @escaping (inout Block) throws -> Bool) {
        let ring = Ring(spare: spare, fill)
        self.ring = ring
        queue.async { ring.run() }
    }

    deinit {
        ring.abandon()
        queue.sync {}
    }

    /// Puts the next filled block in the place of an emptied one; waits until there is one.
    ///
    /// - Returns: false at the end, then and ever after.
    /// - Throws: what filling threw, after all blocks that were filled before; then and ever after.
    func exchange(_ block: inout Block) throws -> Bool { try ring.exchange(&block) }

    private final class Ring: @unchecked Sendable {
        // Sendable: `fill` runs only in `run`. A slot belongs to `run` while it fills it, to
        // `exchange` while it empties it, and to nobody while it is in one of the lists.
        private struct State {
            var spare: [BlockSlot<Block>]
            var filled: [BlockSlot<Block>] = []
            /// How the second thread ended; nil while it runs.
            var end: Result<Void, any Error>?
            var isAbandoned = false
        }

        private let spareSlots = DispatchSemaphore(value: 0)
        private let filledSlots = DispatchSemaphore(value: 0)
        private let state: Mutex<State>
        private let fill: (inout Block) throws -> Bool

        init(spare: [Block], _ fill: @escaping (inout Block) throws -> Bool) {
            self.fill = fill
            state = Mutex(State(spare: spare.map { BlockSlot($0) }))
            for _ in spare { spareSlots.signal() }
        }

        func run() {
            let end = Result { while let slot = nextSpare(), try fill(&slot.block) { give(slot) } }
            state.withLock { $0.end = end }
            filledSlots.signal()
        }

        func exchange(_ block: inout Block) throws -> Bool {
            filledSlots.wait()
            let (slot, end) = state.withLock { state in
                (state.filled.isEmpty ? nil : state.filled.removeFirst(), state.end)
            }
            guard let slot else {
                // The end stays where it is for whoever asks again.
                filledSlots.signal()
                try end?.get()
                return false
            }
            swap(&slot.block, &block)
            state.withLock { $0.spare.append(slot) }
            spareSlots.signal()
            return true
        }

        func abandon() {
            state.withLock { $0.isAbandoned = true }
            spareSlots.signal()
        }

        /// Nil once nobody wants any more.
        private func nextSpare() -> BlockSlot<Block>? {
            spareSlots.wait()
            return state.withLock { $0.isAbandoned ? nil : $0.spare.popLast() }
        }

        private func give(_ slot: BlockSlot<Block>) {
            state.withLock { $0.filled.append(slot) }
            filledSlots.signal()
        }
    }
}
