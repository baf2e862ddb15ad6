import BrokerServer
import Primitives
import Testing

/// A clock that jumps must not make deadlines pass.
@Suite struct `Clock watch` {
    private static let start: Int64 = 1_790_000_000

    @Test(
        arguments: [
            (0, 0, true), (3600, 3600, true), (3900, 3600, true), (3300, 3600, true),
            (3901, 3600, false), (3299, 3600, false), (86_400 * 400, 60, false),
            (-86_400, 60, false),
        ] as [(Int64, Int64, Bool)])
    func `agrees while as much time is shown as has passed`(
        shown: Int64, passed: Int64, agrees: Bool
    ) throws {
        let instant = ContinuousClock.now
        let watch = ClockWatch(
            time: try #require(Timestamp(secondsSinceEpoch: Self.start)), instant: instant)
        let time = try #require(Timestamp(secondsSinceEpoch: Self.start + shown))
        #expect(watch.agrees(time: time, instant: instant + .seconds(passed)) == agrees)
    }
}
