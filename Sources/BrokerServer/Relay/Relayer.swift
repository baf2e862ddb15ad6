import Broker
import BrokerClient
import Listening
import Logging
import Primitives
import ServiceLifecycle

/// Hands on what is for mailboxes at other brokers. (`Protocol/relay.md`)
///
/// Each peer has its own turn: one that is away holds up nobody else's deliveries, and one delivery that
/// a peer does not take holds up no other.
struct Relayer: Service {
    private static let pause = Duration.seconds(1)

    let service: BrokerService
    let peers: [PeerConfiguration]
    /// Makes a copy of the service key, which signs the requests.
    let key: @Sendable () throws -> SigningKey
    let logger: Logger

    func run() async throws {
        let watch = ClockWatch(time: service.now, instant: .now)
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                for peer in peers {
                    let turn = RelayTurn(
                        service: service, peer: peer, key: key, watch: watch, logger: logger)
                    group.addTask {
                        while !Task.isCancelled {
                            await turn.run()
                            // Ends early only when the broker stops.
                            try? await Task.sleep(for: Self.pause)
                        }
                    }
                }
            }
        }
    }
}
