import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog

/// What each witness was seen to have signed of one log: who forgets may be led to sign a second history.
///
/// ```
/// logs/ORIGIN/witnesses/KEY.latest   the note of the largest tree; KEY is SHA-256 of the witness's public key
/// logs/ORIGIN/witnesses/KEY.before   what that was when it went back
/// logs/ORIGIN/witnesses/KEY.back     the first note of a smaller tree that it has signed later than that
/// ```
/// The last two together convict the witness: both bear its signature, and the smaller one the later time.
/// They stay, whatever it signs afterwards.
struct WitnessMemory {
    private let folder: FilePath
    private let log: VerifierKey

    init(_ home: Home, _ log: VerifierKey) {
        folder = home.logs.appending(SHA256Digest.of(Array(log.text.utf8)).hex)
            .appending("witnesses")
        self.log = log
    }

    /// Holds what a witness shows against the largest that it has shown, and remembers the larger one.
    ///
    /// An older page that is shown again is no news: only a later signature over less is.
    ///
    /// - Returns: the larger tree that it had signed before, when it went back.
    func see(_ shown: VerifiedCheckpoint, by witness: VerifierKey) throws -> VerifiedCheckpoint? {
        guard let time = Self.time(of: shown, witness) else { return nil }
        let known = try largest(of: witness)
        if let known, let before = Self.time(of: known, witness) {
            if known.size > shown.size {
                guard time > before else { return nil }
                try keep(known, shown, by: witness)
                return known
            }
            guard known.size < shown.size || before < time else { return nil }
        }
        try PrivateFolder.makeAll(folder)
        try PrivateFile.write(shown.bytes, to: file(witness, "latest"))
        return nil
    }

    /// What convicts a witness that went back once; nil as well where one of the files is damaged.
    func conviction(
        of witness: VerifierKey
    ) throws -> (before: VerifiedCheckpoint, back: VerifiedCheckpoint)? {
        guard let before = try read("before", witness), let back = try read("back", witness),
            let earlier = Self.time(of: before, witness), let later = Self.time(of: back, witness),
            before.size > back.size, later > earlier
        else { return nil }
        return (before, back)
    }

    /// The first pair stays; what is only half of one convicts nobody.
    private func keep(
        _ before: VerifiedCheckpoint, _ back: VerifiedCheckpoint, by witness: VerifierKey
    ) throws {
        guard try conviction(of: witness) == nil else { return }
        try PrivateFile.write(before.bytes, to: file(witness, "before"))
        try PrivateFile.write(back.bytes, to: file(witness, "back"))
    }

    /// The largest tree that a witness was seen to have signed; nil as well where the file is damaged,
    /// which accuses nobody.
    func largest(of witness: VerifierKey) throws -> VerifiedCheckpoint? {
        try read("latest", witness)
    }

    private func read(_ kind: String, _ witness: VerifierKey) throws -> VerifiedCheckpoint? {
        let file = file(witness, kind)
        guard PrivateFolder.isThere(file) else { return nil }
        let bytes = try PrivateFile.read(file, limit: LogLimits.noteSizeInBytes)
        return try? UnverifiedCheckpoint(parsing: bytes).verify(log: log, witnesses: [witness])
    }

    private func file(_ witness: VerifierKey, _ kind: String) -> FilePath {
        folder.appending(SHA256Digest.of(Array(witness.text.utf8)).hex + "." + kind)
    }

    private static func time(of checkpoint: VerifiedCheckpoint, _ witness: VerifierKey)
        -> Timestamp?
    {
        checkpoint.cosignatures.filter { $0.witness == witness }.map(\.time).max()
    }
}
