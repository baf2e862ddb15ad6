import Glibc
package import Primitives

/// The time of day where somebody sits: an offset from UTC, in whole minutes.
package struct LocalTime: Sendable {
    private let seconds: Int64

    /// That of this computer, at a moment.
    package init(ofThisComputerAt now: Timestamp) {
        var time = time_t(now.secondsSinceEpoch)
        var parts = unsafe tm()
        // The library keeps the name of the zone itself.
        let found = unsafe localtime_r(&time, &parts)
        let offset = unsafe found == nil ? 0 : parts.tm_gmtoff
        self.init(seconds: Int64(offset))
    }

    init(seconds: Int64) { self.seconds = seconds / 60 * 60 }

    /// `+01:00`
    package var offset: String {
        let minutes = abs(seconds) / 60
        return (seconds < 0 ? "-" : "+") + Self.two(minutes / 60) + ":" + Self.two(minutes % 60)
    }

    /// `2026-11-27 14:00`
    package func text(_ time: Timestamp) -> String {
        let shown = time.adding(seconds: seconds) ?? time
        return shown.text.prefix(10) + " " + shown.text.dropFirst(11).prefix(5)
    }

    /// A day and a time of day, as `2026-11-27 14:00`, `27.11.2026 14:00`, or in UTC as
    /// `2026-11-27T13:00:00Z`; noon where no time is said.
    func moment(_ text: String) -> Timestamp? {
        if let time = Timestamp(text) { return time }
        let parts = text.split(separator: " ")
        guard (1...2).contains(parts.count), let day = day(String(parts[0])) else { return nil }
        let clock = parts.count == 2 ? String(parts[1]) : "12:00"
        let padded = clock.utf8.count == 4 ? "0" + clock : clock
        return Timestamp("\(day)T\(padded):00Z")?.adding(seconds: -seconds)
    }

    /// `2026-11-27` or `27.11.2026`, also with a dot after the year, as people here write it.
    func day(_ text: String) -> String? {
        var parts = text.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 4, parts[3].isEmpty { parts.removeLast() }
        let day =
            parts.count == 3
            ? [String(parts[2]), Self.padded(parts[1]), Self.padded(parts[0])]
                .joined(separator: "-")
            : text
        return Timestamp("\(day)T00:00:00Z") == nil ? nil : day
    }

    private static func padded(_ part: Substring) -> String {
        part.utf8.count == 1 ? "0" + part : String(part)
    }

    private static func two(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
