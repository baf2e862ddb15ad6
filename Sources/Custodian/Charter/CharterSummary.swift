import KeyDirectory
package import Primitives
import SystemPackage

/// A charter in the words that a person needs.
package struct CharterSummary: Sendable {
    package let name: OrganisationName
    package let fingerprint: Fingerprint
    package let version: Int64
    package let expiryTime: Timestamp
    package let isExpired: Bool
    /// Nil while nobody has compared its digits.
    package let confirmedTime: Timestamp?
    package let threshold: Int64
    /// Labels.
    package let roots: [String]
    package let organisations: [(name: OrganisationName, fingerprint: Fingerprint)]
    package let brokers: [Broker]
    /// Their names.
    package let witnesses: [String]
    package let faultyWitnesses: Int64
    package let timeAuthorities: [String]
    package let payloadSizeInBytes: UInt64
    package let deadlineInDays: Int64

    package struct Broker: Sendable {
        package let name: OrganisationName
        package let url: String
        package let operatorName: OrganisationName?
        /// How many of how many witnesses must have seen its log.
        package let quorum: Int64
        package let witnesses: Int64
    }

    init(_ charter: ConfirmedCharter, at now: Timestamp) {
        self.init(charter.history, confirmedTime: charter.confirmedTime, at: now)
    }

    init(_ charter: VerifiedCharter, confirmedTime: Timestamp?, at now: Timestamp) {
        let current = charter.current
        name = charter.name
        fingerprint = charter.fingerprint
        version = Int64(current.version)
        expiryTime = current.expiryTime
        isExpired = charter.isExpired(at: now)
        self.confirmedTime = confirmedTime
        threshold = Int64(current.threshold)
        roots = current.roots.map(\.label.text)
        organisations = current.organisations.map { ($0.name, $0.fingerprint) }
        brokers = current.brokers.map { broker in
            Broker(
                name: broker.name, url: broker.url, operatorName: broker.operatorName,
                quorum: Int64(broker.log.quorum),
                witnesses: Int64(current.witnesses(of: broker).count))
        }
        witnesses = current.witnesses.map(\.name)
        faultyWitnesses = Int64(current.faultyWitnesses)
        timeAuthorities = current.timeAuthorities.map(\.label.text)
        payloadSizeInBytes = current.limits.payloadSizeInBytes
        deadlineInDays = Int64(current.limits.deadlineInDays)
    }
}

/// A charter that waits for signatures.
package struct CharterDraftSummary: Sendable {
    package let version: Int64
    package let name: OrganisationName
    /// What its fingerprint will be, when it is a network's first one.
    package let fingerprint: Fingerprint?
    /// The file that the roots sign.
    package let path: String
    package let namespace: String
    package let signed: [String]
    package let missing: [String]
    /// How many of the present charter's roots must sign, if there is one, and how many of the next one's.
    package let required: (present: Int64?, next: Int64)

    init(_ draft: CharterDraft, after known: VerifiedCharter?, _ home: Home) {
        let record = draft.record
        let roots = (known?.current.roots ?? []) + record.roots
        let done = Set(
            draft.signed.signers(among: roots, as: CharterRecord.self, record.mode).map(\.text))
        var seen: Set<String> = []
        let labels = roots.map(\.label.text).filter { seen.insert($0).inserted }
        version = Int64(record.version)
        name = record.name
        fingerprint = known == nil ? Fingerprint(draft.signed.digest) : nil
        path = CharterDraft.path(home).string
        namespace = record.mode.namespace(CharterRecord.statementName)
        signed = labels.filter(done.contains)
        missing = labels.filter { !done.contains($0) }
        required = (known.map { Int64($0.current.threshold) }, Int64(record.threshold))
    }
}
