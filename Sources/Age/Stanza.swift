import Primitives

/// One recipient stanza: the file key, wrapped for one reader.
///
/// ```
/// -> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc
/// EmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U
/// ```
///
/// The first argument is the type. The body is base64 in lines of 64, the last of which is shorter.
struct Stanza: Sendable, Equatable {
    /// One or more, each of one or more bytes from 0x21 to 0x7E.
    let arguments: [[UInt8]]
    let body: [UInt8]

    static let columns = 64

    init(type: String, arguments: [String], body: [UInt8]) {
        self.arguments = ([type] + arguments).map { Array($0.utf8) }
        self.body = body
    }

    /// - Parameter argumentLine: the line after `-> `, without its line feed.
    init(argumentLine: ArraySlice<UInt8>, body: [UInt8]) throws(AgeError) {
        let space = UInt8(ascii: " ")
        let arguments = argumentLine.split(separator: space, omittingEmptySubsequences: false)
        let areVisible = arguments.allSatisfy { argument in
            !argument.isEmpty && argument.allSatisfy { (0x21...0x7E).contains($0) }
        }
        guard areVisible else { throw .header(.malformedStanza) }
        self.arguments = arguments.map { Array($0) }
        self.body = body
    }

    func serialize(into header: inout [UInt8]) {
        header += "-> ".utf8
        for (index, argument) in arguments.enumerated() {
            if index > 0 { header.append(UInt8(ascii: " ")) }
            header += argument
        }
        header.append(UInt8(ascii: "\n"))
        let text = Array(Base64.encodeUnpadded(body).utf8)
        for start in stride(from: 0, through: text.count, by: Self.columns) {
            header += text[start..<min(start + Self.columns, text.count)]
            header.append(UInt8(ascii: "\n"))
        }
    }
}
