import Primitives

/// The rules of `Protocol/case.md` that need more than one field.
struct CaseRules {
    let document: JSONValue

    /// Adds a problem for each broken rule; fields of the wrong shape are already reported.
    func check(into checker: inout CaseChecker) {
        checkGenerated(into: &checker)
        checkEnvelope(into: &checker)
        checkReferral(into: &checker)
        checkConsent(into: &checker)
        checkItems(into: &checker)
    }

    private func checkGenerated(into checker: inout CaseChecker) {
        for name in CaseSchema.generatedMembers where document[name] != nil {
            checker.report(.notAllowed, at: name, "is filled in when packing, leave it out")
        }
    }

    private func checkEnvelope(into checker: inout CaseChecker) {
        guard let kind = document["kind"]?.text else { return }
        if CaseVocabulary.kindsContinuing.contains(kind), document["previous"] == nil {
            checker.report(.missing, at: "previous", "is required for the kind \(kind)")
        }
        guard CaseVocabulary.kindsAskingForService.contains(kind) else { return }
        for name in ["services", "languages"] {
            if case .array([])? = document["preview"]?[name] {
                checker.report(
                    .outOfLimits, at: "preview.\(name)",
                    "must hold at least one entry for the kind \(kind)")
            }
        }
    }

    private func checkReferral(into checker: inout CaseChecker) {
        guard let referral = document["referral"], case .object = referral,
            let kind = document["kind"]?.text
        else { return }
        if CaseVocabulary.kindsAskingForService.contains(kind) {
            for name in CaseSchema.requiredWhenAsking where referral[name] == nil {
                checker.report(
                    .missing, at: "referral.\(name)", "is required for the kind \(kind)")
            }
            if case .array([])? = referral["services_requested"] {
                checker.report(
                    .outOfLimits, at: "referral.services_requested",
                    "must hold at least one entry for the kind \(kind)")
            }
        }
        if let keeps = referral["keeps_case"]?.truth {
            if kind == "referral" && !keeps || kind == "transfer" && keeps {
                checker.report(
                    .contradiction, at: "referral.keeps_case",
                    "must be true for a referral and false for a transfer")
            }
        }
        if referral["client_informed"]?["yes"]?.truth == false,
            referral["client_informed"]?["why_not"] == nil
        {
            checker.report(
                .missing, at: "referral.client_informed.why_not",
                "is required when the client was not informed")
        }
        checkPhoneNotice(referral, into: &checker)
    }

    /// An emergency is telephoned first; the bundle confirms it in writing.
    private func checkPhoneNotice(_ referral: JSONValue, into checker: inout CaseChecker) {
        let path = "referral.phone_notice"
        if document["preview"]?["priority"]?.text == "emergency", referral["phone_notice"] == nil {
            checker.report(.missing, at: path, "is required for an emergency")
        }
        guard referral["phone_notice"]?["done"]?.truth == true else { return }
        for name in ["at", "to_role"] where referral["phone_notice"]?[name] == nil {
            checker.report(.missing, at: "\(path).\(name)", "is required when the call was made")
        }
    }

    private func checkItems(into checker: inout CaseChecker) {
        guard case .array(let items)? = document["items"] else { return }
        var seen: Set<[UInt8]> = []
        for (index, item) in items.enumerated() {
            let path = "items[\(index)]"
            checkItem(item, at: path, into: &checker)
            for name in ["id", "exhibit_no"] {
                guard let value = item[name]?.text else { continue }
                if !seen.insert(Array("\(name) \(value)".utf8)).inserted {
                    checker.report(.duplicate, at: "\(path).\(name)", "is used twice")
                }
            }
            guard let stored = item["file"]?["name_stored"]?.text else { continue }
            if !seen.insert(Array("file \(stored)".utf8)).inserted {
                checker.report(
                    .duplicate, at: "\(path).file.name_stored", "is described twice")
            }
        }
    }

    private func checkItem(
        _ item: JSONValue, at path: String, into checker: inout CaseChecker
    ) {
        guard let type = item["type"]?.text else { return }
        if CaseVocabulary.things.contains(type) {
            require("physical", of: item, at: path, "for a thing that is not a file", &checker)
        } else {
            require("file", of: item, at: path, "unless the item is a device or a thing", &checker)
        }
        if type == "web_capture" {
            for name in ["url", "captured_at", "capture_tool"] {
                require(name, of: item, at: path, "for a web capture", &checker)
            }
        }
        if let status = item["copy_status"]?.text, CaseVocabulary.derivedCopies.contains(status) {
            require("derived_from", of: item, at: path, "for a \(status)", &checker)
        }
        if let acquisition = item["acquisition"], let method = acquisition["method"]?.text,
            CaseVocabulary.givenByPerson.contains(method)
        {
            require(
                "from", of: acquisition, at: "\(path).acquisition",
                "when somebody gave the item", &checker)
        }
    }

    private func require(
        _ name: String, of value: JSONValue, at path: String, _ when: String,
        _ checker: inout CaseChecker
    ) {
        if value[name] == nil {
            checker.report(.missing, at: "\(path).\(name)", "is required \(when)")
        }
    }
}

extension JSONValue {
    /// The text, when it is one.
    var text: String? { if case .string(let text) = self { text } else { nil } }

    /// The boolean, when it is one.
    var truth: Bool? { if case .bool(let truth) = self { truth } else { nil } }

    /// The whole number, when it is one and not negative.
    var count: UInt64? {
        if case .integer(let number) = self { UInt64(exactly: number) } else { nil }
    }

    /// The elements, when it is a list.
    var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
}
