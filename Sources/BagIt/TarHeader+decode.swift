/// Reading headers: parse, then encode again and compare every byte, so that what is accepted is
/// exactly what `encode` writes. The checks before the comparison only give the error its name.
extension TarHeader {
    /// - Parameter next: gives exactly the asked number of bytes, or throws.
    /// - Returns: nil for a block of zeros, which begins the end of the archive.
    static func decode(
        ordinal: Int, next: (Int) throws -> [UInt8]
    ) throws -> (entry: TarEntry, encodedSize: Int)? {
        var encoded = try next(Tar.blockSize)
        if encoded.allSatisfy({ $0 == 0 }) { return nil }
        var path: [UInt8]?
        var size: UInt64?
        if try kind(of: encoded) == UInt8(ascii: "x") {
            let header = try pax(header: encoded, next: next)
            (path, size) = (header.path, header.size)
            encoded += header.encoded
        }
        let block = encoded.suffix(Tar.blockSize)
        guard try kind(of: Array(block)) == UInt8(ascii: "0") else { throw TarError.paxTwice }
        let name = Array(block.prefix(Tar.maximumNameSize).prefix { $0 != 0 })
        guard let octalSize = parseOctal(block.dropFirst(124).prefix(11)) else {
            throw TarError.notCanonical
        }
        let entry = TarEntry(path: try bagPath(path ?? name), size: size ?? octalSize)
        guard encode(entry, ordinal: ordinal) == encoded else { throw TarError.notCanonical }
        return (entry, encoded.count)
    }

    private struct PaxHeader {
        var path: [UInt8]?
        var size: UInt64?
        /// The records, their fill, and the header block that follows them.
        let encoded: [UInt8]
    }

    /// The two kinds of blocks that exist here: `0` and `x`.
    private static func kind(of block: [UInt8]) throws(TarError) -> UInt8 {
        guard parseOctal(block[148..<154]) == UInt64(checksum(of: block)) else {
            throw .checksum
        }
        let kind = block[156]
        guard kind == UInt8(ascii: "0") || kind == UInt8(ascii: "x") else {
            throw .kindRefused(kind)
        }
        guard block[257..<265].elementsEqual("ustar\u{0}00".utf8) else { throw .notCanonical }
        guard block[345..<500].allSatisfy({ $0 == 0 }) else { throw .prefixUsed }
        return kind
    }

    private static func pax(
        header: [UInt8], next: (Int) throws -> [UInt8]
    ) throws -> PaxHeader {
        guard let size = parseOctal(header[124..<135]), size > 0,
            size <= UInt64(Tar.maximumPaxSize)
        else { throw TarError.notCanonical }
        let content = try next(Int(size) + Tar.fill(after: size))
        var found = PaxHeader(encoded: content + (try next(Tar.blockSize)))
        var records = content.prefix(Int(size))
        while !records.isEmpty {
            let (key, value) = try paxRecord(&records)
            switch key {
            case "path" where found.path == nil: found.path = value
            case "size" where found.size == nil: found.size = parseDecimal(value)
            default: throw TarError.notCanonical
            }
        }
        return found
    }

    private static func paxRecord(
        _ records: inout ArraySlice<UInt8>
    ) throws(TarError) -> (key: String, value: [UInt8]) {
        let digits = records.prefix { $0 != UInt8(ascii: " ") }
        guard let length = parseDecimal(Array(digits)), length <= UInt64(records.count),
            Int(length) > digits.count + 1
        else { throw .notCanonical }
        let record = records.prefix(Int(length)).dropFirst(digits.count + 1)
        records = records.dropFirst(Int(length))
        guard record.last == UInt8(ascii: "\n"),
            let equals = record.firstIndex(of: UInt8(ascii: "="))
        else { throw .notCanonical }
        let key = String(decoding: record[..<equals], as: UTF8.self)
        return (key, Array(record[(equals + 1)...].dropLast()))
    }

    private static func bagPath(_ bytes: [UInt8]) throws(TarError) -> BagPath {
        do {
            return try BagPath(bytes)
        } catch {
            throw .path(error)
        }
    }

    private static func parseOctal(_ digits: ArraySlice<UInt8>) -> UInt64? {
        UInt64(String(decoding: digits, as: UTF8.self), radix: 8)
    }

    private static func parseDecimal(_ digits: [UInt8]) -> UInt64? {
        guard !digits.isEmpty, digits.count <= 20,
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return UInt64(String(decoding: digits, as: UTF8.self))
    }
}
