import Age
import Custody
import Primitives

/// The small files of an opened case folder that do not belong to the bag.
enum FolderParts {
    static let notKept = Check.Reason(
        code: "folder.not-kept", message: "an opened folder does not keep the encrypted files")

    /// - Throws: `BundleFileError`, `BundleError`.
    static func statement(of folder: String) throws -> SignedStatement {
        let json = try read(BundlePaths.statement, folder, BundleLimits.statementSize)
        let signature = try read(BundlePaths.signature, folder, BundleLimits.signatureSize)
        let entry = try read(BundlePaths.entry, folder, BundleLimits.entrySize)
        do {
            return try SignedStatement(json: json, signature: signature, entry: entry)
        } catch .entryMalformed {
            throw BundleError.entry(.entryMalformed)
        } catch {
            throw BundleError.statement(error)
        }
    }

    static func header(of folder: String) throws -> [UInt8] {
        try read(BundlePaths.header, folder, AgeLimits.maximumHeaderSize)
    }

    private static func read(_ name: String, _ folder: String, _ limit: Int) throws -> [UInt8] {
        let file = try InputFile(path: "\(folder)/\(name)")
        guard file.size <= UInt64(limit) else { throw BundleError.partTooLarge(name) }
        return try file.read(at: 0, count: Int(file.size))
    }
}
