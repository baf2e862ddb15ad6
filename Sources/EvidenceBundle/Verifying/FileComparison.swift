import BagIt
import Primitives

/// Walks two sorted lists of originals side by side: what is there, and what the bag says.
struct FileComparison {
    /// More differences than this are counted as one: a report names them, it does not list 10,000.
    private static let maximumDifferences = 1000

    private let originals: [PackedFile]
    private let exhibits: ExhibitNames
    private var next = 0
    private(set) var differences: [FileDifference] = []

    init(_ originals: [PackedFile], _ exhibits: ExhibitNames) {
        (self.originals, self.exhibits) = (originals, exhibits)
    }

    /// What a list of exactly these originals has next.
    var expected: PackedFile? { next < originals.count ? originals[next] : nil }

    /// Takes that one.
    mutating func acceptExpected() { next += 1 }

    /// Takes the next listed file. Size is nil where the list has none.
    mutating func accept(_ path: BagPath, size: UInt64?, digest: SHA256Digest) {
        while next < originals.count, originals[next].path < path {
            add(.extra, originals[next].path)
            next += 1
        }
        guard next < originals.count, originals[next].path == path else {
            return add(.missing, path)
        }
        let original = originals[next]
        next += 1
        if original.digest != digest || size.map({ $0 != original.size }) ?? false {
            add(.content, path)
        }
    }

    /// Whatever was not listed is extra.
    mutating func finish() {
        for original in originals[next...] { add(.extra, original.path) }
        next = originals.count
    }

    private mutating func add(_ kind: FileDifference.Kind, _ path: BagPath) {
        guard differences.count < Self.maximumDifferences else { return }
        differences.append(exhibits.difference(kind, path))
    }
}

/// manifest-sha256.txt against the originals.
struct ManifestComparison {
    private var files: FileComparison
    private var last: BagPath?
    private var scratch: [UInt8] = []

    init(_ originals: [PackedFile], _ exhibits: ExhibitNames) {
        files = FileComparison(originals, exhibits)
    }

    /// - Throws: `BundleError.manifestMalformed`.
    mutating func accept(_ line: [UInt8]) throws(BundleError) {
        if takesExpected(line) { return }
        guard let entry = try? BagManifest.parse(wholeLine: line) else {
            throw .manifestMalformed
        }
        if let last, !(last < entry.path) { throw .manifestMalformed }
        last = entry.path
        files.accept(entry.path, size: nil, digest: entry.digest)
    }

    /// There is one spelling of each line: one that is written for the next original, and stands
    /// here, need not be read.
    private mutating func takesExpected(_ line: [UInt8]) -> Bool {
        guard let file = files.expected, last.map({ $0 < file.path }) ?? true else { return false }
        scratch.removeAll(keepingCapacity: true)
        BagManifest.Entry(path: file.path, digest: file.digest).append(to: &scratch)
        guard scratch == line else { return false }
        last = file.path
        files.acceptExpected()
        return true
    }

    /// - Throws: `BundleError.originalsDiffer` with every difference.
    mutating func finish() throws(BundleError) {
        files.finish()
        guard files.differences.isEmpty else { throw .originalsDiffer(files.differences) }
    }
}
