/// One more proof that a statement is in the log: `NAME.SIZE.tlog-proof`, under the checkpoint of that
/// size. It stands beside `NAME.tlog-proof` where another checkpoint has a word that this one lacks.
package struct FurtherProof: Sendable {
    /// Of one statement.
    package static let maximum = 16
    private static let ending = ".tlog-proof"

    /// Its path in an evidence folder, without the ending: `statement.300`.
    package let path: String
    package let bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        (self.path, self.bytes) = (path, bytes)
    }

    package static func file(of name: String, size: UInt64) -> String { "\(name).\(size)\(ending)" }

    /// Those of these files that are one of NAME, the smallest checkpoint first.
    package static func files(
        of name: String, among files: [String]
    ) -> [(size: UInt64, file: String)] {
        files.compactMap { file in
            guard file.utf8.allSatisfy({ $0 < 0x80 }), file.hasPrefix(name + "."),
                file.hasSuffix(ending), file.utf8.count > name.utf8.count + 1 + ending.utf8.count
            else { return nil }
            let digits = file.dropFirst(name.count + 1).dropLast(ending.count)
            guard let size = UInt64(digits), String(size) == digits else { return nil }
            return (size, file)
        }.sorted { $0.size < $1.size }
    }
}
