import KeyDirectory
import Primitives
import PrivateFiles

/// An organisation's file that somebody vouches for with a fingerprint.
enum ToldOrganisation {
    /// - Parameter text: `sender.plomba-org=9c56cc51...0635ab`, or twelve groups of five digits.
    static func verified(_ text: String) throws -> VerifiedOrganisation {
        guard let sign = text.lastIndex(of: "=") else { throw ToldError.organisation(text) }
        let (path, claim) = (String(text[..<sign]), String(text[text.index(after: sign)...]))
        let history = try UnverifiedOrganisation(
            OrganisationFile(
                parsing: OutsideFile.read(path, limit: RecordLimits.fileSizeInBytes)))
        let matches: Bool
        if let fingerprint = Fingerprint(claim) {
            matches = fingerprint == history.fingerprint
        } else if let digits = FingerprintDigits(claim) {
            matches = history.fingerprint.matches(digits)
        } else {
            throw ToldError.fingerprint
        }
        guard matches else { throw ToldError.otherFingerprint(path) }
        return try history.verify(fingerprint: history.fingerprint, mode: history.mode)
    }
}

/// Why what was told cannot be used.
enum ToldError: PlainFailure, Equatable {
    case organisation(String)
    case fingerprint
    case otherFingerprint(String)
    case modes
    case name(String)
    case serviceKey
    case logKey
    case authority(String)
    case time(String)

    var code: String {
        switch self {
        case .organisation: "argument.organisation-file"
        case .fingerprint: "argument.fingerprint"
        case .otherFingerprint: "partner.fingerprint-mismatch"
        case .modes: "argument.two-modes"
        case .name: "argument.organisation-name"
        case .serviceKey: "argument.service-key"
        case .logKey: "argument.log-key"
        case .authority: "argument.authority"
        case .time: "argument.time"
        }
    }

    var message: String {
        switch self {
        case .organisation(let text): "'\(SafeText.shown(text))' is not FILE=FINGERPRINT"
        case .fingerprint: "the fingerprint has neither 64 characters of 0-9 a-f nor 60 digits"
        case .otherFingerprint(let path):
            "the fingerprint is not that of the organisation in '\(SafeText.shown(path))'"
        case .modes: "one of these organisations is for training and another is live"
        case .name(let text): "'\(SafeText.shown(text))' cannot be the name of an organisation"
        case .serviceKey: "the broker's service key is not in the form of OpenSSH"
        case .logKey: "the key of the broker's log is not in the form of a verifier key"
        case .authority(let text):
            "'\(SafeText.shown(text))' and its policy are no time-stamping authority"
        case .time(let text): "'\(SafeText.shown(text))' is no time"
        }
    }

    var hint: String? {
        switch self {
        case .organisation: "write it like: --organisation sender.plomba-org=9c56cc51...0635ab"
        case .fingerprint: "copy all of it, as the organisation itself has told it to you"
        case .otherFingerprint:
            "somebody may have put another file in its place: ask the organisation for both once more"
        case .modes: "material for training is checked apart"
        case .name: "names look like group484.rs: a-z, 0-9, dashes, at least one dot"
        case .serviceKey: "it looks like: 'ssh-ed25519 AAAA...', in quotation marks"
        case .logKey: "it looks like: broker.example/log+891d0738+AWzW6..."
        case .time: "it looks like 2026-05-01T12:00:00Z"
        case .authority: "a policy looks like 1.3.6.1.4.1.55555.1.1"
        }
    }
}
