package import Primitives

/// Another broker, as the operator has written it down: it may bring deposits here, and gets those for
/// the mailboxes whose records name it as their home.
package struct RelayPeer: Hashable, Sendable {
    /// Under which it signs.
    package let name: OrganisationName
    /// Signs its statements and its requests; what a record names as the service key of a home broker.
    package let serviceKey: PublicKey
    /// Signed its statements before: what they signed stays signed, and records may still name them.
    package let earlierKeys: [PublicKey]

    package init(
        name: OrganisationName, serviceKey: PublicKey, earlierKeys: [PublicKey] = []
    ) {
        self.name = name
        self.serviceKey = serviceKey
        self.earlierKeys = earlierKeys
    }

    var keys: [PublicKey] { [serviceKey] + earlierKeys }
}

/// How patient a broker is with its peers.
package struct RelayPace: Sendable, Equatable {
    /// After the first failure; doubled with each further one.
    package var firstRetrySeconds = 5
    package var longestRetrySeconds = 600
    /// How often a home broker is asked what became of a delivery.
    package var askSeconds = 60

    package init() {}

    /// Shortened at random by up to half, so that all that failed together does not come back together.
    func pause(afterAttempts attempts: Int) -> Int64 {
        let doublings = min(max(attempts - 1, 0), 20)
        let full = min(Int64(firstRetrySeconds) << Int64(doublings), Int64(longestRetrySeconds))
        return max(1, Int64.random(in: (full + 1) / 2...max(full, 1)))
    }
}

/// One delivery on its way to its home broker.
package struct RelayJob: Sendable {
    package enum State: String, Sendable {
        /// To be handed over.
        case waiting
        /// Given up, and what became of it is not known: asked for on and on.
        case unknown
        /// At its home broker: asked what becomes of it.
        case there
        /// Nothing more is to be done.
        case done
    }

    package let peer: OrganisationName
    package let sender: Fingerprint
    package let consignment: ConsignmentID
    package let deadline: Timestamp
    package let state: State
    /// An attempt may have sent its last byte, and nobody has said that it was refused.
    package let isUncertain: Bool
    package let attempts: Int
    let place: DeliveryRows.Place
    let address: MailboxAddress

    /// The same once its home broker's word was recorded.
    package var there: RelayJob {
        RelayJob(
            peer: peer, sender: sender, consignment: consignment, deadline: deadline,
            state: .there, isUncertain: isUncertain, attempts: 0, place: place,
            address: address)
    }
}
