import Primitives

/// A time as header fields write it: `Mon, 23 Nov 2026 18:57:49 GMT` (RFC 9110 section 5.6.7).
enum HTTPDate {
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func text(_ time: Timestamp) -> String {
        // 1970-01-01, day 0, was a Thursday.
        let weekday = weekdays[Int(time.secondsSinceEpoch / 86_400 % 7)]
        let parts = time.text.utf8.split { byte in
            byte == UInt8(ascii: "-") || byte == UInt8(ascii: "T") || byte == UInt8(ascii: "Z")
        }.map { String(Substring($0)) }
        let month = months[(Int(parts[1]) ?? 1) - 1]
        return "\(weekday), \(parts[2]) \(month) \(parts[0]) \(parts[3]) GMT"
    }
}
