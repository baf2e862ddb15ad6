/// The checksum of a share: a Reed-Solomon code over the field with 1024 elements.
///
/// Three words. It finds every change of up to three words, and others but for one in 2^30.
struct RS1024 {
    static let wordCount = 3
    private static let generator: [UInt32] = [
        0x00E0_E040, 0x01C1_C080, 0x0383_8100, 0x0707_0200, 0x0E0E_0009,
        0x1C0C_2412, 0x3808_6C24, 0x3090_FC48, 0x21B1_F890, 0x03F3_F120,
    ]
    private(set) var remainder: UInt32 = 1

    /// - Parameter customization: tells the two kinds of share apart.
    init(customization: [UInt8]) {
        for byte in customization { add(UInt32(byte)) }
    }

    mutating func add(_ word: UInt32) {
        let top = remainder >> 20
        remainder = (remainder & 0xF_FFFF) << 10 ^ word
        for (bit, term) in Self.generator.enumerated() {
            remainder ^= term & (0 &- (top >> UInt32(bit) & 1))
        }
    }

    /// The three words that make the remainder 1 after everything that was added.
    func checksum() -> [UInt32] {
        var rest = self
        for _ in 0..<Self.wordCount { rest.add(0) }
        let value = rest.remainder ^ 1
        return [value >> 20, value >> 10 & 1023, value & 1023]
    }
}
