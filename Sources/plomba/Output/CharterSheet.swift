import Custodian
import Primitives
import Screen

/// A charter as it is shown to people and programs.
enum CharterSheet {
    static func make(_ outcome: CharterOutcome) -> Sheet {
        switch outcome {
        case .confirmed(let charter):
            return make(charter, state: charter.isExpired ? "expired" : "confirmed")
        case .unconfirmed(let charter):
            var sheet = make(charter, state: "unconfirmed")
            sheet.say(
                "Nothing of it counts until you confirm it. Call somebody of the network whom you know,"
            )
            sheet.say(
                "let them read their digits to you, and type those: plomba charter confirm DIGITS")
            return sheet
        }
    }

    private static func make(_ charter: CharterSummary, state: String) -> Sheet {
        var sheet = Sheet()
        sheet.add("Network", charter.name.text, name: "network")
        sheet.add("Charter", "version \(charter.version), \(state)", name: "charter")
        sheet.set("version", .integer(charter.version))
        sheet.set("state", .string(state))
        sheet.add("Valid until", charter.expiryTime.text, name: "expiryTime")
        sheet.say(
            "Changed by", "\(charter.threshold) of \(charter.roots.joined(separator: ", "))")
        sheet.set("threshold", .integer(charter.threshold))
        sheet.set("roots", .array(charter.roots.map { .string($0) }))
        parties(charter, &sheet)
        sheet.set("fingerprint", .string(charter.fingerprint.text))
        sheet.set("digits", .string(charter.fingerprint.digitGroups))
        sheet.say("Fingerprint, to compare with somebody of the network:")
        sheet.say("  " + charter.fingerprint.digitGroups)
        return sheet
    }

    private static func parties(_ charter: CharterSummary, _ sheet: inout Sheet) {
        for organisation in charter.organisations {
            sheet.say("Organisation", organisation.name.text)
        }
        sheet.set(
            "organisations",
            .array(
                charter.organisations.map { organisation in
                    .object([
                        JSONMember("name", .string(organisation.name.text)),
                        JSONMember("fingerprint", .string(organisation.fingerprint.text)),
                    ])
                }))
        for broker in charter.brokers {
            let seen =
                broker.quorum == 0
                ? "unwitnessed" : "\(broker.quorum) of \(broker.witnesses) witnesses"
            sheet.say("Broker", "\(broker.name.text) at \(broker.url), \(seen)")
        }
        sheet.set("brokers", .array(charter.brokers.map { .string($0.name.text) }))
        for witness in charter.witnesses { sheet.say("Witness", witness) }
        sheet.set("witnesses", .array(charter.witnesses.map { .string($0) }))
        for authority in charter.timeAuthorities { sheet.say("Time", authority) }
        sheet.set("timeAuthorities", .array(charter.timeAuthorities.map { .string($0) }))
    }
}

/// A charter that waits for its roots' signatures.
enum CharterDraftSheet {
    static func make(_ draft: CharterDraftSummary) -> Sheet {
        var sheet = Sheet()
        sheet.add("Network", draft.name.text, name: "network")
        sheet.add("Charter", "version \(draft.version) waits for signatures", name: "charter")
        sheet.set("version", .integer(draft.version))
        sheet.add("File to sign", draft.path, name: "file")
        sheet.say("Signed by", draft.signed.isEmpty ? "-" : draft.signed.joined(separator: ", "))
        sheet.set("signed", .array(draft.signed.map { .string($0) }))
        sheet.say("Not signed by", draft.missing.joined(separator: ", "))
        sheet.set("missing", .array(draft.missing.map { .string($0) }))
        let next = "\(draft.required.next) of its roots"
        sheet.say(
            "Needed",
            draft.required.present.map { "\($0) of the present roots and \(next)" } ?? next)
        sheet.set("requiredPresent", draft.required.present.map { .integer($0) } ?? .null)
        sheet.set("requiredNext", .integer(draft.required.next))
        sheet.set("namespace", .string(draft.namespace))
        if let fingerprint = draft.fingerprint {
            sheet.say("Its fingerprint, once it is signed:")
            sheet.say("  " + fingerprint.digitGroups)
            sheet.set("digits", .string(fingerprint.digitGroups))
        }
        sheet.say("Each root signs that file, and hands back the .sig file:")
        sheet.say("  plomba charter sign charter.json, or")
        sheet.say("  ssh-keygen -Y sign -n \(draft.namespace) -f KEY charter.json")
        sheet.say("Then: plomba charter adopt charter.json.sig")
        return sheet
    }
}
