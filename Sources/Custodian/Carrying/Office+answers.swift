import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import Verification

/// What recipients of a case that was sealed here put on a carrier.
extension Office {
    private static let answers: Set<Event> = [
        .acknowledgement, .contentHandover, .consignmentAcceptance, .consignmentRejection,
    ]

    /// Verifies the answers as one chain with the case, and keeps those that are new.
    ///
    /// - Throws: ``CarrierError``, `CustodyError`.
    func takeAnswers(_ parcel: Parcel, _ deposit: DepositStatement) throws -> AnsweredCase {
        let outbox = Outbox(home)
        guard let entry = try outbox.entry(deposit.consignment) else {
            throw CarrierError.unknownCase(deposit.consignment)
        }
        try requireKept(outbox.disposal(entry), entry.consignment)
        guard try outbox.deposit(entry).load(.deposit) == parcel.deposit else {
            throw CarrierError.otherStatement(deposit.consignment)
        }
        let words = parcel.words.filter {
            Self.answers.contains($0.event) && entry.mailboxes.contains($0.mailbox)
        }
        let builder = StatusBuilder(
            directory: try Directory(home, at: clock.now),
            trust: try BrokerTrust.loadIfThere(home),
            expiry: try .pinned(home, now: clock.now))
        let chain = UnverifiedCustodyChain.ordered(
            [parcel.deposit] + [parcel.receipt].compactMap { $0 } + words.map(\.statement))
        let links = try builder.verify(chain).links
        var new: [AnsweredCase.Answer] = []
        for word in words {
            let recorded = try outbox.evidence(entry, of: word.mailbox).all()
            let byHand = outbox.byHand(entry, of: word.mailbox)
            guard try !(recorded + byHand.all()).contains(where: { $0.statement == word.statement })
            else { continue }
            // The name in the parcel is a claim; the event is the statement's own.
            guard let link = links.first(where: { $0.signed == word.statement }),
                let tick = builder.tick(byHand: link), link.event == word.event,
                link.act(
                    on: Lane(
                        sender: deposit.sender.fingerprint, consignment: deposit.consignment,
                        mailbox: word.mailbox), expiry: builder.expiry) != nil
            else { throw ParcelError.headMalformed }
            try byHand.add(word.statement, as: word.event, nil)
            new.append(
                AnsweredCase.Answer(
                    mailbox: word.mailbox, event: word.event.rawValue, step: tick.step,
                    who: tick.who, time: tick.time))
        }
        let receipt = try outbox.receipt(entry)
        return AnsweredCase(
            consignment: entry.consignment, new: new, known: words.count - new.count,
            isReceiptLost: receipt == nil && parcel.receipt != nil)
    }
}
