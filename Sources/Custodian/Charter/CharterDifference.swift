import KeyDirectory
import Primitives
import Verification

/// What is different in a newer charter, in sentences. A changed key is said aloud.
struct CharterDifference {
    private let old: CharterRecord
    private let new: CharterRecord

    init(_ old: CharterRecord, _ new: CharterRecord) {
        (self.old, self.new) = (old, new)
    }

    var sentences: [String] {
        roots + organisations + brokers + witnesses + authorities + limits
    }

    private var roots: [String] {
        changes("root", old.roots, new.roots, \.label.text) { $0.point == $1.point }
            + (old.threshold == new.threshold
                ? [] : ["\(new.threshold) roots must sign from now on"])
    }

    private var organisations: [String] {
        changes(
            "organisation", old.organisations, new.organisations, \.name.text,
            changed: "FINGERPRINT"
        ) { $0.fingerprint == $1.fingerprint }
    }

    private var brokers: [String] {
        let kept = new.brokers.flatMap { broker in
            old.broker(named: broker.name).map { details(of: broker, before: $0) } ?? []
        }
        return changes("broker", old.brokers, new.brokers, \.name.text) {
            $0.serviceKey == $1.serviceKey && $0.log.key == $1.log.key && $0.pin == $1.pin
        } + kept
    }

    private func details(of broker: CharteredBroker, before: CharteredBroker) -> [String] {
        let name = "broker \(broker.name.text)"
        return [
            broker.url == before.url ? nil : "\(name) is now at \(broker.url)",
            broker.operatorName == before.operatorName
                ? nil
                : "\(name) is now run by \(broker.operatorName?.text ?? "nobody of the network")",
            broker.log.origin == before.log.origin
                ? nil : "the log of \(name) is now \(broker.log.origin)",
            broker.log.quorum == before.log.quorum
                ? nil : "\(broker.log.quorum) witnesses must now have seen the log of \(name)",
        ].compactMap { $0 }
    }

    private var witnesses: [String] {
        changes("witness", old.witnesses, new.witnesses, \.name) { $0.key == $1.key }
            + new.witnesses.flatMap(addresses)
            + (old.faultyWitnesses == new.faultyWitnesses
                ? [] : ["\(new.faultyWitnesses) witnesses may now lie"])
    }

    private func addresses(of witness: CharteredWitness) -> [String] {
        old.witnesses.filter { $0.key == witness.key && $0.url != witness.url }
            .map { "witness \($0.name) is now at \(witness.url ?? "no address that brokers ask")" }
    }

    private var authorities: [String] {
        changes(
            "time-stamping authority", old.timeAuthorities, new.timeAuthorities, \.label.text
        ) { $0.roots == $1.roots && $0.policy == $1.policy }
    }

    private var limits: [String] { old.limits == new.limits ? [] : ["the limits are others"] }

    private func changes<Entry>(
        _ kind: String, _ old: [Entry], _ new: [Entry], _ name: (Entry) -> String,
        changed: String = "KEY", _ hasSameKey: (Entry, Entry) -> Bool
    ) -> [String] {
        let before = Dictionary(old.map { (name($0), $0) }, uniquingKeysWith: { one, _ in one })
        let names = Set(new.map(name))
        let gone = old.map(name).filter { !names.contains($0) }.map { "\(kind) \($0) is no more" }
        return gone
            + new.compactMap { entry in
                guard let known = before[name(entry)] else {
                    return "\(kind) \(name(entry)) is new"
                }
                return hasSameKey(known, entry)
                    ? nil : "\(kind) \(name(entry)) HAS ANOTHER \(changed) than before"
            }
    }
}
