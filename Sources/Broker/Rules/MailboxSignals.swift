import Synchronization

/// Wakes long polls when something arrives in a mailbox.
///
/// A poll notes the generation, looks, and if there was nothing waits for a later generation: an
/// arrival between looking and waiting is not missed.
final class MailboxSignals: Sendable {
    private struct State {
        var generations: [Int64: UInt64] = [:]
        var waiters: [Int64: [UInt64: CheckedContinuation<Void, Never>]] = [:]
        var lastWaiter: UInt64 = 0
    }

    private let state = Mutex(State())

    func generation(of mailbox: Int64) -> UInt64 {
        state.withLock { $0.generations[mailbox, default: 0] }
    }

    /// Something arrived.
    func signal(_ mailbox: Int64) {
        let waiters = state.withLock { state in
            state.generations[mailbox, default: 0] &+= 1
            return state.waiters.removeValue(forKey: mailbox)
        }
        for waiter in (waiters ?? [:]).values { waiter.resume() }
    }

    /// Returns when the generation is another one, after `seconds`, or when the task is cancelled.
    func wait(for mailbox: Int64, after generation: UInt64, seconds: Int) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.next(mailbox, generation) }
            // Sleep ends early only by cancellation, which is what we want here too.
            group.addTask { try? await Task.sleep(for: .seconds(seconds)) }
            await group.next()
            group.cancelAll()
        }
    }

    private func next(_ mailbox: Int64, _ generation: UInt64) async {
        let waiter = state.withLock { state in
            state.lastWaiter &+= 1
            return state.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mustWait = state.withLock { state in
                    guard state.generations[mailbox, default: 0] == generation,
                        !Task.isCancelled
                    else { return false }
                    state.waiters[mailbox, default: [:]][waiter] = continuation
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                state.waiters[mailbox]?.removeValue(forKey: waiter)
            }
            continuation?.resume()
        }
    }
}
