import Primitives
import Timestamping
import TransparencyLog
import Verification

extension BagCheckpoint {
    /// The newest state of the log that this home has verified, for a bag that is made now: one that others
    /// have cosigned, where there is one; nil where none is known.
    static func newest(_ home: Home, at now: Timestamp) throws -> [UInt8]? {
        guard let log = try BrokerTrust.loadIfThere(home)?.logKey else { return nil }
        let memory = LogMemory(home, log)
        // A damaged memory is told by what follows the log; it keeps nobody from sealing.
        return try witnessed(memory, PinnedPolicy.loadIfThere(home), at: now)
            ?? (try? memory.shownNote())
    }

    /// Nil also where others have cosigned it than are chosen now: it would say nothing.
    private static func witnessed(
        _ memory: LogMemory, _ pinned: PinnedPolicy?, at now: Timestamp
    ) throws -> [UInt8]? {
        guard let pinned, let note = try memory.witnessedNote(),
            let checkpoint = try? UnverifiedCheckpoint(parsing: note),
            let seen = try? pinned.policy.witnessed(checkpoint, now: now)
        else { return nil }
        return try seen.note(with: Set(seen.cosignatures.map(\.witness)))
    }
}
