import CSodium

/// Random bytes fit for keys, salts and identifiers.
package enum Randomness {
    /// - Precondition: `count` is not negative.
    package static func bytes(_ count: Int) -> [UInt8] {
        Sodium.prepare()
        var bytes = [UInt8](repeating: 0, count: count)
        unsafe randombytes_buf(&bytes, count)
        return bytes
    }
}
