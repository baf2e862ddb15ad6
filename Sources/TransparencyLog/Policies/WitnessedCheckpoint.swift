package import Primitives

/// A checkpoint that the quorum of a policy has cosigned. Made by ``TrustPolicy`` only.
package struct WitnessedCheckpoint: Equatable, Sendable {
    package let checkpoint: VerifiedCheckpoint
    /// Those of the policy's witnesses that are not dated in the future; one of each.
    package let cosignatures: [Cosignature]

    package var origin: KeyName { checkpoint.origin }
    package var size: UInt64 { checkpoint.size }
    package var bytes: [UInt8] { checkpoint.bytes }

    /// The organisations of these witnesses, by the names of their keys.
    package var organisations: Set<KeyName> {
        Set(cosignatures.map { WitnessName.organisation(of: $0.witness.name) })
    }
}

extension TrustPolicy {
    /// Verifies a checkpoint of one of the logs with the quorum's cosignatures, leaving out those
    /// whose time has not come.
    ///
    /// - Parameters:
    ///   - earliest: what is dated before it does not count either.
    ///   - last: nor what is dated after it.
    /// - Throws: `unknownLog`, `checkpoint`; `quorumMissing`, also where the policy asks for no
    ///   quorum: then nothing is witnessed.
    package func witnessed(
        _ unverified: UnverifiedCheckpoint, now: Timestamp, from earliest: Timestamp? = nil,
        until last: Timestamp? = nil
    ) throws(PolicyError) -> WitnessedCheckpoint {
        let checkpoint = try signed(unverified)
        let latest = now.secondsSinceEpoch + LogLimits.cosignatureAheadInSeconds
        let timely = checkpoint.cosignatures.filter { cosignature in
            let time = cosignature.time
            return time.secondsSinceEpoch <= latest && time <= last ?? time
                && time >= earliest ?? time
        }
        guard quorum != nil, isSatisfied(by: Set(timely.map(\.witness))) else {
            throw .quorumMissing
        }
        return WitnessedCheckpoint(checkpoint: checkpoint, cosignatures: timely)
    }
}

/// Names of witnesses: that of the organisation, or that and `/` and anything.
package enum WitnessName {
    package static func organisation(of name: KeyName) -> KeyName {
        let part = name.bytes.prefix { $0 != UInt8(ascii: "/") }
        // A name that begins with a slash names no organisation but itself.
        return (try? KeyName(bytes: Array(part))) ?? name
    }
}
