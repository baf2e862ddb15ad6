import Primitives

/// The words of a share by their numbers, two bytes each, in memory that is erased.
struct ShareWords: ~Copyable {
    private let numbers: SecretBytes
    let count: Int

    subscript(place: Int) -> UInt32 {
        UInt32(numbers.span[2 * place]) << 8 | UInt32(numbers.span[2 * place + 1])
    }

    /// Lets `body` write each word once, in their order; the last three are the checksum.
    init(
        header: ShareHeader, index: Int, value: borrowing SecretBytes
    ) throws(SecretMemoryError) {
        let valueWords = (value.count * 8 + 9) / 10
        let total = ShareHeader.wordCount + valueWords + RS1024.wordCount
        count = total
        numbers = try SecretBytes(count: 2 * total) { out in
            var checksum = RS1024(customization: header.customization)
            var place = 0
            func put(_ word: UInt32, _ out: inout MutableSpan<UInt8>) {
                out[2 * place] = UInt8(truncatingIfNeeded: word >> 8)
                out[2 * place + 1] = UInt8(truncatingIfNeeded: word)
                place += 1
            }
            for word in header.words(index: index) {
                checksum.add(word)
                put(word, &out)
            }
            // Zero bits come first, so that the value ends with the last word.
            var bits = valueWords * 10 - value.count * 8
            var pending: UInt32 = 0
            for position in 0..<value.count {
                pending = (pending << 8 | UInt32(value.span[position])) & 0xF_FFFF
                bits += 8
                guard bits >= 10 else { continue }
                bits -= 10
                let word = pending >> UInt32(bits) & 1023
                checksum.add(word)
                put(word, &out)
            }
            for word in checksum.checksum() { put(word, &out) }
        }
    }

    /// Reads words of letters of either case with white space between them.
    ///
    /// - Throws: `tooLarge`, `unknownWord` with its place, `wordCount`, `checksum`.
    static func reading(_ text: Span<UInt8>) throws(SharingError) -> ShareWords {
        guard text.count <= SharingLimits.textSize else { throw .tooLarge }
        var places = [UInt8](repeating: 0, count: SharingLimits.textSize)
        defer { SecretBytes.erase(&places) }
        var found = 0
        try WordScanner.forEachWord(of: text) { place, word throws(SharingError) in
            guard let number = WordList.place(of: word) else { throw .unknownWord(place: place) }
            places[2 * found] = UInt8(number >> 8)
            places[2 * found + 1] = UInt8(number & 0xFF)
            found += 1
        }
        guard SharingLimits.wordCounts.contains(found) else { throw .wordCount(found) }
        let words = ShareWords(
            numbers: try lockingShare { () throws(SecretMemoryError) in
                try SecretBytes(copying: places.span.extracting(0..<2 * found))
            }, count: found)
        guard words.hasChecksum else { throw .checksum }
        return words
    }

    private init(numbers: consuming SecretBytes, count: Int) {
        self.numbers = numbers
        self.count = count
    }

    private var hasChecksum: Bool {
        var checksum = RS1024(
            customization: ShareHeader.customization(isExtendable: ShareHeader.isExtendable(self)))
        for place in 0..<count { checksum.add(self[place]) }
        return checksum.remainder == 1
    }

    /// The bits between the header and the checksum.
    ///
    /// - Throws: `padding` when the bits before the value are not zero.
    func value() throws(SharingError) -> SecretBytes {
        let first = ShareHeader.wordCount
        let end = count - RS1024.wordCount
        let size = (end - first) * 10 / 16 * 2
        let padding = (end - first) * 10 - size * 8
        guard self[first] >> UInt32(10 - padding) == 0 else { throw .padding }
        return try lockingShare { () throws(SecretMemoryError) in
            try SecretBytes(count: size) { out in
                var (bits, pending, position) = (-padding, UInt32(0), 0)
                for place in first..<end {
                    pending = (pending << 10 | self[place]) & 0xF_FFFF
                    bits += 10
                    while bits >= 8 {
                        bits -= 8
                        out[position] = UInt8(truncatingIfNeeded: pending >> UInt32(bits))
                        position += 1
                    }
                }
            }
        }
    }

    /// The words with a space between any two, as people write them.
    func text() throws(SecretMemoryError) -> SecretBytes {
        let size = (0..<count).reduce(count - 1) { size, place in
            size + WordList.letters(at: Int(self[place])).count
        }
        return try SecretBytes(count: size) { out in
            var position = 0
            for place in 0..<count {
                if place > 0 {
                    out[position] = UInt8(ascii: " ")
                    position += 1
                }
                for letter in WordList.letters(at: Int(self[place])) {
                    out[position] = letter
                    position += 1
                }
            }
        }
    }
}

/// Cuts a text into its words, in small letters.
package enum WordScanner {
    /// - Parameter body: gets the number of the word, from 1, and its letters, which it may not keep.
    package static func forEachWord<Failure: Error>(
        of text: Span<UInt8>, _ body: (Int, Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        // One letter more than the longest word, so that a longer one stays none.
        var word = [UInt8](repeating: 0, count: WordList.longest + 1)
        defer { SecretBytes.erase(&word) }
        var (letters, number) = (0, 0)
        for index in 0...text.count {
            let byte = index < text.count ? text[index] : UInt8(ascii: "\n")
            guard isSpace(byte) else {
                let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                word[min(letters, WordList.longest)] = isCapital ? byte + 32 : byte
                letters += 1
                continue
            }
            guard letters > 0 else { continue }
            number += 1
            try body(number, word.span.extracting(0..<min(letters, word.count)))
            letters = 0
        }
    }

    /// Whether it is a word of the list.
    package static func isKnown(_ word: Span<UInt8>) -> Bool { WordList.place(of: word) != nil }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (9...13).contains(byte)
    }
}

/// Where there is no protected memory, the share is refused with that.
func lockingShare<Result: ~Copyable>(
    _ body: () throws(SecretMemoryError) -> Result
) throws(SharingError) -> Result {
    do throws(SecretMemoryError) {
        return try body()
    } catch {
        throw .memory
    }
}
