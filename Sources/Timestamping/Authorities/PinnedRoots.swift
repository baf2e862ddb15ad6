package import Primitives

/// The root certificates of one authority: the only ones that its tokens may rest on.
///
/// In a file, PEM and nothing else:
/// ```
/// -----BEGIN CERTIFICATE-----
/// MIIB...            lines of 64 characters, the last one shorter
/// -----END CERTIFICATE-----
/// ```
package struct PinnedRoots: Hashable, Sendable {
    /// The DER of each.
    let certificates: [[UInt8]]

    private static let begin = Array("-----BEGIN CERTIFICATE-----".utf8)
    private static let end = Array("-----END CERTIFICATE-----".utf8)
    private static let lineLength = 64

    /// - Throws: ``AuthorityListError`` `rootsTooLarge`, `rootsMalformed`, `rootsCount`, `notARoot`.
    package init(pem: [UInt8]) throws(AuthorityListError) {
        guard pem.count <= TimestampLimits.listSizeInBytes else {
            throw .rootsTooLarge(limit: TimestampLimits.listSizeInBytes)
        }
        try self.init(certificates: Self.blocks(pem))
    }

    /// - Parameter found: the DER of each, as a charter lists them.
    /// - Throws: ``AuthorityListError`` `rootsCount`, `notARoot`.
    package init(certificates found: [[UInt8]]) throws(AuthorityListError) {
        guard (1...TimestampLimits.roots).contains(found.count), Set(found).count == found.count
        else { throw .rootsCount(limit: TimestampLimits.roots) }
        for der in found {
            guard let certificate = Certificate(der: der), certificate.isRoot else {
                throw .notARoot
            }
        }
        certificates = found
    }

    /// SHA-256 of each root, in the order of the file: what people compare.
    package var digests: [SHA256Digest] { certificates.map { SHA256Digest.of($0) } }

    private static func blocks(_ pem: [UInt8]) throws(AuthorityListError) -> [[UInt8]] {
        guard pem.last == UInt8(ascii: "\n") else { throw .rootsMalformed }
        var blocks: [[UInt8]] = []
        var base64: [UInt8]?
        for line in pem.dropLast().split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        {
            if line.elementsEqual(begin) {
                guard base64 == nil else { throw .rootsMalformed }
                base64 = []
            } else if line.elementsEqual(end) {
                guard let text = base64, let der = Base64.decode(ascii: text) else {
                    throw .rootsMalformed
                }
                blocks.append(der)
                base64 = nil
            } else {
                guard let text = base64, text.count.isMultiple(of: lineLength),
                    (1...lineLength).contains(line.count)
                else { throw .rootsMalformed }
                base64 = text + line
            }
        }
        guard base64 == nil else { throw .rootsMalformed }
        return blocks
    }
}
