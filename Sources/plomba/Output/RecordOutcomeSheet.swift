import Custodian
import Primitives
import Screen

/// What became of a change of the organisation's record.
enum RecordOutcomeSheet {
    /// Writes the outcome, and tells the broker when the record counts.
    ///
    /// - Parameter add: adds to the sheet what the change itself has to say; after the broker was told.
    static func tell(
        _ outcome: RecordOutcome, _ office: Office, _ format: OutputFormat,
        _ add: (inout Sheet) async -> Void = { _ in }
    ) async {
        switch outcome {
        case .waiting(let draft):
            var sheet = make(draft)
            await add(&sheet)
            sheet.write(format)
        case .adopted(let organisation):
            var sheet = OrganisationSheet.make(organisation)
            sheet.add("Record", "version \(organisation.version) counts now", name: "record")
            let word = await published(by: office)
            sheet.add("Known to the broker", word.text, name: "broker")
            await add(&sheet)
            sheet.write(format)
            if let failure = word.failure {
                Notices.warn("the broker does not know the new record yet: \(failure.message)")
                Notices.say("'plomba sync' tells it; or give the operator the exported file")
            }
        }
    }

    private static func published(
        by office: Office
    ) async -> (text: String, failure: (any PlainFailure)?) {
        do {
            switch try await office.publishRecord() {
            case .noBroker: return ("there is no broker", nil)
            case .known: return ("yes", nil)
            }
        } catch let failure as any PlainFailure {
            return ("not yet", failure)
        } catch {
            return ("not yet", nil)
        }
    }

    static func make(_ draft: DraftSummary) -> Sheet {
        var sheet = Sheet()
        sheet.add("Record", "version \(draft.version) waits for signatures", name: "record")
        sheet.set("version", .integer(draft.version))
        sheet.add("File to sign", draft.path, name: "file")
        sheet.say("Signed by", draft.signed.isEmpty ? "-" : draft.signed.joined(separator: ", "))
        sheet.set("signed", .array(draft.signed.map { .string($0) }))
        sheet.say("Not signed by", draft.missing.joined(separator: ", "))
        sheet.set("missing", .array(draft.missing.map { .string($0) }))
        sheet.say(
            "Needed",
            "\(draft.required.present) of the present roots and \(draft.required.next) of the next ones"
        )
        sheet.set("requiredPresent", .integer(Int64(draft.required.present)))
        sheet.set("requiredNext", .integer(Int64(draft.required.next)))
        sheet.set("newKeysWait", .bool(draft.hasNewKeys))
        sheet.set("namespace", .string(draft.namespace))
        sheet.say("Each root signs that file with its own key, and hands back the .sig file:")
        sheet.say("  ssh-keygen -Y sign -n \(draft.namespace) -f KEY record.json")
        sheet.say("Then: plomba organisation adopt record.json.sig")
        return sheet
    }
}
