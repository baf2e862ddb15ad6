import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog
import Verification

/// When this home first saw each chosen quorum sign: from then on the log was not smaller, and nobody who
/// finds a former witness's key can date a larger log before it.
extension LogMemory {
    private static let mostMoments = 64
    private static let digitsInName = 16

    private var moments: FilePath { folder.appending("moments") }

    /// Keeps the first checkpoint that the quorum of a policy is seen to have cosigned.
    func keepMoment(
        of seen: WitnessedCheckpoint, by policy: TrustPolicy, now: Timestamp
    ) throws {
        let known = try momentNotes()
        guard known.count < Self.mostMoments,
            !known.contains(where: { LogMoment($0, policy, now: now) != nil })
        else { return }
        let note = try seen.note(with: Set(seen.cosignatures.map(\.witness)))
        try PrivateFolder.makeAll(moments)
        // Two quorums may have seen the same size first: each keeps its own lines.
        let name = "\(seen.size)-\(SHA256Digest.of(note).hex.prefix(Self.digitsInName))"
        try PrivateFile.write(note, to: moments.appending(name))
    }

    /// By the policy in use and those before it; the newest checkpoint that is kept is one of them.
    func moments(by pinned: PinnedPolicy, now: Timestamp) throws -> [LogMoment] {
        let policies = [pinned.policy] + pinned.former.map(\.policy)
        let newest = try witnessedNote().flatMap { try? UnverifiedCheckpoint(parsing: $0) }
        return try (momentNotes() + [newest].compactMap { $0 }).compactMap { note in
            policies.lazy.compactMap { LogMoment(note, $0, now: now) }.first
        }
    }

    /// Files that hold no checkpoint of this log any more. They are left out: the others are read, and
    /// nobody is locked out.
    func damagedMoments() throws -> [HomeError] {
        try momentFiles().compactMap { file in
            do {
                _ = try Self.moment(file, of: log)
                return nil
            } catch FileError.notFound {
                return nil
            } catch let failure as any PlainFailure {
                return .damaged(file: file, reason: failure.message)
            }
        }
    }

    private func momentNotes() throws -> [UnverifiedCheckpoint] {
        try momentFiles().compactMap { try? Self.moment($0, of: log) }
    }

    private static func moment(
        _ file: FilePath, of log: VerifierKey
    ) throws -> UnverifiedCheckpoint {
        let bytes = try PrivateFile.read(file, limit: LogLimits.noteSizeInBytes)
        let note = try UnverifiedCheckpoint(parsing: bytes)
        _ = try note.verify(log: log)
        return note
    }

    private func momentFiles() throws -> [FilePath] {
        guard PrivateFolder.isFolder(moments) else { return [] }
        // What a power cut left of a write is no moment.
        return try PrivateFolder.names(in: moments).filter { !$0.contains(".new-") }
            .prefix(Self.mostMoments).map(moments.appending)
    }
}

extension PinnedPolicy {
    /// How large its log was seen to be from a home, and when.
    func moments(_ home: Home, now: Timestamp) throws -> [LogMoment] {
        try policy.logs.flatMap { try LogMemory(home, $0.key).moments(by: self, now: now) }
    }
}
