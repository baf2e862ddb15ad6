import Primitives
import Testing

@testable import TransparencyLog

/// The rule that makes a quorum worth something, each refusal with a policy beside it that passes.
@Suite struct `Rule of the quorum` {
    private func policy(_ names: [String], quorum: String) throws -> TrustPolicy {
        let log = VerifierKey(
            try KeyName("broker.example/log"), .ed25519, try SigningKey().publicKey)
        var text = "log \(log.text)\n"
        for (index, name) in names.enumerated() {
            let key = VerifierKey(try KeyName(name), .cosignature, try SigningKey().publicKey)
            text += "witness W\(index) \(key.text)\n"
        }
        return try TrustPolicy(parsing: Array((text + quorum).utf8))
    }

    private func fault(
        _ names: [String], _ quorum: String, faulty: Int = 0, operator name: String? = nil
    ) throws -> QuorumRuleError? {
        let rule = QuorumRule(
            faulty: faulty, operatorName: try name.map { try #require(OrganisationName($0)) })
        let policy = try policy(names, quorum: quorum)
        do throws(QuorumRuleError) {
            try rule.check(policy)
            return nil
        } catch {
            return error
        }
    }

    private let all = "group g all W0 W1\nquorum g\n"

    @Test func `two witnesses of one organisation are one, however they are called`() throws {
        #expect(try fault(["a.example/one", "b.example/one"], all) == nil)
        #expect(try fault(["a.example/one", "a.example/two"], all) == .organisationTwice)
        #expect(try fault(["a.example", "a.example/two"], all) == .organisationTwice)
        // Another spelling is no other organisation.
        for name in ["A.example/two", "a.example./two", "/two", "a/two"] {
            #expect(
                try fault(["a.example/one", name], all) == .organisationMalformed(name: name))
        }
        // Outside the quorum it does no harm.
        #expect(try fault(["a.example/one", "a.example/two"], "quorum W0\n") == nil)
    }

    @Test func `the operator's own witness is in no quorum`() throws {
        #expect(try fault(["a.example/w", "b.example/w"], all, operator: "c.example") == nil)
        #expect(
            try fault(["a.example/w", "b.example/w"], all, operator: "b.example")
                == .operatorCounts)
        #expect(try fault(["a.example/w"], "quorum W0\n", operator: "a.example") == .operatorCounts)
        #expect(try fault(["a.example/w"], "quorum none\n", operator: "a.example") == nil)
    }

    @Test func `any two quorums share more witnesses than may lie`() throws {
        let names = ["a.example", "b.example", "c.example"]
        let two = "group g 2 W0 W1 W2\nquorum g\n"
        #expect(try fault(names, two) == nil)
        #expect(
            try fault(names, two, faulty: 1)
                == .quorumTooSmall(threshold: 2, witnesses: 3, faulty: 1))
        #expect(
            try fault(names, "group g 1 W0 W1 W2\nquorum g\n")
                == .quorumTooSmall(threshold: 1, witnesses: 3, faulty: 0))
        #expect(try fault(names, "group g all W0 W1 W2\nquorum g\n", faulty: 2) == nil)
        #expect(try fault(names, "group g all W0 W1 W2\nquorum g\n", faulty: 3) != nil)
        #expect(try fault(names, two, faulty: -1) != nil)
    }

    @Test func `of groups in groups nothing can be said`() throws {
        let nested = "group g all W0 W1\ngroup h all g W2\nquorum h\n"
        #expect(try fault(["a.example", "b.example", "c.example"], nested) == .groupInGroup)
    }
}
