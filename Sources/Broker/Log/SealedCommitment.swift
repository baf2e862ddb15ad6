import Custody
import GRDB
import Primitives

/// What an outer statement of ours names as the digest of the seal inside; its signature was
/// verified when it came.
enum SealedCommitment {
    static func of(_ statement: [UInt8]) throws -> SHA256Digest {
        do {
            return try Statement(parsing: statement).content(as: DepositStatement.self)
                .sealedCommitment
        } catch {
            throw StoreError.database(code: ResultCode.SQLITE_CORRUPT.rawValue)
        }
    }
}
