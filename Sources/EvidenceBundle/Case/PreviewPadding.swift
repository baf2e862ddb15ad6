/// The plaintext of preview.age: preview.json, then spaces up to exactly 16,384 bytes.
///
/// Every preview has the same size, so that it says nothing to those who only carry it. Spaces
/// after the final line feed leave the text readable with `age -d` and valid as JSON.
package enum PreviewPadding {
    package static let size = 16_384
    private static let space = UInt8(ascii: " ")

    /// Nil when there is no room for the document.
    package static func pad(_ preview: [UInt8]) -> [UInt8]? {
        guard preview.count < size else { return nil }
        return preview + [UInt8](repeating: space, count: size - preview.count)
    }

    /// The document, or nil when `padded` is not a document that ends in `}` and line feed,
    /// followed by at least one space and nothing else.
    package static func unpad(_ padded: [UInt8]) -> [UInt8]? {
        guard padded.count == size, let end = padded.lastIndex(where: { $0 != space }),
            end + 1 < size
        else { return nil }
        let document = Array(padded[...end])
        return document.suffix(2) == [UInt8(ascii: "}"), UInt8(ascii: "\n")] ? document : nil
    }
}
