import Timestamping

/// Writes DER, also the wrong kind: for tokens that no honest authority makes.
enum DERText {
    static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let count = content.count
        if count < 0x80 { return [tag, UInt8(count)] + content }
        if count < 0x100 { return [tag, 0x81, UInt8(count)] + content }
        return [tag, 0x82, UInt8(count >> 8), UInt8(count & 0xFF)] + content
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] { element(0x30, Array(parts.joined())) }
    static func set(_ parts: [UInt8]...) -> [UInt8] { element(0x31, Array(parts.joined())) }
    static func octets(_ content: [UInt8]) -> [UInt8] { element(0x04, content) }
    static func integer(_ value: Int) -> [UInt8] {
        precondition((0..<128).contains(value))
        return element(0x02, [UInt8(value)])
    }
    static let null: [UInt8] = [0x05, 0x00]

    static func identifier(_ text: String) -> [UInt8] {
        let arcs = text.split(separator: ".").compactMap { UInt64($0) }
        let octets = ([arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2)).flatMap { arc in
            var octets = [UInt8(arc & 0x7F)]
            var rest = arc >> 7
            while rest > 0 {
                octets.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
                rest >>= 7
            }
            return octets
        }
        return element(0x06, octets)
    }

    static func algorithm(_ text: String, _ parameters: [UInt8] = null) -> [UInt8] {
        sequence(identifier(text), parameters)
    }

    static func attribute(_ kind: String, _ value: [UInt8]) -> [UInt8] {
        sequence(identifier(kind), set(value))
    }
}
