internal import Primitives

/// Fresh salts for a long list: the system is asked for many at once.
package struct SaltSupply: ~Copyable {
    private static let batch = 64
    private var bytes: [UInt8] = []
    private var used = 0

    package init() {}

    package mutating func next() -> Salt {
        if used == bytes.count {
            bytes = Randomness.bytes(Self.batch * Salt.sizeInBytes)
            used = 0
        }
        let start = used
        used += Salt.sizeInBytes
        return Salt(unchecked: Array(bytes[start..<used]))
    }
}
