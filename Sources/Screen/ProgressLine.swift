import Glibc
import Synchronization

/// One line on the terminal that says how far a long piece of work has come.
///
/// ```
/// sealing   412 MB of 1.1 GB   38 %   231 MB/s   3 s left
/// ```
/// Nothing is shown in the first second, nor when standard error is not a terminal.
package final class ProgressLine: Sendable {
    private let isShown = Stream.error.isTerminal
    private let state = Mutex(State())

    private struct State {
        var work: String?
        var began = ContinuousClock.now
        var firstDone: UInt64 = 0
        var drawn: ContinuousClock.Instant?
    }

    package init() {}

    /// - Parameter work: the word for what goes on.
    package func show(_ work: String, done: UInt64, total: UInt64) {
        guard isShown else { return }
        state.withLock { state in
            let now = ContinuousClock.now
            if state.work != work {
                state = State(
                    work: work, began: now, firstDone: done, drawn: nil)
            }
            let isLast = done >= total
            if isLast {
                if state.drawn != nil { Self.wipe() }
                state.work = nil
                return
            }
            let isDue = state.drawn.map { now - $0 > .milliseconds(200) } ?? true
            guard now - state.began > .seconds(1), isDue else { return }
            state.drawn = now
            draw(work, done, total, since: state, at: now)
        }
    }

    /// Makes room for a line of text.
    package func clear() {
        guard isShown else { return }
        state.withLock { state in
            if state.drawn != nil { Self.wipe() }
        }
    }

    private func draw(
        _ work: String, _ done: UInt64, _ total: UInt64, since state: State,
        at now: ContinuousClock.Instant
    ) {
        let seconds = max((now - state.began) / .seconds(1), 0.001)
        let fresh = done - min(state.firstDone, done)
        let rate = Double(fresh) / seconds
        let size = ByteText.short(done) + " of " + ByteText.short(total)
        let share =
            total > 0
            ? "\(UInt64(Double(done) / Double(total) * 100)) %" : ""
        let speed = rate >= 1 ? ByteText.short(UInt64(rate)) + "/s" : ""
        let left =
            rate >= 1
            ? TimeText.left(seconds: Double(total - done) / rate) : ""
        let line = Self.fitting(
            Stream.error.width - 1,
            [
                [work, size, share, speed, left], [work, size, share, left], [work, share, left],
                [work, share],
            ])
        Stream.error.write("\r\u{1B}[K" + line)
    }

    /// The first of the lines, the fullest first, that a narrow window has room for.
    private static func fitting(_ width: Int, _ forms: [[String]]) -> String {
        let lines = forms.map { parts in
            parts.filter { !$0.isEmpty }.joined(separator: "   ")
        }
        return lines.first { $0.utf8.count <= width } ?? ""
    }

    private static func wipe() { Stream.error.write("\r\u{1B}[K") }
}

/// Sizes as people read them, in powers of ten.
package enum ByteText {
    package static func short(_ bytes: UInt64) -> String {
        let units = ["bytes", "kB", "MB", "GB", "TB", "PB"]
        var value = Double(bytes)
        var unit = 0
        while value >= 999.5, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        if unit == 0 { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
        let isSmall = value < 9.95
        let tenths = Int((value * 10).rounded())
        return (isSmall ? "\(tenths / 10).\(tenths % 10)" : "\(Int(value.rounded()))")
            + " " + units[unit]
    }
}

/// Lengths of time as people read them.
package enum TimeText {
    package static func left(seconds: Double) -> String {
        guard seconds < 360_000 else { return "days left" }
        let whole = Int(seconds.rounded(.up))
        if whole < 90 { return "\(whole) s left" }
        if whole < 5400 { return "\((whole + 30) / 60) min left" }
        return "\((whole + 1800) / 3600) h left"
    }
}
