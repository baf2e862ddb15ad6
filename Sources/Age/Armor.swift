import Primitives

/// ASCII armor, for reading only: strict PEM around an age file. (age v1, section "ASCII armor")
///
/// ```
/// -----BEGIN AGE ENCRYPTED FILE-----
/// YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBURWlGMHlwcXIrYnB2Y3FY
/// yPC8DpksHoMx+2Y=
/// -----END AGE ENCRYPTED FILE-----
/// ```
///
/// Lines end in LF or CRLF, are 64 characters long but for the last, and nothing stands between
/// them. White space is accepted before the first and after the last line. A person may keep a
/// protected key in this form; evidence never comes in it.
package enum Armor {
    private static let begin = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
    private static let end = Array("-----END AGE ENCRYPTED FILE-----".utf8)
    private static let columns = 64
    private static let maximumWhitespace = 1_024
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Whether the file claims to be armored; no binary age file begins so.
    package static func isArmored(_ file: [UInt8]) -> Bool {
        file.drop(while: isWhitespace).starts(with: "-----BEGIN".utf8)
    }

    /// Takes the armor off. The result is not checked to be an age file.
    package static func decode(_ file: [UInt8]) throws(AgeError) -> [UInt8] {
        var rest = file.drop(while: isWhitespace)
        guard rest.startIndex <= maximumWhitespace else { throw .armor(.whitespace) }
        guard try nextLine(&rest) == begin else { throw .armor(.header) }
        var bytes: [UInt8] = []
        var isLast = false
        while true {
            let line = try nextLine(&rest)
            if line == end { break }
            guard !isLast, (1...columns).contains(line.count) else { throw .armor(.line) }
            guard let decoded = Base64.decode(ascii: line) else { throw .armor(.base64) }
            bytes += decoded
            isLast = line.count < columns || decoded.count < columns / 4 * 3
        }
        guard rest.allSatisfy(isWhitespace) else { throw .armor(.trailingBytes) }
        guard rest.count <= maximumWhitespace else { throw .armor(.whitespace) }
        return bytes
    }

    /// Takes one line without its end. Only the last line of the file may lack an end.
    private static func nextLine(_ rest: inout ArraySlice<UInt8>) throws(AgeError) -> [UInt8] {
        guard !rest.isEmpty else { throw .armor(.footer) }
        let stop = rest.firstIndex(of: lineFeed)
        var line = rest[..<(stop ?? rest.endIndex)]
        rest = stop.map { rest[($0 + 1)...] } ?? []
        if stop != nil, line.last == carriageReturn { line.removeLast() }
        return Array(line)
    }

    private static func isWhitespace(_ byte: UInt8) -> Bool {
        [0x20, 0x09, lineFeed, carriageReturn].contains(byte)
    }
}
