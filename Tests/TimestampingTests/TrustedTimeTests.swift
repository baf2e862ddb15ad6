import Primitives
import Testing

@testable import Timestamping

/// The rule over examples that a person can follow.
@Suite struct `Trusted time` {
    private let keys: [PublicKey]

    init() throws {
        keys = try (0..<4).map { _ in try SigningKey().publicKey }
    }

    @Test func `the upper bound is the k-th smallest time of listed witnesses`() throws {
        let charter = try charter(witnesses: 4, threshold: 3, faulty: 1)
        #expect(time(charter, [100, 300, 200, 400]).upper == .at(try instant(300)))
        #expect(time(charter, [100, 300, 200]).upper == .at(try instant(300)))
        #expect(time(charter, [100, 300]).upper == .notChecked(.quorumMissing))
        #expect(time(charter, []).upper == .notChecked(.quorumMissing))
    }

    @Test func `where fewer than k are honest a liar makes the bound later, never earlier`()
        throws
    {
        let two = try charter(witnesses: 2, threshold: 2, faulty: 1)
        #expect(time(two, [100, 900]).upper == .at(try instant(900)))
        #expect(time(two, [100, 1]).upper == .at(try instant(100)))
        // With k honest ones left he cannot.
        let three = try charter(witnesses: 3, threshold: 2, faulty: 0)
        #expect(time(three, [100, 110, 900]).upper == .at(try instant(110)))
    }

