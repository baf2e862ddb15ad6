/// The text form of OpenSSH public keys: type, space, base64, and perhaps a space and a comment.
enum OpenSSHLine {
    static let maximumSize = 1024

    /// The decoded key of a line whose type is `type`. One line feed at the end is allowed, as in
    /// the files of `ssh-keygen`.
    static func blob(of line: String, type: String) throws(KeyError) -> [UInt8] {
        guard line.utf8.count <= maximumSize else { throw .tooLarge(limit: maximumSize) }
        var text = Array(line.utf8)
        if text.last == 0x0A { text.removeLast() }
        guard !text.contains(where: { $0 < 0x20 }) else { throw .malformedPublicKey }
        let fields = text.split(
            separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count >= 2 else { throw .malformedPublicKey }
        guard fields[0].elementsEqual(type.utf8) else { throw .unsupportedType }
        guard let blob = Base64.decode(ascii: Array(fields[1])) else {
            throw .malformedPublicKey
        }
        return blob
    }
}
