package import Custody
import Primitives
import PrivateFiles
package import SystemPackage
import TransparencyLog

/// Signed statements in a folder, each as NAME.json, NAME.json.sig and NAME.entry, and with
/// NAME.tlog-proof where it is known to be in a log; NAME.SIZE.tlog-proof proves it once more, under
/// the checkpoint of that size.
///
/// The first three appear in the order signature, entry, statement: a statement that is there is whole.
package struct StatementFolder: Sendable {
    package let path: FilePath

    package init(_ path: FilePath) {
        self.path = path
    }

    /// Nil when there is no statement with this name.
    package func load(_ name: String) throws -> SignedStatement? {
        let json = path.appending(name + ".json")
        guard PrivateFolder.isThere(json) else { return nil }
        return try SignedStatement(
            json: PrivateFile.read(json, limit: StatementLimits.textSizeInBytes),
            signature: PrivateFile.read(
                path.appending(name + ".json.sig"),
                limit: StatementLimits.signatureSizeInBytes),
            entry: PrivateFile.read(
                path.appending(name + ".entry"), limit: OpeningFile.sizeInBytes))
    }

    package func load(_ event: Event) throws -> SignedStatement? { try load(event.fileStem) }
}
