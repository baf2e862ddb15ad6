package import Primitives

/// Why bytes are not a record of an organisation or a network, or a history is not its history.
package enum RecordError: PlainFailure, Equatable {
    case tooLarge(part: String, limit: Int)
    case notJSON(JSONError)
    case schema(JSONSchemaError)
    /// A label that stands twice in its list, or a mailbox that lists a member twice.
    case duplicateLabel(path: String)
    /// A key that stands twice, or serves two purposes.
    case duplicateKey(path: String)
    /// A label that names no member.
    case unknownMember(path: String)
    /// A quorum of witnesses that does not keep 2k - n > f.
    case quorumTooSmall(path: String, witnesses: Int)
    /// Times that contradict one another.
    case timesContradict(path: String)

    case noRecords
    case fingerprintMismatch
    case modeUnexpected(version: Int)
    case nameChanged(version: Int)
    case versionNotNext(expected: Int, found: Int)
    case previousMismatch(version: Int)
    /// Issued before its predecessor.
    case issuedBackwards(version: Int)
    /// A key that served another purpose in an earlier record.
    case keyRepurposed(version: Int)
    /// A key that had ended counts again, or longer, or from an earlier time.
    case keyRevived(version: Int)
    case signatureMalformed(version: Int)
    case tooFewSignatures(version: Int, of: RootsOfRecord, found: Int, required: Int)
    /// The history ends before a version that was seen already.
    case rollback(known: Int, found: Int)
    /// The history has another record than the one that was seen at this version.
    case fork(version: Int)
    case expired
    /// Dated more than a day after the reader's clock.
    case fromTheFuture(Timestamp)

    /// Whose roots did not sign in sufficient number.
    package enum RootsOfRecord: String, Sendable {
        case own = "its own"
        case predecessor = "its predecessor's"
    }
}

extension RecordError {
    package var code: String {
        switch self {
        case .tooLarge: "record.too-large"
        case .notJSON: "record.not-json"
        case .schema: "record.schema"
        case .duplicateLabel: "record.duplicate-label"
        case .duplicateKey: "record.duplicate-key"
        case .unknownMember: "record.unknown-member"
        case .quorumTooSmall: "record.quorum-too-small"
        case .timesContradict: "record.times-contradict"
        case .noRecords: "record.no-records"
        case .fingerprintMismatch: "record.fingerprint-mismatch"
        case .modeUnexpected: "record.mode-unexpected"
        case .nameChanged: "record.name-changed"
        case .versionNotNext: "record.version-not-next"
        case .previousMismatch: "record.previous-mismatch"
        case .issuedBackwards: "record.issued-backwards"
        case .keyRepurposed: "record.key-repurposed"
        case .keyRevived: "record.key-revived"
        case .signatureMalformed: "record.signature-malformed"
        case .tooFewSignatures: "record.too-few-signatures"
        case .rollback: "record.rollback"
        case .fork: "record.fork"
        case .expired: "record.expired"
        case .fromTheFuture: "record.from-the-future"
        }
    }

    package var message: String {
        switch self {
        case .tooLarge(let part, let limit): "the \(part) is larger than \(limit) bytes"
        case .notJSON(let error): error.message
        case .schema(let error): error.message
        case .duplicateLabel(let path): "'\(path)' repeats an earlier label"
        case .duplicateKey(let path): "'\(path)' is a key that already has a place in the record"
        case .unknownMember(let path): "'\(path)' names nobody whom the record lists"
        case .quorumTooSmall(let path, let witnesses):
            "'\(path)' is no quorum of the \(witnesses) witnesses that count for this log"
        case .timesContradict(let path): "'\(path)' contradicts the record's other times"
        case .noRecords: "the file has no record"
        case .fingerprintMismatch: "the first record is not the one with this fingerprint"
        case .modeUnexpected(let version): "record \(version) is of the other mode"
        case .nameChanged(let version): "record \(version) changes the name"
        case .versionNotNext(let expected, let found):
            "record \(expected) is missing: the next one is \(found)"
        case .previousMismatch(let version): "record \(version) does not follow its predecessor"
        case .issuedBackwards(let version): "record \(version) was issued before its predecessor"
        case .keyRepurposed(let version): "record \(version) gives a key another purpose"
        case .keyRevived(let version):
            "record \(version) lets a key count again, longer or from earlier than it did"
        case .signatureMalformed(let version):
            "a signature of record \(version) is not an SSH signature"
        case .tooFewSignatures(let version, let roots, let found, let required):
            "record \(version) is signed by \(found) of \(roots.rawValue) roots, not \(required)"
        case .rollback(let known, let found):
            "the history ends at record \(found), but record \(known) was seen before"
        case .fork(let version): "record \(version) is not the one that was seen before"
        case .expired: "the newest record has expired"
        case .fromTheFuture(let time):
            "the newest record is dated \(time.text), which has not come yet"
        }
    }

    package var hint: String? {
        switch self {
        case .expired: "ask the organisation for its newest file"
        case .fromTheFuture:
            "check the clock here; if it is right, theirs was wrong: they make the record again"
        case .rollback: "this file is old, or somebody wants an old key to count: ask the sender"
        case .fork: "do not use this file; speak to the organisation by telephone"
        default: nil
        }
    }
}
