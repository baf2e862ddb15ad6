import BrokerAPI
import BrokerClient
import Custody
package import Primitives
import PrivateFiles
package import TransparencyLog
import Verification
import WitnessClient

/// What was asked about the broker's log, and what came of it.
package struct LogWatch: Sendable {
    /// The newest checkpoint that the quorum has cosigned; nil if there is none yet.
    package internal(set) var witnessed: WitnessedCheckpoint?
    /// Witnesses that showed what they have seen, all of it one history with ours.
    package internal(set) var agreeing = 0
    /// Proofs of receipts that now stand under a cosigned checkpoint.
    package internal(set) var proven = 0
    /// What speaks against the broker, and what it did not let itself be asked.
    package internal(set) var problems: [any PlainFailure] = []

    /// One step that does not keep the others from being taken.
    ///
    /// - Throws: when our own disk fails.
    fileprivate mutating func attempt<Value>(_ step: () async throws -> Value) async throws
        -> Value?
    {
        do {
            return try await step()
        } catch let failure as FileError {
            throw failure
        } catch let failure as any PlainFailure {
            problems.append(failure)
            return nil
        }
    }

    /// The broker is away: what it would be asked next it does not answer either.
    fileprivate var isAway: Bool {
        problems.contains { ($0 as? BrokerClientError)?.isOffline ?? false }
    }
}

extension Office {
    /// Holds against each other what the broker and each witness show of the log, and gets for every
    /// receipt a proof under a cosigned checkpoint.
    ///
    /// - Returns: nil where no policy of witnesses was chosen, or the broker keeps no log. What was found
    ///   is in it, also when the broker falls silent in the middle.
    /// - Throws: when our own disk fails.
    func watchLog(_ session: BrokerSession) async throws -> LogWatch? {
        guard let log = session.trust.logKey else { return nil }
        let memory = LogMemory(home, log)
        guard let pinned = try PinnedPolicy.loadIfThere(home) else {
            try await proveStamped(memory, session)
            return nil
        }
        var watch = LogWatch()
        // Under 'quorum none' nothing counts as witnessed, whoever has cosigned for others.
        if pinned.policy.quorum != nil {
            watch.witnessed =
                try await watch.attempt {
                    guard let note = try await session.connection.witnessedCheckpoint(covering: nil)
                    else { return nil }
                    return try await see(note, pinned, memory, session)
                } ?? nil
        }
        for (_, answer) in await askWitnesses(pinned, of: memory.log) {
            try await compare(answer, &watch, memory, session)
        }
        guard watch.witnessed != nil else {
            if !watch.isAway {
                _ = try await watch.attempt { try await proveStamped(memory, session) }
            }
            return watch
        }
        for proofs in try allProofs() where !watch.isAway {
            watch.proven +=
                try await watch.attempt {
                    try await proveWitnessed(proofs, pinned, memory, session)
                } ?? 0
        }
        return watch
    }

    /// Verifies what the broker shows as witnessed, and holds it against what is known of the log, also
    /// where too few have cosigned it: the log has signed it all the same.
    func see(
        _ note: [UInt8], _ pinned: PinnedPolicy, _ memory: LogMemory, _ session: BrokerSession
    ) async throws -> WitnessedCheckpoint {
        let shown = try UnverifiedCheckpoint(parsing: note)
        do {
            let seen = try pinned.witnessed(shown, now: clock.now)
            try await memory.see(seen.checkpoint, by: session)
            // Of a log that this one continues nothing new is to be kept.
            guard seen.checkpoint.log == memory.log else { return seen }
            try memory.keep(seen)
            try memory.keepMoment(of: seen, by: pinned.policy, now: clock.now)
            return seen
        } catch let missing as PolicyError where missing.isTooFew {
            try await memory.see(memory.keys().verify(shown), by: session)
            throw missing
        }
    }

    /// Holds what a witness has seen last against what is known here. One that is away is no news;
    /// one that shows another history is.
    private func compare(
        _ answer: WitnessSight, _ watch: inout LogWatch, _ memory: LogMemory,
        _ session: BrokerSession
    ) async throws {
        guard case .seen(let checkpoint) = answer else { return }
        guard !watch.isAway else { return try memory.keepUnasked(checkpoint) }
        let isOne: Void? = try await watch.attempt { try await memory.see(checkpoint, by: session) }
        if isOne != nil { watch.agreeing += 1 }
    }

