import BrokerClient
import Custody
import Primitives
import Verification

/// A statement about consent that the broker has recorded and that holds.
struct RecordedConsent {
    let name: String
    let statement: SignedStatement
    /// The bytes of its `.tlog-proof`.
    let proof: [UInt8]
    let folder: StatementFolder
}

/// What was said about consent, for an evidence folder.
extension Office {
    /// Most of one lane that go into evidence, beside what else a lane may have.
    private static let maximumInEvidence = 96

    /// Fetches what is new about consent for a sent case, or for everything that came; without a broker that
    /// can be reached it is what was known before.
    func learnConsent(about entry: OutboxEntry?) async throws {
        guard try BrokerTrust.loadIfThere(home) != nil else { return }
        let lock = try home.lock(.outbox)
        defer { lock.release() }
        guard let entry else { return try await lookForConsent() }
        guard try depositDigest(entry) != nil else { return }
        _ = try await reach { session in
            try await unlessRefused(entry.consignment) {
                try await fetchAnswers(to: entry, by: session)
            }
        }
    }

    func recordedConsent(_ place: StatementFolder, _ lane: Lane) throws -> [RecordedConsent] {
        let read = try reading().lane(KeptConsent(place), lane, deposit: nil)
        let holding = Set(
            read.withdrawals.flatMap { withdrawn in
                [withdrawn.withdrawal.digest] + withdrawn.answers.map(\.digest)
            })
        let recorded = try place.all().compactMap { name, statement, proof in
            proof.map {
                RecordedConsent(name: name, statement: statement, proof: $0, folder: place)
            }
        }.filter { holding.contains($0.statement.digest) }
        guard recorded.count > Self.maximumInEvidence else { return recorded }
        notices.warn(
            "more was said about consent for \(lane.consignment.text) than an evidence folder holds: it is left out"
        )
        return []
    }
}
