import Primitives

/// How far a broker has signed its log, as the folder of checkpoints has it.
package struct SignedState: Comparable, Sendable {
    /// Nil where nothing was signed yet.
    package let size: UInt64?

    /// - Throws: `StoreError` when the folder's database cannot be read.
    package init(in folder: String) throws(StoreError) {
        do {
            size = try CheckpointStore(folder: folder).head()?.head.size
        } catch {
            throw StoreError(error)
        }
    }

    package static func < (left: SignedState, right: SignedState) -> Bool {
        guard let right = right.size else { return false }
        return left.size.map { $0 < right } ?? true
    }
}
