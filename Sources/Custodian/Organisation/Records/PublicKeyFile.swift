import Primitives
import PrivateFiles

/// The `.pub` file that ssh-keygen writes: one line.
package enum PublicKeyFile {
    private static let limit = 16 * 1024

    /// The key without its comment, for `RootsChange`.
    package static func read(_ path: String) throws -> String {
        let bytes = try OutsideFile.read(path, limit: limit)
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        return words.prefix(2).joined(separator: " ")
    }
}
