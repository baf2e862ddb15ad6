/// The label under which a record lists a key that was its member's or computer's before.
///
/// `intake-officer.former-2`: an entry of its own, in no mailbox. While it is active what is signed with
/// the key counts (the overlap of a rotation); revoked, it says since when the key is in the wrong hands.
extension RecordLabel {
    private static let mark = ".former-"

    /// The longest label that leaves room for the mark and a number.
    static let longestWithFormer = RecordLimits.labelSizeInBytes - mark.utf8.count - 3

    /// Nil when the label would be too long.
    ///
    /// - Parameter isShortened: whether a part of it will do then. It is enough for a key that is revoked: whose
    ///   it was does not matter to that.
    package func former(
        besides taken: Set<RecordLabel>, shortening isShortened: Bool = false
    ) -> RecordLabel? {
        let short = String(decoding: base.utf8.prefix(Self.longestWithFormer), as: UTF8.self)
        let stem = isShortened ? short : base
        return (1...RecordLimits.members + RecordLimits.devices).lazy
            .compactMap { RecordLabel(stem + Self.mark + String($0)) }
            .first { !taken.contains($0) }
    }

    /// Whether somebody, or a computer, can be given it: no former key's, and short enough to become one.
    package var canBeGiven: Bool {
        !isFormer && text.utf8.count <= Self.longestWithFormer
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
