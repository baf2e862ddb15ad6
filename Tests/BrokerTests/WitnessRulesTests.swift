import Custody
import Primitives
import Testing
import TransparencyLog

@testable import Broker

/// How many witnesses a broker must hear before it signs anything new.
@Suite struct `Rules of witnesses` {
    private func rules(_ count: Int, _ threshold: Int, faulty: Int) throws -> WitnessRules {
        let log = try SigningKey()
        let name = try #require(OrganisationName("broker.example"))
        var text = "log \(AuditLog.key(of: name, log.publicKey).text)\n"
        for index in 0..<count {
            let key = VerifierKey(
                try KeyName("w\(index).example/witness"), .cosignature, try SigningKey().publicKey)
            text += "witness W\(index) \(key.text)\n"
        }
        let names = (0..<count).map { "W\($0)" }.joined(separator: " ")
        text += "group all \(threshold) \(names)\nquorum all\n"
        let policy = try TrustPolicy(parsing: Array(text.utf8))
        let rule = QuorumRule(faulty: faulty, operatorName: nil)
        return try #require(try WitnessRules(policy, by: rule))
    }

    private func subsets(of all: [VerifierKey], _ size: Int) -> [Set<VerifierKey>] {
        (0..<(1 << all.count)).filter { $0.nonzeroBitCount == size }.map { bits in
            Set(all.indices.filter { bits >> $0 & 1 == 1 }.map { all[$0] })
        }
    }

    /// With f that may lie, n - k + 1 could meet a quorum in the liar alone: of four witnesses, a
    /// quorum of three and one liar, a broker whose disk was put back signed a fork.
    @Test(arguments: 1...6)
    func `whoever is heard has met every quorum in more than may lie`(count: Int) throws {
        for threshold in 1...count {
            for faulty in 0..<max(1, 2 * threshold - count) where 2 * threshold - count > faulty {
                let rules = try rules(count, threshold, faulty: faulty)
                #expect(rules.enoughToKnow <= threshold)
                let all = Array(rules.members)
                let quorums = subsets(of: all, threshold)
                for heard in subsets(of: all, rules.enoughToKnow) {
                    #expect(rules.isEnoughToKnow(heard))
                    #expect(quorums.allSatisfy { $0.intersection(heard).count > faulty })
                    let fewer = Set(heard.dropFirst())
                    #expect(!rules.isEnoughToKnow(fewer))
                    // One less would meet some quorum in those that may lie alone.
                    #expect(quorums.contains { $0.intersection(fewer).count <= faulty })
                }
            }
        }
    }

    @Test func `strangers do not count among those that were heard`() throws {
        let rules = try rules(4, 3, faulty: 1)
        let strangers = try Set(
            (0..<4).map { _ in
                VerifierKey(
                    try KeyName("stranger.example/witness"), .cosignature,
                    try SigningKey().publicKey)
            })
        #expect(!rules.isEnoughToKnow(strangers))
        #expect(!rules.isEnoughToKnow(strangers.union(rules.members.prefix(2))))
        #expect(rules.isEnoughToKnow(strangers.union(rules.members.prefix(3))))
    }
}
