import KeyDirectory
import Primitives

/// What is different in a newer record, for somebody who did not make it: an unknown change of one's
/// own record is the sign of a thief with a root.
///
/// Keys are compared as keys: another key under an old label is as much a change as a new label.
struct RecordDifference {
    private let old: OrganisationRecord
    private let new: OrganisationRecord

    init(_ old: OrganisationRecord, _ new: OrganisationRecord) {
        (self.old, self.new) = (old, new)
    }

    var sentences: [String] { roots + members + gone + devices + mailboxes }

    private var roots: [String] {
        let come = new.roots.filter { root in !old.roots.contains { $0.point == root.point } }
        let gone = old.roots.filter { root in !new.roots.contains { $0.point == root.point } }
        let threshold =
            old.threshold == new.threshold
            ? [] : ["\(new.threshold) roots must sign from now on, and not \(old.threshold)"]
        return gone.map { "THE ROOT KEY \($0.label.text) is no more" }
            + come.map { "THE ROOT KEY \($0.label.text) is new" } + threshold
    }

    private var members: [String] {
        new.members.flatMap { member -> [String] in
            let before = old.member(member.label)
            let name = "member \(member.label.text)"
            guard let before else {
                let isOld = member.label.isFormer
                let end = member.validity.status == .active ? "still counts" : word(member.validity)
                return [name + (isOld ? ": a key of before, " + end : " is new")]
            }
            var found: [String] = []
            found += changes(before.validity, member.validity, of: name)
            if member.label.isFormer, before.validity.until < member.validity.until {
                found.append(name + ", A KEY OF BEFORE, COUNTS FOR LONGER")
            }
            if before.signingKey != member.signingKey || before.recipient != member.recipient {
                found.append(name + " has other keys")
            }
            if Set(before.roles) != Set(member.roles) {
                found.append(name + ": " + member.roles.map(\.rawValue).joined(separator: ", "))
            }
            return found
        }
    }

    /// What the newer record does not list any more.
    private var gone: [String] {
        let members = old.members.filter {
            new.member($0.label) == nil && $0.validity.status == .active && !$0.label.isFormer
        }
        let devices = old.devices.filter { device in
            device.validity.status == .active && !new.devices.contains { $0.key == device.key }
        }
        let mailboxes = old.mailboxes.filter { mailbox in
            !new.mailboxes.contains { $0.name == mailbox.name }
        }
        return members.map { "member \($0.label.text) is no more" }
            + devices.map { "computer \($0.label.text) of \($0.member.text) is no more" }
            + mailboxes.map { "mailbox \($0.name.text) is no more" }
    }

    private var devices: [String] {
        new.devices.compactMap { device in
            let before = old.devices.first { $0.key == device.key }
            let name = "computer \(device.label.text) of \(device.member.text)"
            guard let before else { return name + " is new" }
            return changes(before.validity, device.validity, of: name).first
        }
    }

    private func changes(
        _ before: Validity, _ after: Validity, of name: String
    ) -> [String] {
        if before.status != after.status { return [name + " is " + word(after)] }
        guard after.status == .revoked, before.until != after.until else { return [] }
        return [name + " is revoked since an earlier time"]
    }

    private var mailboxes: [String] {
        new.mailboxes.flatMap { mailbox -> [String] in
            let before = old.mailboxes.first { $0.name == mailbox.name }
            var found: [String] = []
            if Set(before?.members ?? []) != Set(mailbox.members) {
                found.append(
                    "mailbox \(mailbox.name.text) is opened by "
                        + mailbox.members.map(\.text).joined(separator: ", "))
            }
            guard let before else { return found }
            if before.recovery != mailbox.recovery {
                found.append("ANOTHER RECOVERY KEY opens what comes to \(mailbox.name.text)")
            }
            if before.homeBroker != mailbox.homeBroker {
                found.append(
                    "mailbox \(mailbox.name.text) is at "
                        + (mailbox.homeBroker.map { $0.url } ?? "no broker"))
            }
            return found
        }
    }

    private func word(_ validity: Validity) -> String { validity.status.rawValue }
}
