package import Primitives

/// The copy that acts are about, as its own files say. Nothing of it is verified here.
package struct CustodyCopy: Sendable {
    package let seal: SHA256Digest
    package let consignment: ConsignmentID
    package let sender: OrganisationReference
    /// Where it was sent: the organisations of these mailboxes have a copy, and the sender.
    package let mailboxes: [MailboxAddress]
    /// The described exhibits by number, with the sealed digest of those that are files.
    /// Numbers are compared as bytes.
    package let exhibits: [[UInt8]: SHA256Digest?]

    package init(
        seal: SHA256Digest, consignment: ConsignmentID, sender: OrganisationReference,
        mailboxes: [MailboxAddress], exhibits: [[UInt8]: SHA256Digest?]
    ) {
        (self.seal, self.consignment, self.sender) = (seal, consignment, sender)
        (self.mailboxes, self.exhibits) = (mailboxes, exhibits)
    }

    /// Whether an organisation can have a copy. A mailbox names no fingerprint: that the name is theirs,
    /// whoever answers for the key knows.
    func isHeld(by organisation: OrganisationReference) -> Bool {
        if organisation.name == sender.name { return organisation == sender }
        return mailboxes.contains { $0.organisation == organisation.name }
    }

    /// Whether an act names exhibits of this copy, each with the bytes that were sealed.
    func has(_ named: [CustodyAct.Exhibit]) -> Bool {
        named.allSatisfy { exhibit in
            guard let sealed = exhibits[Array(exhibit.name.utf8)] else { return false }
            return sealed == exhibit.digest
        }
    }
}

/// The acts of one copy in their order, each held against those before it.
package struct CustodyActChain: Sendable {
    package let copy: CustodyCopy
    package private(set) var digests: [SHA256Digest] = []
    /// Whose copy it is: who signed the first act.
    package private(set) var holder: OrganisationReference?

    package init(_ copy: CustodyCopy) { self.copy = copy }

    /// Where the next act stands.
    package var next: CustodyAct.Position {
        CustodyAct.Position(
            seal: copy.seal, consignment: copy.consignment, sender: copy.sender,
            number: digests.count + 1, previous: digests.last ?? copy.seal)
    }

    /// Takes the next act, whose signature is the caller's to judge.
    ///
    /// - Parameter number: of the file that it lies in.
    package mutating func accept(
        _ act: CustodyAct, _ digest: SHA256Digest, inFile number: Int
    ) throws(CustodyActError) {
        let (place, wanted) = (act.position, next)
        guard number == wanted.number else { throw .hole(number: wanted.number) }
        guard place.seal == wanted.seal, place.consignment == wanted.consignment,
            place.sender == wanted.sender
        else { throw .ofAnother(number: number) }
        guard place.number == number else { throw .outOfOrder(number: number) }
        guard place.previous == wanted.previous else { throw .fork(number: number) }
        let organisation = act.issuer.organisation
        guard holder.map({ $0 == organisation }) ?? copy.isHeld(by: organisation) else {
            throw .byAnother(number: number)
        }
        guard copy.has(act.words.exhibits ?? []) else { throw .exhibitDiffers(number: number) }
        if let corrected = act.words.corrects, !digests.contains(corrected) {
            throw .correctsNothing(number: number)
        }
        holder = organisation
        digests.append(digest)
    }
}
