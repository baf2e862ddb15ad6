import Primitives

/// The authorities that a broker asks for tokens: `tsa.json`.
///
/// ```json
/// { "version": 1,
///   "authorities": [ { "name": "...", "url": "...", "policy": "...", "roots": "..." } ] }
/// ```
/// Every member is required and no other is allowed. The files that `roots` names are read by the
/// caller and turned into ``PinnedRoots``.
///
/// - SeeAlso: deploy/tsa/README.md
package struct AuthorityList: Hashable, Sendable {
    package static let version: Int64 = 1

    /// In the order of the file, each name once.
    package let entries: [Entry]

    package struct Entry: Hashable, Sendable {
        package let name: AuthorityName
        package let url: AuthorityURL
        package let policy: ASN1ObjectIdentifier
        /// The file with the roots, relative to the list's folder.
        package let rootsFile: String
    }

    /// - Throws: ``AuthorityListError`` `notJSON`, `schema`, `nameTwice`.
    package init(jsonBytes: [UInt8]) throws(AuthorityListError) {
        let limits = JSONLimits(
            maximumSize: TimestampLimits.listSizeInBytes, maximumDepth: 4, maximumMembers: 200)
        let value: JSONValue
        do {
            value = try JSONValue.parse(jsonBytes, limits: limits)
        } catch {
            throw .notJSON(error)
        }
        do {
            entries = try Self.entries(value)
        } catch {
            throw .schema(error)
        }
        guard Set(entries.map(\.name)).count == entries.count else { throw .nameTwice }
    }

    private static func entries(_ value: JSONValue) throws(JSONSchemaError) -> [Entry] {
        var reader = try JSONObjectReader(value, at: "")
        _ = try reader.integer("version", in: 1...Int(version))
        var entries: [Entry] = []
        for member in try reader.objects("authorities", limit: TimestampLimits.authorities) {
            entries.append(try Entry(member))
        }
        try reader.finish(allowUnknown: false)
        return entries
    }
}

extension AuthorityList.Entry {
    private static let longestFileName = 255

    fileprivate init(_ reader: JSONObjectReader) throws(JSONSchemaError) {
        var reader = reader
        name = try reader.parsed("name", expected: "1 to 64 of a-z, 0-9, dot, underscore and dash")
        {
            AuthorityName($0)
        }
        url = try reader.parsed("url", expected: "like https://tsa.example.org/rfc3161") {
            AuthorityURL($0)
        }
        policy = try reader.parsed("policy", expected: "an object identifier like 1.2.3") {
            ASN1ObjectIdentifier($0)
        }
        rootsFile = try reader.parsed("roots", expected: "the name of a file beside the list") {
            Self.isFileName($0) ? $0 : nil
        }
        try reader.finish(allowUnknown: false)
    }

    /// A plain name: no folder, nothing hidden, printable ASCII.
    private static func isFileName(_ text: String) -> Bool {
        let ascii = Array(text.utf8)
        return (1...longestFileName).contains(ascii.count) && ascii[0] != UInt8(ascii: ".")
            && ascii.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "/") }
    }
}
