import Custodian
import Primitives
import Screen

/// An organisation as it is shown to people and programs.
enum OrganisationSheet {
    static func make(_ organisation: OrganisationSummary) -> Sheet {
        var sheet = Sheet()
        sheet.add("Organisation", organisation.name.text, name: "organisation")
        sheet.set("fingerprint", .string(organisation.fingerprint.text))
        sheet.set("digits", .string(organisation.fingerprint.digitGroups))
        for mailbox in organisation.mailboxes { sheet.say("Mailbox", mailbox) }
        sheet.set("mailboxes", .array(organisation.mailboxes.map { .string($0) }))
        for member in organisation.members { sheet.say("Member", member) }
        sheet.set("members", .array(organisation.members.map { .string($0) }))
        for mailbox in organisation.recovered {
            sheet.say("Recovered", "\(mailbox), with recovery shares, by this record")
        }
        sheet.set("recovered", .array(organisation.recovered.map { .string($0) }))
        sheet.add("Valid until", organisation.expiryTime.text, name: "expiryTime")
        sheet.set("expired", .bool(organisation.isExpired))
        sheet.set("version", .integer(organisation.version))
        sheet.say("Fingerprint, to compare with your partners:")
        sheet.say("  " + organisation.fingerprint.digitGroups)
        return sheet
    }
}
