internal import Primitives

/// The rules of what the home broker says, and of what follows an end.
extension LaneBook {
    mutating func record(
        consignment link: VerifiedStatement<ContentConsignment>, at position: Int
    ) throws(CustodyError) {
        var record = try lane(of: link, at: position)
        guard !record.hasConsignment else { throw .duplicate(position: position) }
        record.hasConsignment = true
        record.steps.insert(link.digest)
        lanes[link.content.step.lane] = record
    }

    /// One of each kind: a hop is accepted, refused or given up once.
    mutating func record(
        relay link: VerifiedStatement<some RelayStatement>, ends: Bool, at position: Int
    ) throws(CustodyError) {
        var record = try lane(of: link, at: position)
        let event = type(of: link.content).event
        guard record.relays.insert(event).inserted else {
            throw .duplicate(position: position)
        }
        // Handed on is what a broker has taken in.
        guard !record.brokers.isEmpty else { throw .predecessorMissing(position: position) }
        let hasTaken = record.brokers.contains(link.content.step.issuer.broker)
        guard event != .relayRejection || !hasTaken, event != .relayFailure || hasTaken else {
            throw .contradiction(position: position, member: "issuer")
        }
        try record.learn([link.content.step.issuer.broker, link.content.peer.broker], at: position)
        if ends, !record.isUntouched {
            throw .contradiction(position: position, member: "predicateType")
        }
        (record.hasEnded, record.isRefused) = (ends, ends)
        record.steps.insert(link.digest)
        lanes[link.content.step.lane] = record
    }

    /// Nobody gives up before the deadline that the sender has signed.
    mutating func record(
        failure link: VerifiedStatement<RelayFailure>, at position: Int
    ) throws(CustodyError) {
        let step = link.content.step
        let key = ConsignmentKey(sender: step.lane.sender, consignment: step.consignment)
        if let deposit = deposits[key], step.claimedTime < deposit.content.deadline {
            throw .contradiction(position: position, member: "claimedTime")
        }
        try record(relay: link, ends: link.content.isFinal, at: position)
    }

    mutating func record(
        expiry link: VerifiedStatement<AcceptanceRejectionExpiry>, at position: Int
    ) throws(CustodyError) {
        var record = try lane(of: link, at: position)
        let step = link.content.step
        let key = ConsignmentKey(sender: step.lane.sender, consignment: step.consignment)
        if let deposit = deposits[key] {
            try agree(link.content.deadline, deposit.content.deadline, "deadline", position)
        }
        switch expiry.judge(link.content) {
        case .timely, .unwitnessed: break
        case .early: throw .expiryEarly(position: position)
        case .notWitnessed: throw .expiryNotWitnessed(position: position)
        }
        record.hasEnded = true
        record.steps.insert(link.digest)
        lanes[step.lane] = record
    }

    /// The open lane of a home broker's statement, which must agree with the deposit.
    private func lane<Content: BrokerStatement>(
        of link: VerifiedStatement<Content>, at position: Int
    ) throws(CustodyError) -> LaneRecord {
        let step = link.content.step
        let key = ConsignmentKey(sender: step.lane.sender, consignment: step.consignment)
        guard let deposit = deposits[key], let record = lanes[step.lane],
            record.steps.contains(step.previous)
        else { throw .predecessorMissing(position: position) }
        try agree(step.sender, deposit.content.sender, "sender", position)
        try agree(link.content.deposit, deposit.digest, "subject", position)
        if record.hasEnded { throw .afterEnd(position: position) }
        var heard = record
        try heard.hear(step.issuer.broker, at: position)
        return heard
    }

    /// A recipient disposes after the end of its lane, the sender of its own copy at any time.
    mutating func record(
        _ link: VerifiedStatement<Disposal>, at position: Int
    ) throws(CustodyError) {
        let content = link.content
        let key = ConsignmentKey(
            sender: content.sender.fingerprint, consignment: content.consignment)
        guard let deposit = deposits[key] else { throw .predecessorMissing(position: position) }
        try agree(content.sender, deposit.content.sender, "sender", position)
        try agree(content.deposit, deposit.digest, "subject", position)
        let held =
            content.lane.map { [$0] }
            ?? deposit.content.mailboxes.map { mailbox in
                Lane(sender: key.sender, consignment: key.consignment, mailbox: mailbox)
            }
        let records = held.compactMap { lanes[$0] }
        guard records.contains(where: { $0.steps.contains(content.previous) }) else {
            throw .predecessorMissing(position: position)
        }
        if content.lane != nil, !records.allSatisfy({ $0.hasEnded && !$0.isRefused }) {
            throw .beforeEnd(position: position)
        }
        for lane in held { lanes[lane]?.steps.insert(link.digest) }
    }
}

extension LaneBook.LaneRecord {
    /// A broker speaks in a lane that it took in, or that it was handed.
    mutating func hear(_ broker: OrganisationName, at position: Int) throws(CustodyError) {
        speakers.insert(broker)
        try requireOneHop(at: position)
    }

    /// Between which brokers it was handed on: one hop.
    fileprivate mutating func learn(
        _ ends: Set<OrganisationName>, at position: Int
    ) throws(CustodyError) {
        guard hop == nil || hop == ends else {
            throw .contradiction(position: position, member: "peer")
        }
        hop = ends
        try requireOneHop(at: position)
    }

    private func requireOneHop(at position: Int) throws(CustodyError) {
        guard speakers.count <= 2, hop.map(speakers.isSubset) ?? true else {
            throw .contradiction(position: position, member: "issuer")
        }
    }

    /// Whether nothing says that it got anywhere but to the broker that took it in.
    fileprivate var isUntouched: Bool {
        brokers.count <= 1 && !hasConsignment && signers.isEmpty
            && !relays.contains(.relayAcceptance)
    }
}
