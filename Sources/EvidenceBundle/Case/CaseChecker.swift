import Primitives

/// Walks a document along the tables and collects one problem for each wrong field.
///
/// It never stops at the first: a person who repairs a case wants the whole list.
struct CaseChecker {
    private(set) var problems: [CaseProblem] = []

    /// Checks the members of one object; `path` is empty at the top.
    mutating func checkObject(
        _ value: JSONValue, fields: [CaseField], unknown: CaseShape.UnknownMembers, at path: String
    ) {
        guard case .object(let members) = value else {
            return report(.wrongType, at: path, "must be an object")
        }
        for field in fields {
            let here = Self.join(path, field.name)
            if let member = value[field.name] {
                check(member, field.shape, at: here)
            } else if field.isRequired {
                report(.missing, at: here, "is required")
            }
        }
        guard unknown == .refused else { return }
        let known = fields.map { Array($0.name.utf8) }
        for member in members where !known.contains(Array(member.name.utf8)) {
            report(
                .notAllowed, at: Self.join(path, SafeText.shown(member.name)),
                "is not on the list of what may stand here")
        }
    }

    mutating func report(_ kind: CaseProblem.Kind, at path: String, _ expectation: String) {
        problems.append(CaseProblem(kind: kind, path: path, expectation: expectation))
    }

    static func join(_ path: String, _ name: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }

    private mutating func check(_ value: JSONValue, _ shape: CaseShape, at path: String) {
        switch shape {
        case .object(let fields, let unknown):
            checkObject(value, fields: fields, unknown: unknown, at: path)
        case .list(let element, let range):
            checkList(value, of: element, range, at: path)
        case .spoken:
            checkObject(
                value,
                fields: [
                    .required("text", .text(maximum: CaseLimits.text)),
                    .required("lang", .language),
                ], unknown: .kept, at: path)
        case .boolean:
            if case .bool = value { return }
            report(.wrongType, at: path, "must be true or false")
        case .count:
            guard case .integer(let number) = value else {
                return report(.wrongType, at: path, "must be a whole number")
            }
            if number < 0 { report(.outOfLimits, at: path, "must not be negative") }
        default:
            guard case .string(let text) = value else {
                return report(.wrongType, at: path, "must be a text in quotation marks")
            }
            checkText(text, shape, at: path)
        }
    }

    private mutating func checkList(
        _ value: JSONValue, of element: CaseShape, _ range: ClosedRange<Int>, at path: String
    ) {
        guard case .array(let elements) = value else {
            return report(.wrongType, at: path, "must be a list")
        }
        guard range.contains(elements.count) else {
            let expectation =
                elements.count < range.lowerBound
                ? "must hold at least one entry"
                : "must hold at most \(range.upperBound) entries"
            return report(.outOfLimits, at: path, expectation)
        }
        for (index, one) in elements.enumerated() { check(one, element, at: "\(path)[\(index)]") }
    }

    private mutating func checkText(_ text: String, _ shape: CaseShape, at path: String) {
        if case .word(let words) = shape {
            let bytes = Array(text.utf8)
            if words.contains(where: { Array($0.utf8) == bytes }) { return }
            let list = words.joined(separator: ", ")
            return report(.unknownWord, at: path, "must be one of \(list)")
        }
        if let expectation = CaseText.expectation(of: shape, for: text) {
            report(.wrongFormat, at: path, expectation)
        }
    }
}
