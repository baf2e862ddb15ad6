package import Primitives

/// One of the shares into which a secret was split, as SLIP-39 writes it: 20 or 33 words.
///
/// ```
/// theory painting academic academic armed sweater ... lips brave detect luck
/// ```
/// By itself it says nothing about the secret, and its words say whether it was copied without a
/// mistake. Which secret it is of, only enough of its set can say.
package final class Share: Sendable {
    package let header: ShareHeader
    let point: SharePoint

    init(header: ShareHeader, point: SharePoint) {
        self.header = header
        self.point = point
    }

    /// Reads the words of one share.
    ///
    /// - Throws: everything that one share can tell; no error holds a word.
    package convenience init(parsing text: Span<UInt8>) throws(SharingError) {
        let words = try ShareWords.reading(text)
        let (header, index) = try ShareHeader.read(words)
        self.init(
            header: header, point: SharePoint(x: UInt8(index), y: try words.value()))
    }

    /// As people count: from 1.
    package var number: Int { Int(point.x) + 1 }

    /// The words in small letters, with one space between any two and nothing after the last.
    package func text() throws(SharingError) -> SecretBytes {
        try lockingShare { () throws(SecretMemoryError) in
            try ShareWords(header: header, index: Int(point.x), value: point.y).text()
        }
    }
}