    @Test func `a witness counts once and a stranger never`() throws {
        let charter = try charter(witnesses: 3, threshold: 2, faulty: 0)
        let stranger = keys[3]
        let twice = try [(keys[0], 100), (keys[0], 150), (stranger, 120)].map {
            try cosignature($0, $1)
        }
        #expect(
            TrustedTime(charter: charter, cosignatures: twice, tokens: [], sealed: twice).upper
                == .notChecked(.quorumMissing))
        let both = try twice + [cosignature(keys[1], 90)]
        let found = TrustedTime(charter: charter, cosignatures: both, tokens: [], sealed: both)
        #expect(found.upper == .at(try instant(100)))
        // Latest of each: 150 and 90, of which the largest counts where nobody lies.
        #expect(found.lower == .at(try instant(100)))
        #expect(found.remarks == [.tokenMissing, .boundsOverlap(seconds: 50)])
    }

    @Test func `of quorum and authority the later counts, and a day's difference is told`() throws {
        let charter = try charter(witnesses: 3, threshold: 2, faulty: 0)
        let quorum = [200_000, 200_100, 200_200] as [Int64]
        func stamped(_ times: [(String, Int64)]) throws -> TrustedTime {
            try time(charter, quorum, tokens: times.map { try authority($0, $1) })
        }
        let close = try stamped([("a.example.org", 200_150)])
        #expect(close.upper == .at(try instant(200_150)) && close.remarks.isEmpty)
        let early = try stamped([("a.example.org", 113_700)])
        #expect(early.upper == .at(try instant(200_100)) && early.remarks.isEmpty)
        let earlier = try stamped([("a.example.org", 113_699)])
        #expect(earlier.upper == .at(try instant(200_100)))
        #expect(earlier.remarks == [.authorityApart(seconds: 86_401)])
        let late = try stamped([("a.example.org", 286_501)])
        #expect(late.upper == .at(try instant(286_501)))
        #expect(late.remarks == [.authorityApart(seconds: 86_401)])
        let two = try stamped([("a.example.org", 900_000), ("b.example.org", 200_150)])
        #expect(two.upper == .at(try instant(200_150)) && two.remarks.isEmpty)
        let unlisted = try stamped([("c.example.org", 200_150)])
        #expect(unlisted.upper == .at(try instant(200_100)))
        #expect(unlisted.remarks == [.tokenMissing])
    }

    @Test func `an authority alone gives no bound`() throws {
        let charter = try charter(witnesses: 3, threshold: 2, faulty: 0)
        let alone = try time(charter, [100], tokens: [authority("a.example.org", 100)])
        #expect(alone.upper == .notChecked(.quorumMissing))
    }

    @Test func `a log that nobody watches has no bounds`() throws {
        let charter = TrustedTime.Charter(quorum: nil, authorities: [try name("a.example.org")])
        let alone = try time(
            charter, [100], tokens: [authority("a.example.org", 100)], sealed: [50])
        #expect(alone.upper == .notChecked(.quorumMissing))
        #expect(alone.lower == .notChecked(.checkpointNotWitnessed))
    }

    @Test func `the lower bound is the (f + 1)-th largest, or not checked`() throws {
        let charter = try charter(witnesses: 4, threshold: 3, faulty: 1)
        func lower(_ sealed: [Int64]?) throws -> TrustedTime {
            time(charter, [5000, 5000, 5000], sealed: sealed)
        }
        #expect(try lower(nil).lower == .notChecked(.checkpointMissing))
        #expect(try lower([100, 200]).lower == .notChecked(.checkpointNotWitnessed))
        #expect(try lower([100, 200, 300]).lower == .at(try instant(200)))
        #expect(try lower([100, 200, 300, 4_000_000_000]).lower == .at(try instant(300)))
        let close = try lower([5300, 5300, 5300])
        #expect(close.lower == .at(try instant(5000)))
        #expect(close.remarks == [.tokenMissing, .boundsOverlap(seconds: 300)])
        let apart = try lower([5301, 5301, 5301])
        #expect(apart.lower == .notChecked(.boundsContradict))
        #expect(apart.remarks == [.tokenMissing, .boundsContradict(seconds: 301)])
    }

    @Test func `a quorum that two halves could share without an honest witness is none`() {
        func quorum(_ n: Int, _ k: Int, _ f: Int) -> WitnessQuorum? {
            WitnessQuorum(witnesses: Set(keys.prefix(n)), threshold: k, faulty: f)
        }
        for (n, k, f) in [(1, 1, 0), (2, 2, 0), (2, 2, 1), (3, 2, 0), (3, 3, 1), (4, 3, 1)] {
            #expect(quorum(n, k, f) != nil, "\(n) \(k) \(f)")
        }
        for (n, k, f) in [
            (0, 0, 0), (1, 0, 0), (1, 2, 0), (1, 1, 1), (2, 1, 0), (3, 2, 1), (4, 2, 0),
            (4, 3, 2), (3, 2, -1), (4, Int.max, 0),
        ] {
            #expect(quorum(n, k, f) == nil, "\(n) \(k) \(f)")
        }
    }

    private func charter(
        witnesses: Int, threshold: Int, faulty: Int
    ) throws -> TrustedTime.Charter {
        let quorum: WitnessQuorum = try #require(
            WitnessQuorum(
                witnesses: Set(keys.prefix(witnesses)), threshold: threshold, faulty: faulty))
        return TrustedTime.Charter(
            quorum: quorum,
            authorities: [try name("a.example.org"), try name("b.example.org")])
    }

    private func time(
        _ charter: TrustedTime.Charter, _ times: [Int64], tokens: [AuthorityTime] = [],
        sealed: [Int64]? = nil
    ) -> TrustedTime {
        TrustedTime(
            charter: charter,
            cosignatures: zip(keys, times).compactMap { try? cosignature($0, $1) },
            tokens: tokens,
            sealed: sealed.map { zip(keys, $0).compactMap { try? cosignature($0, $1) } })
    }

    private func cosignature(_ witness: PublicKey, _ time: Int64) throws -> CosignatureTime {
        CosignatureTime(witness: witness, time: try instant(time))
    }

    private func authority(_ text: String, _ time: Int64) throws -> AuthorityTime {
        AuthorityTime(authority: try name(text), latest: try instant(time))
    }

    private func name(_ text: String) throws -> AuthorityName {
        try #require(AuthorityName(text))
    }

    private func instant(_ seconds: Int64) throws -> Timestamp {
        try #require(Timestamp(secondsSinceEpoch: seconds))
    }
}
