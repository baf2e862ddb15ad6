/// The encodings of RFC 4251 section 5 that keys and signatures of OpenSSH are made of.
enum SSHWire {
    static func uint32(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
    }

    /// A length of four bytes, then the bytes.
    ///
    /// - Precondition: fewer than 2^32 bytes.
    static func string(_ bytes: [UInt8]) -> [UInt8] {
        uint32(UInt32(bytes.count)) + bytes
    }

    static func string(_ text: String) -> [UInt8] {
        string(Array(text.utf8))
    }
}
