/// The armour in which OpenSSH keeps private keys and signatures.
///
/// ```
/// -----BEGIN SSH SIGNATURE-----
/// U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg...
/// -----END SSH SIGNATURE-----
/// ```
/// Padded base64 in lines of 70 characters, each line ending in a line feed. Read only in exactly
/// the form in which it is written.
enum OpenSSHArmor {
    static let lineLength = 70
    private static let lineFeed: UInt8 = 0x0A

    /// Wraps base64 text into lines between the armour's first and last line.
    static func wrap(_ base64: [UInt8], label: String) -> [UInt8] {
        var text: [UInt8] = []
        // Enough at once, so that no half-filled copy of a key stays behind.
        text.reserveCapacity(base64.count + base64.count / lineLength + 128)
        text += "-----BEGIN \(label)-----\n".utf8
        for start in stride(from: 0, to: base64.count, by: lineLength) {
            text += base64[start..<min(start + lineLength, base64.count)]
            text.append(lineFeed)
        }
        text += "-----END \(label)-----\n".utf8
        return text
    }

    /// Copies the base64 text without its line feeds to `out`, which is as long as `text`.
    ///
    /// - Returns: its length, or nil when the armour is not in our one form.
    static func unwrap(
        _ text: Span<UInt8>, label: String, into out: inout MutableSpan<UInt8>
    ) -> Int? {
        let begin = Array("-----BEGIN \(label)-----\n".utf8)
        let end = Array("-----END \(label)-----\n".utf8)
        guard text.count > begin.count + end.count, out.count >= text.count,
            matches(text.extracting(first: begin.count), begin),
            matches(text.extracting(last: end.count), end)
        else { return nil }
        return unwrapLines(
            text.extracting(begin.count..<text.count - end.count), into: &out)
    }

    private static func unwrapLines(
        _ lines: Span<UInt8>, into out: inout MutableSpan<UInt8>
    ) -> Int? {
        var written = 0
        for index in lines.indices {
            let isLineEnd = index % (lineLength + 1) == lineLength || index == lines.count - 1
            guard isLineEnd == (lines[index] == lineFeed) else { return nil }
            if isLineEnd { continue }
            out[written] = lines[index]
            written += 1
        }
        // A line feed alone, or a last line without characters, is another spelling.
        return written > 0 && lines.count % (lineLength + 1) != 1 ? written : nil
    }

    private static func matches(_ text: Span<UInt8>, _ expected: [UInt8]) -> Bool {
        [UInt8](copying: text) == expected
    }
}
