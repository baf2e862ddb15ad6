import BagIt
import Custody
import EvidenceBundle
import Primitives
import PrivateFiles
import SystemPackage

/// The described exhibits of an opened case as they are at this moment.
struct ExhibitsNow {
    private let data: FilePath
    private let sealed: [[UInt8]: SHA256Digest?]
    private let paths: [[UInt8]: BagPath]

    init(_ place: FilePath, _ copy: CustodyCopy) throws(PrivateFiles.FileError) {
        let bag = place.appending("bag")
        data = bag
        sealed = copy.exhibits
        let document = try PrivateFile.read(
            bag.appending("case.json"), limit: CaseLimits.documentSize)
        paths = Dictionary(
            CaseFolderItems.exhibits(of: document).map { (Array($0.number.utf8), $0.path) },
            uniquingKeysWith: { first, _ in first })
    }

    /// - Throws: ``CustodyOrderError`` for a number that no item has, and for a file that is not the one
    ///   that was sealed; `FileError`.
    func named(_ numbers: [String]) throws -> [CustodyAct.Exhibit] {
        try numbers.map { number in
            let name = Array(number.utf8)
            guard let digest = sealed[name] else { throw CustodyOrderError.noSuchExhibit(number) }
            if let digest, let path = paths[name] {
                let found = try FileDigest.of(data.pushing(FilePath(path.text)))
                guard found == digest else { throw CustodyOrderError.differs(number) }
            }
            return CustodyAct.Exhibit(name: number, digest: digest)
        }
    }
}

/// The SHA-256 of a plain file of any size.
enum FileDigest {
    private static let blockSize = 1 << 20

    /// - Throws: `FileError`, also for what is no plain file.
    static func of(_ path: FilePath) throws(PrivateFiles.FileError) -> SHA256Digest {
        let file = try PrivateFile.open(
            path, .readOnly, options: [.noFollow, .closeOnExec, .nonBlocking])
        // Closing a file that was only read cannot lose anything.
        defer { try? file.close() }
        guard (try? path.stat(followTargetSymlink: false))?.type == .regular else {
            throw .notAFile(path)
        }
        var hasher = SHA256Hasher()
        var block = [UInt8](repeating: 0, count: blockSize)
        while true {
            let count: Int
            do {
                count = try SystemCall.read(file, into: &block)
            } catch {
                throw PrivateFiles.FileError(error, at: path)
            }
            if count == 0 { return hasher.finalize() }
            hasher.update(block.span.extracting(first: count))
        }
    }
}
