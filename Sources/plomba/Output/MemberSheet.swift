import Custodian
import Primitives
import Screen

/// Requests, and what goes with a change of who opens what, for people and programs.
enum MemberSheet {
    /// Makes the home and the request, and says what was asked for.
    static func request(
        _ application: MemberApplication, _ file: String, _ fingerprint: String, output: String,
        _ global: GlobalOptions
    ) throws -> Sheet {
        let applicant = MemberApplicant(
            path: try global.homePath(), clock: Clock.system,
            locker: .child(logN: KeyLocker.usualLogN), passphrases: global.passphrases)
        let summary = try applicant.apply(
            application, to: file, digits: ArgumentValue.digits(fingerprint), output: output)
        var sheet = make(summary)
        sheet.add("File", output, name: "file")
        return sheet
    }

    static func make(_ request: RequestSummary) -> Sheet {
        var sheet = Sheet()
        sheet.add("Organisation", request.organisation.text, name: "organisation")
        sheet.add("Asks for", wish(request.purpose), name: "asks")
        sheet.set("purpose", .string(request.purpose))
        sheet.add("Label", request.label, name: "label")
        if !request.roles.isEmpty { sheet.say("Roles", request.roles.joined(separator: ", ")) }
        sheet.set("roles", .array(request.roles.map { .string($0) }))
        for mailbox in request.mailboxes { sheet.say("Mailbox", mailbox) }
        sheet.set("mailboxes", .array(request.mailboxes.map { .string($0) }))
        sheet.add("Computer", request.device, name: "device")
        sheet.add("Valid until", request.expiryTime.text, name: "expiryTime")
        sheet.set("request", .string(request.digest.hex))
        return sheet
    }

    static func add(_ approved: ApprovedRequest, to sheet: inout Sheet) {
        sheet.add("Enrolled", approved.request.label, name: "label")
        sheet.add("Computer", approved.request.device, name: "device")
        sheet.set("purpose", .string(approved.request.purpose))
        sheet.set("unreadable", .array(approved.unreadable.map { .string($0) }))
    }

    static func add(waiting: [ConsignmentID], to sheet: inout Sheet) {
        sheet.set("sealedBefore", .array(waiting.map { .string($0.text) }))
    }

    static func warn(waiting: [ConsignmentID]) {
        guard !waiting.isEmpty else { return }
        Notices.warn(
            "\(waiting.count) in this mailbox wait for a decision and were sealed before: whoever "
                + "was a member then receives them; a new member cannot")
    }

    private static func wish(_ purpose: String) -> String {
        switch purpose {
        case "device": "a further computer of a member"
        case "replacement": "other keys for a member who lost them"
        default: "a place for a new member"
        }
    }
}
