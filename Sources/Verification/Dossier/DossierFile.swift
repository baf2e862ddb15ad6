package import BagIt
import EvidenceBundle
import Primitives
import PrivateFiles
import SystemPackage

/// A dossier as it lies there: where its files stand in it. A reader seeks; no content is looked at yet.
struct DossierFile {
    let input: InputFile
    let entries: [TarIndex.Located]
    private static let firstName = Array((DossierLayout.readme + "\0").utf8)
    private static let blockSize = 1 << 20

    /// Whether a file begins like a dossier: any other archive of ours begins with another name.
    static func isOne(_ path: String) -> Bool {
        // What cannot be read is told by whoever reads it next.
        guard let input = try? InputFile(path: path),
            let start = try? input.read(at: 0, count: firstName.count)
        else { return false }
        return start == firstName
    }

    /// - Throws: ``DossierError/notADossier(_:)`` for another encoding, `BundleFileError` when it cannot be read.
    init(path: String) throws {
        let input = try InputFile(path: path)
        do {
            entries = try TarIndex(
                size: input.size, padding: .none, maximumEntries: Tar.maximumEntries
            ) { offset, count in try input.read(at: offset, count: count) }.entries
        } catch let error as TarError {
            throw DossierError.notADossier(error)
        }
        self.input = input
    }

    /// - Throws: what reading throws; nil for what is larger than the limit, or cut short.
    func content(of located: TarIndex.Located, limit: Int) throws -> [UInt8]? {
        guard let size = Int(exactly: located.entry.size), size <= limit else { return nil }
        let bytes = try input.read(at: located.offset, count: size)
        return bytes.count == size ? bytes : nil
    }

    /// Reads a file from front to back, in blocks.
    ///
    /// - Returns: its digest; that of what there is, if it is cut short.
    func digest(
        of located: TarIndex.Located, copy: (Span<UInt8>) throws -> Void
    ) throws -> SHA256Digest {
        let source = input.source(from: located.offset, count: located.entry.size)
        var block = [UInt8](
            repeating: 0, count: Int(min(UInt64(Self.blockSize), max(1, located.entry.size))))
        var hasher = SHA256Hasher()
        while true {
            var span = block.mutableSpan
            let count = try source(&span)
            if count == 0 { return hasher.finalize() }
            hasher.update(block.span.extracting(first: count))
            try copy(block.span.extracting(first: count))
        }
    }
}

/// Why a file cannot be judged as a dossier, or none was made.
package enum DossierError: PlainFailure, Equatable {
    case notADossier(TarError)
    case unpacked(String)

    /// - Throws: ``unpacked(_:)`` for a folder that came out of a dossier.
    static func requireNone(in folder: FilePath) throws(DossierError) {
        guard PrivateFolder.isThere(folder.appending(DossierLayout.sums)),
            PrivateFolder.isFolder(folder.appending(DossierLayout.caseFolder))
        else { return }
        throw .unpacked(folder.string)
    }

    package var code: String {
        switch self {
        case .notADossier: "dossier.not-canonical"
        case .unpacked: "dossier.unpacked"
        }
    }

    package var message: String {
        switch self {
        case .notADossier(let error): "the file is no whole dossier: \(error.message)"
        case .unpacked(let path): "'\(SafeText.shown(path))' is a dossier that was unpacked"
        }
    }

    package var hint: String? {
        switch self {
        case .notADossier: "get it once more from who gave it to you"
        case .unpacked:
            "verify the file itself, or its parts: plomba verify FOLDER/case --evidence FOLDER/evidence"
        }
    }
}
