import Primitives
import Testing

@testable import Timestamping

/// Worlds in which clocks are wrong and parties lie, generated from a seed: what the rule says must
/// hold in all of them.
@Suite struct `Clock scenario` {
    private static let scenarios = 200
    private let keys: [PublicKey]

    init() throws {
        keys = try (0..<9).map { _ in try SigningKey().publicKey }
    }

    @Test func `no lie within f moves a bound past what the honest say`() throws {
        var source = SeededSource(state: 20_261_123)
        var (witnessed, stamped, bounded) = (0, 0, 0)
        for number in 0..<Self.scenarios {
            let world = World(from: &source, keys: keys)
            let found = try world.judged()
            let clue: Testing.Comment = "scenario \(number): \(world)"
            if case .at(let upper) = found.upper {
                witnessed += 1
                let upper = upper.secondsSinceEpoch
                // True: the act had happened by then, as some honest clock says.
                #expect(upper >= world.act - World.clockError, clue)
                // Not moved: never later than the honest alone would have said.
                if let limit = world.latestHonestUpper {
                    #expect(upper <= limit, clue)
                    stamped += world.tokens.isEmpty ? 0 : 1
                }
            } else {
                #expect(world.honestCount < world.threshold, clue)
            }
            guard case .at(let lower) = found.lower else { continue }
            bounded += 1
            // True: the act had not happened before, as some honest clock says.
            #expect(lower.secondsSinceEpoch <= world.act + World.clockError, clue)
            // Not moved: never earlier than every honest witness said.
            if world.sealed.count(where: \.isHonest) > world.faulty {
                let earliest = world.sealed.filter(\.isHonest).map(\.time).min() ?? 0
                #expect(lower.secondsSinceEpoch >= earliest - 2 * World.clockError, clue)
            }
        }
        print(
            "time scenarios=\(Self.scenarios) upper=\(witnessed) stamped=\(stamped) lower=\(bounded)"
        )
        // A generator that made no interesting worlds would prove nothing.
        #expect(witnessed > 150 && stamped > 60 && bounded > 100)
    }

    @Test func `one liar cannot move a bound, whatever it says`() throws {
        var source = SeededSource(state: 8)
        for _ in 0..<20 {
            let world = World(from: &source, keys: keys, liars: 1)
            guard let limit = world.latestHonestUpper, let liar = world.liarIndex else { continue }
            for lie in World.lies(around: world.act) {
                var told = world
                told.cosignatures[liar].time = lie
                guard case .at(let upper) = try told.judged().upper else {
                    Issue.record("a quorum of honest witnesses gave no bound: \(told)")
                    continue
                }
                #expect(upper.secondsSinceEpoch >= world.act - World.clockError)
                #expect(upper.secondsSinceEpoch <= limit)
            }
        }
    }

    @Test func `more liars than the charter allows for do move it`() throws {
        let quorum: WitnessQuorum = try #require(
            WitnessQuorum(witnesses: Set(keys.prefix(4)), threshold: 3, faulty: 1))
        let charter = TrustedTime.Charter(quorum: quorum, authorities: [])
        let times: [Int64] = [10, 10, 10, 5000]
        let lied = try zip(keys, times).map { key, time in
            CosignatureTime(
                witness: key, time: try #require(Timestamp(secondsSinceEpoch: time)))
        }
        let found = TrustedTime(charter: charter, cosignatures: lied, tokens: [], sealed: nil)
        #expect(found.upper == .at(try #require(Timestamp(secondsSinceEpoch: 10))))
    }
}

/// One world: an act at a known true time, and what everyone says about it.
private struct World: CustomStringConvertible {
    struct Said {
        var key: PublicKey
        var time: Int64
        let isHonest: Bool
    }

    /// How far an honest clock is off.
    static let clockError: Int64 = 5
    private static let latest: Int64 = 253_402_300_799

    let act: Int64
    let witnesses: [PublicKey]
    let threshold: Int
    let faulty: Int
    var cosignatures: [Said] = []
    var tokens: [(time: Int64, isHonest: Bool)] = []
    var sealed: [Said] = []

