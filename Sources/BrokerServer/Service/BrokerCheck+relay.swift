import Broker
import Primitives
import SystemPackage

/// Other brokers, and what is on its way to them, in plain words.
extension BrokerCheck {
    mutating func checkRelay(_ configuration: HomeConfiguration) {
        let peers = configuration.relay?.peers ?? []
        for peer in peers where isOurs(peer, configuration) {
            add(
                .fault, "relay-peer",
                "\(peer.name.text) in 'relay.peers' is this broker itself: its name, its address or its key",
                hint: "a peer is another broker: take it out, and start plombad anew")
        }
        let standings: [RelayStanding]
        do {
            guard home.exists(configuration.dataPath) else { return }
            standings = try RelayStanding.standings(
                in: home.resolve(configuration.dataPath).string)
        } catch {
            add(.fault, "relay", error.message, hint: error.hint)
            return
        }
        for standing in standings {
            let isPeer = peers.contains { $0.name.text.utf8.elementsEqual(standing.peer.utf8) }
            tell(standing, isPeer: isPeer)
        }
        if !peers.isEmpty {
            let all = standings.reduce(0) { $0 + $1.all }
            add(
                .fine, "relay",
                "\(peers.count) other brokers; \(all) deliveries have not ended there")
        }
    }

    /// By what it would be found to answer itself.
    private func isOurs(_ peer: PeerConfiguration, _ configuration: HomeConfiguration) -> Bool {
        // A key that cannot be read is told elsewhere.
        let key = try? home.serviceKey(configuration).publicKey
        return peer.name == configuration.name || peer.serviceKey == key
            || peer.origin == configuration.origin
    }

    private mutating func tell(_ standing: RelayStanding, isPeer: Bool) {
        let peer = SafeText.shown(standing.peer)
        guard isPeer else {
            add(
                .warning, "relay-removed",
                "\(standing.all) deliveries are for \(peer), which is no peer any more: nobody hands them on, asks about them or gives them up",
                hint: "put it back into 'relay.peers' until they have ended")
            return
        }
        if standing.stuck > 0 {
            add(
                .warning, "relay-waiting",
                "\(standing.stuck) deliveries could not be handed on to \(peer), again and again",
                hint: "the journal says why (journalctl -u plombad); call its operator")
        }
        if standing.unknown > 0 {
            add(
                .warning, "relay-unknown",
                "whether \(peer) has \(standing.unknown) deliveries is not known: their deadline has passed",
                hint: "call its operator; their senders see 'outcome unknown'")
        }
        if standing.lost > 0 {
            add(
                .warning, "relay-lost",
                "\(peer) has accepted \(standing.lost) deliveries, and says that it does not have them",
                hint: "call its operator, who may have put back an old backup, and then the senders"
            )
        }
    }
}
