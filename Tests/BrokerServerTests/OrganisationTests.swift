import BrokerAPI
import BrokerClient
import KeyDirectory
import Primitives
import Testing
import TransparencyLog

/// Newer records of an organisation over HTTP, whoever brings them.
@Suite struct `Records that are brought` {
    private static let organisation = Result { try TestOrganisation("group484.rs") }
    private static let stranger = Result { try TestOrganisation("stranger.example.org") }

    /// The history with one more record.
    private func next(
        _ organisation: TestOrganisation, by root: borrowing SigningKey, expiry: String
    ) throws -> VerifiedOrganisation {
        let history = try UnverifiedOrganisation(OrganisationFile(parsing: organisation.file))
            .verify(fingerprint: organisation.fingerprint, mode: .live)
        let record = try history.next(
            issued: TestBroker.machineTime(), expiry: #require(Timestamp(expiry)),
            saying: RecordContent(history.current))
        let bytes = record.serialized()
        let signed = try SignedRecord(
            bytes: bytes, signatures: [SignedRecord.signature(over: bytes, mode: .live, by: root)])
        let file = OrganisationFile(mode: .live, records: history.records + [signed])
        return try UnverifiedOrganisation(file).verify(
            fingerprint: organisation.fingerprint, mode: .live)
    }

    @Test func `are taken from a machine that nobody knows, once, and are in the log`()
        async throws
    {
        let (owner, stranger) = (try Self.organisation.get(), try Self.stranger.get())
        let newer = try next(owner, by: owner.root, expiry: "2098-01-01T00:00:00Z")
        try await TestBroker().run(admitting: [owner]) { broker in
            let unknown = try broker.connection(of: stranger)
            let file = newer.file.serialized()
            for _ in 0..<2 {
                let answer = try #require(
                    try await unknown.publish(file, of: owner.fingerprint))
                let shown = try UnverifiedOrganisation(OrganisationFile(parsing: answer.file))
                    .verify(fingerprint: owner.fingerprint, mode: .live)
                #expect(shown == newer)
                let log = try VerifierKey(parsing: #require(try await unknown.info().logKey))
                let entry = AuditLogEntry.keyRecord(
                    owner.fingerprint, version: 2, record: newer.remembered.digest)
                _ = try UnverifiedLogProof(parsing: answer.proof).verify(
                    entry: entry.bytes, log: log)
            }
            // Reading needs a device that is admitted.
            await #expect(throws: BrokerClientError.refused(.init(.unauthenticated))) {
                _ = try await unknown.organisation(owner.fingerprint)
            }
            let known = try broker.connection(of: owner)
            #expect(try await known.organisation(owner.fingerprint)?.file == file)
            #expect(try await known.organisation(stranger.fingerprint) == nil)
            await known.shutdown()
            await unknown.shutdown()
        }
    }

    @Test func `are refused when they do not follow, and nothing changes`() async throws {
        let (owner, stranger) = (try Self.organisation.get(), try Self.stranger.get())
        let one = try next(owner, by: owner.root, expiry: "2098-01-01T00:00:00Z")
        let other = try next(owner, by: owner.root, expiry: "2097-01-01T00:00:00Z")
        try await TestBroker().run(admitting: [owner]) { broker in
            let here = try broker.connection(of: owner)
            _ = try await here.publish(one.file.serialized(), of: owner.fingerprint)
            var damaged = one.file.serialized()
            damaged[damaged.count / 2] ^= 1
            let refused: [[UInt8]] = [
                other.file.serialized(), owner.file, stranger.file, damaged, Array("{}".utf8),
                [0xFF],
            ]
            for file in refused {
                let error = await #expect(throws: BrokerClientError.self) {
                    _ = try await here.publish(file, of: owner.fingerprint)
                }
                #expect(error?.problem == .recordRefused)
            }
            #expect(try await here.publish(stranger.file, of: stranger.fingerprint) == nil)
            let tooLarge = [UInt8](repeating: 0x20, count: BrokerLimits.organisationFileBytes + 1)
            let error = await #expect(throws: BrokerClientError.self) {
                _ = try await here.publish(tooLarge, of: owner.fingerprint)
            }
            #expect(error?.problem == .bodyTooLarge)
            #expect(
                try await here.organisation(owner.fingerprint)?.file == one.file.serialized())
            await here.shutdown()
        }
    }
}
