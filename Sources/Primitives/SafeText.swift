/// Text from outside, made safe to show on a terminal and in a log line.
///
/// What could move the cursor, hide, reorder or forge what stands beside it is written as
/// `\u{...}`: control characters (also tab and line feed), direction marks, zero-width and other
/// invisible characters, line and paragraph separators, private and unassigned code points. A
/// backslash becomes `\u{5c}`, so that nobody can write an escape into a name. A byte that is not
/// UTF-8 is shown as `\u{dc80}` to `\u{dcff}`, which no valid text contains.
package enum SafeText {
    package static func shown(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars { append(scalar, to: &safe) }
        return safe
    }

    package static func shown(_ bytes: [UInt8]) -> String {
        var safe = ""
        var decoder = UTF8Decoder(bytes)
        while let step = decoder.next() {
            switch step {
            case .scalar(let scalar): append(scalar, to: &safe)
            case .invalid(let byte): safe += escape(0xDC00 + UInt32(byte))
            }
        }
        return safe
    }

    private static func append(_ scalar: Unicode.Scalar, to safe: inout String) {
        if isHarmless(scalar) {
            safe.unicodeScalars.append(scalar)
        } else {
            safe += escape(scalar.value)
        }
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

    private static func escape(_ value: UInt32) -> String {
        "\\u{" + String(value, radix: 16) + "}"
    }
}
