import KeyDirectory
import Primitives

/// A request that was verified, judged and answered, and what the office gives of what it asks for.
package struct Enrolment: Sendable {
    let request: MemberRequest
    /// Of a new member; others keep theirs.
    let roles: [Member.Role]
}

/// What the next record says otherwise about people, their computers and their mailboxes.
///
/// Somebody who is gone stays in the record with the time at which it ended: what was signed before
/// stays signed.
extension RecordContent {
    mutating func enrol(
        _ enrolment: Enrolment, from issued: Timestamp, until expiry: Timestamp
    ) throws(MemberError) {
        let request = enrolment.request
        let validity = Validity(from: issued, until: expiry, status: .active)
        switch request.purpose {
        case .device: break
        case .member:
            members.append(member(request, enrolment.roles, validity))
            for name in request.mailboxes { try addMember(request.label, to: name) }
        case .replacement:
            guard let index = members.firstIndex(where: { $0.label == request.label }) else {
                throw .unknown(request.label.text)
            }
            members[index] = member(request, members[index].roles, validity)
            dropFormer(of: request.label)
            endDevices(.replaced, at: issued) { $0.member == request.label }
        }
        devices.append(
            Device(
                label: request.deviceLabel, member: request.label, key: request.deviceKey,
                validity: validity))
    }

    /// The person opens nothing that is sealed from then on, and the broker refuses the computers.
    mutating func leave(_ text: String, issued: Timestamp) throws(MemberError) {
        let member = try activeMember(text)
        for mailbox in mailboxes where mailbox.members == [member.label] {
            throw .lastOfMailbox(mailbox.name.text)
        }
        mailboxes = mailboxes.map { $0.with($0.members.filter { $0 != member.label }) }
        endDevices(.left, at: issued) { $0.member == member.label }
        dropFormer(of: member.label)
        members = members.compactMap { other in
            guard other.label == member.label else { return other }
            return other.validity.ended(.left, at: issued).map {
                Member(
                    label: other.label, roles: other.roles, signingKey: other.signingKey,
                    recipient: other.recipient, validity: $0)
            }
        }
        // One that began with this very record was never anybody's: nothing refers to it.
        let labels = Set(members.map(\.label))
        devices.removeAll { !labels.contains($0.member) }
    }

    mutating func setRoles(_ roles: [Member.Role], of text: String) throws(MemberError) {
        let label = try activeMember(text).label
        members = members.map { member in
            guard member.label == label else { return member }
            return Member(
                label: label, roles: roles, signingKey: member.signingKey,
                recipient: member.recipient, validity: member.validity)
        }
    }

    /// - Parameter from: nil for the one member that the mailbox has.
    mutating func handOver(_ move: HandOver) throws(MemberError) {
        let index = try mailbox(move.mailbox)
        let to = try activeMember(move.to).label
        var labels = mailboxes[index].members
        let from: RecordLabel
        if let text = move.from {
            guard let label = labels.first(where: { $0.text.utf8.elementsEqual(text.utf8) }) else {
                throw .notOfMailbox(text, move.mailbox)
            }
            from = label
        } else {
            guard labels.count == 1, let only = labels.first else { throw .whose(move.mailbox) }
            from = only
        }
        guard from != to else { throw .alreadyOfMailbox(to.text, move.mailbox) }
        labels.removeAll { $0 == from }
        if !labels.contains(to) { labels.append(to) }
        mailboxes[index] = mailboxes[index].with(labels)
    }

    /// One more mailbox; the recovery key that opens it is that of another one.
    mutating func addMailbox(_ new: NewMailbox) throws(MemberError) {
        guard let label = RecordLabel(new.name) else { throw .mailboxName(new.name) }
        guard !mailboxes.contains(where: { $0.name == label }) else {
            throw .mailboxThere(new.name)
        }
        guard mailboxes.count < RecordLimits.mailboxes, let first = mailboxes.first else {
            throw .mailboxesFull(RecordLimits.mailboxes)
        }
        var model = first
        if let name = new.model { model = mailboxes[try mailbox(name)] }
        var members: [RecordLabel] = []
        for text in new.members {
            let member = try activeMember(text).label
            guard !members.contains(member) else { throw .alreadyOfMailbox(text, new.name) }
            members.append(member)
        }
        guard !members.isEmpty else { throw .lastOfMailbox(new.name) }
        guard members.count <= RecordLimits.membersOfOneMailbox else {
            throw .mailboxFull(new.name)
        }
        mailboxes.append(
            MailboxEntry(
                name: label, members: members, recovery: model.recovery,
                homeBroker: model.homeBroker))
    }

