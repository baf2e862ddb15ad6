import Age

/// preview.age: exactly 16 KiB of plaintext.
enum SealedPreview {
    /// The exact bytes of preview.json.
    ///
    /// - Throws: `BundleError.noIdentityMatches`, `.decryption`, `.previewMalformed`.
    static func open(
        _ sealed: [UInt8], _ identities: IdentitySet
    ) throws(BundleError) -> [UInt8] {
        guard let preview = PreviewPadding.unpad(try decrypt(sealed, identities)) else {
            throw .previewMalformed
        }
        return preview
    }

    private static func decrypt(
        _ sealed: [UInt8], _ identities: IdentitySet
    ) throws(BundleError) -> [UInt8] {
        do {
            let source = Bytes(sealed)
            var reader = try EncryptedFileReader(
                source: { source.read(into: &$0) }, identities: identities,
                limits: AgeLimits(maximumPlaintextSize: UInt64(PreviewPadding.size)))
            var padded = [UInt8](repeating: 0, count: PreviewPadding.size)
            var filled = 0
            while filled < padded.count {
                var span = padded.mutableSpan
                var rest = span._mutatingExtracting(filled..<span.count)
                let count = try reader.read(into: &rest)
                if count == 0 { break }
                filled += count
            }
            var end = [UInt8](repeating: 0, count: 1)
            var span = end.mutableSpan
            // The end of the file is verified only by reading up to it.
            guard try reader.read(into: &span) == 0 else { throw BundleError.previewMalformed }
            return Array(padded[..<filled])
        } catch AgeError.noMatch {
            throw .noIdentityMatches
        } catch let error as AgeError {
            throw .decryption(error)
        } catch {
            throw .previewMalformed
        }
    }

    /// A source over bytes in memory.
    private final class Bytes {
        private var rest: ArraySlice<UInt8>

        init(_ bytes: [UInt8]) { rest = bytes[...] }

        func read(into buffer: inout MutableSpan<UInt8>) -> Int {
            let count = min(rest.count, buffer.count)
            for index in 0..<count { buffer[index] = rest[rest.startIndex + index] }
            rest = rest.dropFirst(count)
            return count
        }
    }
}
