import BagIt
import Custody
import Primitives

/// What the openings say beside the list of originals.
struct SealedFacts: Sendable {
    let caseID: String
    let recipients: [SealedRecipient]
}

/// openings.txt against the originals, and then against the commitments.
struct OpeningsComparison {
    private var files: FileComparison
    private let exhibits: ExhibitNames
    private var commitments: [SHA256Digest] = []
    /// The item of each commitment, to name it when the seal does not cover it.
    private var items: [BagPath] = []
    private var lastItem: BagPath?
    private var tagManifest: SHA256Digest?
    private var caseID: String?
    private var recipients: [SealedRecipient]?

    init(_ originals: [PackedFile], _ exhibits: ExhibitNames) {
        files = FileComparison(originals, exhibits)
        self.exhibits = exhibits
    }

    /// Takes one line: items in the order of the bag, then tagmanifest, case and recipients.
    ///
    /// - Throws: `BundleError.openingsMalformed`.
    mutating func accept(_ line: [UInt8]) throws(BundleError) {
        guard commitments.count < BundleLimits.items + 3 else { throw .openingsMalformed }
        if takesExpected(line) { return }
        guard let opening = OpeningLine(line: line) else { throw .openingsMalformed }
        commitments.append(Commitments.commitment(to: line))
        switch opening {
        case .item(let path, let size, let digest):
            guard tagManifest == nil, lastItem.map({ $0 < path }) ?? true else {
                throw .openingsMalformed
            }
            lastItem = path
            items.append(path)
            files.accept(path, size: size, digest: digest)
        case .tagManifest(let digest) where tagManifest == nil: tagManifest = digest
        case .caseID(let text) where tagManifest != nil && caseID == nil: caseID = text
        case .recipients(let list) where caseID != nil && recipients == nil: recipients = list
        default: throw .openingsMalformed
        }
    }

    /// As in a manifest: only the salt is not known before.
    private mutating func takesExpected(_ line: [UInt8]) -> Bool {
        guard tagManifest == nil, let file = files.expected,
            lastItem.map({ $0 < file.path }) ?? true, OpeningLine.opens(line, file)
        else { return false }
        commitments.append(Commitments.commitment(to: line))
        lastItem = file.path
        items.append(file.path)
        files.acceptExpected()
        return true
    }

    /// - Throws: `openingsDiffer`, `openingNotCommitted`, `tagFilesDiffer`, `openingsMalformed`.
    func finish(
        committed: Commitments, tagManifest actual: SHA256Digest?
    ) throws(BundleError) -> SealedFacts {
        var files = files
        files.finish()
        guard files.differences.isEmpty else { throw .openingsDiffer(files.differences) }
        for (index, commitment) in commitments.enumerated()
        where !committed.contains(commitment) {
            let item = index < items.count ? exhibits.difference(.uncovered, items[index]) : nil
            throw .openingNotCommitted(item)
        }
        guard let tagManifest, let caseID, let recipients else { throw .openingsMalformed }
        guard tagManifest == actual else { throw .tagFilesDiffer }
        // The number of lines is fixed by the number of openings: decoys hide it, not more.
        guard committed.digests.count == Commitments.count(forLines: commitments.count) else {
            throw .commitmentsMalformed
        }
        return SealedFacts(caseID: caseID, recipients: recipients)
    }
}
