package import Primitives

/// An organisation of the network and the fingerprint by which it is known.
package struct CharteredOrganisation: Hashable, Sendable {
    package let name: OrganisationName
    package let fingerprint: Fingerprint

    package init(name: OrganisationName, fingerprint: Fingerprint) {
        self.name = name
        self.fingerprint = fingerprint
    }
}

/// A broker of the network: where it is, what it signs with, and its log.
package struct CharteredBroker: Hashable, Sendable {
    package let name: OrganisationName
    /// The organisation that runs it, if it is one of the network: its own witness never counts.
    package let operatorName: OrganisationName?
    /// `https://host` or `https://host:port`, nothing after it.
    package let url: String
    package let pin: BrokerPin
    package let serviceKey: PublicKey
    package let log: CharteredLog

    package init(
        name: OrganisationName, operatorName: OrganisationName?, url: String, pin: BrokerPin,
        serviceKey: PublicKey, log: CharteredLog
    ) {
        self.name = name
        self.operatorName = operatorName
        self.url = url
        self.pin = pin
        self.serviceKey = serviceKey
        self.log = log
    }
}

/// A broker's log: the origin line of its checkpoints, the key that signs them, and how many
/// witnesses must have seen one before it counts.
package struct CharteredLog: Hashable, Sendable {
    package let origin: String
    package let key: PublicKey
    /// 0 only where there is no witness that could count.
    package let quorum: Int

    package init(origin: String, key: PublicKey, quorum: Int) {
        self.origin = origin
        self.key = key
        self.quorum = quorum
    }
}

/// The witness that an organisation runs.
package struct CharteredWitness: Hashable, Sendable {
    /// As it stands in its cosignature lines.
    package let name: String
    package let organisation: OrganisationName
    package let key: PublicKey
    /// Where brokers ask it; nil for one that only its own organisation reaches.
    package let url: String?

    package init(name: String, organisation: OrganisationName, key: PublicKey, url: String?) {
        self.name = name
        self.organisation = organisation
        self.key = key
        self.url = url
    }
}

/// A time-stamping authority whose tokens count.
package struct CharteredTimeAuthority: Hashable, Sendable {
    package let label: RecordLabel
    /// `http://...` or `https://...`: tokens are signed, the way to them need not be secret.
    package let url: String
    /// The policy that its tokens must name; nil where any will do.
    package let policy: String?
    /// Root certificates, DER.
    package let roots: [[UInt8]]

    package init(label: RecordLabel, url: String, policy: String?, roots: [[UInt8]]) {
        self.label = label
        self.url = url
        self.policy = policy
        self.roots = roots
    }
}

/// What every broker of the network accepts, so that a sender knows before it seals.
package struct NetworkLimits: Hashable, Sendable {
    package let payloadSizeInBytes: UInt64
    package let deadlineInDays: Int

    package init(payloadSizeInBytes: UInt64, deadlineInDays: Int) {
        self.payloadSizeInBytes = payloadSizeInBytes
        self.deadlineInDays = deadlineInDays
    }
}
