package import Age
import BagIt
import Custody
package import Primitives

/// Reads what a sender keeps of a seal. (`Protocol/sealed-bundle.md`, "What the sender keeps")
package enum SenderCopyReader {
    /// - Throws: `BundleFileError` when the file cannot be read; `BundleError`, `OriginalError`.
    package static func read(
        _ path: String, identities: IdentitySet, mode: Mode
    ) throws -> SealProof {
        let files = try files(of: path, identities)
        func content(_ name: String) throws(OriginalError) -> [UInt8] {
            guard let found = files.first(where: { $0.path == BundlePaths.inBag(name) }) else {
                throw .proofMalformed(number: 1)
            }
            return found.content
        }
        let custody = files.filter {
            $0.path.removing(BundlePaths.bag)?.removing(BundlePaths.custody) != nil
        }
        guard custody.count == 2 else { throw OriginalError.proofMalformed(number: 1) }
        let seal: SignedStatement
        do throws(StatementError) {
            seal = try SignedStatement(
                json: custody[0].content, signature: custody[1].content, entry: nil)
        } catch {
            throw BundleError.sealMalformed(error)
        }
        return try SealProof(
            seal: seal, commitments: content(BundlePaths.commitments),
            openings: content(BundlePaths.openings), mode: mode)
    }

    private static func files(
        of path: String, _ identities: IdentitySet
    ) throws -> [BagFile] {
        let input = try InputFile(path: path)
        let limit = UInt64(BundleLimits.openingsSize) * 2
        let source = input.source(from: 0, count: input.size)
        do {
            let age = Decrypted(
                try EncryptedFileReader(
                    source: source, identities: identities,
                    limits: AgeLimits(maximumPlaintextSize: limit)))
            var tar = TarReader(maximumSize: limit, padding: .padme) { try age.read(into: &$0) }
            var files: [BagFile] = []
            while let entry = try tar.next() {
                guard files.count < 5 else { throw OriginalError.proofMalformed(number: 1) }
                files.append(
                    BagFile(
                        path: entry.path,
                        try tar.readAll(limit: BundleLimits.openingsSize)))
            }
            return files
        } catch AgeError.noMatch {
            throw BundleError.noIdentityMatches
        } catch let error as AgeError {
            throw BundleError.decryption(error)
        } catch let error as TarError {
            throw BundleError.container(error)
        }
    }

    /// The tar reader's source must hold the age reader, which cannot be copied.
    private final class Decrypted {
        private var age: EncryptedFileReader

        init(_ age: consuming EncryptedFileReader) { self.age = age }

        func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
            try age.read(into: &buffer)
        }
    }
}
