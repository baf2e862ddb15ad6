package import Broker
package import BrokerAPI
package import BrokerClient
package import Primitives

/// The other brokers, and how patient this one is with them.
package struct RelayConfiguration: Sendable, Equatable {
    static let mostPeers = 16

    package var peers: [PeerConfiguration]
    package var pace: RelayPace

    package init(peers: [PeerConfiguration], pace: RelayPace = RelayPace()) {
        self.peers = peers
        self.pace = pace
    }
}

/// One other broker: exactly this address, and whoever holds exactly these keys.
package struct PeerConfiguration: Sendable, Equatable {
    static let mostEarlierKeys = 16

    package var name: OrganisationName
    package var origin: ExternalOrigin
    package var pin: ServicePin
    package var serviceKey: PublicKey
    /// Those that it had before: its older statements and older records are by them.
    package var earlierKeys: [PublicKey]
    /// It is on this machine or in a private network. Everywhere else such an address is refused: a name
    /// that somebody else answers for could lead to what only this machine reaches.
    package var isPrivate: Bool

    package init(
        name: OrganisationName, origin: ExternalOrigin, pin: ServicePin, serviceKey: PublicKey,
        earlierKeys: [PublicKey] = [], isPrivate: Bool
    ) {
        self.name = name
        self.origin = origin
        self.pin = pin
        self.serviceKey = serviceKey
        self.earlierKeys = earlierKeys
        self.isPrivate = isPrivate
    }
}

extension RelayConfiguration {
    init(_ reader: JSONObjectReader) throws(JSONSchemaError) {
        var reader = reader
        peers = []
        for element in try reader.objects("peers", limit: Self.mostPeers) {
            peers.append(try PeerConfiguration(element))
        }
        let keys = peers.flatMap { [$0.serviceKey] + $0.earlierKeys }
        let isUnique =
            Set(peers.map(\.name)).count == peers.count && Set(keys).count == keys.count
        guard isUnique else {
            throw .invalid(path: reader.path(of: "peers"), expected: "each broker once")
        }
        pace = RelayPace()
        pace.firstRetrySeconds = try reader.integer("retrySeconds", in: 1...3600)
        pace.longestRetrySeconds = try reader.integer("longestRetrySeconds", in: 1...86_400)
        pace.askSeconds = try reader.integer("askSeconds", in: 1...86_400)
        try reader.finish(allowUnknown: false)
    }

    var json: JSONValue {
        .object([
            JSONMember("peers", .array(peers.map(\.json))),
            JSONMember("retrySeconds", .integer(Int64(pace.firstRetrySeconds))),
            JSONMember("longestRetrySeconds", .integer(Int64(pace.longestRetrySeconds))),
            JSONMember("askSeconds", .integer(Int64(pace.askSeconds))),
        ])
    }
}

extension PeerConfiguration {
    fileprivate init(_ reader: JSONObjectReader) throws(JSONSchemaError) {
        var reader = reader
        name = try reader.organisationName("name")
        origin = try reader.parsed("url", expected: "like https://broker.example.org:8443") {
            $0.utf8.starts(with: "https://".utf8) ? ExternalOrigin($0) : nil
        }
        pin = try reader.parsed("pin", expected: "the pin as plombad init prints it") {
            ServicePin($0)
        }
        serviceKey = try reader.parsed("serviceKey", expected: "like ssh-ed25519 AAAA...") {
            try? PublicKey(openSSH: $0)
        }
        earlierKeys = []
        let isNamed = reader.optionalValue("earlierServiceKeys") != nil
        let lines =
            isNamed
            ? try reader.strings("earlierServiceKeys", limit: Self.mostEarlierKeys) : []
        for text in lines {
            guard let key = try? PublicKey(openSSH: text) else {
                throw .invalid(
                    path: reader.path(of: "earlierServiceKeys"),
                    expected: "like ssh-ed25519 AAAA...")
            }
            earlierKeys.append(key)
        }
        isPrivate = try reader.bool("privateAddress")
        try reader.finish(allowUnknown: false)
    }

    fileprivate var json: JSONValue {
        var members = [
            JSONMember("name", .string(name.text)), JSONMember("url", .string(origin.text)),
            JSONMember("pin", .string(pin.text)),
            JSONMember("serviceKey", .string(serviceKey.openSSHLine)),
        ]
        if !earlierKeys.isEmpty {
            let lines = earlierKeys.map { JSONValue.string($0.openSSHLine) }
            members.append(JSONMember("earlierServiceKeys", .array(lines)))
        }
        return .object(members + [JSONMember("privateAddress", .bool(isPrivate))])
    }
}
