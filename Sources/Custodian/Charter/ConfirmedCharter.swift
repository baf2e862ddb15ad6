import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage

/// The charter of the network, whose fingerprint a person here has confirmed.
///
/// ```
/// charter.json            {"type": ..., "version": 1, "fingerprint": "9c56...", "confirmedTime": "...",
///                          "highestVersion": 3, "digest": "<SHA-256 of that version>"}
/// charter/history.json    the charter file, byte for byte
/// ```
/// What was seen stands apart from the file: a file that was put back, or exchanged, is refused.
struct ConfirmedCharter: Sendable {
    private static let type = "urn:plomba:v1:ConfirmedCharter"
    let history: VerifiedCharter
    let confirmedTime: Timestamp

    var current: CharterRecord { history.current }

    /// Nil before anybody has confirmed one.
    static func loadIfThere(_ home: Home) throws -> ConfirmedCharter? {
        guard let state = try state(home) else { return nil }
        let path = historyPath(home)
        do {
            let bytes = try PrivateFile.read(path, limit: RecordLimits.fileSizeInBytes)
            let file = try CharterFile(parsing: bytes)
            return ConfirmedCharter(
                history: try UnverifiedCharter(file).verify(
                    fingerprint: state.fingerprint, mode: file.mode, remembering: state.seen),
                confirmedTime: state.confirmedTime)
        } catch let failure as RecordError {
            throw CharterError.damaged(failure)
        } catch FileError.notFound {
            throw CharterError.damaged(
                .rollback(known: state.seen.version, found: 0))
        }
    }

    /// - Throws: ``CharterError/none``.
    static func load(_ home: Home) throws -> ConfirmedCharter {
        guard let charter = try loadIfThere(home) else { throw CharterError.none }
        return charter
    }

    /// Keeps a history that was verified; the file first, so that what is remembered is never ahead of it.
    func store(_ home: Home) throws {
        try PrivateFolder.makeAll(home.charter)
        try PrivateFile.write(history.file.serialized(), to: Self.historyPath(home))
        try StateFile(home.charterState).write([
            JSONMember("type", .string(Self.type)),
            JSONMember("version", .integer(1)),
            JSONMember("fingerprint", .string(history.fingerprint.text)),
            JSONMember("confirmedTime", .string(confirmedTime.text)),
            JSONMember("highestVersion", .integer(Int64(history.remembered.version))),
            JSONMember("digest", .string(history.remembered.digest.hex)),
        ])
    }

    /// What is remembered, whatever became of the file.
    struct State {
        let fingerprint: Fingerprint
        let confirmedTime: Timestamp
        let seen: RememberedRecord
    }

    static func state(_ home: Home) throws -> State? {
        guard var file = try StateFile(home.charterState).readIfThere() else { return nil }
        return try file.wrapping { reader in
            try reader.constant("type", type)
            _ = try reader.integer("version", in: 1...1)
            return State(
                fingerprint: try reader.fingerprint("fingerprint"),
                confirmedTime: try reader.timestamp("confirmedTime"),
                seen: RememberedRecord(
                    version: try reader.integer("highestVersion", in: 1...RecordLimits.records),
                    digest: try reader.digest("digest")))
        }
    }

    private static func historyPath(_ home: Home) -> FilePath {
        home.charter.appending("history.json")
    }
}

/// A charter that was handed over and whose fingerprint nobody has compared yet: nothing of it counts.
enum UnconfirmedCharter {
    private static func path(_ home: Home) -> FilePath {
        home.charter.appending("unconfirmed.json")
    }

    static func store(_ file: [UInt8], _ home: Home) throws {
        try PrivateFolder.makeAll(home.charter)
        try PrivateFile.write(file, to: path(home))
    }

    static func loadIfThere(_ home: Home) throws -> UnverifiedCharter? {
        guard PrivateFolder.isThere(path(home)) else { return nil }
        return try UnverifiedCharter(
            CharterFile(
                parsing: PrivateFile.read(path(home), limit: RecordLimits.fileSizeInBytes)))
    }

    static func remove(_ home: Home) throws {
        guard PrivateFolder.isThere(path(home)) else { return }
        try SystemCall.removeFile(path(home))
    }
}

extension ConfirmedCharter {
    /// - Throws: ``CharterError/expired(_:)``.
    func requireCurrent(at now: Timestamp) throws(CharterError) {
        if history.isExpired(at: now) { throw .expired(current.expiryTime) }
    }

    /// Whether the newest version gives a name another fingerprint than this.
    func gives(_ name: OrganisationName, anotherThan fingerprint: Fingerprint) -> Bool {
        current.organisations.contains { $0.name == name && $0.fingerprint != fingerprint }
    }

    /// Whether the newest version lists an organisation with this fingerprint.
    func lists(_ fingerprint: Fingerprint) -> Bool {
        current.organisations.contains { $0.fingerprint == fingerprint }
    }
}
