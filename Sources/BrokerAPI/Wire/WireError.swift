package import Primitives

/// Why bytes from the other side are not the JSON object that was expected.
package enum WireError: PlainFailure, Equatable {
    case json(JSONError)
    case schema(JSONSchemaError)

    package var code: String {
        switch self {
        case .json(let error): error.code
        case .schema(let error): error.code
        }
    }

    package var message: String {
        switch self {
        case .json(let error): error.message
        case .schema(let error): error.message
        }
    }
}

/// Reads the JSON objects of the API.
enum WireReader {
    /// - Parameter size: the most that this answer may have.
    static func document(
        _ bytes: [UInt8], atMost size: Int = BrokerLimits.answerBytes
    ) throws(WireError) -> JSONObjectReader {
        let limits = JSONLimits(maximumSize: size, maximumDepth: 16, maximumMembers: 20_000)
        let value: JSONValue
        do {
            value = try JSONValue.parse(bytes, limits: limits)
        } catch {
            throw .json(error)
        }
        do {
            return try JSONObjectReader(value, at: "")
        } catch {
            throw .schema(error)
        }
    }
}

extension JSONObjectReader {
    /// The same of a member that may be absent.
    mutating func optionalBytes(_ name: String, limit: Int) throws(JSONSchemaError) -> [UInt8]? {
        guard optionalValue(name) != nil else { return nil }
        return try bytes(name, limit: limit)
    }

    /// Bytes in standard base64 with padding.
    mutating func bytes(_ name: String, limit: Int) throws(JSONSchemaError) -> [UInt8] {
        try parsed(name, expected: "base64 of at most \(limit) bytes") { text in
            guard text.utf8.count / 4 * 3 <= limit + 2, let bytes = Base64.decode(text),
                bytes.count <= limit
            else { return nil }
            return bytes
        }
    }
}
