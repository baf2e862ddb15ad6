package import Primitives
package import TransparencyLog

/// The folder that holds all of a witness.
///
/// ```
/// FOLDER/witness.json          who it is and which logs it watches
/// FOLDER/key                   the key that cosigns, OpenSSH form, 0600
/// FOLDER/lock                  held by the one process that uses the folder
/// FOLDER/logs/H/latest         the note that it has cosigned last, or 'none'; H is SHA-256 of the origin
/// FOLDER/logs/H/conflict       the first two histories of that log that it was shown
/// ```
package struct WitnessHome: Sendable {
    static let configurationName = "witness.json"
    static let keyName = "key"
    private static let keySize = 16 << 10

    let files: WitnessFiles

    package init(_ folder: String) {
        files = WitnessFiles(folder)
    }

    /// Makes the folder of a new witness.
    ///
    /// - Returns: its public key.
    package func create(_ configuration: WitnessConfiguration) throws -> VerifierKey {
        try files.makeFolder("")
        try files.makeFolder("logs")
        guard !files.exists(Self.configurationName) else {
            throw WitnessError.exists(Self.configurationName)
        }
        let key = try SigningKey()
        let file = try key.openSSHPrivateKey(comment: "plomba witness key")
        var bytes = file.withBytes { span in span.indices.map { span[$0] } }
        defer { SecretBytes.erase(&bytes) }
        try files.create(Self.keyName, bytes)
        // The configuration comes last: a folder that has one is complete.
        try files.create(Self.configurationName, configuration.jsonBytes)
        return VerifierKey(configuration.name, .cosignature, key.publicKey)
    }

    /// Has the witness watch a log from now on, or know another key of one that it watches.
    ///
    /// - Parameters:
    ///   - checkpoint: a note of the log to begin with; nil to begin with the first that somebody shows.
    ///   - old: the log that this one continues: it begins with what was signed of that one, which is
    ///     signed no more.
    package func add(
        _ key: VerifierKey, checkpoint: [UInt8]?, succeeding old: KeyName? = nil
    ) throws {
        let lock = try WitnessLock(self)
        defer { lock.release() }
        var configuration = try configuration()
        let isNew = !configuration.origins.contains(key.name)
        try configuration.add(key, succeeding: old)
        if isNew {
            try files.makeFolder(Self.folder(of: key.name))
            let state = try checkpoint.map { try Self.start($0, key) } ?? LogRecord.none
            try keep(state, as: LogRecord.name(of: key.name))
        }
        try files.replace(Self.configurationName, configuration.jsonBytes)
    }

    /// What an earlier witness of this folder has signed is never forgotten; what began with nothing,
    /// and was cut off before the log was added, begins with what is named now.
    private func keep(_ state: [UInt8], as name: String) throws(WitnessError) {
        guard files.exists(name) else { return try files.create(name, state) }
        let before = try files.read(name, limit: LogLimits.noteSizeInBytes)
        if before == LogRecord.none { return try files.replace(name, state) }
        // With a log in the list whose state cannot be read the witness would serve none of its logs.
        if let failure = LogRecord.defect(of: before) { throw .file(name, reason: failure) }
    }

    /// Has the witness sign on by its clock, though its last signature of a log bears a later time: a clock
    /// that was ahead. Says nothing else again than the same checkpoint, at the time that it is now.
    ///
    /// What was dated ahead stays with whoever has it, and counts for nobody before that time comes.
    ///
    /// - Returns: the time that was ahead.
    /// - Throws: ``WitnessError/clockNotAhead`` where waiting is enough.
    package func amendTime(of origin: KeyName, now: Timestamp) throws -> Timestamp {
        let lock = try WitnessLock(self)
        defer { lock.release() }
        let configuration = try configuration()
        let secret = try key()
        guard configuration.origins.contains(origin) else { throw WitnessError.notALogKey }
        let key = VerifierKey(configuration.name, .cosignature, secret.publicKey)
        let record = try LogRecord(
            of: origin, keys: configuration.keys(of: origin), witness: key, in: files)
        guard let latest = record.log.latest, let note = record.note,
            let ahead = record.cosignature?.time,
            ahead.secondsSinceEpoch > now.secondsSinceEpoch + LogLimits.cosignatureAheadInSeconds
        else { throw WitnessError.clockNotAhead }
        let line = Cosignature.sign(latest, at: now, as: key, with: secret)
        let signed = try record.log.verify(UnverifiedCheckpoint(parsing: note))
        try files.replace(LogRecord.name(of: origin), signed.bytes + line.line)
        return ahead
    }

    /// A file with a checkpoint, as a person names it.
    package static func readNote(_ path: String) throws(WitnessError) -> [UInt8] {
        try WitnessFiles(".").read(path, limit: LogLimits.noteSizeInBytes)
    }

    package func configuration() throws(WitnessError) -> WitnessConfiguration {
        try WitnessConfiguration(
            jsonBytes: files.read(
                Self.configurationName, limit: WitnessConfiguration.sizeInBytes))
    }

    func key() throws(WitnessError) -> SigningKey {
        var bytes = try files.readSecret(Self.keyName, limit: Self.keySize)
        do {
            let pem = try SecretBytes(copyingAndErasing: &bytes)
            return try SigningKey(openSSHPrivateKey: pem)
        } catch {
            throw .notAKey
        }
    }

    static func folder(of origin: KeyName) -> String {
        "logs/" + SHA256Digest.of(origin.bytes).hex
    }

    private static func start(
        _ note: [UInt8], _ key: VerifierKey
    ) throws(WitnessError) -> [UInt8] {
        do {
            let log = WitnessedLog(origin: key.name, keys: [key], latest: nil)
            return try log.verify(UnverifiedCheckpoint(parsing: note)).bytes
        } catch let error as any PlainFailure {
            throw .checkpoint(error.message)
        } catch {
            throw .checkpoint("it cannot be read")
        }
    }
}
