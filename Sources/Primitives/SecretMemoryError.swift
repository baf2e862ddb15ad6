/// Why there is no protected memory for a secret.
package enum SecretMemoryError: PlainFailure, Equatable {
    case outOfMemory(count: Int)

    package var code: String { "memory.no-room-for-secret" }

    package var message: String {
        switch self {
        case .outOfMemory(let count): "there is no protected memory for \(count) bytes"
        }
    }
}
