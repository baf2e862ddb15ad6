package import Primitives

/// A kind of organisation that a person can be asked about, as consent names it.
package enum RecipientClass: String, Sendable, CaseIterable {
    case serviceProvider = "service_provider"
    case prosecutor
    case police
    case asylumAuthority = "asylum_authority"
    case consulate
}

/// To whom a case may be given, by what it records of consent.
///
/// ```json
/// "consent": [{"legal_basis": "consent", "release_to": ["service_provider"], "not_to": ["police"], ...}]
/// ```
/// Whoever an entry excludes gets nothing, whatever another entry allows. Whether the person was asked,
/// and what for, nothing here can know: this keeps a mistake from leaving, and no more.
/// - SeeAlso: `Protocol/case.md`, section 4.
package struct ConsentScope: Sendable {
    private let entries: [Entry]?
    /// Of each item, whom it must not reach.
    private let withheld: [[String]]

    fileprivate struct Entry {
        let basis: String
        let allowed: [String]
        let excluded: [String]
        let isWithdrawn: Bool
        /// The last day on which it counts, as `YYYY-MM-DD`.
        let lastDay: String?
    }

    /// Somebody who shall get the case.
    package struct Recipient: Sendable {
        package let name: OrganisationName
        /// Nil where nobody here has said.
        package let kind: RecipientClass?

        package init(name: OrganisationName, kind: RecipientClass?) {
            (self.name, self.kind) = (name, kind)
        }
    }

    package enum Answer: Sendable, Equatable {
        /// - Parameter basis: one of ``CaseVocabulary/bases``.
        case covered(basis: String)
        /// The case records nothing about consent.
        case notRecorded
        case excluded
        /// One item of the case must not reach it: its place in the list, from 0.
        case itemExcluded(Int)
        case withdrawn
        case ended
        /// - Parameter allowed: whom it is for.
        case notCovered(allowed: [String])
    }

    init(_ document: JSONValue) {
        entries = document["consent"]?.elements.map { $0.map(Entry.init) }
        withheld = (document["items"]?.elements ?? []).map { item in
            (item["marking"]?["not_to"]?.elements ?? []).compactMap(\.text)
        }
    }

    package func answer(for recipient: Recipient, at now: Timestamp) -> Answer {
        if let item = withheld.firstIndex(where: { recipient.isNamed(in: $0) }) {
            return .itemExcluded(item)
        }
        guard let entries, !entries.isEmpty else { return .notRecorded }
        if entries.contains(where: { recipient.isNamed(in: $0.excluded) }) { return .excluded }
        let meant = entries.filter { recipient.isNamed(in: $0.allowed) }
        guard !meant.isEmpty else {
            return .notCovered(allowed: Self.unique(entries.flatMap(\.allowed)))
        }
        let kept = meant.filter { !$0.isWithdrawn }
        guard !kept.isEmpty else { return .withdrawn }
        let today = now.text.prefix(10)
        let open = kept.filter { entry in
            // Both are of one length, digits and dashes: their order is that of the days.
            entry.lastDay.map { !$0.utf8.lexicographicallyPrecedes(today.utf8) } ?? true
        }
        let first = open.first { $0.basis == "consent" } ?? open.first
        return first.map { .covered(basis: $0.basis) } ?? .ended
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<[UInt8]> = []
        return names.filter { seen.insert(Array($0.utf8)).inserted }
    }
}

extension ConsentScope.Entry {
    fileprivate init(_ entry: JSONValue) {
        basis = entry["legal_basis"]?.text ?? ""
        allowed = (entry["release_to"]?.elements ?? []).compactMap(\.text)
        excluded = (entry["not_to"]?.elements ?? []).compactMap(\.text)
        isWithdrawn = entry["withdrawn"] != nil
        lastDay = entry["valid_until"]?.text
    }
}

extension ConsentScope.Recipient {
    fileprivate func isNamed(in list: [String]) -> Bool {
        list.contains { one in
            one.utf8.elementsEqual(name.text.utf8)
                || kind.map { one.utf8.elementsEqual($0.rawValue.utf8) } ?? false
        }
    }
}

extension CaseDocument {
    package var consentScope: ConsentScope { ConsentScope(document) }
}
