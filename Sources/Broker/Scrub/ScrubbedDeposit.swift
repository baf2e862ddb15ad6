import BrokerAPI
import Custody
import GRDB
import Primitives

/// A payload in a file of its own, as its statement describes it.
struct LargePayload: Sendable {
    let name: UploadID
    let size: Int64
    let digest: SHA256Digest

    /// False also where the file is not there, or cannot be read to its end.
    func isWhole(in folder: PayloadFolder) throws -> Bool {
        let path = folder.path(name)
        guard try FileCalls.size(path) == size else { return false }
        return (try? FileCalls.digest(path, sizeInBytes: size)) == digest
    }
}

/// What a deposit's row says, held against its outer statement.
struct ScrubbedDeposit: Sendable {
    let id: Int64
    private(set) var findings: [ScrubFinding] = []
    /// Where the payload lies in a file.
    private(set) var large: LargePayload?

    static func read(
        _ database: Database, after last: Int64, limit: Int
    ) throws -> [ScrubbedDeposit] {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT id, consignment, statement, digest, acceptance, acceptanceDigest, previewSize,
                  payloadSize, payloadDigest, received, deposit.deadline AS deadline,
                  preview.bytes AS preview, payload.bytes AS payload, file
                FROM deposit LEFT JOIN preview ON preview.deposit = id
                  LEFT JOIN payload ON payload.deposit = id
                WHERE id > ? ORDER BY id LIMIT ?
                """, arguments: [last, limit])
        var found: [ScrubbedDeposit] = []
        while let row = try rows.next() { found.append(ScrubbedDeposit(row)) }
        return found
    }

    private init(_ row: Row) {
        id = row["id"]
        guard let statement = try? row.bytes("statement"),
            let content = try? Statement(parsing: statement).content(as: DepositStatement.self)
        else {
            // The audit of the log names it as well: nothing here can be held against it.
            findings.append(.column("the statement", deposit: id))
            return
        }
        compare(row, statement, content)
        judge(row, content)
    }

    private mutating func compare(_ row: Row, _ statement: [UInt8], _ content: DepositStatement) {
        func digest(_ column: String) -> SHA256Digest? { try? DepositRows.digest(row, column) }
        func number(_ column: String) -> Int64? { Int64.fromDatabaseValue(row[column]) }
        let acceptance = (try? row.bytes("acceptance")) ?? []
        let receipt = try? Statement(parsing: acceptance).content(as: SubmissionAcceptance.self)
        let columns: [(String, Bool)] = [
            ("consignment", (try? row.bytes("consignment")) == content.consignment.bytes),
            ("digest", digest("digest") == .of(statement)),
            ("acceptanceDigest", digest("acceptanceDigest") == .of(acceptance)),
            ("payloadDigest", digest("payloadDigest") == content.payloadDigest),
            ("payloadSize", number("payloadSize") == Int64(exactly: content.payloadSize)),
            ("deadline", number("deadline") == content.deadline.secondsSinceEpoch),
            (
                "received",
                number("received") == receipt?.evidence.receivedTime.secondsSinceEpoch
            ),
        ]
        for (name, isRight) in columns where !isRight {
            findings.append(.column(name, deposit: id))
        }
    }

    /// Nothing is wrong with what was erased.
    private mutating func judge(_ row: Row, _ content: DepositStatement) {
        if let preview = Blob.fromDatabaseValue(row["preview"]) {
            let isWhole =
                SHA256Digest.of(preview.bytes) == content.previewDigest
                && Int.fromDatabaseValue(row["previewSize"]) == preview.bytes.count
            if !isWhole { findings.append(.preview(deposit: id)) }
        }
        if let payload = Blob.fromDatabaseValue(row["payload"]),
            SHA256Digest.of(payload.bytes) != content.payloadDigest
        {
            findings.append(.payload(deposit: id))
        }
        guard let file = Blob.fromDatabaseValue(row["file"]) else { return }
        guard let name = UploadID(bytes: file.bytes),
            let size = Int64(exactly: content.payloadSize)
        else { return findings.append(.payload(deposit: id)) }
        large = LargePayload(name: name, size: size, digest: content.payloadDigest)
    }
}
