package import BrokerAPI

/// Something at rest that is not what it was when it was accepted. Rows and payloads are named by their
/// numbers, nobody else by anything.
package enum ScrubFinding: Sendable, Equatable {
    /// SQLite's own judgement.
    case database(String)
    case log(LogFinding)
    /// What a column repeats is not what the statement beside it says.
    case column(String, deposit: Int64)
    case statement(Int64)
    case preview(deposit: Int64)
    case payload(deposit: Int64)
    case payloadFile(UploadID)

    package var code: String {
        switch self {
        case .database: "scrub.database"
        case .log(let finding): finding.code
        case .column, .statement: "scrub.row"
        case .preview: "scrub.preview"
        case .payload, .payloadFile: "scrub.payload"
        }
    }

    package var message: String {
        switch self {
        case .database(let line): "the database is damaged: \(line)"
        case .log(let finding): finding.message
        case .column(let column, let deposit):
            "\(column) of deposit \(deposit) is not what its statement says"
        case .statement(let row): "statement \(row), which came late, is not what was signed"
        case .preview(let deposit): "the preview of deposit \(deposit) is damaged"
        case .payload(let deposit): "the payload of deposit \(deposit) is damaged"
        case .payloadFile(let name): "payload \(name.text) is missing or damaged"
        }
    }
}
