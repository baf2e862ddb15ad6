import Age
import BagIt
import Custody
import Primitives

/// Decrypts payload.age into a staging folder, in one pass with its digest.
///
/// Until every check held, the files lie where nobody looks for them; they get their name last.
struct Extraction {
    let deposit: VerifiedDeposit
    let identities: IdentitySet
    /// How many originals the preview states.
    let announced: UInt64

    /// Reads the bag to its end and checks everything that needs no key of a person.
    ///
    /// - Returns: the bag, the facts of its openings, and the age header.
    /// - Throws: `BundleError`, `FileError`, and what the source throws.
    func run(
        _ source: @escaping PayloadBytes, into folder: StagedFolder,
        _ ledger: inout CheckLedger, _ progress: SealProgress
    ) throws -> (bag: BagInspection, facts: SealedFacts, header: [UInt8]) {
        let input = try openInput(source)
        var bag = BagInspection(announced: announced)
        let facts: SealedFacts
        do {
            try read(input, &bag, folder, progress)
            facts = try bag.finish()
        } catch let error as any PlainFailure {
            // What was damaged on the way must not be told as if the sender had sealed it so.
            try checkDigest(input)
            ledger.pass(.outerPayload)
            throw Self.translated(error)
        }
        try checkDigest(input)
        ledger.pass(.outerPayload)
        ledger.pass(.bagManifests)
        return (bag, facts, input.header.bytes)
    }

    private func openInput(_ source: @escaping PayloadBytes) throws -> PayloadInput {
        do {
            let input = try PayloadInput(source, size: deposit.content.payloadSize)
            guard input.header.digest == deposit.content.headerDigest else {
                throw BundleError.headerDigestDiffers
            }
            guard StanzaRule.allows(input.header) else { throw BundleError.payloadStanzasRefused }
            return input
        } catch is AgeError {
            // Whatever it is, it is not the header that was signed.
            throw BundleError.headerDigestDiffers
        }
    }

    private func read(
        _ input: PayloadInput, _ bag: inout BagInspection, _ folder: StagedFolder,
        _ progress: SealProgress
    ) throws {
        let size = deposit.content.payloadSize
        let decrypted = try PayloadBag(input, identities: identities, size: size)
        var tar = TarReader(maximumSize: size, padding: .padme) { buffer in
            try decrypted.read(into: &buffer)
        }
        while let entry = try tar.next() {
            guard let path = entry.path.removing(BundlePaths.bag) else {
                throw BundleError.layout(.unexpectedFile, nil)
            }
            try folder.begin(entry.path, size: entry.size)
            try bag.accept(
                path, size: entry.size, content: &tar, copy: { try folder.write($0) })
            try folder.end()
            progress(tar.position, size)
        }
    }

    /// - Throws: `BundleError` when the bytes are not those that were signed.
    private func checkDigest(_ input: PayloadInput) throws {
        try input.finish(expecting: deposit.content.payloadDigest) { _ in }
    }

    private static func translated(_ error: any PlainFailure) -> any PlainFailure {
        switch error {
        case AgeError.noMatch: BundleError.noIdentityMatches
        case let error as AgeError: BundleError.decryption(error)
        case let error as TarError: BundleError.container(error)
        default: error
        }
    }
}
