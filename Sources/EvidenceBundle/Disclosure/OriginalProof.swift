import BagIt
import Custody
import Primitives

/// The proof of one earlier seal as it stands in data/plomba-original/NNNN/, nothing of it checked.
///
/// openings.txt holds items only, when a part was disclosed, or every line of the original, when the
/// whole was passed on.
struct OriginalProof: Sendable {
    private(set) var items: [PackedFile] = []
    /// Commitments to all lines, in their order.
    private(set) var lines: [SHA256Digest] = []
    /// What the lines after the items say; nil for items only.
    private(set) var facts: SealedFacts?
    private(set) var commitments: Commitments?
    private(set) var commitmentsDigest: SHA256Digest?
    private(set) var sealedOpening: SealedOpening?
    /// Something in it does not have the one form.
    private(set) var isMalformed = false
    private var tagManifest: SHA256Digest?
    private var caseID: String?

    /// Whether openings.txt ended where it may end.
    var isComplete: Bool {
        !items.isEmpty && commitments != nil && !isMalformed
            && (tagManifest == nil || facts != nil)
    }

    mutating func refuse() { isMalformed = true }

    /// Takes one line of openings.txt.
    mutating func accept(line: [UInt8]) {
        guard facts == nil, let opening = OpeningLine(line: line) else { return refuse() }
        lines.append(Commitments.commitment(to: line))
        switch opening {
        case .item(let path, let size, let digest):
            guard tagManifest == nil, items.last.map({ $0.path < path }) ?? true else {
                return refuse()
            }
            items.append(PackedFile(path: path, size: size, digest: digest))
        case .tagManifest(let digest) where tagManifest == nil && !items.isEmpty:
            tagManifest = digest
        case .caseID(let text) where tagManifest != nil && caseID == nil: caseID = text
        case .recipients(let recipients):
            guard let caseID else { return refuse() }
            facts = SealedFacts(caseID: caseID, recipients: recipients)
        default: refuse()
        }
    }

    mutating func accept(commitments bytes: [UInt8]) {
        guard let parsed = Commitments(parsing: bytes) else { return refuse() }
        commitments = parsed
        commitmentsDigest = .of(bytes)
    }

    mutating func accept(sealedOpening bytes: [UInt8]) {
        guard let parsed = try? SealedOpening(parsing: bytes) else { return refuse() }
        sealedOpening = parsed
    }
}

/// Collects the reserved folder while the originals of a bag are read.
struct OriginalProofs: Sendable {
    private(set) var proofs: [Int: OriginalProof] = [:]
    /// A file of the folder, or one that looks like it, that has no business there.
    private(set) var stranger: BagPath?
    private var remainingLines = BundleLimits.originalLines

    var isEmpty: Bool { proofs.isEmpty && stranger == nil }

    /// What takes the bytes of this file besides the ordinary reading; nil for an ordinary original.
    mutating func begin(_ path: BagPath, size: UInt64) -> OriginalPartReader? {
        guard OriginalPaths.isReserved(path) else { return nil }
        guard let place = OriginalPaths.place(of: path), size <= place.part.limit,
            proofs.count < BundleLimits.originals || proofs[place.number] != nil
        else {
            stranger = stranger ?? path
            return nil
        }
        return OriginalPartReader(
            number: place.number, part: place.part, lineLimit: remainingLines,
            proof: proofs[place.number] ?? OriginalProof())
    }

    mutating func end(_ reader: OriginalPartReader) {
        var reader = reader
        reader.finish()
        remainingLines -= reader.lineCount
        proofs[reader.number] = reader.proof
    }
}

/// One file of the reserved folder, block by block. What is wrong with it is told later, with the
/// checks on the original.
struct OriginalPartReader {
    let number: Int
    let part: OriginalPaths.Part
    let lineLimit: Int
    private(set) var proof: OriginalProof
    private(set) var lineCount = 0
    private var lines = LineReader(limit: LineReader.openingLine, tooLong: .openingsMalformed)
    private var bytes: [UInt8] = []

    init(number: Int, part: OriginalPaths.Part, lineLimit: Int, proof: OriginalProof) {
        (self.number, self.part) = (number, part)
        (self.lineLimit, self.proof) = (lineLimit, proof)
    }

    mutating func take(_ block: Span<UInt8>) {
        guard !proof.isMalformed else { return }
        guard part == .openings else {
            // Bounded by the size that `begin` has looked at.
            for index in 0..<block.count { bytes.append(block[index]) }
            return
        }
        do {
            try lines.read(block) { line in
                guard lineCount < lineLimit else { return proof.refuse() }
                lineCount += 1
                proof.accept(line: line)
            }
        } catch {
            proof.refuse()
        }
    }

    mutating func finish() {
        switch part {
        case .openings: if !lines.isAtLineEnd { proof.refuse() }
        case .commitments: proof.accept(commitments: bytes)
        case .sealedOpening: proof.accept(sealedOpening: bytes)
        }
    }
}

extension OriginalPaths.Part {
    /// As large as the file may be in the original.
    fileprivate var limit: UInt64 {
        switch self {
        case .commitments: BagLayout.Slot.commitments.limit
        case .openings: BagLayout.Slot.openings.limit
        case .sealedOpening: BagLayout.Slot.sealedOpening.limit
        }
    }
}
