import Synchronization

/// Requests that were answered since the start, by the form of their path and by status.
final class RequestCounts: Sendable {
    /// Upper bounds of the spans of time, in milliseconds.
    static let bounds: [Int64] = [5, 25, 100, 500, 2_500, 10_000, 60_000]

    /// One series of numbers.
    struct Series: Hashable, Comparable, Sendable {
        let route: String
        let status: Int

        static func < (left: Series, right: Series) -> Bool {
            (left.route, left.status) < (right.route, right.status)
        }
    }

    /// How long the requests of one route took.
    struct Durations: Sendable, Equatable {
        /// As many as there are bounds; each counts those that took no longer.
        var within = Array(repeating: UInt64(0), count: RequestCounts.bounds.count)
        var count: UInt64 = 0
        var milliseconds: Int64 = 0
    }

    private struct State {
        var counts: [Series: UInt64] = [:]
        var durations: [String: Durations] = [:]
    }

    private let state = Mutex(State())

    /// - Parameter route: a form, never a path: there are few of them.
    func add(route: String, status: Int, milliseconds: Int64) {
        state.withLock { state in
            state.counts[Series(route: route, status: status), default: 0] &+= 1
            var durations = state.durations[route] ?? Durations()
            durations.count &+= 1
            durations.milliseconds &+= milliseconds
            for (place, bound) in Self.bounds.enumerated() where milliseconds <= bound {
                durations.within[place] &+= 1
            }
            state.durations[route] = durations
        }
    }

    var counts: [(series: Series, count: UInt64)] {
        state.withLock { $0.counts }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    var durations: [(route: String, durations: Durations)] {
        state.withLock { $0.durations }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
