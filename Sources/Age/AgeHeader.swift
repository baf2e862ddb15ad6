package import Primitives

/// The header of an age file: who can open it, and a MAC over every byte of that.
///
/// ```
/// age-encryption.org/v1
/// -> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc
/// EmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U
/// --- Vn+54jqiiUCE+WZcEVY3f1sqHjlu/z1LCQ/T7Xm7qI0
/// ```
///
/// A header that parses is well formed and no more: only `EncryptedFileReader` checks the MAC,
/// because that takes an identity.
package struct AgeHeader: Sendable, Equatable {
    /// The bytes as they stand in the file, the line feed after the MAC included.
    package let bytes: [UInt8]
    let stanzas: [Stanza]
    let wrappedKeys: [WrappedKey]
    let mac: [UInt8]

    static let versionLine = Array("age-encryption.org/v1\n".utf8)
    static let stanzaPrefix = Array("-> ".utf8)
    static let macPrefix = Array("---".utf8)
    static let macSize = 32
    /// `--- `, 43 characters of base64 and a line feed.
    static let macLineSize = 48

    /// Reads the header at the start of a file, and nothing after it.
    package init(startOf file: Span<UInt8>) throws(AgeError) {
        let isTruncated = file.count < Self.versionLine.count
        for index in 0..<min(file.count, Self.versionLine.count) {
            guard file[index] == Self.versionLine[index] else { throw .header(.notAge) }
        }
        guard !isTruncated, let size = try Self.size(startOf: file) else {
            throw .header(.truncated)
        }
        try self.init(bytes: Array(copying: file.extracting(0..<size)))
    }

    /// - Parameter bytes: exactly the header.
    init(bytes: [UInt8]) throws(AgeError) {
        var parser = HeaderParser(bytes)
        (stanzas, mac) = try parser.parse()
        var wrappedKeys: [WrappedKey] = []
        for stanza in stanzas { wrappedKeys.append(try WrappedKey(stanza)) }
        self.wrappedKeys = wrappedKeys
        self.bytes = bytes
        try requireScryptAlone()
    }

    /// The digest that the outer statement of a bundle names: SHA-256 of `bytes`.
    package var digest: SHA256Digest { .of(bytes) }

    /// The types of the stanzas in order, for instance `mlkem768x25519`. All are printable ASCII.
    package var stanzaTypes: [String] {
        stanzas.map { String(decoding: $0.arguments[0], as: UTF8.self) }
    }

    /// The bytes under the MAC: all up to and including the three dashes.
    var authenticatedBytes: [UInt8] {
        bytes.dropLast(Self.macLineSize - Self.macPrefix.count)
    }

    /// Who opens a file with a passphrase expects that only those who know it can have made it.
    /// Beside another stanza that would not hold.
    private func requireScryptAlone() throws(AgeError) {
        let hasScrypt = wrappedKeys.contains { key in
            if case .scrypt = key { true } else { false }
        }
        guard !hasScrypt || stanzas.count == 1 else { throw .header(.scryptNotAlone) }
    }

    /// Finds the end of a header: the line that begins with three dashes.
    ///
    /// - Returns: its size, or nil when more bytes are needed.
    static func size(startOf file: Span<UInt8>) throws(AgeError) -> Int? {
        var lineStart = 0
        for index in 0..<min(file.count, AgeLimits.maximumHeaderSize)
        where file[index] == UInt8(ascii: "\n") {
            let line = file.extracting(lineStart...index)
            if line.count > 3, line[0] == 0x2D, line[1] == 0x2D, line[2] == 0x2D {
                return index + 1
            }
            lineStart = index + 1
        }
        guard file.count < AgeLimits.maximumHeaderSize else { throw .header(.tooLarge) }
        return nil
    }
}
