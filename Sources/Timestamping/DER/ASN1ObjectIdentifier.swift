/// An OBJECT IDENTIFIER, in text `1.3.6.1.4.1.55555.1.1`.
package struct ASN1ObjectIdentifier: Hashable, Sendable {
    /// The content octets of its DER.
    let content: [UInt8]

    private static let longestContent = 64

    /// Nil unless these are content octets in their shortest form, whose arcs are below 2^63.
    init?(content: [UInt8]) {
        guard !content.isEmpty, content.count <= Self.longestContent,
            content.last.map({ $0 < 0x80 }) == true
        else { return nil }
        var octetsOfArc = 0
        for octet in content {
            if octetsOfArc == 0, octet == 0x80 { return nil }
            octetsOfArc += 1
            guard octetsOfArc <= 9 else { return nil }
            if octet < 0x80 { octetsOfArc = 0 }
        }
        self.content = content
    }

    /// Nil unless the text is arcs in decimal without leading zeros, of which the first is 0, 1 or 2
    /// and, below 0 and 1, the second is less than 40.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (2...Self.longestContent).contains(parts.count) else { return nil }
        var arcs: [UInt64] = []
        for part in parts {
            guard let arc = Self.arc(part) else { return nil }
            arcs.append(arc)
        }
        guard arcs[0] <= 2, arcs[0] == 2 || arcs[1] < 40, arcs[1] < 1 << 62 else { return nil }
        self.init(content: Self.content(of: arcs))
    }

    /// One that our own text names.
    init(_ arcs: UInt64...) {
        content = Self.content(of: arcs)
    }

    package var text: String {
        var arcs: [UInt64] = []
        var arc: UInt64 = 0
        for octet in content {
            arc = arc << 7 | UInt64(octet & 0x7F)
            guard octet < 0x80 else { continue }
            if arcs.isEmpty {
                let first = min(arc / 40, 2)
                arcs = [first, arc - first * 40]
            } else {
                arcs.append(arc)
            }
            arc = 0
        }
        return arcs.map(String.init).joined(separator: ".")
    }

    private static func arc(_ digits: Substring.UTF8View) -> UInt64? {
        guard (1...19).contains(digits.count),
            digits.count == 1 || digits.first != UInt8(ascii: "0")
        else { return nil }
        var value: UInt64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + UInt64(digit - UInt8(ascii: "0"))
        }
        return value < 1 << 63 ? value : nil
    }

    private static func content(of arcs: [UInt64]) -> [UInt8] {
        ([arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2)).flatMap(octets)
    }

    /// Seven bits an octet, all but the last marked.
    private static func octets(of arc: UInt64) -> [UInt8] {
        var octets = [UInt8(arc & 0x7F)]
        var rest = arc >> 7
        while rest > 0 {
            octets.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
            rest >>= 7
        }
        return octets
    }
}

extension ASN1ObjectIdentifier: CustomStringConvertible {
    package var description: String { text }
}
