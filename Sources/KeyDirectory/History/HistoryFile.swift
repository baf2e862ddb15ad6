package import Primitives

/// What partners are given: every record with its signatures, oldest first.
///
/// ```
/// {
///   "type": "urn:plomba:v1:OrganisationHistory",
///   "records": [
///     {"record": "<base64 of the exact bytes>", "signatures": ["-----BEGIN SSH SIGNATURE-----\n..."]}
///   ]
/// }
/// ```
///
/// - SeeAlso: Protocol/organisation-record.md, "Organisation file".
package struct HistoryFile<Record: RootedRecord>: Hashable, Sendable {
    package let mode: Mode
    package let records: [SignedRecord]

    package init(mode: Mode, records: [SignedRecord]) {
        self.mode = mode
        self.records = records
    }

    /// - Throws: `tooLarge`, `notJSON`, `schema`, `noRecords`.
    package init(parsing bytes: [UInt8]) throws(RecordError) {
        let limit = RecordLimits.fileSizeInBytes
        guard bytes.count <= limit else { throw .tooLarge(part: "file of records", limit: limit) }
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue.parse(bytes, limits: RecordLimits.fileJSON)
        } catch {
            throw .notJSON(error)
        }
        let parts: [(record: [UInt8], signatures: [[UInt8]])]
        do throws(JSONSchemaError) {
            (mode, parts) = try Self.parts(of: json)
        } catch {
            throw .schema(error)
        }
        var records: [SignedRecord] = []
        for part in parts {
            records.append(
                try SignedRecord(
                    bytes: part.record, signatures: part.signatures,
                    limit: Record.sizeLimitInBytes))
        }
        guard !records.isEmpty else { throw .noRecords }
        self.records = records
    }

    /// The file's text.
    package func serialized() -> [UInt8] {
        let records = records.map { record in
            JSONValue.object([
                JSONMember("record", .string(Base64.encode(record.bytes))),
                JSONMember(
                    "signatures",
                    .array(
                        record.signatures.map { .string(String(decoding: $0, as: UTF8.self)) })),
            ])
        }
        return JSONValue.object([
            JSONMember("type", .string(mode.predicateType(Record.historyName))),
            JSONMember("records", .array(records)),
        ]).serialized()
    }

    private static func parts(
        of json: JSONValue
    ) throws(JSONSchemaError) -> (Mode, [(record: [UInt8], signatures: [[UInt8]])]) {
        var reader = try JSONObjectReader(json, at: "")
        let mode = try reader.parsed(
            "type", expected: "'\(Mode.live.predicateType(Record.historyName))'"
        ) { text in
            Mode.allCases.first {
                $0.predicateType(Record.historyName).utf8.elementsEqual(text.utf8)
            }
        }
        var parts: [(record: [UInt8], signatures: [[UInt8]])] = []
        for var part in try reader.objects("records", limit: RecordLimits.records) {
            let record = try part.parsed("record", expected: "base64") { Base64.decode($0) }
            let limit = RecordLimits.signaturesOfOneRecord
            let signatures = try part.strings("signatures", limit: limit).map { Array($0.utf8) }
            parts.append((record, signatures))
        }
        return (mode, parts)
    }
}

package typealias OrganisationFile = HistoryFile<OrganisationRecord>
package typealias CharterFile = HistoryFile<CharterRecord>
