import KeyDirectory
import Primitives
import Verification

/// Keys that are in the wrong hands: those of now, and those that were rotated, replaced or dropped
/// since the time from which they are not trusted.
extension RecordContent {
    /// Several at once. The computers of somebody who is not in the record any more end with the person's keys.
    mutating func revoke(
        _ keys: [RevokedKey], since: Timestamp, issued: Timestamp, history: [OrganisationRecord],
        listedOnly: Bool
    ) throws(RecordChangeError) {
        for key in keys {
            do throws(RecordChangeError) {
                try revoke(
                    key, since: since, issued: issued, history: history, listedOnly: listedOnly)
            } catch {
                guard case .ownerGone(_, let owner) = error, keys.contains(.member(owner)) else {
                    throw error
                }
            }
        }
    }

    /// - Parameter listedOnly: whether those that this record does not list any more are left out, for want of
    ///   room; they have ended, and are not shown as stolen.
    mutating func revoke(
        _ key: RevokedKey, since: Timestamp, issued: Timestamp, history: [OrganisationRecord],
        listedOnly: Bool = false
    ) throws(RecordChangeError) {
        guard since <= issued else { throw .inTheFuture }
        let before = KeysBefore(history)
        switch key {
        case .member(let text): try revokeMember(text, since, before, listedOnly)
        case .device(let text): try revokeDevice(text, since, before, listedOnly)
        }
    }

    /// Every key of the person that counted at that time or later, but those that began after it.
    private mutating func revokeMember(
        _ text: String, _ since: Timestamp, _ before: KeysBefore, _ listedOnly: Bool
    ) throws(RecordChangeError) {
        guard let label = RecordLabel(text) else { throw .unknownKey(text) }
        for former in try Self.meant(before.members(of: label), text, since) {
            let validity = Validity(
                from: former.entry.validity.from, until: min(since, former.until), status: .revoked)
            if let place = members.firstIndex(where: { $0.signingKey == former.entry.signingKey }) {
                members[place] = former.entry.with(validity, as: members[place].label)
            } else if !listedOnly {
                let taken = before.memberLabels(and: members)
                guard let name = label.former(besides: taken, shortening: true) else {
                    throw .unknownKey(text)
                }
                members.append(former.entry.with(validity, as: name))
            }
        }
    }

    /// The same of every key that a computer of this label had.
    private mutating func revokeDevice(
        _ text: String, _ since: Timestamp, _ before: KeysBefore, _ listedOnly: Bool
    ) throws(RecordChangeError) {
        guard let label = RecordLabel(text) else { throw .unknownKey(text) }
        let meant = try Self.meant(before.devices(of: label), text, since)
        let owners = Set(members.map(\.label))
        if let gone = meant.first, !meant.contains(where: { owners.contains($0.entry.member) }) {
            throw .ownerGone(text, gone.entry.member.text)
        }
        for former in meant where owners.contains(former.entry.member) {
            let validity = Validity(
                from: former.entry.validity.from, until: min(since, former.until), status: .revoked)
            if let place = devices.firstIndex(where: { $0.key == former.entry.key }) {
                devices[place] = former.entry.with(validity, as: devices[place].label)
            } else if !listedOnly {
                let taken = Set(devices.map(\.label))
                let name =
                    taken.contains(label) ? label.former(besides: taken, shortening: true) : label
                guard let name else { throw .unknownKey(text) }
                devices.append(former.entry.with(validity, as: name))
            }
        }
    }

    /// Those of the keys that are to be revoked; all that are revoked as of then already are among them.
    ///
    /// - Throws: ``RecordChangeError/beforeTheKey(_:)`` when all began later,
    ///   ``RecordChangeError/endedBefore(_:)`` when the last one had ended.
    private static func meant<Entry>(
        _ keys: [KeysBefore.Former<Entry>], _ text: String, _ since: Timestamp
    ) throws(RecordChangeError) -> [KeysBefore.Former<Entry>] {
        guard let first = keys.map(\.from).min(), let last = keys.map(\.until).max() else {
            throw .unknownKey(text)
        }
        let meant = keys.filter { $0.counts(atOrAfter: since) }
        guard meant.isEmpty else { return meant }
        throw first < since ? .endedBefore(last) : .beforeTheKey(first)
    }
}

extension Device {
    fileprivate func with(_ validity: Validity, as label: RecordLabel) -> Device {
        Device(label: label, member: member, key: key, validity: validity)
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
        /// By the newest record, though that may have expired: a record that renews it lets it count again.
        let isActive: Bool

        func counts(atOrAfter time: Timestamp) -> Bool {
            from < time && (isActive || time <= until)
        }
    }

    /// Of a person, oldest first: those under the label and those that a rotation left beside it.
    func members(of label: RecordLabel) -> [Former<Member>] {
        newest(\.members, \.signingKey, \.validity, \.label) { entry in
            entry.label == label || entry.label.isFormer(of: label)
        }
    }

    func devices(of label: RecordLabel) -> [Former<Device>] {
        newest(\.devices, \.key, \.validity, \.label) {
            $0.label == label || $0.label.isFormer(of: label)
        }
    }

    func memberLabels(and members: [Member]) -> Set<RecordLabel> {
        Set(history.flatMap(\.members).map(\.label) + members.map(\.label))
    }

    private func newest<Entry>(
        _ list: (OrganisationRecord) -> [Entry], _ key: (Entry) -> PublicKey,
        _ validity: (Entry) -> Validity, _ label: (Entry) -> RecordLabel,
        where matches: (Entry) -> Bool
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
                        until: min(validity(entry).until, end ?? record.expiryTime),
                        isActive: successor == nil && validity(entry).status == .active
                            && !label(entry).isFormer)
                }
                successor = record
            }
            return nil
        }
    }
}
