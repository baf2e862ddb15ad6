/// A JSON value as the strict reader accepts it and the writer writes it.
///
/// Objects keep the order of their members. Numbers are integers. Equality compares strings and
/// names as bytes: `é` in one code point and in two are different names.
package indirect enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case string(String)
    case array([JSONValue])
    case object([JSONMember])

    /// Reads one value that fills all of `bytes`.
    ///
    /// UTF-8 without byte order mark; no duplicate names, fractions, exponents, `-0`, lone
    /// surrogates, comments, trailing commas or trailing bytes other than white space; integers
    /// from -(2^53 - 1) to 2^53 - 1; size, depth and number of values within `limits`.
    ///
    /// - SeeAlso: `Protocol/decisions/0012-strict-json.md`
    package static func parse(
        _ bytes: [UInt8], limits: JSONLimits = .standard
    ) throws(JSONError) -> JSONValue {
        try JSONParser.parse(bytes, limits: limits)
    }

    /// The form in which we write JSON: UTF-8, two spaces of indentation, `/` not escaped, empty
    /// arrays and objects on one line, a line feed at the end. The same value always gives the same
    /// bytes.
    package func serialized() -> [UInt8] {
        JSONWriter.write(self)
    }

    /// The same value for a screen: whatever `SafeText` would not show is an escape of JSON, so that
    /// a name from outside can neither command a terminal nor turn the text around. A program that
    /// parses it gets the same strings as from `serialized()`.
    package func serializedForScreen() -> [UInt8] {
        JSONWriter.write(self, isForScreen: true)
    }

    /// The member called `name` when this is an object that has one.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.isNamed(name) }?.value
    }
}

/// One name and value of an object.
package struct JSONMember: Sendable {
    package let name: String
    package let value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }

    package init(name: String, value: JSONValue) {
        self.init(name, value)
    }

    package func isNamed(_ name: String) -> Bool {
        self.name.utf8.elementsEqual(name.utf8)
    }
}

extension JSONMember: Equatable {
    package static func == (left: JSONMember, right: JSONMember) -> Bool {
        left.isNamed(right.name) && left.value == right.value
    }
}

extension JSONValue: Equatable {
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }
}
