import Broker
import Listening
import Logging
import ServiceLifecycle

/// Removes uploads that nobody continued, now and then.
struct Housekeeper: Service {
    private static let interval = Duration.seconds(600)

    let service: BrokerService
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do throws(BrokerError) {
                    try await service.removeExpiredUploads()
                } catch {
                    logger.warning(
                        "expired uploads were not removed",
                        metadata: LogField.metadata([.code: error.code]))
                }
                // Ends early only when the broker stops.
                try? await Task.sleep(for: Self.interval)
            }
        }
    }
}