    mutating func share(_ name: String, with text: String) throws(MemberError) {
        let index = try mailbox(name)
        let label = try activeMember(text).label
        guard !mailboxes[index].members.contains(label) else {
            throw .alreadyOfMailbox(text, name)
        }
        try addMember(label, to: mailboxes[index].name)
    }

    /// A computer that is gone and in nobody's hands.
    mutating func loseDevice(_ text: String, issued: Timestamp) throws(MemberError) {
        guard
            let device = devices.first(where: { $0.label.text.utf8.elementsEqual(text.utf8) }),
            device.validity.status == .active
        else { throw .unknownDevice(text) }
        endDevices(.replaced, at: issued) { $0.label == device.label }
    }

    /// Keys that a rotation had left to count for a while count no more; revoked ones stay.
    private mutating func dropFormer(of label: RecordLabel) {
        members.removeAll { $0.label.isFormer(of: label) && $0.validity.status == .active }
    }

    private mutating func addMember(
        _ label: RecordLabel, to name: RecordLabel
    ) throws(MemberError) {
        let index = try mailbox(name.text)
        guard mailboxes[index].members.count < RecordLimits.membersOfOneMailbox else {
            throw .mailboxFull(name.text)
        }
        mailboxes[index] = mailboxes[index].with(mailboxes[index].members + [label])
    }

    private mutating func endDevices(
        _ status: Validity.Status, at issued: Timestamp, where isMeant: (Device) -> Bool
    ) {
        devices = devices.compactMap { device in
            guard isMeant(device), device.validity.status == .active else { return device }
            return device.validity.ended(status, at: issued).map {
                Device(label: device.label, member: device.member, key: device.key, validity: $0)
            }
        }
    }

    private func member(
        _ request: MemberRequest, _ roles: [Member.Role], _ validity: Validity
    ) -> Member {
        Member(
            label: request.label, roles: roles, signingKey: request.signingKey,
            recipient: request.recipient, validity: validity)
    }

    private func activeMember(_ text: String) throws(MemberError) -> Member {
        guard
            let member = members.first(where: { $0.label.text.utf8.elementsEqual(text.utf8) }),
            member.validity.status == .active, !member.label.isFormer
        else { throw .unknown(text) }
        return member
    }

    private func mailbox(_ text: String) throws(MemberError) -> Int {
        let index = mailboxes.firstIndex { $0.name.text.utf8.elementsEqual(text.utf8) }
        guard let index else { throw .unknownMailbox(text) }
        return index
    }
}

/// One more mailbox of the organisation.
package struct NewMailbox: Sendable {
    let name: String
    let members: [String]
    /// The mailbox whose recovery key and broker it gets; nil for the first one.
    let model: String?

    package init(name: String, members: [String], model: String?) {
        (self.name, self.members, self.model) = (name, members, model)
    }
}

/// Who is to open a mailbox in whose place.
package struct HandOver: Sendable {
    let mailbox: String
    let to: String
    let from: String?

    package init(mailbox: String, to: String, from: String?) {
        (self.mailbox, self.to, self.from) = (mailbox, to, from)
    }
}

extension MailboxEntry {
    fileprivate func with(_ members: [RecordLabel]) -> MailboxEntry {
        MailboxEntry(name: name, members: members, recovery: recovery, homeBroker: homeBroker)
    }
}

extension Validity {
    /// Nil for a key that counted at no time.
    fileprivate func ended(_ status: Status, at time: Timestamp) -> Validity? {
        let end = min(until, time)
        return from < end ? Validity(from: from, until: end, status: status) : nil
    }
}
