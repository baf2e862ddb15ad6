import KeyDirectory
package import Primitives

/// Why shares were not made, not taken, or gave nothing.
package enum RecoveryError: PlainFailure, Equatable {
    case keyNotHere
    /// `keys/recovery.age` holds another key than the record names.
    case keyNotInForce
    /// New shares did not give the key back when they were tried.
    case notReproduced
    case otherSet(given: Int, own: Int)
    /// A share of the set by its words, and not the one that was made.
    case notAsMade(share: Int)
    case notOurKey
    case replacedKey(untilVersion: Int)
    case keysAreHere
    /// The member's keys are gone, or wait for a record.
    case memberKeysNotHere
    case noMember(String)
    case severalMembers([String])
    case keyFileDiffers
    case file(String, place: Int, any PlainFailure)

    package static func == (left: RecoveryError, right: RecoveryError) -> Bool {
        left.code == right.code && left.message == right.message
    }

    package var code: String {
        switch self {
        case .keyNotHere: "recovery.key-not-here"
        case .keyNotInForce: "recovery.key-not-in-force"
        case .notReproduced: "recovery.not-reproduced"
        case .otherSet: "recovery.other-set"
        case .notAsMade: "recovery.share-not-as-made"
        case .notOurKey: "recovery.not-our-key"
        case .replacedKey: "recovery.replaced-key"
        case .keysAreHere: "recovery.keys-are-here"
        case .memberKeysNotHere: "keys.not-here"
        case .noMember: "recovery.no-member"
        case .severalMembers: "recovery.several-members"
        case .keyFileDiffers: "recovery.key-file-differs"
        case .file(_, _, let failure): failure.code
        }
    }

    package var message: String {
        switch self {
        case .keyNotHere: "the recovery key is not on this computer"
        case .keyNotInForce:
            "the file keys/recovery.age holds another key than your organisation's record names"
        case .notReproduced: "the new shares did not give the key back, and were thrown away"
        case .otherSet(let given, let own):
            "the share is of set \(given); the shares that were made here last are set \(own)"
        case .notAsMade(let share):
            "this is not the share \(share) that was made, although its checksum holds"
        case .notOurKey: "the shares fit together, and give no key of your organisation"
        case .replacedKey(let version):
            "the shares give a recovery key that was replaced after record \(version)"
        case .keysAreHere: "the keys of a member are on this computer already"
        case .memberKeysNotHere: "your own keys are not on this computer"
        case .noMember(let label):
            "the mailbox has no active member '\(SafeText.shown(label))'"
        case .severalMembers(let labels):
            "the mailbox has several members: \(labels.joined(separator: ", "))"
        case .keyFileDiffers: "the file keys/recovery.age holds another key than the shares give"
        case .file(let name, let place, let failure):
            "share file \(place), '\(SafeText.shown(name))': \(failure.message)"
        }
    }

    package var hint: String? {
        switch self {
        case .keyNotHere:
            "bring keys/recovery.age back from where it is kept, into the folder 'keys'; where "
                + "shares were made already, 'plomba recovery drill' tries them"
        case .keyNotInForce, .keyFileDiffers:
            "nothing was changed; look for the right file in your backup"
        case .notReproduced: "run the command again; if it stays so, do not trust this computer"
        case .otherSet, .notAsMade, .notOurKey:
            "look for the shares that name your set on their page; 'plomba recovery check' tells "
                + "what a share is"
        case .replacedKey:
            "use the shares that were made afterwards; these still give what was sealed before"
        case .keysAreHere:
            "if their passphrase is lost, say --set-aside: they are kept beside the new ones"
        case .memberKeysNotHere:
            "restore the folder 'keys' from your backup; without one: plomba recovery restore. "
                + "If new keys wait for signatures, 'plomba organisation draft' says whose"
        case .noMember, .severalMembers: "name the member who takes over with --member LABEL"
        case .file(_, _, let failure): failure.hint
        }
    }
}
