import BrokerAPI
import KeyDirectory
import Primitives
import Testing

@testable import Broker

@Suite struct AdmissionTests {
    @Test func `admits an organisation by its fingerprint, however the digits are written`()
        async throws
    {
        let broker = try TestBroker()
        let organisation = try TestOrganisation("a.example")
        let digits = organisation.digits.replacing(" ", with: "-")
        let name = try await broker.service.admit(organisation.file(), digits: digits)
        #expect(name == organisation.name)
        #expect(broker.service.organisations.organisation(organisation.fingerprint) != nil)
    }

    @Test func `refuses another fingerprint and changes nothing`() async throws {
        let broker = try TestBroker()
        let (first, second) = (try TestOrganisation("a.example"), try TestOrganisation("b.example"))
        await #expect(throws: AdmissionError.record(.fingerprintMismatch)) {
            try await broker.service.admit(first.file(), digits: second.digits)
        }
        #expect(broker.service.organisations.organisation(first.fingerprint) == nil)
        #expect(throws: BrokerError.unauthenticated(.unknownKey)) {
            try broker.caller(first.laptop)
        }
    }

    @Test func `refuses an expired record, another mode and bytes that are no file`() async throws {
        let broker = try TestBroker()
        let expired = try TestOrganisation("a.example", expiry: TestTime.later(seconds: 60))
        await #expect(throws: AdmissionError.record(.expired)) { try await broker.admit(expired) }
        let training = try TestOrganisation("a.example", mode: .training)
        await #expect(throws: AdmissionError.self) { try await broker.admit(training) }
        await #expect(throws: AdmissionError.self) {
            try await broker.service.admit(Array("{}".utf8), digits: training.digits)
        }
    }

    @Test func `refuses a name or a device that another organisation has`() async throws {
        let first = try TestOrganisation("a.example")
        let broker = try await TestBroker.serving(first)
        await #expect(throws: AdmissionError.taken) {
            try await broker.admit(TestOrganisation("a.example"))
        }
        await #expect(throws: AdmissionError.taken) {
            try await broker.admit(TestOrganisation("b.example", laptop: first.laptop))
        }
    }

    @Test func `takes a newer record, refuses an older one, and remembers over a restart`()
        async throws
    {
        let organisation = try TestOrganisation("a.example")
        let broker = try await TestBroker.serving(organisation)
        _ = try broker.caller(organisation.laptop)
        try organisation.addRecord(
            issued: TestTime.later(seconds: 60), laptop: .revoked,
            laptopUntil: TestTime.later(seconds: 30), mailboxes: ["intake", "x"])
        try await broker.admit(organisation)
        #expect(throws: BrokerError.unauthenticated(.unknownKey)) {
            try broker.caller(organisation.laptop)
        }
        _ = try broker.caller(organisation.desktop)
        await #expect(throws: AdmissionError.record(.rollback(known: 2, found: 1))) {
            try await broker.service.admit(
                organisation.file(versions: 1), digits: organisation.digits)
        }
        let restarted = try broker.afterKill()
        #expect(throws: BrokerError.unauthenticated(.unknownKey)) {
            try restarted.caller(organisation.laptop)
        }
    }
}
