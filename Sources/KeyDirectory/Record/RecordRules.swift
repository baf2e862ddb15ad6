internal import Primitives

/// The rules that a record keeps by itself, whoever signed it.
struct RecordRules {
    private let record: OrganisationRecord

    init(_ record: OrganisationRecord) { self.record = record }

    func check() throws(RecordError) {
        try record.head.check()
        try checkNumbers()
        try checkTimes()
        try checkLabels()
        try checkKeys()
        try checkReferences()
    }

    private func checkNumbers() throws(RecordError) {
        let lists = [
            ("members", record.members.count, RecordLimits.members),
            ("devices", record.devices.count, RecordLimits.devices),
            ("mailboxes", record.mailboxes.count, RecordLimits.mailboxes),
        ]
        for (path, count, limit) in lists {
            try requireForm(count <= limit, path, "an array of at most \(limit) elements")
        }
    }

    private func checkTimes() throws(RecordError) {
        for (index, member) in record.members.enumerated() {
            try check(member.validity, at: "members[\(index)]")
        }
        for (index, device) in record.devices.enumerated() {
            try check(device.validity, at: "devices[\(index)]")
        }
    }

    /// A key that is no longer active has ended when the record is issued, so that the interval
    /// alone decides.
    private func check(_ validity: Validity, at path: String) throws(RecordError) {
        guard validity.from < validity.until,
            validity.status == .active || validity.until <= record.issuedTime
        else { throw .timesContradict(path: path + ".validUntil") }
    }

    private func checkLabels() throws(RecordError) {
        try requireDistinct(record.members.map(\.label), "members", "label")
        try requireDistinct(record.devices.map(\.label), "devices", "label")
        try requireDistinct(record.mailboxes.map(\.name), "mailboxes", "name")
    }

    /// No Ed25519 key has two places; a recovery recipient may serve several mailboxes, but is
    /// nobody's own.
    private func checkKeys() throws(RecordError) {
        try requireDistinct(record.keys)
        let points = Set(record.keys.map(\.point))
        var recipients: Set<HybridRecipientText> = []
        for (index, member) in record.members.enumerated()
        where !recipients.insert(member.recipient).inserted {
            throw .duplicateKey(path: "members[\(index)].recipient")
        }
        for (index, mailbox) in record.mailboxes.enumerated() {
            if recipients.contains(mailbox.recovery) {
                throw .duplicateKey(path: "mailboxes[\(index)].recovery")
            }
            if let broker = mailbox.homeBroker, points.contains(broker.serviceKey) {
                throw .duplicateKey(path: "mailboxes[\(index)].homeBroker.serviceKey")
            }
        }
    }

    private func checkReferences() throws(RecordError) {
        let members = Set(record.members.map(\.label))
        for (index, device) in record.devices.enumerated() where !members.contains(device.member) {
            throw .unknownMember(path: "devices[\(index)].member")
        }
        for (index, mailbox) in record.mailboxes.enumerated() {
            let path = "mailboxes[\(index)].members"
            let limit = RecordLimits.membersOfOneMailbox
            try requireForm(
                (1...limit).contains(mailbox.members.count), path,
                "an array of 1 to \(limit) labels")
            try requireDistinct(mailbox.members, path, nil)
            for (place, label) in mailbox.members.enumerated() where !members.contains(label) {
                throw .unknownMember(path: "\(path)[\(place)]")
            }
        }
    }
}
