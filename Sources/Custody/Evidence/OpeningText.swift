internal import Primitives

/// The text form that opening files share: a fixed first line, a salt and two digests.
///
/// ```
/// plomba/entry/v1
/// 9f86...  salt, 64 hex
/// 2c26...  SHA-256 of the statement, 64 hex
/// fcde...  SHA-256 of its armoured signature, 64 hex
/// ```
///
/// Each line ends with LF, so the size is fixed: first line + 1 + 3 * 65 bytes.
struct OpeningText: Hashable, Sendable {
    let salt: Salt
    let statementDigest: SHA256Digest
    let signatureDigest: SHA256Digest

    init(salt: Salt, statementDigest: SHA256Digest, signatureDigest: SHA256Digest) {
        self.salt = salt
        self.statementDigest = statementDigest
        self.signatureDigest = signatureDigest
    }

    /// Reads exactly the canonical form; nil for anything else.
    init?(parsing bytes: [UInt8], firstLine: String) {
        let head = Array(firstLine.utf8) + [0x0A]
        guard bytes.count == head.count + 3 * 65, bytes.starts(with: head) else { return nil }
        var lines: [String] = []
        for index in 0..<3 {
            let start = head.count + index * 65
            guard bytes[start + 64] == 0x0A else { return nil }
            lines.append(String(decoding: bytes[start..<start + 64], as: UTF8.self))
        }
        guard let salt = Salt(hex: lines[0]), let statement = SHA256Digest(hex: lines[1]),
            let signature = SHA256Digest(hex: lines[2])
        else { return nil }
        self.init(salt: salt, statementDigest: statement, signatureDigest: signature)
    }

    func bytes(firstLine: String) -> [UInt8] {
        let lines = [firstLine, salt.hex, statementDigest.hex, signatureDigest.hex]
        return lines.flatMap { Array($0.utf8) + [0x0A] }
    }
}
