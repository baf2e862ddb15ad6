import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage
import Verification

/// What goes to nobody any more since consent was withdrawn.
extension Office {
    /// That consent for a case was not withdrawn in a way that keeps it from going to somebody.
    ///
    /// - Throws: ``ConsentWithdrawalError/withdrawn(_:)``
    func requireConsent(
        _ consignment: ConsignmentID, from sender: Fingerprint, to target: MailboxAddress?
    ) throws {
        let book = ConsentBook(home)
        var places: [(StatementFolder, Lane)] = []
        for (lane, folder) in try book.allReceived()
        where lane.consignment == consignment && lane.sender == sender {
            places.append((folder, lane))
        }
        if let entry = try Outbox(home).entry(consignment),
            sender == (try OwnOrganisation(home).reference.fingerprint)
        {
            for mailbox in entry.mailboxes {
                places.append((book.sent(consignment, mailbox), try lane(entry, mailbox)))
            }
        }
        let reading = try reading()
        if sender == (try OwnOrganisation(home).reference.fingerprint),
            try book.withheld(consignment).contains(where: { reading.forbids($0.part, target) })
        {
            throw ConsentWithdrawalError.withdrawn(consignment)
        }
        for (place, lane) in places {
            let kept = try book.kept(place)
            // What a broker thinks of its form changes nothing of what the person said.
            let read = reading.read(kept.all.map(\.statement), kept, lane, nil)
            for withdrawn in read.withdrawals
            where reading.forbids(withdrawn.withdrawal.content.part, target) {
                throw ConsentWithdrawalError.withdrawn(consignment)
            }
        }
    }

    /// The same for a case, and every one of which it has the content, where it is of this organisation.
    func requireConsent(
        ofAllOf case: ConsentBook.Original, to target: MailboxAddress
    ) throws {
        let own = try OwnOrganisation(home).reference.fingerprint
        let origins =
            `case`.sender == own
            ? try ConsentBook(home).origins(of: `case`.consignment, own: own) : []
        for found in [`case`] + origins {
            try requireConsent(found.consignment, from: found.sender, to: target)
        }
    }

    /// The same for what was never on its way: that is told without the broker.
    func requireConsentAtHome(_ entry: OutboxEntry) throws {
        guard try Outbox(home).deposit(entry).load(.deposit) == nil else { return }
        try requireConsent(entry)
    }

    /// The same for what was sealed here, at the moment when it leaves: for itself, and for every case of
    /// which it has the content.
    ///
    /// - Throws: ``ConsentWithdrawalError/withheld(_:of:)``
    func requireConsent(_ entry: OutboxEntry) throws {
        let own = try OwnOrganisation(home).reference.fingerprint
        let cases =
            [ConsentBook.Original(consignment: entry.consignment, sender: own)]
            + (try ConsentBook(home).origins(of: entry.consignment, own: own))
        for found in cases {
            do {
                for mailbox in entry.mailboxes {
                    try requireConsent(found.consignment, from: found.sender, to: mailbox)
                }
            } catch ConsentWithdrawalError.withdrawn(let original) {
                throw ConsentWithdrawalError.withheld(entry.consignment, of: original)
            }
        }
    }

    /// The same for files that somebody wants to seal: none may lie in the opened folder of a case for
    /// which consent was withdrawn.
    func requireConsent(_ order: SealOrder) throws {
        for original in try originals(of: order) {
            for mailbox in order.mailboxes {
                try requireConsent(original.consignment, from: original.sender, to: mailbox)
            }
        }
    }

    /// Notes of which received cases the files are that are about to be sealed.
    func noteOriginals(of order: SealOrder, as consignment: ConsignmentID) throws {
        let found = try originals(of: order)
        if !found.isEmpty { try ConsentBook(home).notePassedOn(consignment, of: found) }
    }

    /// The received cases in whose opened folders files lie that somebody wants to seal.
    private func originals(of order: SealOrder) throws -> [ConsentBook.Original] {
        try Inbox(home).all().filter { entry in
            guard let folder = entry.opened?.folder else { return false }
            return order.paths.contains { ReportOutput.lies($0, inAnyOf: [folder]) }
        }.map {
            ConsentBook.Original(consignment: $0.consignment, sender: $0.sender.fingerprint)
        }
    }
}

extension ConsentReading {
    /// Whether what was withdrawn keeps the case from somebody. What it must not be used for, and
    /// which parts of it, no program can judge: then nobody gets it.
    func forbids(
        _ part: ConsentWithdrawal.Part?, _ target: MailboxAddress?
    ) -> Bool {
        guard let part, let target, part.uses.isEmpty, part.contents.isEmpty else { return true }
        if part.recipients.contains(where: { $0.utf8.elementsEqual(target.organisation.text.utf8) })
        {
            return true
        }
        let classes = part.recipients.filter { OrganisationName($0) == nil }
        guard !classes.isEmpty else { return false }
        guard let organisation = try? directory.organisation(named: target.organisation),
            let kind = directory.consentRecipient(organisation).kind
        else { return true }
        return classes.contains { $0.utf8.elementsEqual(kind.rawValue.utf8) }
    }
}
