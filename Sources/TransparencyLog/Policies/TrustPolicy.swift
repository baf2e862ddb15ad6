/// Whose signatures make a checkpoint count: logs, witnesses, and a quorum of them. (C2SP
/// tlog-policy)
///
/// ```
/// log broker.example/log+891d0738+AWzW6sz24+0LFc+qNOO9A1ybGAx4j2tPrEBbS95Y4pHc
/// witness W1 org-a.example/w1+82c1bc8e+BFNaU1aVIgQat/efwxrZPghjZ/7j00Da1/uPQWwdi2c3
/// witness W2 org-b.example/w1+ecf16b5b+BL+xz74LImXBoIFQbsKiI8pqOB7KvCnZKGGTCpv4Eb2N
/// group orgs all W1 W2
/// quorum orgs
/// ```
package struct TrustPolicy: Equatable, Sendable {
    /// A log or witness, and where it can be reached.
    package struct Party: Equatable, Sendable {
        package let key: VerifierKey
        package let url: String?
    }

    /// What must have witnessed a checkpoint.
    package indirect enum Quorum: Equatable, Sendable {
        case witness(VerifierKey)
        /// At least `threshold` of the members.
        case group(threshold: Int, members: [Quorum])
    }

    package let logs: [Party]
    package let witnesses: [Party]
    /// Nil where the policy says `none`: then nothing is witnessed, and verdicts say so.
    package let quorum: Quorum?

    /// Verifies a checkpoint of one of the logs, with the quorum's cosignatures.
    ///
    /// - Throws: `unknownLog`, `checkpoint`, `quorumMissing`.
    package func verify(
        _ unverified: UnverifiedCheckpoint
    ) throws(PolicyError) -> VerifiedCheckpoint {
        let checkpoint = try signed(unverified)
        guard isSatisfied(by: Set(checkpoint.cosignatures.map(\.witness))) else {
            throw .quorumMissing
        }
        return checkpoint
    }

    /// A checkpoint that one of the logs has signed, with what cosignatures there are.
    package func signed(
        _ unverified: UnverifiedCheckpoint
    ) throws(PolicyError) -> VerifiedCheckpoint {
        let logs = logs.map(\.key).filter { $0.name == unverified.claimed.origin }
        guard !logs.isEmpty else { throw .unknownLog }
        return try verify(unverified, by: logs)
    }

    package func isSatisfied(by witnesses: Set<VerifierKey>) -> Bool {
        quorum.map { Self.isSatisfied($0, by: witnesses) } ?? true
    }

    /// Several keys may have one name; any of them is the log.
    private func verify(
        _ unverified: UnverifiedCheckpoint, by logs: [VerifierKey]
    ) throws(PolicyError) -> VerifiedCheckpoint {
        for log in logs {
            do throws(CheckpointError) {
                return try unverified.verify(log: log, witnesses: witnesses.map(\.key))
            } catch .notSignedByLog {
                continue
            } catch {
                throw .checkpoint(error)
            }
        }
        throw .checkpoint(.notSignedByLog)
    }

    private static func isSatisfied(_ quorum: Quorum, by witnesses: Set<VerifierKey>) -> Bool {
        switch quorum {
        case .witness(let key): witnesses.contains(key)
        case .group(let threshold, let members):
            members.count { isSatisfied($0, by: witnesses) } >= threshold
        }
    }
}
