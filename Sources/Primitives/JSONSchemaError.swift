/// How a JSON value departs from the schema of its object, and at which path:
/// `predicate.mailboxes[0].address`.
package enum JSONSchemaError: PlainFailure, Equatable {
    case missing(path: String)
    case wrongType(path: String, expected: String)
    case invalid(path: String, expected: String)
    case unknownMember(path: String)

    package var path: String {
        switch self {
        case .missing(let path), .wrongType(let path, _), .invalid(let path, _),
            .unknownMember(let path):
            path
        }
    }

    package var code: String {
        switch self {
        case .missing: "json.missing-member"
        case .wrongType: "json.wrong-type"
        case .invalid: "json.invalid-value"
        case .unknownMember: "json.unknown-member"
        }
    }

    // The value itself is left out: it may be personal data.
    package var message: String {
        switch self {
        case .missing: "'\(shownPath)' is missing"
        case .wrongType(_, let expected): "'\(shownPath)' is not \(expected)"
        case .invalid(_, let expected): "'\(shownPath)' is not \(expected)"
        case .unknownMember: "'\(shownPath)' is not a member that belongs here"
        }
    }

    private var shownPath: String { SafeText.shown(path) }
}
