package import BagIt
package import Custody
package import Primitives

/// What proves one seal: the statement, what it covers, and lines of its openings.
///
/// It comes out of the copy that a sender keeps, or out of an opened case folder.
package struct SealProof: Sendable {
    package let seal: SignedStatement
    /// The exact bytes of commitments.txt.
    package let commitments: [UInt8]
    /// Items of the original, each with the exact bytes of its line.
    package let items: [Item]

    package struct Item: Sendable {
        package let path: BagPath
        package let size: UInt64
        package let digest: SHA256Digest
        package let line: [UInt8]
    }

    /// Checks that the parts belong together. Who signed is not checked here.
    ///
    /// - Throws: `OriginalError`.
    package init(
        seal: SignedStatement, commitments: [UInt8], openings: [UInt8], mode: Mode
    ) throws(OriginalError) {
        let sealed: SealedStatement
        do {
            sealed = try seal.unverified(as: SealedStatement.self, mode: mode)
        } catch {
            throw .custody(.statement(position: 0, error))
        }
        guard let parsed = Commitments(parsing: commitments) else {
            throw .proofMalformed(number: 1)
        }
        guard sealed.commitmentsDigest == .of(commitments) else {
            throw .commitmentsDiffer(number: 1)
        }
        var items: [Item] = []
        for text in openings.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .dropLast()
        {
            let line = Array(text) + [UInt8(ascii: "\n")]
            guard let opening = OpeningLine(line: line),
                parsed.contains(Commitments.commitment(to: line))
            else { throw .proofMalformed(number: 1) }
            guard case .item(let path, let size, let digest) = opening else { continue }
            items.append(Item(path: path, size: size, digest: digest, line: line))
        }
        self.seal = seal
        self.commitments = commitments
        self.items = items
    }

    /// The items that may be disclosed: the proof of a seal before this one is none.
    package var files: [Item] { items.filter { !OriginalPaths.isReserved($0.path) } }
}

/// What `SealRequest` is told of the original that its files come from.
package struct SealedOriginal: Sendable {
    /// Every file of data/ as it must be, the proofs included.
    package let digests: [BagPath: SHA256Digest]

    package init(digests: [BagPath: SHA256Digest]) { self.digests = digests }

    /// Where the parts of the proof of seal `number` stand.
    package static func proofPaths(
        of number: Int
    ) -> (commitments: BagPath, openings: BagPath, sealedOpening: BagPath) {
        (
            OriginalPaths.path(.commitments, of: number),
            OriginalPaths.path(.openings, of: number),
            OriginalPaths.path(.sealedOpening, of: number)
        )
    }

    /// Whether a file of data/ is part of a proof rather than of the material.
    package static func isProof(_ path: BagPath) -> Bool { OriginalPaths.isReserved(path) }

    /// The files of custody/ that these statements make, numbered from `first`.
    package static func custody(
        _ statements: [(event: Event, signed: SignedStatement)], from first: Int
    ) -> [CustodyFile] { EarlierStory.files(statements, from: first) }
}
