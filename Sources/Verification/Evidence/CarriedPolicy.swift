package import Primitives
package import TransparencyLog

/// The policy of witnesses that an evidence folder carries, `keys/broker/policy`, and those that its maker
/// had before, `keys/broker/policy.until-20260501120000Z`.
///
/// ```
/// log broker.example/log+891d0738+AWzW6sz24+0LFc+qNOO9A1ybGAx4j2tPrEBbS95Y4pHc
/// witness A vasaprava.ba/witness+82c1bc8e+BFNaU1aVIgQat/efwxrZPghjZ/7j00Da1/uPQWwdi2c3
/// quorum A
/// ```
/// The logs of one broker, no comments, no addresses. Whose policy it is, nobody can see from it.
package struct CarriedPolicy: Sendable, Equatable {
    /// One that had been replaced when the folder was made.
    package struct Former: Sendable, Equatable {
        package let carried: CarriedPolicy
        package let until: Timestamp

        package init(carried: CarriedPolicy, until: Timestamp) {
            (self.carried, self.until) = (carried, until)
        }
    }

    package static let maximumFormer = 64

    package let bytes: [UInt8]
    package let policy: TrustPolicy
    /// Newest first; no two until one time.
    package var former: [Former] = []

    /// - Throws: `PolicyError`.
    package init(parsing bytes: [UInt8]) throws(PolicyError) {
        policy = try TrustPolicy(parsing: bytes)
        self.bytes = bytes
    }

    /// For a log that nobody watches, as far as is known here.
    package init(unwatched logs: LogKeys) throws(PolicyError) {
        let lines = logs.all.map { "log \($0.text)\n" }.joined()
        try self.init(parsing: Array((lines + "quorum none\n").utf8))
    }

    /// What of a chosen policy, and of those before it, is about this log and those that it continues.
    package init(_ pinned: PinnedPolicy, of logs: LogKeys) throws(PolicyError) {
        try self.init(pinned.policy, pinned.text, of: logs)
        for one in pinned.former
        where !former.contains(where: { $0.until == one.until }) && !includes(one.policy) {
            guard former.count < Self.maximumFormer,
                let carried = try? CarriedPolicy(one.policy, one.text, of: logs)
            else { continue }
            former.append(Former(carried: carried, until: one.until))
        }
    }

    /// Whether what counted by another policy counts by this one, to which only logs were added.
    private func includes(_ other: TrustPolicy) -> Bool {
        policy.quorum == other.quorum
            && other.logs.allSatisfy { log in policy.logs.contains { $0.key == log.key } }
    }

    private init(
        _ policy: TrustPolicy, _ text: [UInt8], of logs: LogKeys
    ) throws(PolicyError) {
        let named = logs.all.filter { key in policy.logs.contains { $0.key == key } }
        guard !named.isEmpty else { throw .unknownLog }
        var lines = named.map { "log \($0.text)" }
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
            let words = line.split { $0 == " " || $0 == "\t" }
            switch words.first {
            case "witness"?: lines.append(words.prefix(3).joined(separator: " "))
            case "group"?, "quorum"?: lines.append(words.joined(separator: " "))
            default: break
            }
        }
        try self.init(parsing: Array(lines.map { $0 + "\n" }.joined().utf8))
    }

    /// Where nobody here has chosen one: the folder's own, as good as they are.
    package var inTime: PoliciesInTime {
        PoliciesInTime(policy: policy, faulty: 0, former: sound(former))
    }

    /// All of them for a reader who has chosen others: none of them shows anything.
    package var offered: [PoliciesInTime.Former] {
        sound([Former(carried: self, until: .latest)] + former)
    }

    /// Those that would be worth something if their witnesses are who they are said to be.
    private func sound(_ all: [Former]) -> [PoliciesInTime.Former] {
        all.filter { one in
            (try? QuorumRule(faulty: 0, operatorName: nil).check(one.carried.policy)) != nil
        }.map {
            PoliciesInTime.Former(policy: $0.carried.policy, faulty: 0, until: $0.until)
        }
    }
}

extension CarriedPolicy.Former {
    private static let prefix = "policy.until-"

    /// `policy.until-20260501120000Z`
    package var fileName: String {
        Self.prefix + until.text.filter { $0 != "-" && $0 != ":" && $0 != "T" }
    }

    /// Nil for every other name.
    package static func time(inName name: String) -> Timestamp? {
        guard name.hasPrefix(prefix) else { return nil }
        let digits = name.utf8.dropFirst(prefix.utf8.count)
        guard digits.count == 15 else { return nil }
        let parts = [(0, 4, "-"), (4, 2, "-"), (6, 2, "T"), (8, 2, ":"), (10, 2, ":"), (12, 3, "")]
        return Timestamp(
            parts.map { start, count, next in
                String(decoding: Array(digits.dropFirst(start).prefix(count)), as: UTF8.self) + next
            }.joined())
    }
}
