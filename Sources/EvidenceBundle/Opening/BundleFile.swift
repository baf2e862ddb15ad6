import BagIt
import Custody
import Primitives

/// A FILE.plomba as it lies there: its parts, and where payload.age stands in it.
///
/// Only the form is checked: a canonical outer tar with exactly the parts of
/// `Protocol/sealed-bundle.md`, section 2, in their order and within their limits. A reader seeks:
/// payload.age is not touched.
package struct BundleFile: Sendable {
    package let parts: BundleParts
    private let input: InputFile
    private let payloadOffset: UInt64

    /// - Throws: `BundleFileError` when the file cannot be read; `BundleError`.
    package init(path: String) throws {
        let input = try InputFile(path: path)
        let index = try Self.index(input)
        let fixed = [
            BundlePaths.payload, BundlePaths.preview, BundlePaths.statement,
            BundlePaths.signature, BundlePaths.entry,
        ]
        let names = index.entries.prefix(fixed.count).map(\.entry.path)
        guard names == fixed.map({ BundlePaths.path($0) }) else { throw BundleError.outerLayout }
        let limits = [
            0, BundleLimits.sealedPreviewSize, BundleLimits.statementSize,
            BundleLimits.signatureSize, BundleLimits.entrySize,
        ]
        let contents = try zip(index.entries, limits).dropFirst().map { located, limit in
            try Self.read(located, limit: limit, from: input)
        }
        var room = UInt64(BundleLimits.evidenceSize)
        let evidence = try index.entries.dropFirst(fixed.count).map { located in
            guard let name = located.entry.path.removing(BundlePaths.evidence),
                EvidenceFile.isName(name.text)
            else { throw BundleError.outerLayout }
            guard located.entry.size <= room else {
                throw BundleError.partTooLarge(BundlePaths.evidence)
            }
            room -= located.entry.size
            let content = try Self.read(
                located, limit: BundleLimits.statementSize, from: input)
            return EvidenceFile(name: name.text, content: content)
        }
        parts = try BundleParts(
            statement: Self.statement(contents[1], contents[2], contents[3]),
            preview: contents[0], payloadSize: index.entries[0].entry.size, evidence: evidence)
        payloadOffset = index.entries[0].offset
        self.input = input
    }

    /// The bytes of payload.age in order, from the start at each call.
    package func payload() -> PayloadBytes {
        input.source(from: payloadOffset, count: parts.payloadSize)
    }

    private static func index(_ input: InputFile) throws -> TarIndex {
        do {
            return try TarIndex(
                size: input.size, padding: .none,
                maximumEntries: 5 + BundleLimits.evidenceFiles
            ) { offset, count in try input.read(at: offset, count: count) }
        } catch let error as TarError {
            throw BundleError.notABundle(error)
        }
    }

    private static func read(
        _ located: TarIndex.Located, limit: Int, from input: InputFile
    ) throws -> [UInt8] {
        guard let size = Int(exactly: located.entry.size), size <= limit else {
            throw BundleError.partTooLarge(located.entry.path.text)
        }
        return try input.read(at: located.offset, count: size)
    }

    private static func statement(
        _ json: [UInt8], _ signature: [UInt8], _ entry: [UInt8]
    ) throws(BundleError) -> SignedStatement {
        do {
            return try SignedStatement(json: json, signature: signature, entry: entry)
        } catch .entryMalformed {
            throw BundleError.entry(.entryMalformed)
        } catch {
            throw .statement(error)
        }
    }
}

/// Fills a prefix of the span with the next bytes of payload.age; 0 at its end.
package typealias PayloadBytes = (inout MutableSpan<UInt8>) throws -> Int
