/// Writes the few elements of DER that a request has.
enum DERWriter {
    static func element(_ tag: DERTag, _ content: [UInt8]) -> [UInt8] {
        [tag.octet] + length(content.count) + content
    }

    static func sequence(_ elements: [UInt8]...) -> [UInt8] {
        element(.sequence, Array(elements.joined()))
    }

    static func natural(_ value: UInt64) -> [UInt8] {
        var octets = Array(
            (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) }
                .drop { $0 == 0 })
        if octets.first.map({ $0 >= 0x80 }) ?? true { octets.insert(0, at: 0) }
        return element(.integer, octets)
    }

    static func objectIdentifier(_ identifier: ASN1ObjectIdentifier) -> [UInt8] {
        element(.objectIdentifier, identifier.content)
    }

    private static func length(_ count: Int) -> [UInt8] {
        precondition(count < 1 << 16, "a request is small")
        if count < 0x80 { return [UInt8(count)] }
        if count < 0x100 { return [0x81, UInt8(count)] }
        return [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
    }
}
