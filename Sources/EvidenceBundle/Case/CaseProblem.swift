import Primitives

/// One wrong field of a case: where it is, and what it must be.
///
/// The value itself is never repeated, because it can be personal data.
package struct CaseProblem: Sendable, Equatable {
    /// What is wrong, as a closed list for programs.
    package enum Kind: String, Sendable {
        case missing = "case.field-missing"
        case wrongType = "case.field-wrong-type"
        case unknownWord = "case.field-unknown-word"
        case wrongFormat = "case.field-wrong-format"
        case outOfLimits = "case.field-out-of-limits"
        case notAllowed = "case.field-not-allowed"
        case contradiction = "case.field-contradiction"
        case duplicate = "case.field-duplicate"
    }

    package let kind: Kind
    /// The JSON path, for instance `items[2].acquisition.method`.
    package let path: String
    /// What the field must be, without the path.
    package let expectation: String

    package init(kind: Kind, path: String, expectation: String) {
        (self.kind, self.path, self.expectation) = (kind, path, expectation)
    }

    package var code: String { kind.rawValue }

    /// What to do about it.
    package var remedy: String {
        switch kind {
        case .missing: "add it"
        case .wrongType, .wrongFormat: "write it in that form"
        case .unknownWord: "choose one of these words, spelled as they are here"
        case .outOfLimits: "shorten it, or add what is missing"
        case .notAllowed: "take it out"
        case .contradiction: "correct it, or what it contradicts"
        case .duplicate: "give each its own"
        }
    }

    /// The whole sentence that a person reads: the path, then what is wrong.
    package var message: String { "\(path): \(expectation)" }
}

/// A case that cannot be packed, or a case in a bag that is not what it must be.
package enum CaseError: PlainFailure, Equatable {
    case tooLarge(limit: Int)
    case notStrictJSON(detail: String)
    /// At least one problem, in the order of the document.
    case invalid([CaseProblem])
    /// The generated preview does not fit in its 16 KiB.
    case previewTooLarge(limit: Int)

    package var code: String {
        switch self {
        case .tooLarge: "case.too-large"
        case .notStrictJSON: "case.not-strict-json"
        case .invalid: "case.invalid"
        case .previewTooLarge: "case.preview-too-large"
        }
    }

    package var message: String {
        switch self {
        case .tooLarge(let limit): "case.json is larger than \(limit) bytes"
        case .notStrictJSON(let detail): "case.json is not strict JSON: \(detail)"
        case .invalid(let problems) where problems.count == 1:
            "case.json has a wrong field: \(problems[0].message)"
        case .invalid(let problems):
            "case.json has \(problems.count) wrong fields, the first is \(problems[0].message)"
        case .previewTooLarge(let limit): "the preview is larger than \(limit) bytes"
        }
    }

    package var hint: String? {
        switch self {
        case .tooLarge: "move long texts and lists into files of the bundle"
        case .notStrictJSON: "check for a missing or extra comma, quotation mark or brace"
        case .invalid: "see each of them with: plomba case check FILE"
        case .previewTooLarge: "shorten the lists of services and languages in the preview"
        }
    }

    /// Every wrong field, one message each, for a person who repairs the file.
    package var problems: [CaseProblem] {
        if case .invalid(let problems) = self { problems } else { [] }
    }
}
