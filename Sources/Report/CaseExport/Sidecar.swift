package import BagIt
import EvidenceBundle
import Primitives

/// A file that another program wrote about one of the originals: kept as it is, and told of, never judged.
///
/// | Kind | Name |
/// |---|---|
/// | ProofMode | `HASH.proof.csv`, `HASH.proof.json`, each also with `.asc`; `HASH.asc`, `.ots`, `.gst`: HASH is the original's SHA-256 |
/// | ProofMode | `NAME.proof.csv`, `NAME.proof.json`, each also with `.asc`, beside the original NAME |
/// | C2PA | `NAME.c2pa`, or `STEM.c2pa` where one file beside it is called STEM and any ending |
/// | metadata file | whatever `metadata_files` of case.json names: Tella's have no name of their own |
package struct Sidecar: Sendable, Hashable {
    package enum Kind: String, Sendable {
        case proofMode = "ProofMode"
        case c2pa = "C2PA"
        case named = "metadata file"
    }

    package let kind: Kind
    package let path: BagPath
    /// Nil where nothing shows which one it is about.
    package let original: BagPath?

    package var file: String { path.text }
    package var about: String? { original?.text }

    private static let proofEndings = [".proof.csv", ".proof.json"]
    private static let signature = ".asc"
    private static let hashEndings = [signature, ".ots", ".gst"]
    private static let manifestEnding = ".c2pa"

    /// In the order of the files; those that case.json names first.
    ///
    /// - Parameter named: a metadata file and its original, as case.json says.
    static func all(
        among files: [PackedFile], named: [(file: BagPath, original: BagPath)]
    ) -> [Sidecar] {
        let book = FileBook(files)
        var found: [Sidecar] = []
        var seen: Set<BagPath> = []
        for pair in named where book.has(pair.file) && book.has(pair.original) {
            let kind = Self.kind(book.name(of: pair.file)) ?? .named
            found.append(Sidecar(kind: kind, path: pair.file, original: pair.original))
            seen.insert(pair.file)
        }
        for file in files where !seen.contains(file.path) {
            let name = book.name(of: file.path)
            switch kind(name) {
            case .proofMode?:
                let originals = proofOriginals(name, file.path, book)
                found += originals.map {
                    Sidecar(kind: .proofMode, path: file.path, original: $0)
                }
            case .c2pa?:
                let stem = String(name.dropLast(manifestEnding.utf8.count))
                let original =
                    book.sibling(of: file.path, named: stem)
                    ?? book.onlySibling(of: file.path, stem: stem)
                found.append(Sidecar(kind: .c2pa, path: file.path, original: original))
            default: break
            }
        }
        return found
    }

    private static func kind(_ name: String) -> Kind? {
        if name.hasSuffix(manifestEnding) { return .c2pa }
        if subject(name, proofEndings + proofEndings.map { $0 + signature }) != nil {
            return .proofMode
        }
        return subject(name, hashEndings).flatMap(digest) == nil ? nil : .proofMode
    }

    /// One original that lies there twice has two.
    private static func proofOriginals(
        _ name: String, _ path: BagPath, _ book: FileBook
    ) -> [BagPath?] {
        let endings = proofEndings.map { $0 + signature } + proofEndings + hashEndings
        guard let subject = subject(name, endings) else { return [nil] }
        if let digest = digest(subject) {
            let originals = book.paths(of: digest)
            return originals.isEmpty ? [nil] : originals
        }
        return [book.sibling(of: path, named: subject)]
    }

    /// What stands before one of these endings.
    private static func subject(_ name: String, _ endings: [String]) -> String? {
        endings.first(where: name.hasSuffix).map { String(name.dropLast($0.count)) }
    }

    private static func digest(_ text: String) -> SHA256Digest? {
        SHA256Digest(hex: text.lowercased())
    }
}

/// The originals by path, by digest and by folder.
private struct FileBook {
    private let all: Set<BagPath>
    private let byDigest: [SHA256Digest: [BagPath]]
    private let byFolder: [[UInt8]: [BagPath]]

    init(_ files: [PackedFile]) {
        all = Set(files.map(\.path))
        // An empty file has the digest of every other empty file.
        byDigest = Dictionary(grouping: files.filter { $0.size > 0 }, by: \.digest)
            .mapValues { $0.map(\.path) }
        byFolder = Dictionary(grouping: files.map(\.path), by: Self.folder)
    }

    func has(_ path: BagPath) -> Bool { all.contains(path) }
    func paths(of digest: SHA256Digest) -> [BagPath] { byDigest[digest] ?? [] }

    func name(of path: BagPath) -> String {
        String(decoding: path.bytes.suffix(from: Self.folder(path).count), as: UTF8.self)
    }

    func sibling(of path: BagPath, named name: String) -> BagPath? {
        let wanted = try? BagPath(Self.folder(path) + Array(name.utf8))
        return wanted.flatMap { all.contains($0) ? $0 : nil }
    }

    /// The one file beside it that is called `stem` and an ending.
    func onlySibling(of path: BagPath, stem: String) -> BagPath? {
        guard !stem.isEmpty else { return nil }
        let start = Self.folder(path) + Array((stem + ".").utf8)
        let found = (byFolder[Self.folder(path)] ?? []).filter {
            $0 != path && $0.bytes.starts(with: start)
                && !$0.bytes[start.count...].contains(UInt8(ascii: "."))
        }
        return found.count == 1 ? found[0] : nil
    }

    /// With its last slash.
    private static func folder(_ path: BagPath) -> [UInt8] {
        Array(path.bytes[..<((path.bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)])
    }
}
