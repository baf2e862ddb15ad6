import Primitives

/// Reads the lines of a complete header. (age v1, section "Header"; formats: LF only)
struct HeaderParser {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func parse() throws(AgeError) -> (stanzas: [Stanza], mac: [UInt8]) {
        guard bytes.starts(with: AgeHeader.versionLine) else { throw .header(.notAge) }
        position = AgeHeader.versionLine.count
        var stanzas: [Stanza] = []
        while true {
            let line = try nextLine()
            if line.starts(with: AgeHeader.macPrefix) {
                guard !stanzas.isEmpty else { throw .header(.noStanza) }
                return (stanzas, try mac(from: line))
            }
            guard line.starts(with: AgeHeader.stanzaPrefix) else {
                throw .header(.malformedStanza)
            }
            guard stanzas.count < AgeLimits.maximumStanzas else { throw .header(.tooManyStanzas) }
            let argumentLine = line.dropFirst(AgeHeader.stanzaPrefix.count)
            stanzas.append(try Stanza(argumentLine: argumentLine, body: try body()))
        }
    }

    /// Full lines of 64, then one shorter line, which may be empty.
    private mutating func body() throws(AgeError) -> [UInt8] {
        var text: [UInt8] = []
        while true {
            let line = try nextLine()
            guard line.count <= Stanza.columns else { throw .header(.malformedBody) }
            text += line
            if line.count < Stanza.columns { break }
        }
        guard let body = Base64.decodeUnpadded(ascii: text) else { throw .header(.malformedBody) }
        return body
    }

    private func mac(from line: ArraySlice<UInt8>) throws(AgeError) -> [UInt8] {
        let text = line.dropFirst(AgeHeader.macPrefix.count)
        guard line.count == AgeHeader.macLineSize - 1, text.first == UInt8(ascii: " "),
            position == bytes.count,
            let mac = Base64.decodeUnpadded(ascii: Array(text.dropFirst())),
            mac.count == AgeHeader.macSize
        else { throw .header(.malformedMAC) }
        return mac
    }

    private mutating func nextLine() throws(AgeError) -> ArraySlice<UInt8> {
        guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else {
            throw .header(.truncated)
        }
        defer { position = end + 1 }
        return bytes[position..<end]
    }
}
