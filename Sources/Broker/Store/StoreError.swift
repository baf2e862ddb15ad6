import GRDB
import Primitives

/// What can be wrong with the broker's storage.
package enum StoreError: PlainFailure, Equatable {
    /// Another process holds the lock file.
    case locked
    /// `PRAGMA synchronous` reads back as something other than 2 (FULL).
    case notDurable(synchronous: Int)
    /// A setting of the database did not take.
    case settingRefused(String)
    /// The database was written by a newer version of this program.
    case schemaTooNew
    /// There are payload files and no database: something else than this program removed it.
    case databaseMissing
    /// Payloads kept being erased while a copy was taken.
    case moving
    /// No room: nothing was written.
    case insufficientStorage
    /// A write or a flush failed earlier, and what is on disk is uncertain until a restart.
    case readOnly
    /// A call of the operating system failed.
    case system(String, errno: Int32)
    /// SQLite refused; the code is its extended result code.
    case database(code: Int32)
    /// The asking task was cancelled before anything was written.
    case cancelled
    /// It is stored and not in the signed log yet: nothing is acknowledged, the same bytes again
    /// will be.
    case unpublished
    /// The same, while the witnesses are asked what they have seen.
    case awaitingWitnesses
    /// The log must not be extended.
    case log(LogFault)

    package var code: String {
        switch self {
        case .locked: "store.locked"
        case .notDurable: "store.not-durable"
        case .settingRefused: "store.setting-refused"
        case .schemaTooNew: "store.schema-too-new"
        case .databaseMissing: "store.database-missing"
        case .moving: "store.moving"
        case .insufficientStorage: "store.insufficient-storage"
        case .readOnly: "store.read-only"
        case .system: "store.system-call-failed"
        case .database: "store.database-failed"
        case .cancelled: "store.cancelled"
        case .unpublished: "store.unpublished"
        case .awaitingWitnesses: "store.awaiting-witnesses"
        case .log(let fault): fault.code
        }
    }

    package var message: String {
        switch self {
        case .locked: "another process uses this data folder"
        case .notDurable(let value):
            "the database does not flush each commit: synchronous is \(value), not 2"
        case .settingRefused(let name): "the database did not take the setting \(name)"
        case .schemaTooNew: "the data folder was written by a newer version of this program"
        case .databaseMissing: "the data folder has payloads but no database"
        case .moving: "payloads kept being erased while they were copied: nothing was backed up"
        case .insufficientStorage: "there is no room left on the volume of the data folder"
        case .readOnly: "a write failed earlier; nothing new is taken until a restart"
        case .system(let call, let errno): "the system call \(call) failed with error \(errno)"
        case .database(let code): "the database failed with code \(code)"
        case .cancelled: "the request was given up"
        case .unpublished: "there is no room left to sign the log; what was stored is not lost"
        case .awaitingWitnesses:
            "too few witnesses have told what they have seen; what was stored is not lost"
        case .log(let fault): fault.message
        }
    }

    package var hint: String? {
        switch self {
        case .locked: "stop the other process; never open the database with another tool"
        case .schemaTooNew: "install the newer version again"
        case .databaseMissing: "put broker.db back from a backup; nothing has been removed"
        case .insufficientStorage, .unpublished: "free some space; what was accepted is safe"
        case .log(let fault): fault.hint
        case .readOnly: "check the disk, then restart the broker"
        case .moving: "try again in a minute"
        default: nil
        }
    }
}

extension StoreError {
    /// The fact behind whatever a storage call threw.
    init(_ error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError where error.resultCode == .SQLITE_FULL:
            self = .insufficientStorage
        case let error as DatabaseError: self = .database(code: error.extendedResultCode.rawValue)
        case is CancellationError: self = .cancelled
        default: self = .database(code: ResultCode.SQLITE_ERROR.rawValue)
        }
    }

    /// Calls after whose failure nobody knows what is on the disk. Others, like an `open` that
    /// finds no free descriptor, only fail: a crowd of connections must not stop all writing.
    private static let writingCalls: Set = ["pwrite", "fdatasync", "fsync"]

    /// Whether it is stored and only not signed yet.
    var isCommitted: Bool { self == .unpublished || self == .awaitingWitnesses }

    /// Whether the state of the disk is uncertain after it.
    var isFault: Bool {
        switch self {
        case .system(let call, _): Self.writingCalls.contains(call)
        case .database(let code):
            [ResultCode.SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB].contains {
                $0.rawValue == code & 0xFF
            }
        case .log: true
        default: false
        }
    }
}
