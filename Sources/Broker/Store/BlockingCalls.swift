import Dispatch

/// Runs calls that may wait for a disk on threads of their own, so that they do not hold the few
/// threads on which everything else runs. Never cancelled: what was begun is finished.
package enum BlockingCalls {
    private static let queue = DispatchQueue(label: "plomba.broker.files", attributes: .concurrent)

    package static func run<Value: Sendable>(
        _ body: @escaping @Sendable () throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            queue.async {
                do throws(StoreError) {
                    continuation.resume(returning: .success(try body()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }
}
