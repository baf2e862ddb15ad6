package import Primitives

/// Whose cosignatures count, how many it takes, and how many of them may lie.
///
/// Two quorums must share an honest witness: 2k - n > f. The operator's own witness is never one of
/// them.
package struct WitnessQuorum: Hashable, Sendable {
    /// n, each key once: keys, since a cosignature does not commit to a name.
    package let witnesses: Set<PublicKey>
    /// k
    package let threshold: Int
    /// f
    package let faulty: Int

    /// Nil unless there are witnesses, no fewer than the threshold, and 2k - n > f >= 0.
    package init?(witnesses: Set<PublicKey>, threshold: Int, faulty: Int) {
        guard witnesses.count <= Self.maximumWitnesses,
            (1...Self.maximumWitnesses).contains(threshold),
            threshold <= witnesses.count, faulty >= 0,
            faulty < 2 * threshold - witnesses.count
        else { return nil }
        self.witnesses = witnesses
        self.threshold = threshold
        self.faulty = faulty
    }

    private static let maximumWitnesses = 1024
}

/// The time of a cosignature that the caller has verified over the checkpoint in question.
package struct CosignatureTime: Hashable, Sendable {
    package let witness: PublicKey
    package let time: Timestamp

    package init(witness: PublicKey, time: Timestamp) {
        self.witness = witness
        self.time = time
    }
}

/// The latest instant that a verified token of an authority over the same checkpoint allows.
package struct AuthorityTime: Hashable, Sendable {
    package let authority: AuthorityName
    package let latest: Timestamp

    package init(authority: AuthorityName, latest: Timestamp) {
        self.authority = authority
        self.latest = latest
    }

    package init(_ token: VerifiedTimestampToken) {
        self.init(authority: token.authority, latest: token.generatedAt.latest)
    }
}
