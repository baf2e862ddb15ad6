import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog
import Verification

/// When this home first saw each chosen quorum sign: from then on the log was not smaller, and nobody who
/// finds a former witness's key can date a larger log before it.
extension LogMemory {
    private static let mostMoments = 64

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
        try PrivateFile.write(note, to: moments.appending(String(seen.size)))
    }

    /// By the policy in use and those before it; the newest checkpoint that is kept is one of them.
    func moments(by pinned: PinnedPolicy, now: Timestamp) throws -> [LogMoment] {
        let policies = [pinned.policy] + pinned.former.map(\.policy)
        let newest = try witnessedNote().flatMap { try? UnverifiedCheckpoint(parsing: $0) }
        return try (momentNotes() + [newest].compactMap { $0 }).compactMap { note in
            policies.lazy.compactMap { LogMoment(note, $0, now: now) }.first
        }
    }

    private func momentNotes() throws -> [UnverifiedCheckpoint] {
        guard PrivateFolder.isThere(moments) else { return [] }
        return try PrivateFolder.names(in: moments).prefix(Self.mostMoments).map { name in
            let file = moments.appending(name)
            let bytes = try PrivateFile.read(file, limit: LogLimits.noteSizeInBytes)
            do throws(CheckpointError) {
                return try UnverifiedCheckpoint(parsing: bytes)
            } catch {
                throw HomeError.damaged(file: file, reason: error.message)
            }
        }
    }
}
