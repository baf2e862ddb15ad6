package import Primitives

/// The name of a key in a note: `broker.example/log`. Compared as bytes.
///
/// Not empty, UTF-8, no white space of any script, no `+`, no control characters, at most 255
/// bytes. (signed-note, section "Format")
package struct KeyName: Hashable, Sendable {
    package let bytes: [UInt8]

    package init(_ text: String) throws(NoteError) {
        try self.init(bytes: Array(text.utf8))
    }

    package init(bytes: [UInt8]) throws(NoteError) {
        guard (1...LogLimits.keyNameSizeInBytes).contains(bytes.count),
            let text = String(validating: bytes, as: UTF8.self),
            text.unicodeScalars.allSatisfy(Self.isAllowed)
        else { throw .malformedName }
        self.bytes = bytes
    }

    /// The origin of a broker's log: its name and `/log`. (`Protocol/audit-log.md`)
    package init(logOf broker: OrganisationName) {
        bytes = Array((broker.text + "/log").utf8)
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar != "+" && !scalar.properties.isWhitespace
            && scalar.properties.generalCategory != .control
    }
}
