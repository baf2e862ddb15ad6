package import BrokerAPI
package import Primitives
import Synchronization

/// A broker as one device sees it: every call signs, sends, retries and checks.
///
/// The connection is made when it is first needed, only to the holder of the pinned key, and kept
/// for a few seconds. Memory is bounded by one piece (8 MiB) and its copies. Call ``shutdown()``
/// at the end.
package final class BrokerConnection: Sendable {
    package let origin: ExternalOrigin
    let client: PinnedClient
    let retries: RetryPolicy
    let deviceKey: SigningKey
    private let clock: @Sendable () -> Timestamp
    /// How far the broker's clock was ahead of ours when it said so; written by any task.
    private let offset = Mutex<Int64?>(nil)
    /// When all questions end; written by who has a time for all of them.
    private let end = Mutex<ContinuousClock.Instant?>(nil)

    /// - Parameters:
    ///   - origin: where the broker is, and what requests are signed for; `https` only.
    ///   - deviceKey: the key of this device, as the organisation's record names it.
    ///   - address: where the origin's host is, when it was looked up before; nil to look it up.
    ///   - clock: the clock of this computer.
    package init(
        origin: ExternalOrigin, pin: ServicePin, deviceKey: consuming SigningKey,
        at address: HostAddress? = nil,
        retries: RetryPolicy = .standard, clock: @escaping @Sendable () -> Timestamp
    ) throws(BrokerClientError) {
        guard origin.text.utf8.starts(with: "https://".utf8) else { throw .notSecure }
        self.origin = origin
        self.retries = retries
        self.deviceKey = deviceKey
        self.clock = clock
        client = PinnedClient(pin: pin, at: address)
    }

    /// When every question ends at the latest; nil for no end beside the patience of each.
    ///
    /// A question that is not answered by then throws ``BrokerClientError/outOfTime``, and so does each
    /// that comes later.
    package var questionsEnd: ContinuousClock.Instant? {
        get { end.withLock { $0 } }
        set { end.withLock { $0 = newValue } }
    }

    /// How long one question may take, of what it would have.
    func patience(of request: BrokerRequest) throws(BrokerClientError) -> Duration {
        guard let end = questionsEnd else { return request.patience }
        let left = ContinuousClock.now.duration(to: end)
        guard left > .zero else { throw .outOfTime }
        return min(left, request.patience)
    }

    /// Closes what is open; the connection cannot be used afterwards.
    package func shutdown() async {
        // Closing can only fail when it was done before.
        try? await client.shutdown()
    }

    /// How many seconds the broker's clock is ahead of this computer's, once a request was refused
    /// for it; nil when the clocks agree well enough. Worth a warning.
    package var clockOffsetInSeconds: Int64? { offset.withLock { $0 } }

    /// The time to sign with: ours, corrected by what the broker told.
    func signingTime() -> Timestamp {
        let now = clock()
        return now.adding(seconds: clockOffsetInSeconds ?? 0) ?? now
    }

    /// Remembers the broker's clock; the key of the server vouches for it.
    func setBrokerTime(_ time: Timestamp) {
        let seconds = time.secondsSinceEpoch - clock().secondsSinceEpoch
        offset.withLock { $0 = seconds }
    }
}

/// A host with the one address that it was found to have.
package struct HostAddress: Sendable {
    package let host: String
    package let address: String

    package init(host: String, address: String) {
        self.host = host
        self.address = address
    }
}
