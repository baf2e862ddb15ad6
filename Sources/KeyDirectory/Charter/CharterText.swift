/// The forms of a charter's texts.
enum CharterText {
    /// A name of a log or a witness as it may stand in a signed note: no white space, no `+`.
    static func isKeyName(_ text: String) -> Bool {
        (1...CharterLimits.originSizeInBytes).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "+") }
    }

    /// `http://` or `https://` and what follows, without white space.
    static func isURL(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count <= RecordLimits.urlSizeInBytes,
            let scheme = ["https://", "http://"].first(where: { bytes.starts(with: $0.utf8) })
        else { return false }
        return bytes.count > scheme.utf8.count
            && bytes.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// `1.2.840.113549`: numbers without leading zeros, the first at most 2.
    static func isObjectIdentifier(_ text: String) -> Bool {
        guard text.utf8.count <= CharterLimits.policySizeInBytes else { return false }
        let arcs = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard arcs.count >= 2, let first = arcs[0].first, arcs[0].count == 1,
            (UInt8(ascii: "0")...UInt8(ascii: "2")).contains(first)
        else { return false }
        return arcs.allSatisfy { arc in
            !arc.isEmpty && arc.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                && (arc.count == 1 || arc.first != UInt8(ascii: "0"))
        }
    }
}
