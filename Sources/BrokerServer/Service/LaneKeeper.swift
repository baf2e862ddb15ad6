import Broker
import Listening
import Logging
import ServiceLifecycle

/// Lets deliveries expire whose deadline has passed, now and then; never by a clock that jumped.
struct LaneKeeper: Service {
    private static let interval = Duration.seconds(60)

    let service: BrokerService
    let logger: Logger

    func run() async throws {
        let watch = ClockWatch(time: service.now, instant: .now)
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Ends early only when the broker stops.
                try? await Task.sleep(for: Self.interval)
                guard !Task.isCancelled else { return }
                await keep(watch)
            }
        }
    }

    private func keep(_ watch: ClockWatch) async {
        // The time that was looked at is the time that is signed.
        let time = service.now
        guard watch.agrees(time: time, instant: .now) else {
            logger.error(
                "the clock has jumped: nothing expires until it is set right or plombad restarted",
                metadata: LogField.metadata([.code: "clock.jumped"]))
            return
        }
        do throws(BrokerError) {
            try await service.expireLanes(at: time)
        } catch {
            logger.warning(
                "deliveries past their deadline did not expire",
                metadata: LogField.metadata([.code: error.code]))
        }
    }
}
