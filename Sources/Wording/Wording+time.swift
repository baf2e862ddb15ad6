package import Primitives

/// How far the clocks stood from UTC where something was done, as the material says: `+01:00`.
package struct LocalOffset: Hashable, Sendable {
    package let text: String
    let seconds: Int64

    /// Nil unless the text is `+HH:MM` or `-HH:MM` within 14 hours.
    package init?(_ text: String) {
        let ascii = Array(text.utf8)
        guard ascii.count == 6, ascii[3] == UInt8(ascii: ":"),
            ascii[0] == UInt8(ascii: "+") || ascii[0] == UInt8(ascii: "-"),
            let hours = Self.number(ascii[1...2]), let minutes = Self.number(ascii[4...5]),
            hours <= 14, minutes < 60
        else { return nil }
        let sign: Int64 = ascii[0] == UInt8(ascii: "-") ? -1 : 1
        seconds = sign * (hours * 3600 + minutes * 60)
        self.text = text
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        digits.reduce(into: Int64?.some(0)) { value, digit in
            guard let known = value, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else {
                value = nil
                return
            }
            value = known * 10 + Int64(digit - UInt8(ascii: "0"))
        }
    }
}

extension Wording {
    /// `12. marta 2026. u 14:05:07 UTC (15:05:07, UTC+01:00)`
    package func moment(_ time: Timestamp, _ offset: LocalOffset?) -> Passage {
        let parts = Self.parts(of: time)
        var values: [Slot: Passage] = [.date: day(parts), .time: .words(parts.clock)]
        guard let offset, let local = time.adding(seconds: offset.seconds) else {
            return say(.dateMoment, values)
        }
        let there = Self.parts(of: local)
        let isSameDay = there.date == parts.date
        values[.local] =
            isSameDay ? .words(there.clock) : day(there).followed(by: .words(there.clock))
        values[.offset] = .words(offset.text)
        return say(.dateMomentLocal, values)
    }

    /// `12. marta 2026.`
    package func day(_ time: Timestamp) -> Passage { day(Self.parts(of: time)) }

    /// The largest unit of which it holds one at least: `3 dana`, `5 sati`.
    package func duration(seconds: Int64) -> Passage {
        let seconds = UInt64(max(0, seconds))
        if seconds >= 2 * 86_400 { return say(.countDays, seconds / 86_400) }
        if seconds >= 3600 { return say(.countHours, seconds / 3600) }
        return say(.countMinutes, seconds / 60)
    }

    /// Held together, so that no line ends within it.
    private func day(_ parts: TimeParts) -> Passage {
        let day = say(
            .dateDay,
            [
                .day: .words(parts.day), .year: .words(parts.year),
                .month: word(.month, parts.month) ?? .words(parts.month),
            ])
        return .words(String(day.text.map { $0 == " " ? "\u{A0}" : $0 }))
    }

    private struct TimeParts {
        let date: String
        let year: String
        /// Without a leading zero.
        let month: String
        let day: String
        let clock: String
    }

    /// The one form of a time has its parts at fixed places.
    private static func parts(of time: Timestamp) -> TimeParts {
        let text = time.text
        let pieces = text.split(whereSeparator: { "-T:Z".contains($0) }).map(String.init)
        guard pieces.count == 6 else {
            return TimeParts(date: text, year: text, month: "", day: "", clock: "")
        }
        func plain(_ digits: String) -> String {
            digits.hasPrefix("0") ? String(digits.dropFirst()) : digits
        }
        return TimeParts(
            date: pieces[0...2].joined(separator: "-"), year: pieces[0], month: plain(pieces[1]),
            day: plain(pieces[2]), clock: pieces[3...5].joined(separator: ":"))
    }
}
