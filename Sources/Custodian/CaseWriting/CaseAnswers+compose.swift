package import EvidenceBundle
import Primitives

/// The case.json that the answers make.
extension CaseAnswers {
    /// - Throws: `CaseError`, where the answers do not make a whole case.
    package func compose() throws(CaseError) -> [UInt8] {
        let bytes = document.serialized()
        // Whatever was asked, what is written must be what packing takes.
        _ = try CaseDocument(parsing: bytes)
        return bytes
    }

    private var document: JSONValue {
        var document = ObjectDraft()
        document.set(["schema"], .string("case/1"))
        document.set(["kind"], .string(given["kind"] ?? ""))
        document.set(["mode"], .string(context.mode.rawValue))
        document.set(["tz_offset"], .string(context.localTime.offset))
        // Filled below: what is seen first stands first.
        document.set(["preview"], .object([]))
        var lists = [
            "consent": [ObjectDraft](repeating: ObjectDraft(), count: consentCount),
            "items": (0..<itemCount).map(itemDraft),
        ]
        for question in questions {
            guard let answer = given[question.key], let value = value(answer, of: question) else {
                continue
            }
            if let (list, index, place) = Self.listPlace(question.key) {
                if lists[list]?.indices.contains(index) ?? false {
                    lists[list]?[index].set(place, value)
                }
            } else {
                document.set(Self.place(question.key), value)
            }
        }
        if asksForService { setRequest(in: &document) }
        for name in ["consent", "items"] {
            guard let drafts = lists[name], !drafts.isEmpty else { continue }
            document.set([name], .array(drafts.map(\.value)))
        }
        return document.value
    }

    private func itemDraft(_ index: Int) -> ObjectDraft {
        var draft = ObjectDraft()
        for (place, value) in itemFacts(index) { draft.set(place, value) }
        return draft
    }

    /// What follows from other answers.
    private func setRequest(in document: inout ObjectDraft) {
        let services = list("preview.services").map { code in
            JSONValue.object([JSONMember("code", .string(code))])
        }
        document.set(["referral", "services_requested"], .array(services))
        if given["kind"] != "update" {
            document.set(["referral", "keeps_case"], .bool(given["kind"] == "referral"))
        }
    }

    /// Nil for what does not stand in the case.
    private func value(_ answer: String, of question: CaseQuestion) -> JSONValue? {
        if question.key == Self.languageKey || question.key == Self.itemsKey { return nil }
        if question.key.hasSuffix(".explained") {
            let told = list(question.key)
            return .object(
                CaseVocabulary.explained.map { JSONMember($0, .bool(told.contains($0))) })
        }
        if case .choices = question.form {
            // These two have their list also where nothing is in it.
            let isAlwaysThere =
                question.key.hasPrefix("preview.") || question.key.hasSuffix(".sensitivity")
            guard !answer.isEmpty || isAlwaysThere else { return nil }
            return .array(list(question.key).map { .string($0) })
        }
        guard !answer.isEmpty else { return nil }
        switch question.form {
        case .yesNo: return .bool(answer == "yes")
        case .text, .spoken:
            return .object([
                JSONMember("text", .string(answer)), JSONMember("lang", .string(language)),
            ])
        case .names:
            return .array(
                answer.split(separator: ";").map { .string(Self.trimmed(String($0))) })
        default: return .string(answer)
        }
    }

    private static func place(_ key: String) -> [String] {
        let more = [
            "referral.referred_elsewhere": "yes", "referral.client_informed": "yes",
            "referral.phone_notice": "done",
        ]
        return key.split(separator: ".").map(String.init) + (more[key].map { [$0] } ?? [])
    }

    /// `consent[0].override.reason` → `consent`, 0, `override`, `reason`.
    private static func listPlace(
        _ key: String
    ) -> (list: String, index: Int, place: [String])? {
        let parts = key.split(separator: ".").map(String.init)
        let head = parts.first?.split(whereSeparator: { $0 == "[" || $0 == "]" }) ?? []
        guard head.count == 2, let index = Int(head[1]) else { return nil }
        return (String(head[0]), index, Array(parts.dropFirst()))
    }
}

/// An object in the making, whose members keep the order in which they came.
private struct ObjectDraft {
    private var members: [(name: String, draft: Draft)] = []

    private indirect enum Draft {
        case value(JSONValue)
        case object(ObjectDraft)
    }

    /// - Parameter place: at least one name.
    mutating func set(_ place: [String], _ value: JSONValue) {
        guard let name = place.first else { return }
        let index = members.firstIndex { $0.name == name }
        let rest = Array(place.dropFirst())
        var new = Draft.value(value)
        if !rest.isEmpty {
            var inner = ObjectDraft()
            if let index, case .object(let known) = members[index].draft { inner = known }
            inner.set(rest, value)
            new = .object(inner)
        }
        if let index { members[index].draft = new } else { members.append((name, new)) }
    }

    var value: JSONValue {
        .object(
            members.map { member in
                switch member.draft {
                case .value(let value): JSONMember(member.name, value)
                case .object(let inner): JSONMember(member.name, inner.value)
                }
            })
    }
}
