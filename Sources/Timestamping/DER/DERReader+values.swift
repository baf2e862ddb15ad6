/// The primitive values that time-stamp tokens are made of.
extension DERReader {
    mutating func objectIdentifier() throws(TokenDefect) -> ASN1ObjectIdentifier {
        let element = try next(.objectIdentifier)
        guard let identifier = ASN1ObjectIdentifier(content: contentBytes(element)) else {
            throw .objectIdentifier
        }
        return identifier
    }

    /// The two's complement octets of an INTEGER that is not negative, at most 20 octets and a sign
    /// octet: what RFC 3161 and RFC 5280 allow for serial numbers.
    mutating func naturalOctets(_ tag: DERTag = .integer) throws(TokenDefect) -> [UInt8] {
        let octets = contentBytes(try next(tag))
        guard let first = octets.first, first < 0x80, octets.count <= 21 else { throw .integer }
        if octets.count > 1, first == 0, octets[1] < 0x80 { throw .integer }
        return octets
    }

    /// An INTEGER from 0 to 2^31 - 1.
    mutating func smallInteger(_ tag: DERTag = .integer) throws(TokenDefect) -> Int {
        let octets = try naturalOctets(tag)
        guard octets.count <= 4 else { throw .integer }
        return octets.reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func octetString() throws(TokenDefect) -> [UInt8] {
        contentBytes(try next(.octetString))
    }

    /// The algorithm of an AlgorithmIdentifier. Parameters other than NULL belong to algorithms that
    /// are refused by name.
    mutating func algorithm() throws(TokenDefect) -> ASN1ObjectIdentifier {
        var reader = try enter(.sequence)
        return try reader.objectIdentifier()
    }

    /// The algorithm of an AlgorithmIdentifier that has no parameters or NULL.
    mutating func plainAlgorithm() throws(TokenDefect) -> ASN1ObjectIdentifier {
        var reader = try enter(.sequence)
        let algorithm = try reader.objectIdentifier()
        if let null = try reader.nextIf(.null), !null.content.isEmpty { throw .length }
        try reader.finish()
        return algorithm
    }
}

extension DERReader {
    /// Walks through every constructed element to the last octet, so that what is handed to others
    /// later is DER in all its depth.
    ///
    /// - Throws: also when there is more or deeper structure than any honest token has.
    static func check(_ bytes: [UInt8]) throws(TokenDefect) {
        var readers = [DERReader(bytes)]
        var elements = 0
        while var reader = readers.popLast() {
            guard !reader.isAtEnd else { continue }
            let element = try reader.next()
            readers.append(reader)
            elements += 1
            guard elements <= TimestampLimits.elements else { throw .tooMany }
            guard element.tag.isConstructed else { continue }
            guard readers.count < TimestampLimits.depth else { throw .depth }
            readers.append(reader.inside(element))
        }
    }
}
