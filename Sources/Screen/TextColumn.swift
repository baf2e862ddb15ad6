/// How wide text is on a terminal, and how to fill a column with it.
package enum TextColumn {
    /// Columns that the text takes: combining marks and isolates none, East Asian wide characters two.
    package static func width(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    }

    /// The text with spaces after it, up to `width` columns.
    package static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - Self.width(of: text)))
    }

    /// The beginning of the text that fits, with a mark where something was cut off.
    package static func cut(_ text: String, to width: Int) -> String {
        guard Self.width(of: text) > width else { return text }
        var taken = 0
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            taken += Self.width(of: scalar)
            if taken > width - 1 { break }
            line.append(scalar)
        }
        return isolated([String(line)])[0] + "…"
    }

    /// The text in lines of at most `width` columns, broken between words, each after `indent`.
    ///
    /// A word that is longer than a line stays whole.
    package static func wrapped(_ text: String, to width: Int, indent: String) -> String {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let longer = line.isEmpty ? String(word) : line + " " + word
            if !line.isEmpty, Self.width(of: indent) + Self.width(of: longer) > width {
                lines.append(line)
                line = String(word)
            } else {
                line = longer
            }
        }
        return isolated(lines + [line]).map { indent + $0 + "\n" }.joined()
    }

    /// An isolate that goes on after a line is closed there and begins again on the next: a screen
    /// forgets it where a line ends.
    private static func isolated(_ lines: [String]) -> [String] {
        var open: [Unicode.Scalar] = []
        return lines.map { line in
            var whole = open.map { String($0) }.joined() + line
            for scalar in line.unicodeScalars {
                switch scalar.value {
                case 0x2066...0x2068: open.append(scalar)
                case 0x2069: _ = open.popLast()
                default: break
                }
            }
            whole += String(repeating: "\u{2069}", count: open.count)
            return whole
        }
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        let wide: [ClosedRange<UInt32>] = [
            0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD,
        ]
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }
}
