package import Primitives
import PrivateFiles
import SystemPackage

/// Where a passphrase comes from: the terminal, or the first line of a file.
///
/// Never from the command line or the environment, which other programs can read.
package enum PassphraseSource: Sendable {
    case terminal
    case file(String)

    /// Asks for the passphrase of an existing key.
    ///
    /// - Parameter question: for instance `Passphrase of group484.rs`.
    package func passphrase(_ question: String) throws -> SecretBytes {
        switch self {
        case .terminal: try Terminal.askHidden(question + ": ")
        case .file(let path): try Self.firstLine(of: FilePath(path))
        }
    }

    /// Asks for a new passphrase, on a terminal twice, and holds it against ``PassphraseRules``.
    package func newPassphrase(_ question: String) throws -> SecretBytes {
        let first = try passphrase(question)
        try PassphraseRules.check(first)
        guard case .terminal = self else { return first }
        let second = try Terminal.askHidden("The same again: ")
        let same = first.withBytes { one in
            second.withBytes { other in ConstantTime.equal(one, other) }
        }
        guard same else { throw PassphraseError.notRepeated }
        return first
    }

    /// Whether other people on this computer can read the passphrase.
    ///
    /// That is worth a warning and no refusal: the folder above may be closed to them.
    package var isReadableByOthers: Bool {
        guard case .file(let path) = self,
            let facts = try? Stat(FilePath(path), followTargetSymlink: true)
        else { return false }  // a file that is not there is refused when it is read
        return facts.type == .regular
            && !facts.permissions.isDisjoint(with: [.groupRead, .otherRead])
    }

    private static func firstLine(of path: FilePath) throws -> SecretBytes {
        let file = try PrivateFile.open(path, .readOnly, options: [.closeOnExec])
        // Closing a file that was only read cannot lose anything.
        defer { try? file.close() }
        var content = try PrivateFile.read(file, at: path, limit: 4 * PassphraseRules.maximumSize)
        defer { SecretBytes.erase(&content) }
        let end = content.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        let count = end ?? content.count
        guard count > 0 else { throw PassphraseError.empty }
        guard count <= PassphraseRules.maximumSize else {
            throw PassphraseError.tooLong(limitInBytes: PassphraseRules.maximumSize)
        }
        return try SecretBytes(copying: content.span.extracting(0..<count))
    }
}
