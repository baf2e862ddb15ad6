package import Custody
import Primitives
package import PrivateFiles
package import SystemPackage

/// `acts/` of an opened case folder: what was done with this copy since it came.
///
/// ```
/// 0001-CustodyAct.json  0001-CustodyAct.json.sig
/// 0002-CustodyAct.json  ...
/// ```
/// Other files there - a scanned hand-over record - are no acts and are left alone.
package struct CustodyActFolder {
    package static let name = "acts"
    package let place: FilePath

    package init(of caseFolder: FilePath) { place = caseFolder.appending(Self.name) }

    /// Every act that is there, in its order. A link in place of the folder is followed by nobody.
    ///
    /// - Throws: `FileError` when the disk fails.
    package func all() throws(FileError) -> [CustodyActFiles] {
        guard isFolder else { return [] }
        var found: [CustodyActFiles] = []
        for number in try PrivateFolder.names(in: place).compactMap(SignedCustodyAct.number)
            .sorted()
        {
            found.append(CustodyActFiles(number: number, signed: try load(number)))
        }
        return found
    }

    private func load(
        _ number: Int
    ) throws(FileError) -> Result<SignedCustodyAct, StatementError>? {
        let path = path(number)
        do throws(FileError) {
            let json = try PrivateFile.read(path, limit: StatementLimits.textSizeInBytes)
            let signature = try PrivateFile.read(
                Self.signature(path), limit: StatementLimits.signatureSizeInBytes)
            return Result { () throws(StatementError) in
                try SignedCustodyAct(json: json, signature: signature)
            }
        } catch .tooLarge(let file, let limit) {
            return .failure(.tooLarge(part: file == path ? "statement" : "signature", limit: limit))
        } catch .notFound, .notAFile {
            return nil
        }
    }

    package func path(_ number: Int) -> FilePath {
        place.appending(SignedCustodyAct.fileName(number))
    }

    /// A link in its place is none.
    package var isFolder: Bool {
        (try? place.stat(followTargetSymlink: false))?.type == .directory
    }

    package static func signature(_ path: FilePath) -> FilePath { FilePath(path.string + ".sig") }
}
