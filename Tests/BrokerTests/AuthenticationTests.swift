import BrokerAPI
import Primitives
import Testing

@testable import Broker

@Suite struct AuthenticationTests {
    @Test func `knows the organisation and the device`() async throws {
        let organisation = try TestOrganisation("a.example")
        let broker = try await TestBroker.serving(organisation)
        let caller = try broker.caller(organisation.laptop)
        #expect(caller.organisation == organisation.reference)
        #expect(caller.device == organisation.laptop.publicKey.id)
    }

    @Test func `refuses devices that are not admitted and keys that are not devices`() async throws
    {
        let organisation = try TestOrganisation("a.example")
        let broker = try await TestBroker.serving(organisation)
        for key in [try HeldKey(), organisation.officer, organisation.root] {
            #expect(throws: BrokerError.unauthenticated(.unknownKey)) { try broker.caller(key) }
        }
    }

    @Test func `takes a request once, also after a restart`() async throws {
        let organisation = try TestOrganisation("a.example")
        let broker = try await TestBroker.serving(organisation)
        let request = try broker.request(by: organisation.laptop, method: "POST")
        _ = try broker.service.authenticate(request)
        #expect(throws: BrokerError.unauthenticated(.replayed)) {
            try broker.service.authenticate(request)
        }
        // The nonce is on disk with, or before, the next thing that is.
        try await broker.service.removeExpiredUploads()
        let restarted = try broker.afterKill()
        #expect(throws: BrokerError.unauthenticated(.replayed)) {
            try restarted.service.authenticate(request)
        }
        _ = try restarted.caller(organisation.laptop)
    }

    @Test func `writes the nonces of requests that only read, soon`() async throws {
        let organisation = try TestOrganisation("a.example")
        let broker = try await TestBroker.serving(organisation)
        let request = try broker.request(by: organisation.laptop)
        _ = try broker.service.authenticate(request)
        for _ in 0..<100 {
            try await Task.sleep(for: .milliseconds(50))
            let survivor = try broker.afterKill()
            do throws(BrokerError) {
                _ = try survivor.service.authenticate(request)
            } catch {
                #expect(error == .unauthenticated(.replayed))
                return
            }
        }
        Issue.record("the nonce was not written within five seconds")
    }

    @Test func `remembers a nonce as long as its request could be taken`() async throws {
        let organisation = try TestOrganisation("a.example")
        let broker = try await TestBroker.serving(organisation)
        let early = try #require(broker.clock.now.adding(seconds: 30))
        let request = try broker.request(by: organisation.laptop, created: early)
        _ = try broker.service.authenticate(request)
        for seconds in stride(from: 0, through: 330, by: 10) {
            broker.clock.set(TestTime.later(hours: 1, seconds: Int64(seconds)))
            _ = try broker.caller(organisation.laptop)
            #expect(throws: BrokerError.unauthenticated(.replayed)) {
                try broker.service.authenticate(request)
            }
        }
        broker.clock.set(TestTime.later(hours: 1, seconds: 331))
        #expect(throws: BrokerError.unauthenticated(.created(.behind))) {
            try broker.service.authenticate(request)
        }
    }

    @Test func `a clock that jumps ahead and comes back has forgotten nothing`() async throws {
        let organisation = try TestOrganisation("a.example")
        let broker = try await TestBroker.serving(organisation)
        let now = broker.clock.now
        let request = try broker.request(by: organisation.laptop)
        _ = try broker.service.authenticate(request)
        for days in [1, 300] as [Int64] {
            broker.clock.set(try #require(now.adding(seconds: days * 86_400)))
            // Whoever calls meanwhile has the store look for what is old.
            _ = try? broker.caller(organisation.laptop)
            broker.clock.set(now)
            #expect(throws: BrokerError.unauthenticated(.replayed)) {
                try broker.service.authenticate(request)
            }
        }
    }

    @Test func `a broker that was started with a wrong clock has forgotten nothing either`()
        async throws
    {
        let organisation = try TestOrganisation("a.example")
        let broker = try await TestBroker.serving(organisation)
        let now = broker.clock.now
        let request = try broker.request(by: organisation.laptop, method: "POST")
        _ = try broker.service.authenticate(request)
        try await broker.service.removeExpiredUploads()
        broker.clock.set(try #require(now.adding(seconds: 300 * 86_400)))
        let ahead = try broker.afterKill()
        // Somebody follows the wrong clock, and it is written down.
        _ = try? ahead.caller(organisation.laptop)
        try await ahead.service.removeExpiredUploads()
        broker.clock.set(now)
        let right = try ahead.afterKill()
        #expect(throws: BrokerError.unauthenticated(.replayed)) {
            try right.service.authenticate(request)
        }
        _ = try right.caller(organisation.laptop)
    }

    @Test(arguments: [(-301, RequestSignatureError.Direction.behind), (31, .ahead)])
    func `tells a device whose clock is wrong`(
        offset: Int, direction: RequestSignatureError.Direction
    ) async throws {
        let organisation = try TestOrganisation("a.example")
        let broker = try await TestBroker.serving(organisation)
        let created = try #require(broker.clock.now.adding(seconds: Int64(offset)))
        let request = try broker.request(by: organisation.laptop, created: created)
        let expected = BrokerError.unauthenticated(.created(direction))
        #expect(expected.problem == .clockSkew)
        #expect(throws: expected) { try broker.service.authenticate(request) }
    }

    @Test func `tells a device whose organisation's record has expired`() async throws {
        let organisation = try TestOrganisation("a.example", expiry: TestTime.later(days: 1))
        let broker = try await TestBroker.serving(organisation)
        broker.clock.set(TestTime.later(days: 1, seconds: -1))
        _ = try broker.caller(organisation.laptop)
        broker.clock.set(TestTime.later(days: 1))
        #expect(throws: BrokerError.organisationExpired) { try broker.caller(organisation.laptop) }
        // A stranger learns nothing of that.
        let forged = try broker.request(by: HeldKey())
        #expect(throws: BrokerError.unauthenticated(.unknownKey)) {
            try broker.service.authenticate(forged)
        }
        try organisation.addRecord(expiry: TestTime.later(days: 9), issued: TestTime.later(days: 1))
        try await broker.admit(organisation)
        _ = try broker.caller(organisation.laptop)
    }

}
