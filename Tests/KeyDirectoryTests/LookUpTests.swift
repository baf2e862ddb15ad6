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

    /// The newest entry of the member's label begins with the new key; what the device signed under the
    /// old one stays signed (decision record 0101).
    @Test func `a device goes on counting through a rotation of its member's keys`() throws {
        let roots = try Roots()
        let first = try roots.verify([roots.signed(roots.genesis(), by: roots.first)])
        let key = try SigningKey()
        let issued = try Roots.time("2026-06-01")
        var content = RecordContent(first.current)
        content.members = [
            Member(
                label: try Roots.label("intake-officer"), roles: [.caseworker],
                signingKey: key.publicKey, recipient: try Roots.recipient(),
                validity: Validity(
                    from: issued, until: try Roots.time("2027-01-01"), status: .active))
        ]
        let two = try first.next(
            issued: issued, expiry: try Roots.time("2027-01-01"), saying: content)
        let rotated = try first.appending(roots.signed(two, by: roots.first))
        let device = roots.device.publicKey.id
        let (before, after) = (try Roots.time("2026-05-01"), try Roots.time("2026-07-01"))
        #expect(rotated.device(device, at: before) != nil)
        #expect(rotated.device(device, at: after) != nil)
        #expect(rotated.member(signing: roots.member.publicKey.id, at: before) != nil)
        #expect(rotated.member(signing: roots.member.publicKey.id, at: after) == nil)
        #expect(rotated.member(signing: key.publicKey.id, at: before) == nil)
        #expect(rotated.member(signing: key.publicKey.id, at: after) != nil)
        let standing = try #require(rotated.deviceStanding(device))
        #expect(standing.from == (try Roots.time("2026-01-01")))
        #expect(standing.until == (try Roots.time("2027-01-01")))
        #expect(!standing.isRevoked)
    }

    /// Revoked after a rotation: between the theft and the new key the computer did not count.
    private func withGap(_ roots: Roots) throws -> VerifiedOrganisation {
        let first = try roots.verify([roots.signed(roots.genesis(), by: roots.first)])
        let key = try SigningKey()
        let issued = try Roots.time("2026-06-01")
        var content = RecordContent(first.current)
        let old = content.members[0]
        content.members = [
            Member(
                label: old.label, roles: old.roles, signingKey: key.publicKey,
                recipient: try Roots.recipient(),
                validity: Validity(
                    from: issued, until: try Roots.time("2027-01-01"), status: .active)),
            Member(
                label: try Roots.label("intake-officer.former-1"), roles: old.roles,
                signingKey: old.signingKey, recipient: old.recipient,
                validity: Validity(
                    from: old.validity.from, until: try Roots.time("2026-05-20"),
                    status: .revoked)),
        ]
        let two = try first.next(
            issued: issued, expiry: try Roots.time("2027-01-01"), saying: content)
        return try first.appending(roots.signed(two, by: roots.first))
    }

    @Test func `a device has a standing on each side of the days on which it did not count`() throws
    {
        let roots = try Roots()
        let organisation = try withGap(roots)
        let device = roots.device.publicKey.id
        let gap = try Roots.time("2026-05-25")
        #expect(organisation.device(device, at: gap) == nil)
        let standings = organisation.deviceStandings(device)
        #expect(
            standings.map(\.until) == [try Roots.time("2026-05-20"), try Roots.time("2027-01-01")])
        #expect(standings.map(\.isRevoked) == [true, false])
        #expect(
            organisation.deviceStanding(device, at: gap)?.until == (try Roots.time("2026-05-20")))
        #expect(
            organisation.deviceStanding(device, at: try Roots.time("2026-07-01"))?.isRevoked
                == false)
        #expect(organisation.deviceStanding(device, at: nil)?.isRevoked == true)
        let lines = String(
            decoding: organisation.allowedSigners(
                memberStatements: ["Sealed"], deviceStatements: ["DepositStatement"]),
            as: UTF8.self
        ).split(separator: "\n").filter { $0.contains("office-laptop@") }
        #expect(lines.count == 2, "\(lines)")
        #expect(lines.first?.contains("valid-before=\"20260519235959Z\"") == true, "\(lines)")
        let revoked = String(decoding: organisation.revokedKeys, as: UTF8.self)
        #expect(revoked.contains(roots.device.publicKey.openSSHLine))
    }

    @Test func `only a key that the computer had then makes it stolen`() throws {
        let roots = try Roots()
        let organisation = try withGap(roots)
        let key = try SigningKey()
        let issued = try Roots.time("2026-07-01")
        var content = RecordContent(organisation.current)
        content.devices.append(
            Device(
                label: try Roots.label("device-2"), member: try Roots.label("intake-officer"),
                key: key.publicKey,
                validity: Validity(
                    from: issued, until: try Roots.time("2027-01-01"), status: .active)))
        let three = try organisation.next(
            issued: issued, expiry: try Roots.time("2027-01-01"), saying: content)
        let later = try organisation.appending(roots.signed(three, by: roots.first))
        let time = try Roots.time("2026-08-01")
        #expect(later.isRevoked(device: roots.device.publicKey.id, at: time))
        #expect(!later.isRevoked(device: key.publicKey.id, at: time))
    }

    @Test func `a label that looks like a key of before makes nobody another person`() throws {
        let roots = try Roots()
        let organisation = try withGap(roots)
        let former = try #require(organisation.current.members.last)
        #expect(organisation.person(of: former).text == "intake-officer")
        let stranger = Member(
            label: former.label, roles: former.roles, signingKey: try SigningKey().publicKey,
            recipient: former.recipient, validity: former.validity)
        #expect(organisation.person(of: stranger) == former.label)
    }

    @Test func `a next record follows its predecessor or is not made`() throws {
        let roots = try Roots()
        let first = try roots.verify([roots.signed(roots.genesis(), by: roots.first)])
        let content = RecordContent(first.current)
        let expiry = try Roots.time("2027-06-01")
        #expect(throws: RecordError.issuedBackwards(version: 2)) {
            try first.next(issued: Roots.time("2025-12-31"), expiry: expiry, saying: content)
        }
        var broken = content
        broken.threshold = 2
        #expect(throws: RecordError.self) {
            try first.next(issued: Roots.time("2026-06-01"), expiry: expiry, saying: broken)
        }
        let two = try first.next(
            issued: Roots.time("2026-06-01"), expiry: expiry, saying: content)
        #expect(two.version == 2 && two.previous == first.remembered.digest)
        let stranger = try SigningKey()
        #expect(
            throws: RecordError.tooFewSignatures(
                version: 2, of: .predecessor, found: 0, required: 1)
        ) { try first.appending(roots.signed(two, by: stranger)) }
        #expect(first.signers(of: two, try roots.signed(two, by: stranger)).own == [])
        #expect(
            first.signers(of: two, try roots.signed(two, by: roots.first)).own
                == [try Roots.label("director")])
    }
}
