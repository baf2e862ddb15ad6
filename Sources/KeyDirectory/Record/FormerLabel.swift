/// The label under which a record lists a key that was its member's or computer's before.
///
/// `intake-officer.former-2`: an entry of its own, in no mailbox. While it is active what is signed with
/// the key counts (the overlap of a rotation); revoked, it says since when the key is in the wrong hands.
extension RecordLabel {
    private static let mark = ".former-"

    /// Nil when the label would be too long.
    package func former(besides taken: Set<RecordLabel>) -> RecordLabel? {
        (1...RecordLimits.members + RecordLimits.devices).lazy
            .compactMap { RecordLabel(base + Self.mark + String($0)) }
            .first { !taken.contains($0) }
    }

    package var isFormer: Bool { markPosition != nil }

    package func isFormer(of label: RecordLabel) -> Bool {
        isFormer && base.utf8.elementsEqual(label.text.utf8)
    }

    /// The label of the person whose former key it is; another label itself.
    package var person: RecordLabel { RecordLabel(base) ?? self }

    /// The label without the mark.
    private var base: String {
        markPosition.map { String(decoding: Array(text.utf8)[..<$0], as: UTF8.self) } ?? text
    }

    private var markPosition: Int? {
        let (bytes, mark) = (Array(text.utf8), Array(Self.mark.utf8))
        guard bytes.count > mark.count else { return nil }
        return (1..<bytes.count - mark.count).last { start in
            bytes[start...].starts(with: mark)
                && bytes[(start + mark.count)...].allSatisfy {
                    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                }
        }
    }
}
