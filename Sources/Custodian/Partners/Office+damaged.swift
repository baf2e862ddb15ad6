import BrokerAPI
import BrokerClient
import KeyDirectory
import Primitives

/// Partners whose files here are damaged, or came back from an old backup.
extension Office {
    /// Takes what the broker has in their place, if it is not older than what was seen; how the partner
    /// is known has to be readable still.
    func heal(
        _ damaged: DamagedPartner, of mode: Mode, by session: BrokerSession,
        seeing sight: RecordSight?
    ) async throws -> RecordNews {
        guard let answer = try await session.connection.organisation(damaged.fingerprint) else {
            throw damaged.failure
        }
        let shown = try UnverifiedOrganisation(OrganisationFile(parsing: answer.file)).verify(
            fingerprint: damaged.fingerprint, mode: mode,
            remembering: PartnerBook(home).remembered(damaged.fingerprint, at: clock.now))
        try require(shown, in: sight)
        try await requireWitnessed(answer.proof, of: shown, by: session)
        let lock = try home.lock(.settings)
        defer { lock.release() }
        _ = try PartnerBook(home).add(shown, file: answer.file, as: nil, at: clock.now)
        notices.warn("the files of \(shown.name.text) were damaged, and are whole again")
        return RecordNews(name: shown.name, version: Int64(shown.current.version), recovered: [])
    }
}
