import Primitives
import TransparencyLog

/// The policy of witnesses that an evidence folder carries: `keys/broker/policy`.
///
/// ```
/// log broker.example/log+891d0738+AWzW6sz24+0LFc+qNOO9A1ybGAx4j2tPrEBbS95Y4pHc
/// witness A vasaprava.ba/witness+82c1bc8e+BFNaU1aVIgQat/efwxrZPghjZ/7j00Da1/uPQWwdi2c3
/// quorum A
/// ```
/// One log, no comments, no addresses. Whose policy it is, nobody can see from it.
struct CarriedPolicy: Sendable, Equatable {
    let bytes: [UInt8]
    let policy: TrustPolicy

    /// - Throws: `PolicyError`.
    init(parsing bytes: [UInt8]) throws(PolicyError) {
        policy = try TrustPolicy(parsing: bytes)
        self.bytes = bytes
    }

    /// For a log that nobody watches, as far as is known here.
    init(unwatched log: VerifierKey) throws(PolicyError) {
        try self.init(parsing: Array("log \(log.text)\nquorum none\n".utf8))
    }

    /// What of a chosen policy is about this log.
    init(_ pinned: PinnedPolicy, of log: VerifierKey) throws(PolicyError) {
        guard pinned.policy.logs.contains(where: { $0.key == log }) else { throw .unknownLog }
        var lines = ["log \(log.text)"]
        for line in String(decoding: pinned.text, as: UTF8.self).split(separator: "\n") {
            let words = line.split { $0 == " " || $0 == "\t" }
            switch words.first {
            case "witness"?: lines.append(words.prefix(3).joined(separator: " "))
            case "group"?, "quorum"?: lines.append(words.joined(separator: " "))
            default: break
            }
        }
        try self.init(parsing: Array(lines.map { $0 + "\n" }.joined().utf8))
    }
}
