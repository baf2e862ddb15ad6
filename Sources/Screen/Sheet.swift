package import Primitives

/// What a command answers: lines for people and the same as one JSON object.
///
/// ```
/// Organisation  group484.rs
/// Member        intake-officer
/// ```
/// Every value passes through `SafeText`, whoever it came from.
package struct Sheet {
    private var lines: [Line] = []
    private var members: [JSONMember] = []

    package init() {}

    fileprivate enum Line {
        case pair(label: String, value: String)
        case text(String)
    }

    /// A line with a label, and a string member called `name` in the JSON form.
    package mutating func add(_ label: String, _ value: String, name: String) {
        lines.append(.pair(label: label, value: value))
        members.append(JSONMember(name, .string(value)))
    }

    /// A line for people only.
    package mutating func say(_ text: String) {
        lines.append(.text(text))
    }

    /// A labelled line for people only.
    package mutating func say(_ label: String, _ value: String) {
        lines.append(.pair(label: label, value: value))
    }

    /// A member of the JSON form only.
    package mutating func set(_ name: String, _ value: JSONValue) {
        members.append(JSONMember(name, value))
    }

    package func write(_ format: OutputFormat) {
        switch format {
        case .text: Stream.output.write(text)
        case .json: Stream.output.write(JSONValue.object(members).serializedForScreen())
        }
    }

    private var text: String {
        let width = lines.map(\.labelWidth).max() ?? 0
        return lines.map { line in
            switch line {
            case .text(let text): text.isEmpty ? "\n" : SafeText.sentence(text) + "\n"
            case .pair(let label, let value): Self.row(label, SafeText.shown(value), width + 2)
            }
        }.joined()
    }

    /// A long value goes on below itself.
    private static func row(_ label: String, _ value: String, _ width: Int) -> String {
        let indent = String(repeating: " ", count: width)
        let lines = Stream.output.sentence(value, indent: indent)
        return TextColumn.padded(label, to: width) + String(lines.unicodeScalars.dropFirst(width))
    }
}

extension Sheet.Line {
    fileprivate var labelWidth: Int {
        switch self {
        case .pair(let label, _): TextColumn.width(of: label)
        case .text: 0
        }
    }
}

/// The two forms of an answer.
package enum OutputFormat: String {
    case text
    case json
}
