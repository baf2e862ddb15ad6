import Primitives
import TransparencyLog

/// What a witness has recorded of one log: the note that it cosigned last, as a file.
struct LogRecord: Sendable {
    /// The content of the file before anything was cosigned.
    static let none: [UInt8] = Array("none\n".utf8)

    let log: WitnessedLog
    /// The note with the lines of the log and the witness; nil before anything was cosigned.
    let note: [UInt8]?
    /// The line and the time of the last cosignature; nil if there is none.
    let cosignature: VerifiedNote.Signature?

    static func name(of origin: KeyName) -> String {
        WitnessHome.folder(of: origin) + "/latest"
    }

    static func conflictName(of origin: KeyName) -> String {
        WitnessHome.folder(of: origin) + "/conflict"
    }

    init(log: WitnessedLog, note: [UInt8]?, cosignature: VerifiedNote.Signature?) {
        self.log = log
        self.note = note
        self.cosignature = cosignature
    }

    /// Reads the record and holds it to its signatures.
    ///
    /// - Throws: `stateMissing`, `stateOfAnother`, `file`.
    init(
        of origin: KeyName, keys: [VerifierKey], witness: VerifierKey, in files: WitnessFiles
    ) throws(WitnessError) {
        let name = Self.name(of: origin)
        guard files.exists(name) else { throw .stateMissing(origin.text) }
        let bytes = try files.read(name, limit: LogLimits.noteSizeInBytes)
        guard bytes != Self.none else {
            self.init(
                log: WitnessedLog(origin: origin, keys: keys, latest: nil), note: nil,
                cosignature: nil)
            return
        }
        // The log may have another key by now: our own line vouches for the rest.
        guard let checkpoint = try? UnverifiedCheckpoint(parsing: bytes),
            checkpoint.claimed.origin == origin,
            let verified = try? checkpoint.note.verify(by: [witness] + keys)
        else { throw .stateOfAnother(origin.text) }
        self.init(
            log: WitnessedLog(origin: origin, keys: keys, latest: checkpoint.claimed), note: bytes,
            cosignature: verified.signatures.first { $0.key == witness })
    }

    /// Why a file is no record of a log that anything was cosigned of; nil where it may be one.
    static func defect(of bytes: [UInt8]) -> String? {
        do {
            _ = try UnverifiedCheckpoint(parsing: bytes)
            return nil
        } catch {
            return "it is damaged: \(error.message)"
        }
    }

    /// The record of a log that goes on with what was cosigned of another, before anything was cosigned of it.
    func continuing(_ old: LogRecord) -> LogRecord {
        guard note == nil, let latest = old.log.latest else { return self }
        let same = Checkpoint(origin: log.origin, size: latest.size, root: latest.root)
        return LogRecord(
            log: WitnessedLog(origin: log.origin, keys: log.keys, latest: same), note: nil,
            cosignature: nil)
    }

    /// The record after a cosignature.
    func with(
        _ checkpoint: VerifiedCheckpoint, _ cosignature: VerifiedNote.Signature
    ) -> LogRecord {
        LogRecord(
            log: WitnessedLog(origin: log.origin, keys: log.keys, latest: checkpoint.checkpoint),
            note: checkpoint.bytes + cosignature.line.line, cosignature: cosignature)
    }
}
