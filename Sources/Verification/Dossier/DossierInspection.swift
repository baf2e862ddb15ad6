import BagIt
import Custody
import EvidenceBundle
import Primitives

/// Holds every file of a dossier against SHA256SUMS, and takes out what is small.
///
/// Constant memory but for the list of files. The originals are not read here: the verification of the case
/// does that, and ``compare(_:)`` holds what it found against the list.
struct DossierInspection {
    private let file: DossierFile
    private let listed: [BagPath: SHA256Digest]
    private(set) var differences: [String] = []
    private let isReadable: Bool
    /// The verifier's files, as the dossier has them.
    private(set) var carried: [BagPath: SHA256Digest] = [:]

    init(_ file: DossierFile) throws {
        self.file = file
        let last = file.entries.last
        let isLast = last.map { $0.entry.path.text == DossierLayout.sums } ?? false
        let text =
            isLast
            ? try last.flatMap { try file.content(of: $0, limit: DossierLayout.sumsSize) } : nil
        let sums = text.flatMap(DossierSums.init(parsing:))
        isReadable = sums != nil
        listed = Dictionary(
            (sums?.entries ?? []).map { ($0.path, $0.digest) },
            uniquingKeysWith: { first, _ in first })
        guard isReadable else { return }
        let there = Set(files.map(\.entry.path))
        for path in listed.keys.sorted() where !there.contains(path) {
            differences.append("'\(SafeText.shown(path.bytes))' is listed and not there")
        }
        for path in there.sorted() where listed[path] == nil {
            differences.append("'\(SafeText.shown(path.bytes))' is there and not listed")
        }
    }

    /// All but SHA256SUMS.
    private var files: ArraySlice<TarIndex.Located> { file.entries.dropLast() }

    func isOriginal(_ path: BagPath) -> Bool {
        path.removing(DossierLayout.caseFolder)?.isBelow(DossierLayout.originals) ?? false
    }

    /// Where the originals stand, by their paths in the bag.
    var originals: StoredOriginals {
        StoredOriginals(
            files.compactMap { located in
                guard isOriginal(located.entry.path),
                    let path = located.entry.path.removing(DossierLayout.caseFolder)?
                        .removing("bag")
                else { return nil }
                return StoredOriginals.Place(
                    path: path, offset: located.offset, size: located.entry.size)
            }, in: file.input)
    }

    /// Compares all but the originals, and writes case and evidence into a folder.
    ///
    /// - Throws: `FileError`, and what reading throws. A dossier with more small files than the limit is told as
    ///   a difference, and nothing is written.
    mutating func take(into folder: inout StagingDirectory) throws {
        for located in files where !isOriginal(located.entry.path) {
            let path = located.entry.path
            let isLookedAt =
                path.isBelow(DossierLayout.caseFolder) || path.isBelow(DossierLayout.evidence)
            let digest: SHA256Digest
            if isLookedAt {
                var copy = try folder.create(path, size: located.entry.size)
                digest = try file.digest(of: located) { try copy.write($0) }
                try copy.finish()
            } else {
                digest = try file.digest(of: located) { _ in }
            }
            compare(path, digest)
            if path.isBelow(DossierLayout.verifier) || path.isBelow(DossierLayout.schemas) {
                carried[path] = digest
            }
        }
    }

    /// The room that the small files need.
    var smallSize: UInt64 {
        files.filter { !isOriginal($0.entry.path) }.reduce(0) { $0 + $1.entry.size }
    }

    /// Takes what the verification of the case has read of the originals; what it has not read is read now.
    mutating func compare(_ found: [PackedFile]) throws {
        let known = Dictionary(
            found.map { ($0.path, $0.digest) }, uniquingKeysWith: { first, _ in first })
        for located in files where isOriginal(located.entry.path) {
            let path = located.entry.path
            let inBag = path.removing(DossierLayout.caseFolder)?.removing("bag")
            if let digest = inBag.flatMap({ known[$0] }) {
                compare(path, digest)
            } else {
                compare(path, try file.digest(of: located) { _ in })
            }
        }
    }

    private mutating func compare(_ path: BagPath, _ digest: SHA256Digest) {
        guard let sum = listed[path], sum != digest else { return }
        differences.append("'\(SafeText.shown(path.bytes))' differs from its line in SHA256SUMS")
    }

    /// - Parameter published: the verifier's files as they should be; empty where nobody here knows.
    func checks(published: [BagPath: SHA256Digest]) -> [Check] {
        [
            Check(
                .dossierEncoding, "the file has the one canonical form of a dossier",
                layoutFailure.map { .failed($0) } ?? .passed),
            Check(
                .dossierFiles, "every file is the one that SHA256SUMS lists", filesOutcome),
            Check(
                .dossierVerifier, "the verifier that it carries is the one that we publish",
                verifierOutcome(published)),
        ]
    }

    private var layoutFailure: Check.Reason? {
        let paths = file.entries.map(\.entry.path)
        guard isReadable else {
            return Check.Reason(
                code: "dossier.sums", message: "SHA256SUMS is not the last file, or not in its form"
            )
        }
        let strange = paths.first { path in
            path.text != DossierLayout.readme && path.text != DossierLayout.sums
                && !DossierLayout.folders.contains(where: path.isBelow)
        }
        guard let strange else { return nil }
        return Check.Reason(
            code: "dossier.unexpected-file",
            message: "'\(SafeText.shown(strange.bytes))' is no part of a dossier")
    }

    private var filesOutcome: Check.Outcome {
        guard isReadable else { return .notChecked(.notReached) }
        guard let first = differences.first else { return .passed }
        let more = differences.count > 1 ? ", and \(differences.count - 1) more" : ""
        return .failed(Check.Reason(code: "dossier.files-differ", message: first + more))
    }

    private func verifierOutcome(_ published: [BagPath: SHA256Digest]) -> Check.Outcome {
        if carried == published, !published.isEmpty { return .passed }
        return .notChecked(
            Check.Reason(
                code: "dossier.other-verifier",
                message:
                    "it is of another version; take a verifier from its publisher, not from here"
            ))
    }
}

extension CheckCode {
    static let dossierEncoding = CheckCode(rawValue: "dossier.encoding")
    static let dossierFiles = CheckCode(rawValue: "dossier.files")
    static let dossierVerifier = CheckCode(rawValue: "dossier.verifier")
}

extension Check.Reason {
    fileprivate static let notReached = Check.Reason(
        code: "check.not-reached", message: "an earlier check failed")
}
