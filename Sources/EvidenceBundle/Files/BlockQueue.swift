import Dispatch
import Synchronization

/// Runs work on blocks of a stream on a second thread, in order, a few blocks behind the first.
///
/// Sealing and opening need two passes of SHA-256 over about the same bytes: the second core takes
/// the one over the ciphertext, and the writing. Memory: `blocks` of `blockSize`, made once.
final class BlockQueue: @unchecked Sendable {
    // Sendable: `work` runs only on `queue`; a block belongs to the caller from the moment it is
    // taken out of `spare` until it is handed to `queue`, and to `queue` until it is put back.
    private final class Block: @unchecked Sendable {
        var bytes = [UInt8](repeating: 0, count: BlockQueue.blockSize)
        var count = 0

        func fill(with source: Span<UInt8>) {
            count = source.count
            unsafe bytes.withUnsafeMutableBytes { target in
                unsafe source.withUnsafeBytes { unsafe target.copyMemory(from: $0) }
            }
        }
    }

    private struct State {
        var spare: [Block]
        /// The first failure; what comes after it is dropped.
        var failure: (any Error)?
    }

    /// A batch of the age writer: 16 chunks with their tags.
    static let blockSize = 16 * 65_552
    private static let blocks = 4

    private let queue = DispatchQueue(label: "plomba.blocks", qos: .userInitiated)
    private let free = DispatchSemaphore(value: blocks)
    private let state: Mutex<State>
    private let work: (Span<UInt8>) throws -> Void

    /// - Parameter work: called for each block in order, never at the same time, until it throws.
    init(_ work: @escaping (Span<UInt8>) throws -> Void) {
        self.work = work
        state = Mutex(State(spare: (0..<Self.blocks).map { _ in Block() }, failure: nil))
    }

    /// Copies the bytes and returns; waits only when all blocks are in use.
    ///
    /// - Throws: what the work on an earlier block threw.
    func append(_ bytes: Span<UInt8>) throws {
        var position = 0
        while position < bytes.count {
            let count = min(Self.blockSize, bytes.count - position)
            try appendBlock(bytes.extracting(position..<position + count))
            position += count
        }
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

    private func appendBlock(_ bytes: Span<UInt8>) throws {
        free.wait()
        let (spare, failure) = state.withLock { ($0.spare.popLast(), $0.failure) }
        guard let block = spare else { preconditionFailure("a free block was counted") }
        if let failure {
            release(block)
            throw failure
        }
        block.fill(with: bytes)
        queue.async { [self] in
            run(block)
            release(block)
        }
    }

    private func run(_ block: Block) {
        guard state.withLock({ $0.failure == nil }) else { return }
        do {
            let bytes = block.bytes
            try work(bytes.span.extracting(first: block.count))
        } catch {
            state.withLock { $0.failure = error }
        }
    }

    private func release(_ block: Block) {
        state.withLock { $0.spare.append(block) }
        free.signal()
    }
}