    init(from source: inout SeededSource, keys: [PublicKey], liars: Int? = nil) {
        let shapes = [(1, 1, 0), (2, 2, 0), (3, 3, 1), (4, 3, 1), (5, 4, 1), (7, 5, 2), (9, 7, 2)]
        let able = shapes.filter { $0.2 >= (liars ?? 0) }
        let (n, k, f) = able[source.below(able.count)]
        witnesses = Array(keys.prefix(n))
        threshold = k
        faulty = f
        act = 1_600_000_000 + Int64(source.below(400_000_000))
        let lying = liars ?? source.below(f + 1)
        let silent = liars == nil ? source.below(3) / 2 : 0
        let before = act - Int64(source.below(3_000_000))
        for (index, key) in witnesses.enumerated() {
            let isHonest = index >= lying
            if index >= n - silent && isHonest { continue }
            cosignatures.append(
                Self.said(key, isHonest, act + Int64(source.below(3600)), act, &source))
            sealed.append(
                Self.said(key, isHonest, before - Int64(source.below(3600)), act, &source))
        }
        let authorities = source.below(4)
        for index in 0..<authorities {
            let isHonest = index > 0 || source.below(2) == 0
            let honest = act + Int64(source.below(7200)) + Self.error(&source)
            let lies = Self.lies(around: act)
            tokens.append((isHonest ? honest : lies[source.below(lies.count)], isHonest))
        }
    }

    var honestCount: Int { cosignatures.count(where: \.isHonest) }
    var liarIndex: Int? { cosignatures.firstIndex { !$0.isHonest } }

    /// The latest upper bound that is owed to honest parties; nil where they cannot owe one: too
    /// few witnesses, or a lone authority that lies.
    var latestHonestUpper: Int64? {
        let honest = cosignatures.filter(\.isHonest).map(\.time).sorted()
        guard honest.count >= threshold else { return nil }
        let stamped = tokens.filter(\.isHonest).map(\.time).min()
        guard tokens.isEmpty || stamped != nil else { return nil }
        return max(honest[threshold - 1], stamped ?? 0)
    }

    func judged() throws -> TrustedTime {
        let names = try tokens.indices.map { try #require(AuthorityName("tsa\($0).example.org")) }
        let quorum: WitnessQuorum = try #require(
            WitnessQuorum(
                witnesses: Set(witnesses), threshold: threshold, faulty: faulty))
        let charter = TrustedTime.Charter(
            quorum: quorum,
            authorities: Set(names))
        return TrustedTime(
            charter: charter, cosignatures: try cosignatures.map(Self.cosignature),
            tokens: try zip(names, tokens).map {
                AuthorityTime(
                    authority: $0, latest: try #require(Timestamp(secondsSinceEpoch: $1.time)))
            },
            sealed: try sealed.map(Self.cosignature))
    }

    /// From a second to ten years off, both ways, and the dates at which clocks break.
    static func lies(around time: Int64) -> [Int64] {
        let offsets: [Int64] = [1, 60, 3600, 86_400, 2_592_000, 31_557_600, 315_576_000]
        let moved = offsets.flatMap { [time - $0, time + $0] }
        return moved + [1, 2_147_483_647, 2_147_483_648, 4_102_444_800, latest, time]
    }

    var description: String {
        "act \(act) k \(threshold) f \(faulty) said \(cosignatures.map(\.time)) "
            + "tokens \(tokens.map(\.time)) sealed \(sealed.map(\.time))"
    }

    private static func said(
        _ key: PublicKey, _ isHonest: Bool, _ honest: Int64, _ act: Int64,
        _ source: inout SeededSource
    ) -> Said {
        let lies = lies(around: act)
        let time = isHonest ? honest + error(&source) : lies[source.below(lies.count)]
        return Said(key: key, time: time, isHonest: isHonest)
    }

    private static func cosignature(_ said: Said) throws -> CosignatureTime {
        CosignatureTime(
            witness: said.key, time: try #require(Timestamp(secondsSinceEpoch: said.time)))
    }

    private static func error(_ source: inout SeededSource) -> Int64 {
        Int64(source.below(Int(2 * clockError + 1))) - clockError
    }
}

/// SplitMix64: the same worlds in every run.
private struct SeededSource {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return Int(mixed % UInt64(bound))
    }
}
