package import Primitives

extension VerifiedHistory where Record == OrganisationRecord {
    /// The member whose signing key this is, when the key counted at `time`.
    package func member(signing keyID: KeyID, at time: Timestamp) -> Member? {
        guard let (member, end) = newest(\.members, where: { $0.signingKey.id == keyID }),
            member.validity.contains(time), time < end
        else { return nil }
        return member
    }

    /// The device whose key this is, when it counted at `time`, and a key of the member it belongs to
    /// did (decision record 0101).
    package func device(_ keyID: KeyID, at time: Timestamp) -> Device? {
        guard let (device, end) = newest(\.devices, where: { $0.key.id == keyID }),
            device.validity.contains(time), time < end,
            signingKeys(of: device.member).contains(where: { member(signing: $0, at: time) != nil })
        else { return nil }
        return device
    }

    /// Whether a device, or a key of the member it belongs to, was in the wrong hands at `time`: who has other
    /// keys since does not change that.
    package func isRevoked(device keyID: KeyID, at time: Timestamp) -> Bool {
        guard let (device, _) = newest(\.devices, where: { $0.key.id == keyID }) else {
            return false
        }
        if device.validity.status == .revoked { return device.validity.until <= time }
        // Revoked before the computer began, it was another computer's time.
        return history.flatMap(\.members)
            .filter { $0.label == device.member || $0.label.isFormer(of: device.member) }
            .map(\.validity)
            .contains {
                $0.status == .revoked && $0.until <= time && device.validity.from < $0.until
            }
    }

    /// The label of the person to whom a member's key belongs: for a key of before, the one under which some
    /// record lists it, and not merely what its label looks like.
    package func person(of member: Member) -> RecordLabel {
        let person = member.label.person
        return signingKeys(of: person).contains(member.signingKey.id) ? person : member.label
    }

    /// Every signing key that any record lists for this label.
    func signingKeys(of label: RecordLabel) -> Set<KeyID> {
        Set(history.flatMap(\.members).filter { $0.label == label }.map(\.signingKey.id))
    }

    /// The newest entry of its kind, and the time at which its record ceased to speak for it.
    ///
    /// A key that a record no longer lists ends when that record is issued; every key ends with
    /// the last record that lists it.
    func newest<Entry>(
        _ list: (OrganisationRecord) -> [Entry], where matches: (Entry) -> Bool
    ) -> (Entry, Timestamp)? {
        var successor: OrganisationRecord?
        for record in history.reversed() {
            if let entry = list(record).first(where: matches) {
                let end = successor.map { min($0.issuedTime, record.expiryTime) }
                return (entry, end ?? record.expiryTime)
            }
            successor = record
        }
        return nil
    }

    /// The service key with this identifier, if some record names it as that of the home broker of a mailbox.
    ///
    /// A broker changes its key, and an organisation its broker: what was signed before stays signed. What it
    /// signs from the time on at which a record no longer names it does not count.
    package func homeBrokerKey(of local: String, _ keyID: KeyID) -> HomeBrokerKey? {
        guard let label = RecordLabel(local) else { return nil }
        var successor: OrganisationRecord?
        for record in history.reversed() {
            let key = record.mailboxes.first { $0.name == label }?.homeBroker?.serviceKey
            if let key, key.id == keyID {
                return HomeBrokerKey(key: key, end: successor?.issuedTime)
            }
            successor = record
        }
        return nil
    }

    /// Whether some record named a home broker for a mailbox by a key that is none of these: what a broker with
    /// these keys took in for it can have been handed on then.
    package func hasHadHome(of local: String, besides keys: Set<KeyID>) -> Bool {
        guard let label = RecordLabel(local) else { return false }
        return history.flatMap(\.mailboxes).contains { place in
            place.name == label
                && place.homeBroker.map { !keys.contains($0.serviceKey.id) } ?? false
        }
    }

    /// The mailbox with this local part in the newest record.
    package func mailbox(_ local: String) -> Mailbox? {
        guard let label = RecordLabel(local),
            let entry = current.mailboxes.first(where: { $0.name == label }),
            let address = MailboxAddress(local: local, organisation: name)
        else { return nil }
        return Mailbox(
            address: address, members: entry.members.compactMap(current.member),
            recovery: entry.recovery, homeBroker: entry.homeBroker)
    }

    /// Every mailbox of the newest record, in its order.
    package var mailboxes: [Mailbox] {
        current.mailboxes.compactMap { mailbox($0.name.text) }
    }
}

/// The service key of a broker that some record names as the home of a mailbox.
package struct HomeBrokerKey: Sendable, Equatable {
    package let key: PublicKey
    /// From when on no record names it; nil while the newest does.
    package let end: Timestamp?

    /// - Parameter time: as a statement claims; nil where it states none.
    package func counts(at time: Timestamp?) -> Bool {
        guard let end, let time else { return true }
        return time < end
    }
}

/// A mailbox of a verified organisation with those who open it.
package struct Mailbox: Hashable, Sendable {
    package let address: MailboxAddress
    package let members: [Member]
    package let recovery: HybridRecipientText
    package let homeBroker: HomeBroker?

    /// Those to whom a bundle is sealed at `time`, in the record's order.
    package func activeMembers(at time: Timestamp) -> [Member] {
        members.filter { $0.validity.status == .active && $0.validity.contains(time) }
    }
}
