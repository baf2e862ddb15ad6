package import Logging

/// The fields that may stand in a broker's log, in the order in which they are written.
///
/// None can hold an address, a name, a key, a path, a query or content: a request is told by its
/// random number and by the form of its route.
package enum LogField: String, CaseIterable {
    /// A number that is random for each request.
    case request
    case method
    /// The form of the path, for example `/v1/deposits/{consignment}/evidence`.
    case route
    case status
    /// A problem code or another stable code.
    case code
    case milliseconds
    case receivedBytes
    case sentBytes
    case port
    case connections
    case signal
    case count

    /// The allowed members of `metadata`, as text.
    static func allowed(in metadata: Logger.Metadata) -> [(String, String)] {
        allCases.compactMap { field in
            metadata[field.rawValue].map { (field.rawValue, "\($0)") }
        }
    }

    /// Metadata for a log call, from typed fields.
    package static func metadata(_ fields: [LogField: String]) -> Logger.Metadata {
        var metadata: Logger.Metadata = [:]
        for (field, value) in fields { metadata[field.rawValue] = .string(value) }
        return metadata
    }
}
