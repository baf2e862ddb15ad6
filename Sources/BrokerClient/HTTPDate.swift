import Primitives

/// The `Date` field: `Mon, 23 Nov 2026 18:57:49 GMT` (RFC 9110 section 5.6.7, IMF-fixdate only).
enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Nil for every other form; the name of the weekday is not compared with the date.
    static func parse(_ text: String) -> Timestamp? {
        let parts = text.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
        guard parts.count == 6, parts[5].utf8.elementsEqual("GMT".utf8),
            let month = months.firstIndex(where: { $0.utf8.elementsEqual(parts[2].utf8) })
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return Timestamp("\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
    }
}
