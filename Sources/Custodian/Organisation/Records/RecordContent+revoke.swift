import KeyDirectory
import Primitives

/// Keys that are in the wrong hands: those of now, and those that were rotated, replaced or dropped
/// since the time from which they are not trusted.
extension RecordContent {
    mutating func revoke(
        _ key: RevokedKey, since: Timestamp, issued: Timestamp, history: [OrganisationRecord]
    ) throws(RecordChangeError) {
        guard since <= issued else { throw .inTheFuture }
        switch key {
        case .member(let text): try revokeMember(text, since, KeysBefore(history))
        case .device(let text): try revokeDevice(text, since, KeysBefore(history))
        }
    }

    /// Every key of the person that counted at that time or later, but those that began after it.
    private mutating func revokeMember(
        _ text: String, _ since: Timestamp, _ before: KeysBefore
    ) throws(RecordChangeError) {
        guard let label = RecordLabel(text), let first = before.members(of: label).first else {
            throw .unknownKey(text)
        }
        var isDone = false
        for former in before.members(of: label) where former.counts(atOrAfter: since) {
            let validity = Validity(
                from: former.entry.validity.from, until: min(since, former.until), status: .revoked)
            if let place = members.firstIndex(where: { $0.signingKey == former.entry.signingKey }) {
                members[place] = former.entry.with(validity, as: members[place].label)
            } else if let name = label.former(besides: before.memberLabels(and: members)) {
                members.append(former.entry.with(validity, as: name))
            }
            isDone = true
        }
        guard isDone else { throw .beforeTheKey(first.entry.validity.from) }
    }

    private mutating func revokeDevice(
        _ text: String, _ since: Timestamp, _ before: KeysBefore
    ) throws(RecordChangeError) {
        guard let label = RecordLabel(text), let former = before.devices(of: label).last else {
            throw .unknownKey(text)
        }
        guard former.entry.validity.from < since else {
            throw .beforeTheKey(former.entry.validity.from)
        }
        let until = min(since, former.until)
        let place = devices.firstIndex { $0.key == former.entry.key }
        let taken = devices.contains { $0.label == label && $0.key != former.entry.key }
        let name = taken ? label.former(besides: Set(devices.map(\.label))) : label
        let revoked = Device(
            label: place.map { devices[$0].label } ?? name ?? label, member: former.entry.member,
            key: former.entry.key,
            validity: Validity(from: former.entry.validity.from, until: until, status: .revoked))
        if let place {
            devices[place] = revoked
        } else {
            guard members.contains(where: { $0.label == former.entry.member }) else {
                // Whose it was is not in the record any more: then the person's keys are revoked.
                throw .unknownKey(text)
            }
            devices.append(revoked)
        }
    }
}

extension Member {
    func with(_ validity: Validity, as label: RecordLabel) -> Member {
        Member(
            label: label, roles: roles, signingKey: signingKey, recipient: recipient,
            validity: validity)
    }
}

/// Every key that any record has listed, with the time at which it ended.
struct KeysBefore {
    private let history: [OrganisationRecord]

    init(_ history: [OrganisationRecord]) { self.history = history }

    struct Former<Entry> {
        let entry: Entry
        let from: Timestamp
        let until: Timestamp

        func counts(atOrAfter time: Timestamp) -> Bool { from < time && time <= until }
    }

    /// Of a person, oldest first: those under the label and those that a rotation left beside it.
    func members(of label: RecordLabel) -> [Former<Member>] {
        newest(\.members, \.signingKey, \.validity) { entry in
            entry.label == label || entry.label.isFormer(of: label)
        }
    }

    func devices(of label: RecordLabel) -> [Former<Device>] {
        newest(\.devices, \.key, \.validity) { $0.label == label || $0.label.isFormer(of: label) }
    }

    func memberLabels(and members: [Member]) -> Set<RecordLabel> {
        Set(history.flatMap(\.members).map(\.label) + members.map(\.label))
    }

    private func newest<Entry>(
        _ list: (OrganisationRecord) -> [Entry], _ key: (Entry) -> PublicKey,
        _ validity: (Entry) -> Validity, where matches: (Entry) -> Bool
    ) -> [Former<Entry>] {
        var order: [PublicKey] = []
        for record in history {
            for entry in list(record) where matches(entry) && !order.contains(key(entry)) {
                order.append(key(entry))
            }
        }
        return order.compactMap { point in
            var successor: OrganisationRecord?
            for record in history.reversed() {
                if let entry = list(record).first(where: { key($0) == point }) {
                    let end = successor.map { min($0.issuedTime, record.expiryTime) }
                    return Former(
                        entry: entry, from: validity(entry).from,
                        until: min(validity(entry).until, end ?? record.expiryTime))
                }
                successor = record
            }
            return nil
        }
    }
}
