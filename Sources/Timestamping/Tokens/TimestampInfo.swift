import Primitives

/// The content that an authority signs: `TSTInfo` of RFC 3161.
struct TimestampInfo: Hashable, Sendable {
    let policy: ASN1ObjectIdentifier
    /// Nil when the digest is another than SHA-256.
    let imprint: SHA256Digest?
    /// The octets of the serial number.
    let serial: [UInt8]
    let time: GeneratedTime
    /// Nil when there is none; the octets of an INTEGER otherwise.
    let nonce: [UInt8]?

    /// - Parameter der: already walked through by ``DERReader/check(_:)`` or about to be.
    init(der: [UInt8]) throws(TokenDefect) {
        try DERReader.check(der)
        var whole = DERReader(der)
        var reader = try whole.enter(.sequence)
        try whole.finish()
        guard try reader.smallInteger() == 1 else { throw .version }
        policy = try reader.objectIdentifier()
        imprint = try Self.imprint(reader.enter(.sequence))
        serial = try reader.naturalOctets()
        let text = reader.contentBytes(try reader.next(.generalizedTime))
        var accuracy: Int64?
        if let element = try reader.nextIf(.sequence) {
            accuracy = try Self.accuracy(reader.inside(element))
        }
        time = try GeneratedTime(text, accuracyInMicroseconds: accuracy)
        if let ordering = try reader.nextIf(.boolean) {
            // FALSE is the default, which DER leaves out.
            guard reader.contentBytes(ordering) == [0xFF] else { throw .boolean }
        }
        nonce = try Self.nonce(&reader)
        // The authority's own name is one of its certificate's, which is what counts.
        _ = try reader.nextIf(.constructed(0))
        if let extensions = try reader.nextIf(.constructed(1)) {
            try Self.checkExtensions(reader.inside(extensions))
        }
        try reader.finish()
    }

    private static func imprint(_ reader: DERReader) throws(TokenDefect) -> SHA256Digest? {
        var reader = reader
        let algorithm = try reader.plainAlgorithm()
        let octets = try reader.octetString()
        try reader.finish()
        guard algorithm == .sha256 else { return nil }
        guard let digest = SHA256Digest(bytes: octets) else { throw .imprint }
        return digest
    }

    /// `{ seconds INTEGER, [0] millis 1...999, [1] micros 1...999 }`, each of them optional.
    private static func accuracy(_ reader: DERReader) throws(TokenDefect) -> Int64 {
        var reader = reader
        var microseconds: Int64 = 0
        for (tag, unit, range) in [
            (DERTag.integer, 1_000_000, 0...TimestampLimits.accuracyInSeconds),
            (.primitive(0), 1000, 1...999), (.primitive(1), 1, 1...999),
        ] as [(DERTag, Int64, ClosedRange<Int>)] {
            var ahead = reader
            guard try ahead.nextIf(tag) != nil else { continue }
            let value = try reader.smallInteger(tag)
            guard range.contains(value) else { throw .accuracy }
            microseconds += Int64(value) * unit
        }
        try reader.finish()
        return microseconds
    }

    private static func nonce(_ reader: inout DERReader) throws(TokenDefect) -> [UInt8]? {
        var ahead = reader
        guard try ahead.nextIf(.integer) != nil else { return nil }
        return try reader.naturalOctets()
    }

    private static func checkExtensions(_ reader: DERReader) throws(TokenDefect) {
        var reader = reader
        for element in try reader.rest(limit: TimestampLimits.extensions) {
            guard element.tag == .sequence else { throw .tag }
            var one = reader.inside(element)
            _ = try one.objectIdentifier()
            guard try one.nextIf(.boolean) == nil else { throw .criticalExtension }
            _ = try one.octetString()
            try one.finish()
        }
    }
}
