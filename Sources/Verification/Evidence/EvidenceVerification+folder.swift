import Custody
import Primitives
import Timestamping

/// What the statements of a folder must be together, beside one chain: in its time, under its name, in its place.
extension EvidenceVerification {
    /// What enough witnesses had seen before the deadline was no expiry, whatever it embeds: whoever makes a
    /// folder can have any witness vouch for the time in it, and none of those that were chosen here.
    func requireTimely(_ bounds: [String: Timestamp]) throws(CustodyError) {
        for (position, statement) in folder.statements.enumerated() {
            guard let bound = bounds[statement.path]?.adding(seconds: TrustedTime.clockTolerance),
                let deadline = deadline(of: statement)
            else { continue }
            guard bound >= deadline else { throw .expiryEarly(position: position) }
        }
    }

    /// Of what may be said only after the deadline.
    func deadline(of statement: LoggedStatement) -> Timestamp? {
        let signed = statement.signed
        if let expiry = try? signed.unverified(as: AcceptanceRejectionExpiry.self, mode: mode) {
            return expiry.deadline
        }
        return (try? signed.unverified(as: RelayFailure.self, mode: mode)) == nil
            ? nil : deposit?.deadline
    }

    /// What its signer dates later than others had seen it already. The claim takes no part in any verdict; that
    /// a clock was wrong is a thing to ask about.
    func clockNotes(_ bounds: [String: Timestamp]) -> [String] {
        folder.statements.compactMap { statement in
            guard let bound = bounds[statement.path],
                let claimed = statement.signed.anySignerClaim(mode: mode)?.claimedTime,
                let latest = bound.adding(seconds: TrustedTime.clockTolerance), claimed > latest
            else { return nil }
            return
                "\(SafeText.shown(statement.path)): its signer says \(claimed.text), and others say "
                + "that they had seen it by \(bound.text): a clock was wrong, the signer's or theirs "
                + "[time.claim-contradicts]"
        }
    }

    /// Each file bears the name of the event in it, and the broker has given one answer.
    func requireNames() throws(EvidenceFolderError) {
        guard folder.secondAnswer == nil else { throw .acceptedAndRefused }
        for statement in folder.lanes.flatMap(\.statements) + (folder.answer.map { [$0] } ?? []) {
            // One that is no statement at all is told by the chain.
            guard let event = try? Statement(parsing: statement.signed.json).event else { continue }
            let name = statement.path.split(separator: "/").last ?? ""
            let rest = name.dropFirst(event.fileStem.count)
            let number = Int(rest.dropFirst()) ?? 0
            let isNumbered =
                (2...128).contains(number) && rest.utf8.elementsEqual("-\(number)".utf8)
            guard name.hasPrefix(event.fileStem),
                rest.isEmpty || (isNumbered && statement.path.hasPrefix(EvidenceFolder.lanesName))
            else { throw .otherName(statement.path + ".json") }
        }
    }

    /// What lies in the folder of a mailbox is about this mailbox.
    func requirePlaces(_ chain: VerifiedCustodyChain) throws(EvidenceFolderError) {
        let links = Dictionary(
            chain.links.map { ($0.digest, $0) }, uniquingKeysWith: { first, _ in first })
        for lane in folder.lanes {
            for statement in lane.statements {
                guard let deposit, let link = links[statement.signed.digest],
                    link.act(
                        on: Lane(
                            sender: deposit.sender.fingerprint,
                            consignment: deposit.consignment, mailbox: lane.mailbox),
                        expiry: .unwitnessed) != nil
                else { throw .unreadable(statement.path + ".json") }
            }
        }
    }

    /// Two brokers speak of one delivery only where one says that the other brought it.
    func requireHops(_ chain: VerifiedCustodyChain) throws(CustodyError) {
        guard let deposit else { return }
        for place in folder.lanes {
            let lane = Lane(
                sender: deposit.sender.fingerprint, consignment: deposit.consignment,
                mailbox: place.mailbox)
            var brokers: Set<OrganisationName> = []
            var last = 0
            var hasHop = false
            for (position, link) in chain.links.enumerated()
            where link.act(on: lane, expiry: .unwitnessed) != nil {
                if link.content is any RelayStatement { hasHop = true }
                guard case .broker(let name) = link.content.party else { continue }
                if brokers.insert(name).inserted { last = position }
            }
            if brokers.count > 1, !hasHop {
                throw .contradiction(position: last, member: "issuer")
            }
        }
    }
}
