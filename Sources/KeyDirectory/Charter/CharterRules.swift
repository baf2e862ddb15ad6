internal import Primitives

/// The rules that a charter keeps by itself, whoever signed it.
struct CharterRules {
    private let charter: CharterRecord

    init(_ charter: CharterRecord) { self.charter = charter }

    func check() throws(RecordError) {
        try charter.head.check()
        try checkNumbers()
        try checkNames()
        try requireDistinct(charter.keys)
        try checkReferences()
        try checkQuorums()
    }

    private func checkNumbers() throws(RecordError) {
        let lists = [
            ("organisations", charter.organisations.count, CharterLimits.organisations),
            ("brokers", charter.brokers.count, CharterLimits.brokers),
            ("witnesses", charter.witnesses.count, CharterLimits.witnesses),
            ("timeAuthorities", charter.timeAuthorities.count, CharterLimits.timeAuthorities),
        ]
        for (path, count, limit) in lists {
            try requireForm(count <= limit, path, "an array of at most \(limit) elements")
        }
        try requireForm(!charter.organisations.isEmpty, "organisations", "one or more")
    }

    /// Names and what they stand for are distinct, in both directions.
    private func checkNames() throws(RecordError) {
        try requireDistinct(charter.organisations.map(\.name), "organisations", "name")
        try requireDistinct(
            charter.organisations.map(\.fingerprint), "organisations", "fingerprint")
        try requireDistinct(charter.brokers.map(\.name), "brokers", "name")
        try requireDistinct(charter.brokers.map { Array($0.log.origin.utf8) }, "brokers", "origin")
        try requireDistinct(charter.witnesses.map { Array($0.name.utf8) }, "witnesses", "name")
        try requireDistinct(charter.witnesses.map(\.organisation), "witnesses", "organisation")
        try requireDistinct(charter.timeAuthorities.map(\.label), "timeAuthorities", "label")
    }

    private func checkReferences() throws(RecordError) {
        let names = Set(charter.organisations.map(\.name))
        for (index, broker) in charter.brokers.enumerated() {
            guard let name = broker.operatorName, !names.contains(name) else { continue }
            throw .unknownMember(path: "brokers[\(index)].operator")
        }
        for (index, witness) in charter.witnesses.enumerated()
        where !names.contains(witness.organisation) {
            throw .unknownMember(path: "witnesses[\(index)].organisation")
        }
    }

    /// Two quorums share more witnesses than may lie: 2k - n > f.
    private func checkQuorums() throws(RecordError) {
        try requireForm(
            (0...CharterLimits.witnesses).contains(charter.faultyWitnesses), "faultyWitnesses",
            "from 0 to \(CharterLimits.witnesses)")
        for (index, broker) in charter.brokers.enumerated() {
            let count = charter.witnesses(of: broker).count
            let quorum = broker.log.quorum
            let holds =
                count == 0
                ? quorum == 0
                : (1...count).contains(quorum) && 2 * quorum - count > charter.faultyWitnesses
            guard holds else {
                throw .quorumTooSmall(path: "brokers[\(index)].log.quorum", witnesses: count)
            }
        }
    }
}
