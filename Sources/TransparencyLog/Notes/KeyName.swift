package import Primitives

/// The name of a key in a note: `broker.example/log`. Compared as bytes.
///
/// Not empty, UTF-8, no white space of any script, no `+`, no control characters, at most 255
/// bytes. (signed-note, section "Format")
package struct KeyName: Hashable, Sendable {
    package private(set) var bytes: [UInt8]

    package init(_ text: String) throws(NoteError) {
        try self.init(bytes: Array(text.utf8))
    }

    package init(bytes: [UInt8]) throws(NoteError) {
        guard (1...LogLimits.keyNameSizeInBytes).contains(bytes.count),
            bytes.allSatisfy(Self.isPlain) || Self.isAllowed(bytes)
        else { throw .malformedName }
        self.bytes = bytes
    }

    /// The origin of a broker's first log: its name and `/log`. (`Protocol/audit-log.md`)
    package init(logOf broker: OrganisationName) {
        bytes = Array((broker.text + "/log").utf8)
    }

    /// The origin of a broker's log of this number, from 1: `broker.example/log-2` is that of the second.
    package init(logOf broker: OrganisationName, number: Int) {
        self.init(logOf: broker)
        if number > 1 { self.bytes += Array("-\(number)".utf8) }
    }

    /// Which of a broker's logs has this origin, from 1; nil where it is none of that broker's.
    package func number(ofLogOf broker: OrganisationName) -> Int? {
        (1...LogLimits.logsPerBroker).first { KeyName(logOf: broker, number: $0) == self }
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Printable ASCII, which nearly all names are, needs no table of Unicode.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "+")
    }

    private static func isAllowed(_ bytes: [UInt8]) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        return text.unicodeScalars.allSatisfy(isAllowed)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar != "+" && !scalar.properties.isWhitespace
            && scalar.properties.generalCategory != .control
    }
}
