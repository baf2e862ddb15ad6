/// Reads an object member by member and names the path of whatever is wrong.
///
/// ```
/// var reader = try JSONObjectReader(value, at: "predicate")
/// let version = try reader.integer("version")
/// let address = try reader.mailboxAddress("address")
/// try reader.finish(allowUnknown: true)
/// ```
/// The reader remembers which members were asked for; `finish` judges the others.
package struct JSONObjectReader {
    /// Where this object stands in its document; empty for the document itself.
    package let path: String
    private let members: [JSONMember]
    private var known: Set<[UInt8]> = []

    /// - Parameter path: empty for a whole document.
    package init(_ value: JSONValue, at path: String) throws(JSONSchemaError) {
        guard case .object(let members) = value else {
            throw .wrongType(path: path, expected: "an object")
        }
        self.members = members
        self.path = path
    }

    /// The path of a member of this object.
    package func path(of name: String) -> String {
        path.isEmpty ? name : path + "." + name
    }

    /// The member's value, or nil when it is absent.
    package mutating func optionalValue(_ name: String) -> JSONValue? {
        known.insert(Array(name.utf8))
        return members.first { $0.isNamed(name) }?.value
    }

    /// The member's value, which may be null.
    package mutating func value(_ name: String) throws(JSONSchemaError) -> JSONValue {
        guard let value = optionalValue(name) else { throw .missing(path: path(of: name)) }
        return value
    }

    /// The member's value, or nil when it is null; it must be present.
    package mutating func nullableValue(_ name: String) throws(JSONSchemaError) -> JSONValue? {
        let value = try value(name)
        return value == .null ? nil : value
    }

    package mutating func string(_ name: String) throws(JSONSchemaError) -> String {
        try string(in: value(name), name)
    }

    /// Nil when the member is absent.
    package mutating func optionalString(_ name: String) throws(JSONSchemaError) -> String? {
        guard let value = optionalValue(name) else { return nil }
        return try string(in: value, name)
    }

    /// Nil when the member is null.
    package mutating func nullableString(_ name: String) throws(JSONSchemaError) -> String? {
        guard let value = try nullableValue(name) else { return nil }
        return try string(in: value, name)
    }

    package mutating func integer(_ name: String) throws(JSONSchemaError) -> Int64 {
        guard case .integer(let integer) = try value(name) else {
            throw .wrongType(path: path(of: name), expected: "an integer")
        }
        return integer
    }

    /// An integer within a range, as an `Int`.
    package mutating func integer(
        _ name: String, in range: ClosedRange<Int>
    ) throws(JSONSchemaError) -> Int {
        guard let integer = Int(exactly: try integer(name)), range.contains(integer) else {
            throw .invalid(
                path: path(of: name),
                expected: "between \(range.lowerBound) and \(range.upperBound)")
        }
        return integer
    }

    package mutating func bool(_ name: String) throws(JSONSchemaError) -> Bool {
        guard case .bool(let bool) = try value(name) else {
            throw .wrongType(path: path(of: name), expected: "true or false")
        }
        return bool
    }

    /// A string that `parse` understands; `expected` completes the sentence "is not ...".
    package mutating func parsed<Value>(
        _ name: String, expected: String, _ parse: (String) -> Value?
    ) throws(JSONSchemaError) -> Value {
        guard let value = parse(try string(name)) else {
            throw .invalid(path: path(of: name), expected: expected)
        }
        return value
    }

    /// The same for a member that may be null.
    package mutating func nullableParsed<Value>(
        _ name: String, expected: String, _ parse: (String) -> Value?
    ) throws(JSONSchemaError) -> Value? {
        if try nullableValue(name) == nil { return nil }
        return try parsed(name, expected: expected, parse)
    }

    /// A string that must be exactly `constant`.
    package mutating func constant(
        _ name: String, _ constant: String
    ) throws(JSONSchemaError) {
        _ = try parsed(name, expected: "'\(constant)'") { text in
            text.utf8.elementsEqual(constant.utf8) ? text : nil
        }
    }

    package mutating func array(_ name: String) throws(JSONSchemaError) -> [JSONValue] {
        guard case .array(let elements) = try value(name) else {
            throw .wrongType(path: path(of: name), expected: "an array")
        }
        return elements
    }

    /// An array with at most `limit` elements.
    package mutating func array(
        _ name: String, limit: Int
    ) throws(JSONSchemaError) -> [JSONValue] {
        let elements = try array(name)
        guard elements.count <= limit else {
            throw .invalid(
                path: path(of: name), expected: "an array of at most \(limit) elements")
        }
        return elements
    }

    package mutating func strings(
        _ name: String, limit: Int
    ) throws(JSONSchemaError) -> [String] {
        var strings: [String] = []
        for (index, element) in try array(name, limit: limit).enumerated() {
            strings.append(try string(in: element, "\(name)[\(index)]"))
        }
        return strings
    }

    package mutating func object(_ name: String) throws(JSONSchemaError) -> JSONObjectReader {
        try JSONObjectReader(value(name), at: path(of: name))
    }

    /// Nil when the member is absent.
    package mutating func optionalObject(
        _ name: String
    ) throws(JSONSchemaError) -> JSONObjectReader? {
        guard let value = optionalValue(name) else { return nil }
        return try JSONObjectReader(value, at: path(of: name))
    }

    /// Nil when the member is null.
    package mutating func nullableObject(
        _ name: String
    ) throws(JSONSchemaError) -> JSONObjectReader? {
        guard let value = try nullableValue(name) else { return nil }
        return try JSONObjectReader(value, at: path(of: name))
    }

    /// An array of objects, each with a reader that knows its path.
    package mutating func objects(
        _ name: String, limit: Int
    ) throws(JSONSchemaError) -> [JSONObjectReader] {
        var readers: [JSONObjectReader] = []
        for (index, element) in try array(name, limit: limit).enumerated() {
            readers.append(try JSONObjectReader(element, at: path(of: "\(name)[\(index)]")))
        }
        return readers
    }

    /// What was not asked for, in order.
    package var unknownMembers: [JSONMember] {
        members.filter { !known.contains(Array($0.name.utf8)) }
    }

    /// Ends the reading of this object.
    ///
    /// - Parameter allowUnknown: false for a closed schema, which has no room for other members.
    package func finish(allowUnknown: Bool) throws(JSONSchemaError) {
        guard !allowUnknown, let first = unknownMembers.first else { return }
        throw .unknownMember(path: path(of: first.name))
    }

    private func string(
        in value: JSONValue, _ name: String
    ) throws(JSONSchemaError) -> String {
        guard case .string(let string) = value else {
            throw .wrongType(path: path(of: name), expected: "a string")
        }
        return string
    }
}
