import BagIt
import Custody
import Primitives

/// Holds the files of a bag against the proofs of the seals that came before its own.
///
/// Needs no key: it says that the files are those of the seals, not whose seals they are.
struct OriginalFilesVerification {
    let originals: [PackedFile]
    let exhibits: ExhibitNames
    let proofs: OriginalProofs

    /// - Throws: `OriginalError`.
    func verify(_ story: EarlierStory, _ parts: [EarlierStory.Part]) throws(OriginalError) {
        if let stranger = proofs.stranger { throw .reservedName(stranger) }
        let seals = Set(parts.map(\.number))
        if let other = proofs.proofs.keys.filter({ !seals.contains($0) }).min() {
            throw .proofUnexpected(number: other)
        }
        for part in parts {
            guard let proof = proofs.proofs[part.number] else {
                throw .proofMissing(number: part.number)
            }
            try verify(proof, of: part)
            if !part.isDisclosed {
                try verifyOpening(proof, story.statements[part.start])
            }
        }
    }

    private func verify(
        _ proof: OriginalProof, of part: EarlierStory.Part
    ) throws(OriginalError) {
        let number = part.number
        // A whole bag was accepted and passed on; of a disclosed one nothing but items is shown.
        guard proof.isComplete, let commitments = proof.commitments,
            (proof.facts == nil) == part.isDisclosed,
            (proof.sealedOpening == nil) == part.isDisclosed
        else { throw .proofMalformed(number: number) }
        guard part.sealed.commitmentsDigest == proof.commitmentsDigest else {
            throw .commitmentsDiffer(number: number)
        }
        for (index, line) in proof.lines.enumerated() where !commitments.contains(line) {
            let item = index < proof.items.count ? proof.items[index].path : nil
            throw .openingNotCommitted(
                number: number, item.map { exhibits.difference(.uncovered, $0) })
        }
        if !part.isDisclosed {
            guard commitments.digests.count == Commitments.count(forLines: proof.lines.count)
            else { throw .proofMalformed(number: number) }
        }
        var files = FileComparison(originals.filter { covers(number, $0.path) }, exhibits)
        for item in proof.items { files.accept(item.path, size: item.size, digest: item.digest) }
        files.finish()
        guard files.differences.isEmpty else { throw .filesDiffer(files.differences) }
    }

    /// A seal covers what stood in data/ when it was made: the proofs before its own.
    private func covers(_ number: Int, _ path: BagPath) -> Bool {
        guard let place = OriginalPaths.place(of: path) else { return true }
        return place.number < number
    }

    private func verifyOpening(
        _ proof: OriginalProof, _ seal: SignedStatement
    ) throws(OriginalError) {
        guard let opening = proof.sealedOpening,
            opening.matches(sealed: seal.json, signature: seal.signature)
        else { throw .openingDiffers }
    }
}
