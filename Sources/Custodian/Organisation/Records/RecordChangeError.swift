package import Primitives

/// Why the organisation's record was not changed.
package enum RecordChangeError: PlainFailure, Equatable {
    case label(String)
    case notARootKey(String)
    case unknownRoot(String)
    case threshold(Int, roots: Int)
    case unknownKey(String)
    case inTheFuture
    case beforeTheKey(Timestamp)
    /// All such keys had ended by the time that is given.
    case endedBefore(Timestamp)
    /// A computer of somebody whom the record does not list any more.
    case ownerGone(String, String)
    case nothing
    case draftWaiting(version: Int)
    case noDraft
    case expired
    case tooMany(Int)
    case fileFull
    /// A signature file that no root of either record made over the draft.
    case foreignSignature(String)

    /// Said when a revocation had to leave out what the record does not list any more.
    package static let noRoomForFormer =
        "THE RECORD IS FULL: keys of before, which it does not list any more, are not shown as stolen; "
        + "let those go who are not there any more, and revoke again"

    package var code: String {
        switch self {
        case .label: "record-change.label"
        case .notARootKey: "record-change.not-a-root-key"
        case .unknownRoot: "record-change.unknown-root"
        case .threshold: "record-change.threshold"
        case .unknownKey: "record-change.unknown-key"
        case .inTheFuture: "record-change.in-the-future"
        case .beforeTheKey: "record-change.before-the-key"
        case .endedBefore: "record-change.ended-before"
        case .ownerGone: "record-change.owner-gone"
        case .nothing: "record-change.nothing"
        case .draftWaiting: "record-change.draft-waiting"
        case .noDraft: "record-change.no-draft"
        case .expired: "record-change.expired"
        case .tooMany: "record-change.too-many-records"
        case .fileFull: "record-change.file-full"
        case .foreignSignature: "record-change.foreign-signature"
        }
    }

    package var message: String {
        switch self {
        case .label(let text): "'\(SafeText.shown(text))' cannot be the label of a root"
        case .notARootKey(let label):
            "the key of '\(SafeText.shown(label))' is neither an Ed25519 key nor a security key's"
        case .unknownRoot(let label): "the record has no root '\(SafeText.shown(label))'"
        case .threshold(let number, let roots):
            "\(number) of \(roots) roots cannot be what a record demands"
        case .unknownKey(let label):
            "the record has no member and no device '\(SafeText.shown(label))' of that kind"
        case .inTheFuture: "a key cannot be revoked since a time that has not come yet"
        case .beforeTheKey(let time):
            "no such key counted then: the first one began \(time.text)"
        case .endedBefore(let time):
            "such a key had ended by then: the last one counted until \(time.text)"
        case .ownerGone(let device, let owner):
            "the record does not list \(SafeText.shown(owner)) any more, whose computer "
                + "'\(SafeText.shown(device))' was"
        case .nothing: "nothing would change"
        case .draftWaiting(let version):
            "record \(version) is drafted already and waits for signatures"
        case .noDraft: "no draft of a record waits for signatures"
        case .expired: "the record has expired, and this change does not renew it"
        case .tooMany(let limit): "the organisation has \(limit) records: there can be no more"
        case .fileFull:
            "with this record, the organisation's file would be larger than anybody reads"
        case .foreignSignature(let file):
            "'\(SafeText.shown(file))' is no signature of a root over the draft"
        }
    }

    package var hint: String? {
        switch self {
        case .label: "use a-z, 0-9, dots and dashes, like director; no personal names"
        case .notARootKey: "give the .pub file that ssh-keygen wrote"
        case .unknownRoot, .unknownKey: "plomba organisation show --format json lists the labels"
        case .threshold: "give a number from 1 to the number of roots"
        case .inTheFuture: "check this computer's clock"
        case .beforeTheKey:
            "give a later time if the theft was later; nothing else needs to be revoked"
        case .endedBefore:
            "nothing that it signed later counts; if the theft was earlier, give that time"
        case .ownerGone(_, let owner):
            "revoke the person's keys: --member \(SafeText.shown(owner)) covers the computers too"
        case .nothing: nil
        case .draftWaiting:
            "finish it with 'plomba organisation adopt', or drop it with 'plomba organisation discard'"
        case .noDraft: nil
        case .expired:
            "renew it with the same command (--valid-days 365), or first: plomba organisation renew"
        case .tooMany, .fileFull:
            "begin a new organisation record with 'plomba organisation create', and have partners compare its digits"
        case .foreignSignature:
            "the roots sign exactly this file: plomba organisation draft, or plomba charter draft, tells which, and how"
        }
    }
}
