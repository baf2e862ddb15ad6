import Dispatch
import Glibc
import Synchronization
import Testing

@testable import Broker

/// The lock of a data folder, for those who do not get it.
@Suite(.timeLimit(.minutes(1))) struct `A lock that is refused` {
    @Test func `closes nothing that others have opened`() throws {
        let folder = try TestFolder()
        let held = try StoreLock(folder: folder.path)
        let lost = DispatchQueue.concurrentPerform(2, times: 20_000) { who in
            if who == 0 {
                // Its descriptor is closed once: a second time would be somebody else's.
                return (try? StoreLock(folder: folder.path)) == nil ? 0 : 1
            }
            let file = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
            return file >= 0 && close(file) == 0 ? 0 : 1
        }
        #expect(lost == 0)
        #expect(throws: StoreError.locked) { try StoreLock(folder: folder.path) }
        withExtendedLifetime(held) {}
    }
}

extension DispatchQueue {
    /// Several do their own part again and again, at the same time.
    ///
    /// - Returns: the sum of what they say.
    fileprivate static func concurrentPerform(
        _ count: Int, times: Int, _ part: @Sendable (Int) -> Int
    ) -> Int {
        let sums = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: count) { who in
            var sum = 0
            for _ in 0..<times { sum += part(who) }
            sums.withLock { $0 += sum }
        }
        return sums.withLock { $0 }
    }
}
