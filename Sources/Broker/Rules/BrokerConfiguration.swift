package import BrokerAPI
package import Primitives

/// What an operator decides about a broker.
package struct BrokerConfiguration: Sendable {
    /// The name under which the broker signs.
    package let name: OrganisationName
    package let mode: Mode
    package var limits: PublishedLimits
    /// Whose cosignatures the log is to have; nil where nobody witnesses it.
    package var witnesses: WitnessRules?
    /// The other brokers; without any, every mailbox of an admitted organisation is taken to be here.
    package var peers: [RelayPeer] = []
    package var relayPace = RelayPace()
    /// Service keys of before.
    package var earlierKeys: Set<PublicKey> = []
    /// How the service key came to be what it is, base64; nil while it is the first.
    package var keyChanges: String?
    /// Nil bounds nobody but by the disk.
    package var quotas: Quotas?
    /// Uploads that one device may have open at a time.
    package var uploadsPerDevice = 8
    /// How long an upload that is not continued is kept.
    package var uploadLifetimeInSeconds: Int64 = 7 * 86_400

    package init(name: OrganisationName, mode: Mode, limits: PublishedLimits = PublishedLimits()) {
        self.name = name
        self.mode = mode
        self.limits = limits
    }
}
