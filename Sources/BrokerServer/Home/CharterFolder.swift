import FoundationEssentials
import KeyDirectory
package import Primitives
import SystemPackage

/// The charter that a broker hands out, in its home.
///
/// ```
/// charter/FINGERPRINT.json    a charter file with all its versions
/// ```
/// The name is the fingerprint that the operator compared: what the file says must verify against it at
/// every reading. Each version takes the place of the one before as a whole.
struct CharterFolder: Sendable {
    static let name = "charter"
    private static let ending = ".json"

    let home: BrokerHome
    let mode: Mode

    /// The charter that is there, verified from its first version; nil where there is none.
    ///
    /// - Throws: `RecordError` for a file that does not hold, ``BrokerCharterError``, `ConfigurationError`.
    func load() throws -> VerifiedCharter? {
        guard let fingerprint = try fingerprint() else { return nil }
        let file = try CharterFile(
            parsing: home.read(Self.path(fingerprint), limit: RecordLimits.fileSizeInBytes))
        return try UnverifiedCharter(file).verify(fingerprint: fingerprint, mode: mode)
    }

    /// The name of the file that is there, below the home.
    func file() throws(BrokerCharterError) -> String? { try fingerprint().map(Self.path) }

    /// Takes a charter file that was verified.
    func store(_ charter: VerifiedCharter) throws(ConfigurationError) {
        try home.makeFolder(Self.name)
        try home.replace(Self.path(charter.fingerprint), charter.file.serialized())
    }

    func remove() throws {
        guard let file = try file() else { throw BrokerCharterError.none }
        try home.removeIfThere(file)
    }

    private static func path(_ fingerprint: Fingerprint) -> String {
        name + "/" + fingerprint.text + ending
    }

    private func fingerprint() throws(BrokerCharterError) -> Fingerprint? {
        let found = Folder.names(in: home.resolve(Self.name).string).compactMap { name in
            name.hasSuffix(Self.ending)
                ? Fingerprint(String(name.dropLast(Self.ending.count))) : nil
        }
        guard found.count < 2 else { throw .several }
        return found.first
    }
}

/// Why a charter is not handed out.
package enum BrokerCharterError: PlainFailure, Equatable {
    case none
    /// More than one file lies in the folder.
    case several
    /// The first charter needs the digits that somebody of the network read out.
    case digitsMissing
    case otherFingerprint
    case otherNetwork(known: OrganisationName)
    case otherMode
    case expired(Timestamp)
    /// What is handed out now cannot be read, so nothing can be held against it.
    case damaged(reason: String)

    package var code: String {
        switch self {
        case .none: "charter.none"
        case .several: "charter.several"
        case .digitsMissing: "charter.digits-missing"
        case .otherFingerprint: "charter.fingerprint-mismatch"
        case .otherNetwork: "charter.other-network"
        case .otherMode: "charter.other-mode"
        case .expired: "charter.expired"
        case .damaged: "charter.damaged"
        }
    }

    package var message: String {
        switch self {
        case .none: "this broker hands out no charter"
        case .several: "the folder 'charter' holds the charters of several networks"
        case .digitsMissing: "a first charter needs its 60 digits"
        case .otherFingerprint: "the charter has another fingerprint than the one you typed"
        case .otherNetwork(let known):
            "this is the charter of another network than \(known.text), whose charter is handed out here"
        case .otherMode: "the charter is for training and this broker is live, or the reverse"
        case .expired(let end): "the newest version of the charter ended on \(end.text)"
        case .damaged(let reason): "the charter that is handed out now does not hold: \(reason)"
        }
    }

    package var hint: String? {
        switch self {
        case .none: "plombad charter take FILE --fingerprint DIGITS"
        case .several, .damaged:
            "plombad charter remove --yes, then take the newest file, with its digits"
        case .digitsMissing:
            "let somebody of the network read them to you: --fingerprint DIGITS"
        case .otherFingerprint:
            "compare every digit again with somebody of the network; if they differ, do not take the file"
        case .otherNetwork:
            "call the people of your network: somebody may want to replace it"
        case .otherMode: nil
        case .expired: "ask the roots of the network for the next version"
        }
    }
}
