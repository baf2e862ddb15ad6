internal import Primitives
internal import SystemPackage

/// Judges a bag directory, whoever wrote it: RFC 8493 and the drafts before it from 0.93 on, and
/// stricter than `bagit.py` where that protects the person who opens it.
///
/// - SeeAlso: Protocol/bag.md, "Judging a bag".
package enum BagReader {
    /// Largest tag file that is read as text.
    private static let maximumTagSize = BagManifest.maximumSize

    /// - Parameter progress: bytes hashed so far; may throw to stop.
    /// - Throws: `FileError` where the judging could not be carried out.
    package static func validate(
        _ directory: String, progress: (_ done: UInt64) throws -> Void
    ) throws -> BagVerdict {
        let shown = Array(directory.utf8)
        let folder = try Descriptor.openRoot(shown)
        var findings = BagFindings()
        let contents = try BagContents(of: folder, shownAs: shown, &findings)
        var files = BagFiles(folder: folder, shown: shown, contents: contents)
        if !contents.sizes.keys.contains(where: { $0.bytes.starts(with: "data/".utf8) }) {
            try requireDataFolder(shown, &findings)
        }
        if let declaration = try declaration(&files, &findings) {
            let manifests = try manifests(&files, declaration, &findings)
            compare(manifests, contents, declaration, &findings)
            try checkInfo(&files, declaration, &findings)
            try checkFetch(&files, declaration, &findings)
            try checkDigests(manifests, &files, &findings, progress)
        }
        return BagVerdict(findings: findings.all, payload: contents.payload)
    }

    private static func declaration(
        _ files: inout BagFiles, _ findings: inout BagFindings
    ) throws -> ForeignDeclaration? {
        guard let bytes = try files.read(BagDeclaration.name, limit: 4096) else {
            findings.add(.declarationMissing)
            return nil
        }
        return ForeignDeclaration(bytes, &findings)
    }

    private static func manifests(
        _ files: inout BagFiles, _ declaration: ForeignDeclaration,
        _ findings: inout BagFindings
    ) throws -> [ForeignManifest] {
        var found: [ForeignManifest] = []
        for path in files.contents.tagPaths {
            guard var manifest = ForeignManifest(name: path.bytes) else { continue }
            guard let bytes = try files.read(path.text, limit: maximumTagSize),
                let lines = TagFile.lines(bytes, declaration.encoding)
            else {
                findings.add(.manifestMalformed, .error, path.bytes)
                continue
            }
            manifest.read(lines, isVersion1: declaration.isVersion1, &findings)
            if manifest.algorithm == nil {
                findings.add(.algorithmUnsupported, .notJudged, path.bytes)
            }
            found.append(manifest)
        }
        if !found.contains(where: { $0.scope == .payload }) { findings.add(.manifestMissing) }
        if !found.contains(where: { $0.scope == .tags }) {
            findings.add(.tagManifestMissing, .warning)
        }
        return found
    }

    /// What is listed and what stands there, both ways.
    private static func compare(
        _ manifests: [ForeignManifest], _ contents: BagContents,
        _ declaration: ForeignDeclaration, _ findings: inout BagFindings
    ) {
        for manifest in manifests {
            for path in manifest.digests.keys.sorted() where contents.sizes[path] == nil {
                findings.add(.listedMissing, .error, path.bytes)
            }
        }
        let payload = manifests.filter { $0.scope == .payload }
        for path in contents.payloadPaths {
            let count = payload.count { $0.digests[path] != nil }
            // Before 1.0 one of several manifests was enough.
            if count == 0 || (declaration.isVersion1 && count < payload.count) {
                findings.add(.notListed, .error, path.bytes)
            } else if count < payload.count {
                findings.add(.notListed, .warning, path.bytes)
            }
        }
        let tags = manifests.filter { $0.scope == .tags }
        guard !tags.isEmpty else { return }
        for path in contents.tagPaths
        where !path.bytes.starts(with: "tagmanifest-".utf8)
            && !tags.contains(where: { $0.digests[path] != nil })
        {
            findings.add(.tagNotListed, .warning, path.bytes)
        }
    }

    /// An empty payload is allowed, but its folder must stand there.
    private static func requireDataFolder(
        _ bag: [UInt8], _ findings: inout BagFindings
    ) throws(FileError) {
        let data = bag + Array("/data".utf8)
        do {
            let status = try Descriptor.status(at: Descriptor.currentFolder, data, shownAs: data)
            if status.kind != .folder { findings.add(.payloadMissing) }
        } catch let error where error.reason == .noSuchFileOrDirectory {
            findings.add(.payloadMissing)
        }
    }
}
