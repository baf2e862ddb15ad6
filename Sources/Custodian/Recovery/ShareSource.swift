import Primitives
import PrivateFiles
package import SecretSharing

/// Where the words of shares come from: files with one share each, or the terminal.
///
/// Never from the command line or the environment, which other programs can read.
package enum ShareSource: Sendable {
    case files([String])
    case terminal
    /// Shares that were read before.
    case read([Share])

    /// - Throws: ``RecoveryError/file(_:place:_:)`` with the place of the file that is damaged.
    func shares() throws -> [Share] {
        switch self {
        case .files(let paths):
            try paths.enumerated().map { index, path in try Self.share(path, place: index + 1) }
        case .terminal: try ShareDialogue.askForAll()
        case .read(let shares): shares
        }
    }

    /// The one share that is to be looked at.
    func share() throws -> Share {
        switch self {
        case .files(let paths): try Self.share(paths.first ?? "", place: 1)
        case .terminal: try ShareDialogue.askForOne()
        case .read(let shares): try shares.first ?? ShareDialogue.askForOne()
        }
    }

    /// Reads the shares and puts them together once, before anything is made that depends on them.
    package func checked() throws -> ShareSource {
        let shares = try shares()
        _ = try RecoveredKey(shares)
        return .read(shares)
    }

    private static func share(_ path: String, place: Int) throws -> Share {
        do {
            var bytes = try OutsideFile.read(path, limit: SharingLimits.textSize)
            defer { SecretBytes.erase(&bytes) }
            return try Share(parsing: bytes.span)
        } catch let failure as SharingError {
            throw RecoveryError.file(path, place: place, failure)
        }
    }
}
