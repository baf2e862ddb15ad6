/// Text from outside, made safe to show on a terminal and in a log line.
///
/// What could move the cursor, hide, reorder or forge what stands beside it is written as
/// `\u{...}`: control characters (also tab and line feed), direction marks, zero-width and other
/// invisible characters, line and paragraph separators, private and unassigned code points. A
/// backslash becomes `\u{5c}`, so that nobody can write an escape into a name. A byte that is not
/// UTF-8 is shown as `\u{dc80}` to `\u{dcff}`, which no valid text contains.
///
/// Letters that run from right to left take numbers and signs beside them along. So what has such
/// letters stands in an isolate of its own, from U+2066 or U+2068 to U+2069:
///
/// ```
/// '<U+2066>שלום 12.pdf<U+2069>' 3 of 40
/// ```
/// - SeeAlso: Unicode Standard Annex #9, *Unicode Bidirectional Algorithm*, 2.5 and 2.7.
package enum SafeText {
    static let leftToRightIsolate: Unicode.Scalar = "\u{2066}"
    static let firstStrongIsolate: Unicode.Scalar = "\u{2068}"
    static let popDirectionalIsolate: Unicode.Scalar = "\u{2069}"

    /// Words: they begin on the side that their own first letter asks for.
    package static func shown(_ text: String) -> String {
        isolated(typed(text), from: firstStrongIsolate)
    }

    /// The name of a file: it begins on the left, so that its end, which tells its kind, is on the
    /// right also where its first letter asks for the other side.
    package static func shown(_ bytes: [UInt8]) -> String {
        var safe = ""
        var decoder = UTF8Decoder(bytes)
        while let step = decoder.next() {
            switch step {
            case .scalar(let scalar): append(scalar, to: &safe)
            case .invalid(let byte): safe += escape(0xDC00 + UInt32(byte))
            }
        }
        return isolated(safe, from: leftToRightIsolate)
    }

    /// Part of a command that somebody will copy: an isolate would become part of the name.
    package static func typed(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars { append(scalar, to: &safe) }
        return safe
    }

    /// A sentence that quotes what was shown before: escapes and isolates that are in it stay.
    package static func sentence(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        let paired = pairs(in: scalars)
        var safe = ""
        var depth = 0
        var isOpen = false
        for (index, scalar) in scalars.enumerated() {
            if paired[index] {
                depth += scalar == popDirectionalIsolate ? -1 : 1
                safe.unicodeScalars.append(scalar)
            } else if scalar == "\\", scalars[index...].starts(with: "\\u{".unicodeScalars) {
                safe.unicodeScalars.append(scalar)
            } else {
                isOpen = isOpen || depth == 0 && runsFromRightToLeft(scalar)
                append(scalar, to: &safe)
            }
        }
        return isOpen ? wrapped(safe, from: firstStrongIsolate) : safe
    }

    /// Whether a screen may get it as it is.
    static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "\\" || scalar.properties.isDefaultIgnorableCodePoint { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            return false
        default:
            return true
        }
    }

    /// Whether it is in a block in which every letter and digit has the class R, AL or AN. The
    /// standard keeps these blocks for such scripts (UAX #44, `DerivedBidiClass.txt`, @missing).
    static func runsFromRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
            true
        default:
            false
        }
    }

    /// For each scalar whether it is an isolate that is closed, or what closes one.
    private static func pairs(in scalars: [Unicode.Scalar]) -> [Bool] {
        var paired = [Bool](repeating: false, count: scalars.count)
        var open: [Int] = []
        for (index, scalar) in scalars.enumerated() {
            if scalar == leftToRightIsolate || scalar == firstStrongIsolate {
                open.append(index)
            } else if scalar == popDirectionalIsolate, let start = open.popLast() {
                paired[start] = true
                paired[index] = true
            }
        }
        return paired
    }

    private static func isolated(_ safe: String, from start: Unicode.Scalar) -> String {
        safe.unicodeScalars.contains(where: runsFromRightToLeft) ? wrapped(safe, from: start) : safe
    }

    private static func wrapped(_ safe: String, from start: Unicode.Scalar) -> String {
        String(start) + safe + String(popDirectionalIsolate)
    }

    private static func append(_ scalar: Unicode.Scalar, to safe: inout String) {
        if isHarmless(scalar) {
            safe.unicodeScalars.append(scalar)
        } else {
            safe += escape(scalar.value)
        }
    }

    private static func escape(_ value: UInt32) -> String {
        "\\u{" + String(value, radix: 16) + "}"
    }
}
