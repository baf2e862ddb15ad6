import KeyDirectory
package import Primitives

/// Whether the clock of this computer may date a record.
///
/// A record that is dated in the future keeps every later one waiting for that day: none may be issued
/// before its predecessor.
enum RecordClock {
    /// How far a record may be dated ahead of a reader's clock, or a clock be off the broker's.
    static let toleratedSeconds = RecordLimits.secondsAhead
    /// How long an office may have heard of nobody before it is asked for the date.
    static let silenceSeconds: Int64 = 400 * 86_400

    /// Whether a time has not come yet, by more than clocks may differ.
    static func isAhead(_ time: Timestamp, of now: Timestamp) -> Bool {
        time.secondsSinceEpoch - now.secondsSinceEpoch > toleratedSeconds
    }

    static func require(secondsAhead: Int64) throws(RecordClockError) {
        guard abs(secondsAhead) <= toleratedSeconds else {
            throw .off(BrokerSession.told(secondsAhead))
        }
    }

    /// - Parameter seen: the newest time that somebody has signed.
    static func require(_ now: Timestamp, after seen: Timestamp) throws(RecordClockError) {
        let age = now.secondsSinceEpoch - seen.secondsSinceEpoch
        guard age >= -toleratedSeconds else { throw .behind(seen) }
        guard age <= silenceSeconds else { throw .unlikely(now, seen: seen) }
    }

    /// - Parameter today: midnight of the day that a person typed.
    static func require(_ now: Timestamp, isOn today: Timestamp) throws(RecordClockError) {
        let difference = now.secondsSinceEpoch - today.secondsSinceEpoch
        guard (-toleratedSeconds...2 * toleratedSeconds).contains(difference) else {
            throw .otherDay(now)
        }
    }
}

/// Why no record is made with this computer's clock.
package enum RecordClockError: PlainFailure, Equatable {
    /// More than a day from the broker's; the text says which way.
    case off(String)
    /// Before what was seen already.
    case behind(Timestamp)
    /// Long after all that was seen.
    case unlikely(Timestamp, seen: Timestamp)
    /// Another day than the one that was typed.
    case otherDay(Timestamp)

    package var code: String {
        switch self {
        case .off: "record-change.clock-off"
        case .behind: "record-change.clock-behind"
        case .unlikely: "record-change.clock-unlikely"
        case .otherDay: "record-change.other-day"
        }
    }

    package var message: String {
        switch self {
        case .off(let told): "the clock of this computer is \(told) the broker's"
        case .behind(let seen):
            "the clock of this computer is before what was signed on \(seen.text)"
        case .unlikely(let now, let seen):
            "the clock of this computer says \(now.text), and nothing that was seen here is newer than "
                + seen.text
        case .otherDay(let now): "the clock of this computer says \(now.text), which is another day"
        }
    }

    package var hint: String? {
        switch self {
        case .off, .behind, .otherDay:
            "set the clock, then run this again: a record with a wrong date cannot be followed by a right one"
        case .unlikely:
            "connect to your broker, or, if the date is right: plomba organisation renew --today YYYY-MM-DD"
        }
    }
}
