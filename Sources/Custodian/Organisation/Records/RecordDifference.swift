import KeyDirectory
import Primitives

/// What is different in a newer record, for somebody who did not make it: an unknown change of one's
/// own record is the sign of a thief with a root.
struct RecordDifference {
    private let old: OrganisationRecord
    private let new: OrganisationRecord

    init(_ old: OrganisationRecord, _ new: OrganisationRecord) {
        (self.old, self.new) = (old, new)
    }

    var sentences: [String] { roots + members + devices + mailboxes }

    private var roots: [String] {
        let (gone, come) = change(old.roots.map(Self.word), new.roots.map(Self.word))
        let threshold =
            old.threshold == new.threshold ? [] : ["\(new.threshold) roots must sign from now on"]
        return gone.map { "root \($0) is no more" } + come.map { "root \($0) is new" } + threshold
    }

    private var members: [String] {
        new.members.compactMap { member in
            let before = old.member(member.label)
            let name = "member \(member.label.text)"
            guard before?.validity.status == member.validity.status else {
                return before == nil ? name + " is new" : name + " is " + word(member.validity)
            }
            return before?.signingKey == member.signingKey ? nil : name + " has other keys"
        }
    }

    private var devices: [String] {
        new.devices.compactMap { device in
            let before = old.devices.first { $0.label == device.label }
            let name = "computer \(device.label.text) of \(device.member.text)"
            guard before?.key == device.key else { return name + " is new" }
            return before?.validity.status == device.validity.status
                ? nil : name + " is " + word(device.validity)
        }
    }

    private var mailboxes: [String] {
        new.mailboxes.compactMap { mailbox in
            let before = old.mailboxes.first { $0.name == mailbox.name }
            guard Set(before?.members ?? []) != Set(mailbox.members) else { return nil }
            return "mailbox \(mailbox.name.text) is opened by "
                + mailbox.members.map(\.text).joined(separator: ", ")
        }
    }

    private func word(_ validity: Validity) -> String { validity.status.rawValue }

    private static func word(_ root: RootKey) -> String { root.label.text }

    private func change(_ old: [String], _ new: [String]) -> (gone: [String], come: [String]) {
        (old.filter { !new.contains($0) }, new.filter { !old.contains($0) })
    }
}
