import BagIt
import EvidenceBundle
import Primitives

/// Which items of an original a person means: by path below data/, or by exhibit number.
struct ItemChoice {
    let proof: SealProof
    let exhibits: [(number: String, path: BagPath)]

    /// - Returns: the items in the order of the original.
    /// - Throws: ``PassOnError``.
    func items(_ words: [String]) throws(PassOnError) -> [SealProof.Item] {
        guard !words.isEmpty else { throw .noItems }
        var chosen: Set<BagPath> = []
        for word in words {
            guard chosen.insert(try path(word)).inserted else { throw .givenTwice(word) }
        }
        return proof.files.filter { chosen.contains($0.path) }
    }

    private func path(_ word: String) throws(PassOnError) -> BagPath {
        let known = Set(proof.files.map(\.path))
        let spellings = [word, "data/" + word].compactMap { try? BagPath($0) }
        let named = spellings.first { known.contains($0) }
        let exhibit = exhibits.first { $0.number.utf8.elementsEqual(word.utf8) }?.path
        if let named, let exhibit, named != exhibit { throw .ambiguousItem(word) }
        guard let path = named ?? exhibit, known.contains(path) else { throw .notAnItem(word) }
        return path
    }
}
