import KeyDirectory
import Primitives
import SecretSharing

/// The page that is printed for the holder of one share.
///
/// It names what the share is for, and its words by their numbers in three columns. Nothing of the
/// other shares, and nothing of the key, is in it.
struct SharePage {
    private static let columns = 3
    private static let cellWidth = 16
    let organisation: OrganisationName
    let digits: FingerprintDigits
    let mailboxes: [String]
    let made: Timestamp
    let count: Int

    /// The whole page; the caller erases it.
    func text(of share: Share) throws -> [UInt8] {
        let words = try share.text()
        var page: [UInt8] = []
        // All at once: growing would leave copies behind that nobody erases.
        page.reserveCapacity(8192)
        page += Array(head(share).utf8)
        words.withBytes { Self.append($0, to: &page) }
        page += Array(Self.advice(share.header.threshold, count).utf8)
        return page
    }

    private func head(_ share: Share) -> String {
        """
        RECOVERY SHARE \(share.number) OF \(count)                        keep it secret, keep it safe

          Organisation   \(organisation.text)
          Mailbox        \(mailboxes.joined(separator: ", "))
          Set            \(share.header.identifier)
          Needed         any \(share.header.threshold) of the \(count) shares
          Made           \(made.text.prefix(10))
          Fingerprint    \(digits.text.prefix(35))
                         \(digits.text.dropFirst(36))

        Words, to be read down each column:


        """
    }

    private static func append(_ text: Span<UInt8>, to page: inout [UInt8]) {
        var starts: [Range<Int>] = []
        var start = 0
        for index in 0...text.count
        where index == text.count || text[index] == UInt8(ascii: " ") {
            starts.append(start..<index)
            start = index + 1
        }
        let rows = (starts.count + Self.columns - 1) / Self.columns
        for row in 0..<rows {
            page += Array("  ".utf8)
            for place in stride(from: row, to: starts.count, by: rows) {
                let number = String(place + 1)
                page += Array((number.utf8.count < 2 ? "   " : "  ").utf8)
                page += Array((number + " ").utf8)
                for index in starts[place] { page.append(text[index]) }
                for _ in starts[place].count..<cellWidth { page.append(UInt8(ascii: " ")) }
            }
            while page.last == UInt8(ascii: " ") { page.removeLast() }
            page.append(UInt8(ascii: "\n"))
        }
    }

    private static func advice(_ threshold: Int, _ count: Int) -> String {
        """

        What it is. One of \(count) shares of the key that opens what is sent to the mailbox when nobody's
        own key does. Any \(threshold) of them give the key; fewer give nothing. Nobody needs this paper alone,
        and nobody may ask you to read it out or to photograph it.

        Keep it dry, apart from the other shares, where only you and one other person find it.

        When it is called for, go in person to the computer where the key is needed, and there:

          plomba recovery drill       tries the shares and writes nothing (once a year)
          plomba recovery restore     gives the mailbox back (when the keys are lost)

        Both ask for the words. The words are those of SLIP-39: other programs read them too.

        """
    }
}
