import BrokerAPI
import Custody
import KeyDirectory
import Primitives
import Synchronization

/// The organisations that this broker serves, verified, with their keys and mailboxes.
///
/// Everything is in memory; `reload` reads the database, and verifies every history that it has not verified as
/// exactly these bytes: what somebody wrote into the database admits nobody.
package final class AdmittedOrganisations: Sendable {
    private struct Admitted: Sendable {
        let row: Int64
        let organisation: VerifiedOrganisation
        /// Of the file in the database from which it was verified.
        let file: SHA256Digest
        /// Rows of mailboxes by local part.
        let mailboxes: [String: Int64]
    }

    private struct Snapshot: Sendable {
        var organisations: [Fingerprint: Admitted] = [:]
        var names: [OrganisationName: Fingerprint] = [:]
        var devices: [KeyID: Fingerprint] = [:]
    }

    /// A device that may sign requests, or could if its organisation's record had not expired.
    struct Device: Sendable {
        let key: PublicKey
        let caller: Caller
        let isExpired: Bool
    }

    /// A mailbox that takes deliveries.
    struct AdmittedMailbox: Sendable {
        let row: Int64
        let address: MailboxAddress
        let organisation: OrganisationReference
        /// The labels of its active members.
        let members: Set<String>
        /// Signs for the broker that its record names; nil where it names none.
        let homeKey: PublicKey?
    }

    private let mode: Mode
    private let snapshot = Mutex(Snapshot())

    init(_ mode: Mode) {
        self.mode = mode
    }

    /// Reads everything anew; on an error nothing changes.
    ///
    /// - Parameter verified: one that was verified a moment ago, and its file.
    func reload(
        from store: BrokerStore, verified: (VerifiedOrganisation, SHA256Digest)? = nil
    ) throws {
        let known = snapshot.withLock { $0.organisations }
        var next = Snapshot()
        for (row, mailboxes) in try OrganisationRows.allWithMailboxes(store) {
            let digest = SHA256Digest.of(row.file)
            let organisation: VerifiedOrganisation
            if let (fresh, file) = verified, file == digest, fresh.fingerprint == row.fingerprint {
                organisation = fresh
            } else if let before = known[row.fingerprint], before.file == digest {
                organisation = before.organisation
            } else {
                organisation = try UnverifiedOrganisation(OrganisationFile(parsing: row.file))
                    .verify(fingerprint: row.fingerprint, mode: mode)
            }
            next.organisations[row.fingerprint] = Admitted(
                row: row.id, organisation: organisation, file: digest, mailboxes: mailboxes)
            next.names[organisation.name] = row.fingerprint
            for device in organisation.current.devices {
                next.devices[device.key.id] = row.fingerprint
            }
        }
        snapshot.withLock { $0 = next }
    }

    /// In the order in which they were admitted.
    var all: [VerifiedOrganisation] {
        snapshot.withLock { snapshot in
            snapshot.organisations.values.sorted { $0.row < $1.row }.map(\.organisation)
        }
    }

    func organisation(_ fingerprint: Fingerprint) -> VerifiedOrganisation? {
        snapshot.withLock { $0.organisations[fingerprint]?.organisation }
    }

    /// Whether a name or a device key belongs to another organisation already.
    func conflicts(with organisation: VerifiedOrganisation) -> Bool {
        snapshot.withLock { snapshot in
            let name = snapshot.names[organisation.name] ?? organisation.fingerprint
            let devices = organisation.current.devices.map { snapshot.devices[$0.key.id] }
            return name != organisation.fingerprint
                || devices.contains { $0 != nil && $0 != organisation.fingerprint }
        }
    }

    /// The device whose key this is, if it counts at `time`.
    func device(_ keyID: KeyID, at time: Timestamp) -> Device? {
        let found = snapshot.withLock { snapshot in
            snapshot.devices[keyID].flatMap { snapshot.organisations[$0] }
        }
        guard let found else { return nil }
        // Keys end with the record; who asks with an expired one is told so, and no more.
        let isExpired = found.organisation.isExpired(at: time)
        let judged = isExpired ? found.organisation.lastMoment : time
        guard let judged, let device = found.organisation.device(keyID, at: judged) else {
            return nil
        }
        let reference = OrganisationReference(
            name: found.organisation.name, fingerprint: found.organisation.fingerprint)
        return Device(
            key: device.key,
            caller: Caller(
                organisation: reference, device: keyID, member: device.member.text,
                row: found.row),
            isExpired: isExpired)
    }

    /// The key of a device of one organisation, if it counts at `time`.
    func device(
        _ keyID: KeyID, of organisation: OrganisationReference, at time: Timestamp
    ) -> PublicKey? {
        self.organisation(organisation.fingerprint)?.device(keyID, at: time)?.key
    }

    /// The key of a member who opens this mailbox, if it counts at `time`.
    func member(
        _ keyID: KeyID, of mailbox: AdmittedMailbox, at time: Timestamp
    ) -> PublicKey? {
        let organisation = organisation(mailbox.organisation.fingerprint)
        guard let organisation, let member = organisation.member(signing: keyID, at: time),
            mailbox.members.contains(organisation.person(of: member).text)
        else { return nil }
        return member.signingKey
    }

    /// The key of any member of one organisation, if it counts at `time`.
    func member(
        _ keyID: KeyID, of organisation: OrganisationReference, at time: Timestamp
    ) -> PublicKey? {
        self.organisation(organisation.fingerprint)?.member(signing: keyID, at: time)?.signingKey
    }

    /// The row of an organisation that was ever admitted, under this name.
    func row(of organisation: OrganisationReference) -> Int64? {
        snapshot.withLock { snapshot in
            snapshot.organisations[organisation.fingerprint].flatMap { admitted in
                admitted.organisation.name == organisation.name ? admitted.row : nil
            }
        }
    }

    /// The sender of a deposit that another broker brings: nobody of it has asked.
    func sender(_ reference: OrganisationReference, device: KeyID) -> Caller? {
        let found = snapshot.withLock { $0.organisations[reference.fingerprint] }
        guard let found, found.organisation.name == reference.name else { return nil }
        return Caller(organisation: reference, device: device, member: "", row: found.row)
    }

    /// The organisation of this name that was ever admitted.
    func fingerprint(of address: MailboxAddress) -> Fingerprint? {
        snapshot.withLock { $0.names[address.organisation] }
    }

    /// The row of a mailbox of an organisation that was ever admitted.
    func row(of address: MailboxAddress) -> Int64? {
        snapshot.withLock { snapshot in
            snapshot.names[address.organisation].flatMap { snapshot.organisations[$0] }
        }?.mailboxes[address.local]
    }

    /// The mailbox, if its organisation is admitted and its record has not expired.
    func mailbox(_ address: MailboxAddress, at time: Timestamp) -> AdmittedMailbox? {
        let found = snapshot.withLock { snapshot in
            snapshot.names[address.organisation].flatMap { snapshot.organisations[$0] }
        }
        guard let found, !found.organisation.isExpired(at: time),
            let row = found.mailboxes[address.local],
            let mailbox = found.organisation.mailbox(address.local)
        else { return nil }
        return AdmittedMailbox(
            row: row, address: address,
            organisation: OrganisationReference(
                name: found.organisation.name, fingerprint: found.organisation.fingerprint),
            members: Set(mailbox.activeMembers(at: time).map(\.label.text)),
            homeKey: mailbox.homeBroker?.serviceKey)
    }
}

extension VerifiedOrganisation {
    /// The last second at which the newest record counts.
    fileprivate var lastMoment: Timestamp? { current.expiryTime.adding(seconds: -1) }
}
