import KeyDirectory
import Primitives
import Testing

/// Which keys count at which time.
@Suite struct `Look-ups` {
    @Test func `a member and a device are found by key within their validity`() throws {
        let roots = try Roots()
        let organisation = try roots.verify([roots.signed(roots.genesis(), by: roots.first)])
        let during = try Roots.time("2026-06-01")
        let member = organisation.member(signing: roots.member.publicKey.id, at: during)
        #expect(member?.label.text == "intake-officer")
        let device = organisation.device(roots.device.publicKey.id, at: during)
        #expect(device?.label.text == "office-laptop")
        let mailbox = try #require(organisation.mailbox("intake"))
        #expect(mailbox.address.text == "intake@group484.rs")
        #expect(mailbox.activeMembers(at: during).count == 1)
        #expect(mailbox.recovery == roots.recovery)
        #expect(mailbox.homeBroker?.serviceKey == roots.broker.publicKey)
        #expect(organisation.mailboxes == [mailbox])
    }

    @Test func `a key of one kind is not found as another`() throws {
        let roots = try Roots()
        let organisation = try roots.verify([roots.signed(roots.genesis(), by: roots.first)])
        let during = try Roots.time("2026-06-01")
        for key in [roots.device.publicKey, roots.first.publicKey, roots.broker.publicKey] {
            #expect(organisation.member(signing: key.id, at: during) == nil)
        }
        for key in [roots.member.publicKey, roots.first.publicKey, roots.broker.publicKey] {
            #expect(organisation.device(key.id, at: during) == nil)
        }
        #expect(organisation.mailbox("archive") == nil)
        #expect(organisation.mailbox("Intake") == nil)
    }

    @Test func `nothing counts before its first second or from its last`() throws {
        let roots = try Roots()
        let organisation = try roots.verify([roots.signed(roots.genesis(), by: roots.first)])
        let start = try Roots.time("2026-01-01")
        let before = try #require(start.adding(seconds: -1))
        let end = try Roots.time("2027-01-01")
        let last = try #require(end.adding(seconds: -1))
        let id = roots.member.publicKey.id
        #expect(organisation.member(signing: id, at: before) == nil)
        #expect(organisation.member(signing: id, at: start) != nil)
        #expect(organisation.member(signing: id, at: last) != nil)
        #expect(organisation.member(signing: id, at: end) == nil)
    }

    @Test func `an expired record says so`() throws {
        let roots = try Roots()
        let organisation = try roots.verify([roots.signed(roots.genesis(), by: roots.first)])
        let end = try Roots.time("2027-01-01")
        #expect(organisation.isExpired(at: end))
        #expect(throws: RecordError.expired) { try organisation.requireCurrent(at: end) }
        try organisation.requireCurrent(at: try Roots.time("2026-12-31"))
    }

    @Test func `a revoked member, and its device, end when the record says`() throws {
        let roots = try Roots()
        let one = try roots.genesis()
        let revoked = Member(
            label: try Roots.label("intake-officer"), roles: [.caseworker],
            signingKey: roots.member.publicKey, recipient: roots.memberRecipient,
            validity: Validity(
                from: try Roots.time("2026-01-01"), until: try Roots.time("2026-03-01"),
                status: .revoked))
        let two = try roots.next(after: one, members: [revoked])
        let organisation = try roots.verify([
            roots.signed(one, by: roots.first), roots.signed(two, by: roots.first),
        ])
        let before = try Roots.time("2026-02-01")
        let after = try Roots.time("2026-04-01")
        let (member, device) = (roots.member.publicKey.id, roots.device.publicKey.id)
        #expect(organisation.member(signing: member, at: before) != nil)
        #expect(organisation.device(device, at: before) != nil)
        #expect(organisation.member(signing: member, at: after) == nil)
        #expect(organisation.device(device, at: after) == nil)
        #expect(organisation.mailbox("intake")?.activeMembers(at: before).isEmpty == true)
    }

    @Test func `a key that a record drops ends when that record is issued`() throws {
        let roots = try Roots()
        let one = try roots.genesis()
        let two = try roots.next(after: one, devices: [])
        let organisation = try roots.verify([
            roots.signed(one, by: roots.first), roots.signed(two, by: roots.first),
        ])
        let id = roots.device.publicKey.id
        #expect(organisation.device(id, at: try Roots.time("2026-11-30")) != nil)
        #expect(organisation.device(id, at: try Roots.time("2026-12-01")) == nil)
    }
}
