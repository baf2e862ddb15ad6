import BagIt
import EvidenceBundle
import Primitives

/// case.json and preview.json as far as a report shows them.
///
/// What is missing or has another form is left out: the check of the case has told it already. Whatever
/// comes from here is outside text.
struct CaseView {
    /// Beyond this many, items are not shown.
    static let maximumItems = 4096
    private static let maximumEntries = 64

    let caseNumber: String?
    let offset: String?
    let route: (from: String, to: String)?
    let items: [CaseItem]
    let consents: [CaseConsent]

    init(caseDocument: JSONValue, preview: JSONValue) {
        caseNumber = caseDocument["referral"]?["sender_ref"]?.line
        offset = preview["tz_offset"]?.line
        let places = preview["preview"]?["route"]
        if let from = places?["from"]?.line, let to = places?["to"]?.line {
            route = (from, to)
        } else {
            route = nil
        }
        items = (caseDocument["items"]?.list ?? []).prefix(Self.maximumItems).map(CaseItem.init)
        consents = (caseDocument["consent"]?.list ?? []).prefix(Self.maximumEntries)
            .map(CaseConsent.init)
    }
}

/// One described item.
struct CaseItem {
    let id: String?
    let exhibitNumber: String?
    let title: String?
    let type: String?
    let path: BagPath?
    let originalName: String?
    let copyStatus: String?
    let derivedFrom: String?
    let acquisition: JSONValue
    let physical: JSONValue
    let marking: JSONValue
    /// In which language it is: a further member, which nobody has to write.
    let language: String?

    init(_ json: JSONValue) {
        id = json["id"]?.line
        exhibitNumber = json["exhibit_no"]?.line
        title = json["title"]?["text"]?.line
        type = json["type"]?.line
        let stored: String? =
            if case .string(let name)? = json["file"]?["name_stored"] { name } else { nil }
        path = stored.flatMap { try? BagPath(Array("data/".utf8) + Array($0.utf8)) }
        originalName = json["file"]?["name_original"]?.line
        copyStatus = json["copy_status"]?.line
        derivedFrom = json["derived_from"]?["id"]?.line
        acquisition = json["acquisition"] ?? .null
        physical = json["physical"] ?? .null
        marking = json["marking"] ?? .null
        language = json["language"]?.line
    }

    var method: String? { acquisition["method"]?.line }
    var acquiredTime: Timestamp? { acquisition["at"]?.line.flatMap(Timestamp.init) }
    var purpose: String? { marking["purpose"]?.line }
}

/// One entry of the consent or other basis, per class of recipients.
struct CaseConsent {
    let basis: String?
    let purpose: String?
    let releaseTo: [String]
    let notTo: [String]
    /// What of the case; `media:` with an exhibit number is one item.
    let scope: [String]
    let anonymise: [String]
    let onward: String?
    let givenBy: String?
    /// Whether the child agrees too; nil where nobody wrote it down.
    let assent: Bool?
    let givenAt: Timestamp?
    let form: String?
    let language: String?
    let interpreterCode: String?
    /// What was said before, and whether it was; nil where nothing is written of it.
    let explained: [(word: String, isExplained: Bool)]?
    let validUntil: String?
    /// The id of the item that is the signed form.
    let document: String?
    let overrideReason: String?
    let approvedBy: String?
    let withdrawnAt: String?
    let withdrawnBy: String?
    let withdrawnChannel: String?

    var isConsent: Bool { basis.map { $0.utf8.elementsEqual("consent".utf8) } ?? false }

    init(_ json: JSONValue) {
        basis = json["legal_basis"]?.line
        purpose = json["purpose"]?.line
        releaseTo = json["release_to"]?.lines ?? []
        notTo = json["not_to"]?.lines ?? []
        scope = json["scope"]?.lines ?? []
        anonymise = json["anonymise"]?.lines ?? []
        onward = json["onward_sharing"]?.line
        givenBy = json["given_by"]?.line
        assent = json["assent"]?.flag
        givenAt = json["given_at"]?.line.flatMap(Timestamp.init)
        form = json["form"]?.line
        language = json["language"]?.line
        interpreterCode = json["interpreter_code"]?.line
        explained = json["explained"].map { said in
            CaseVocabulary.explained.map { ($0, said[$0]?.flag ?? false) }
        }
        document = json["document"]?.line
        approvedBy = json["override"]?["approved_by_role"]?.line
        withdrawnBy = json["withdrawn"]?["by"]?.line
        withdrawnChannel = json["withdrawn"]?["channel"]?.line
        validUntil = json["valid_until"]?.line
        overrideReason =
            json["override"].flatMap { $0["reason"]?["text"]?.line ?? $0["reason"]?.line }
        withdrawnAt = json["withdrawn"]?["at"]?.line
    }
}

extension JSONValue {
    /// A text on one line; what cannot be shown as it is stands as an escape.
    var line: String? {
        guard case .string(let text) = self else { return nil }
        let flat = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0 == "\n" || $0 == "\t" ? " " : $0 }))
        return SafeText.shown(flat)
    }

    var flag: Bool? { if case .bool(let isTrue) = self { isTrue } else { nil } }

    var list: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

    var lines: [String]? { list?.compactMap(\.line) }
}