    /// Asks each witness that has an address what it has cosigned last of a log; all at once, so that
    /// slow ones take no more time than one.
    func askWitnesses(
        _ pinned: PinnedPolicy, of log: VerifierKey
    ) async -> [(witness: VerifierKey, answer: WitnessSight)] {
        let clock = clock
        let client = WitnessClient { clock.now }
        let witnesses = WitnessAddress.all(of: pinned.policy)
        let answers = await withTaskGroup(of: (Int, WitnessSight).self) { group in
            for (place, witness) in witnesses.enumerated() {
                group.addTask { (place, await Self.sight(of: log, from: witness, client)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        await client.shutdown()
        return witnesses.enumerated().map { place, witness in
            (witness.key, answers[place] ?? .fault(.silent))
        }
    }

    private static func sight(
        of log: VerifierKey, from witness: WitnessAddress, _ client: WitnessClient
    ) async -> WitnessSight {
        do throws(WitnessFault) {
            guard let shown = try await client.latest(of: log.name, from: witness) else {
                return .nothing
            }
            guard let checkpoint = try? shown.verify(log: log, witnesses: [witness.key]),
                !checkpoint.cosignatures.isEmpty
            else { return .fault(.unusableAnswer) }
            return .seen(checkpoint)
        } catch {
            return .fault(error)
        }
    }

    /// Replaces proofs of a case by such under the first cosigned checkpoint that covers them.
    ///
    /// - Returns: how many there are now that were not before.
    func proveWitnessed(
        _ proofs: [KeptProof], _ pinned: PinnedPolicy, _ memory: LogMemory,
        _ session: BrokerSession
    ) async throws -> Int {
        let tokens = TokenBook(home, try memory.keys())
        var count = 0
        for kept in proofs {
            guard let proof = try kept.load(), isUnwitnessed(proof, pinned),
                let note = try await session.connection.witnessedCheckpoint(
                    covering: proof.inclusion.index)
            else { continue }
            let seen = try await quorate(note, pinned, memory, session)
            try await kept.move(under: seen.checkpoint, memory, tokens, session)
            count += 1
        }
        try await proveStamped(proofs, memory, session)
        return count
    }

    /// The first cosigned checkpoint, or the newest where the first has a quorum by another policy only.
    private func quorate(
        _ first: [UInt8], _ pinned: PinnedPolicy, _ memory: LogMemory, _ session: BrokerSession
    ) async throws -> WitnessedCheckpoint {
        do {
            return try await see(first, pinned, memory, session)
        } catch let missing as PolicyError where missing.isTooFew {
            guard let newest = try await session.connection.witnessedCheckpoint(covering: nil)
            else {
                throw missing
            }
            return try await see(newest, pinned, memory, session)
        }
    }

    /// The same where witnesses were chosen for the broker's log.
    func proveWitnessed(_ proofs: [KeptProof], by session: BrokerSession) async throws {
        guard let log = session.trust.logKey else { return }
        let memory = LogMemory(home, log)
        do {
            if let pinned = try PinnedPolicy.loadIfThere(home), pinned.policy.quorum != nil {
                _ = try await proveWitnessed(proofs, pinned, memory, session)
            } else {
                try await proveStamped(proofs, memory, session)
            }
        } catch let failure as LogReceiptError {
            throw failure
        } catch let failure as BrokerClientError where failure.isOffline {
            throw failure
        } catch let failure as any PlainFailure {
            // What is here stays the broker's word, and is shown as such.
            notices.warn("the broker does not show that it is witnessed: \(failure.message)")
        }
    }

    func isUnwitnessed(_ proof: UnverifiedLogProof, _ pinned: PinnedPolicy) -> Bool {
        (try? pinned.witnessed(proof.checkpoint, now: clock.now)) == nil
    }
}

/// What a witness shows of a log.
enum WitnessSight: Sendable {
    /// Cosigned by it.
    case seen(VerifiedCheckpoint)
    /// It has cosigned none.
    case nothing
    case fault(WitnessFault)
}
