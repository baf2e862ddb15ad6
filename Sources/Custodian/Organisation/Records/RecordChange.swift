package import KeyDirectory
package import Primitives

/// What a person wants the next record of the own organisation to say.
package enum RecordChange: Sendable {
    /// The same keys, for longer.
    case renewal
    case roots(RootsChange)
    /// A key that is no longer trusted since a time.
    case revocation(RevokedKey, since: Timestamp)
    /// Other keys for the member at this computer.
    case rotation(NewMemberKeys)
    /// A colleague, a further computer, or other keys for somebody who lost them.
    case enrolment(Enrolment)
    /// Somebody who works here no more, by label.
    case departure(String)
    case roles([Member.Role], of: String)
    case handOver(HandOver)
    case sharing(mailbox: String, with: String)
    case mailbox(NewMailbox)
    /// A computer that is gone, and in nobody's hands.
    case lostDevice(String)
    /// Other keys for a member who lost them, and for the mailbox whose shares were put together.
    case recovery(RecoveredKeys)

    /// Whether it is made even where a draft waits, and in its place.
    var supersedesDraft: Bool {
        if case .revocation = self { true } else { false }
    }

    /// - Throws: ``MemberError/role(_:)``
    package static func roles(_ names: [String], of label: String) throws(MemberError) -> Self {
        .roles(try MemberApplication.roles(names), of: label)
    }

    /// - Parameters:
    ///   - history: all records until now, for keys that the present one does not list any more.
    ///   - issued: when the record is issued; keys that begin with it begin then.
    func content(
        after present: RecordContent, history: [OrganisationRecord], issued: Timestamp,
        expiry: Timestamp
    ) throws -> RecordContent {
        var content = present
        switch self {
        case .renewal: content.renew(until: expiry)
        case .roots(let change): try change.apply(to: &content)
        case .revocation(let key, let since):
            try content.revoke(key, since: since, issued: issued, history: history)
        case .rotation(let keys):
            try content.rotate(keys, from: issued, until: expiry, history: history)
        case .enrolment(let enrolment):
            try content.enrol(enrolment, from: issued, until: expiry)
        case .departure(let label): try content.leave(label, issued: issued)
        case .roles(let roles, let label): try content.setRoles(roles, of: label)
        case .handOver(let move): try content.handOver(move)
        case .sharing(let mailbox, let label): try content.share(mailbox, with: label)
        case .mailbox(let new): try content.addMailbox(new)
        case .lostDevice(let label): try content.loseDevice(label, issued: issued)
        case .recovery(let keys):
            try content.recover(keys, from: issued, until: expiry, history: history)
        }
        return content
    }
}

/// The public halves of a member's new keys.
package struct NewMemberKeys: Sendable {
    let member: RecordLabel
    let signing: PublicKey
    let recipient: HybridRecipientText
    /// Of this computer, and the key in whose place it comes; nil where that one stays.
    let device: (new: PublicKey, old: PublicKey)?
}

/// Whose key it is.
package enum RevokedKey: Sendable, Equatable {
    case member(String)
    case device(String)
}

/// Roots that come and go, and how many of them must sign from then on.
package struct RootsChange: Sendable {
    let added: [RootKey]
    let removed: [RecordLabel]
    let threshold: Int?

    /// - Parameters:
    ///   - added: by label, the line of a `.pub` file: an Ed25519 key, or that of a security key.
    ///   - application: of the security keys among them.
    package init(
        added: [(label: String, key: String)], removed: [String], threshold: Int?
    ) throws(RecordChangeError) {
        var roots: [RootKey] = []
        for (label, line) in added { roots.append(try Self.root(label, line)) }
        self.added = roots
        var labels: [RecordLabel] = []
        for label in removed {
            guard let known = RecordLabel(label) else { throw .unknownRoot(label) }
            labels.append(known)
        }
        self.removed = labels
        self.threshold = threshold
    }

    private static func root(
        _ text: String, _ line: String
    ) throws(RecordChangeError) -> RootKey {
        guard let label = RecordLabel(text) else { throw .label(text) }
        if let key = try? PublicKey(openSSH: line) {
            return RootKey(label: label, key: .ed25519(key))
        }
        guard let key = try? SecurityKey(openSSH: line) else { throw .notARootKey(text) }
        return RootKey(label: label, key: .securityKey(key))
    }

    fileprivate func apply(to content: inout RecordContent) throws(RecordChangeError) {
        (content.roots, content.threshold) = try applied(to: content.roots, content.threshold)
    }

    /// The roots and the threshold that there are afterwards.
    func applied(
        to present: [RootKey], _ demanded: Int
    ) throws(RecordChangeError) -> ([RootKey], Int) {
        var roots = present
        for label in removed {
            guard let index = roots.firstIndex(where: { $0.label == label }) else {
                throw .unknownRoot(label.text)
            }
            roots.remove(at: index)
        }
        roots += added
        let number = threshold ?? demanded
        guard (1...max(1, roots.count)).contains(number) else {
            throw .threshold(number, roots: roots.count)
        }
        return (roots, number)
    }
}

extension RecordContent {
    /// What is active stays so until the new record expires; what a rotation left behind does not.
    fileprivate mutating func renew(until expiry: Timestamp) {
        members = members.map { member in
            guard !member.label.isFormer else { return member }
            return Member(
                label: member.label, roles: member.roles, signingKey: member.signingKey,
                recipient: member.recipient, validity: member.validity.renewed(until: expiry))
        }
        devices = devices.map { device in
            guard !device.label.isFormer else { return device }
            return Device(
                label: device.label, member: device.member, key: device.key,
                validity: device.validity.renewed(until: expiry))
        }
    }

    mutating func replaceKeys(
        _ keys: NewMemberKeys, from issued: Timestamp, until expiry: Timestamp,
        history: [OrganisationRecord]
    ) throws(RecordChangeError) {
        guard let index = members.firstIndex(where: { $0.label == keys.member }) else {
            throw .unknownKey(keys.member.text)
        }
        members[index] = Member(
            label: keys.member, roles: members[index].roles, signingKey: keys.signing,
            recipient: keys.recipient,
            validity: Validity(from: issued, until: expiry, status: .active))
        if let device = keys.device {
            // A key that was revoked stays in the record as that; one that was not ends with the one before.
            devices.removeAll { $0.key == device.old && $0.validity.status != .revoked }
            try addDevice(
                device.new, of: keys.member, from: issued, until: expiry, history: history)
        }
    }

    /// A label that no record has had: a computer is revoked by it, also one of before.
    mutating func addDevice(
        _ key: PublicKey, of member: RecordLabel, from issued: Timestamp, until expiry: Timestamp,
        history: [OrganisationRecord]
    ) throws(RecordChangeError) {
        let taken = Set(history.flatMap(\.devices).map(\.label) + devices.map(\.label))
        let labels = (1...taken.count + 1).lazy.compactMap { RecordLabel("device-\($0)") }
        guard let label = labels.first(where: { !taken.contains($0) }) else {
            throw .unknownKey(member.text)
        }
        devices.append(
            Device(
                label: label, member: member, key: key,
                validity: Validity(from: issued, until: expiry, status: .active)))
    }
}

extension Validity {
    fileprivate func renewed(until expiry: Timestamp) -> Validity {
        status == .active ? Validity(from: from, until: expiry, status: .active) : self
    }
}
