import BrokerAPI
import HTTPTypes
import Primitives

/// Collects the small parts of a form and passes the payload on as it arrives.
struct FormReader {
    private var reader: MultipartReader
    private var parts: [String: [UInt8]] = [:]
    private var current = ""

    /// - Throws: `MultipartError.contentType` for another type of body.
    init(_ request: IncomingRequest, _ layout: MultipartLayout) throws(MultipartError) {
        let boundary = try MultipartBoundary(
            contentType: request.fields[.contentType] ?? "")
        reader = MultipartReader(layout, boundary: boundary)
    }

    /// Takes the next bytes of the body; the bytes of the part `payload` go to `payload`.
    mutating func read(
        _ bytes: [UInt8], payload: (ArraySlice<UInt8>) async throws -> Void
    ) async throws {
        for event in try reader.read(bytes) {
            switch event {
            case .begin(let name):
                current = name
                parts[name] = []
            case .bytes(let bytes) where current == "payload":
                try await payload(bytes)
            case .bytes(let bytes):
                parts[current, default: []] += bytes
            case .end:
                break
            }
        }
    }

    /// The signed statement, once the form is complete.
    func finish() throws -> SignedFiles {
        try reader.finish()
        return SignedFiles(
            statement: try part("statement"), signature: try part("signature"),
            entry: try part("entry"))
    }

    func part(_ name: String) throws(MultipartError) -> [UInt8] {
        guard let part = parts[name] else { throw .missingPart(name) }
        return part
    }

    func optionalPart(_ name: String) -> [UInt8]? { parts[name] }
}
