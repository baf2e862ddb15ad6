import Broker
import BrokerAPI
import BrokerClient
import Primitives

/// A connection to another broker that has shown who it is, and that it answers this one.
struct PeerLink: Sendable {
    let connection: BrokerConnection
    /// The most that it says it takes.
    let payloadBytes: Int

    /// Before the first byte of a delivery: who it is, and that it can be reached.
    ///
    /// - Parameter job: something to ask it about; nil for nothing.
    /// - Throws: `PeerAddressError`, `BrokerClientError`, what the key's file throws.
    init(
        _ peer: PeerConfiguration, key: @Sendable () throws -> SigningKey,
        clock: @escaping @Sendable () -> Timestamp, asking job: RelayJob?
    ) async throws {
        let address = try await PeerAddress.resolve(peer.origin, isPrivate: peer.isPrivate)
        connection = try BrokerConnection(
            origin: peer.origin, pin: peer.pin, deviceKey: key(), at: address,
            retries: RetryPolicy(
                attempts: 1, firstPause: .seconds(1), longestPause: .seconds(1)),
            clock: clock)
        do {
            let info = try await connection.info()
            guard let shown = try? PublicKey(openSSH: info.serviceKey), shown == peer.serviceKey,
                info.name.utf8.elementsEqual(peer.name.text.utf8)
            else { throw BrokerClientError.otherKey }
            payloadBytes = Int(info.limits.payloadBytes)
            if let job { _ = try await connection.relayed(job.consignment, of: job.sender) }
        } catch {
            await connection.shutdown()
            throw error
        }
    }
}
