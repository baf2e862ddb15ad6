/// How a path stands in a line of a manifest or of the openings: `%` as `%25`, LF as `%0A`, CR as
/// `%0D`, everything else as it is (RFC 8493, 2.1.3).
extension BagPath {
    package var encoded: [UInt8] {
        // A path holds no LF and no CR, so the percent sign is all that can need encoding.
        guard bytes.contains(UInt8(ascii: "%")) else { return bytes }
        return PercentEncoding.encode(bytes)
    }

    package init(encoded: [UInt8]) throws(ManifestError) {
        guard let decoded = PercentEncoding.decode(encoded) else { throw .notCanonical }
        do {
            try self.init(decoded)
        } catch {
            throw .path(error)
        }
    }
}

/// The three escapes of BagIt. Decoding is strict: exactly what `encode` writes.
package enum PercentEncoding {
    package static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(bytes.count + 8)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "%"): encoded += "%25".utf8
            case UInt8(ascii: "\n"): encoded += "%0A".utf8
            case UInt8(ascii: "\r"): encoded += "%0D".utf8
            default: encoded.append(byte)
            }
        }
        return encoded
    }

    /// Nil for a raw LF or CR and for a `%` that starts none of the three escapes.
    package static func decode(_ bytes: [UInt8]) -> [UInt8]? {
        if bytes.allSatisfy({ $0 > UInt8(ascii: "%") }) { return bytes }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") else { return nil }
            guard byte == UInt8(ascii: "%") else {
                decoded.append(byte)
                continue
            }
            switch rest.prefix(2) {
            case [0x32, 0x35]: decoded.append(UInt8(ascii: "%"))
            case [0x30, 0x41]: decoded.append(UInt8(ascii: "\n"))
            case [0x30, 0x44]: decoded.append(UInt8(ascii: "\r"))
            default: return nil
            }
            rest = rest.dropFirst(2)
        }
        return decoded
    }
}
