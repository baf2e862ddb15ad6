import BrokerAPI
import BrokerClient
import KeyDirectory
package import Primitives

/// A revocation without a home: from any machine, with the organisation's file and its roots.
///
/// The only computer of an office may be the one that was stolen. What is public suffices to write the record
/// that takes a key out; k roots sign it with `ssh-keygen`, and anybody brings it to the broker.
package struct Emergency: Sendable {
    private static let spareDays: Int64 = 30
    private let organisation: VerifiedOrganisation
    package var name: OrganisationName { organisation.name }
    package var version: Int { organisation.current.version }
    /// What roots sign under.
    package var namespace: String {
        organisation.mode.namespace(OrganisationRecord.statementName)
    }

    /// - Parameter file: the organisation's file, as `organisation export` wrote it; the newest there is.
    /// - Throws: ``PartnerError/otherFingerprint`` when it is not the one whose digits were typed.
    package init(file: String, digits: FingerprintDigits) throws {
        let bytes = try OutsideFile.read(file, limit: RecordLimits.fileSizeInBytes)
        let history = try UnverifiedOrganisation(OrganisationFile(parsing: bytes))
        guard history.fingerprint.matches(digits) else { throw PartnerError.otherFingerprint }
        organisation = try history.verify(fingerprint: history.fingerprint, mode: history.mode)
    }

    /// Writes the next record, for the roots to sign: all the keys are revoked that are named.
    ///
    /// - Returns: mailboxes that nobody can open from then on.
    package func revoke(
        _ keys: [RevokedKey], since: Timestamp, at now: Timestamp, into output: String
    ) throws -> [String] {
        var content = RecordContent(organisation.current)
        for key in keys {
            try content.revoke(key, since: since, issued: now, history: organisation.history)
        }
        var expiry = organisation.current.expiryTime
        if expiry <= now {
            guard let later = now.adding(seconds: Self.spareDays * 86_400) else {
                throw FoundingError.expiry
            }
            expiry = later
        }
        let next = try organisation.next(issued: now, expiry: expiry, saying: content)
        try OutsideFile.create(next.serialized(), at: output)
        return content.unreadMailboxes.map { $0.text + "@" + name.text }
    }

    /// Puts record and signatures together, verifies all of it, and writes the new file.
    ///
    /// - Returns: the version that counts now.
    package func finish(
        record: String, signatures: [String], into output: String
    ) throws -> Int {
        let bytes = try OutsideFile.read(record, limit: RecordLimits.recordSizeInBytes)
        let signed = try SignedRecord(
            bytes: bytes,
            signatures: signatures.map { file in
                try OutsideFile.read(file, limit: OwnOrganisation.signatureLimit)
            })
        let next = try organisation.appending(signed)
        try OutsideFile.create(next.file.serialized(), at: output)
        return next.current.version
    }

    /// Brings the newest record to a broker. No key is needed for that: records prove themselves.
    ///
    /// - Returns: the version that the broker has now.
    package func publish(at broker: BrokerIntroduction, clock: Clock) async throws -> Int {
        let connection = try BrokerConnection(
            origin: broker.origin, pin: broker.pin, deviceKey: SigningKey(),
            clock: { clock.now })
        let answer: Result<Int, any Error>
        do {
            answer = .success(try await publish(by: connection))
        } catch {
            answer = .failure(error)
        }
        await connection.shutdown()
        return try answer.get()
    }

    private func publish(by connection: BrokerConnection) async throws -> Int {
        let shown = try await connection.publish(
            organisation.file.serialized(), of: organisation.fingerprint)
        guard let shown else { throw PartnerError.notServed(name) }
        let kept = try UnverifiedOrganisation(OrganisationFile(parsing: shown.file)).verify(
            fingerprint: organisation.fingerprint, mode: organisation.mode)
        guard kept.remembered == organisation.remembered else {
            throw RecordError.fork(version: organisation.current.version)
        }
        return kept.current.version
    }
}

extension RecordContent {
    /// Mailboxes without an active member.
    var unreadMailboxes: [RecordLabel] {
        let active = Set(members.filter { $0.validity.status == .active }.map(\.label))
        return mailboxes.filter { active.isDisjoint(with: $0.members) }.map(\.name)
    }
}

/// The page that lies beside the roots: everything that is needed to revoke a key in ten minutes.
package struct EmergencyCard: Sendable {
    package let text: String

    package init(_ home: Home, at now: Timestamp) throws {
        let own = try OwnOrganisation(home).organisation
        let trust = try BrokerTrust.loadIfThere(home)
        let record = own.current
        let roots = record.roots.map(\.label.text).joined(separator: ", ")
        let people = record.members.filter { $0.validity.status == .active && !$0.label.isFormer }
            .map { member in
                let devices = record.devices.filter {
                    $0.member == member.label && $0.validity.status == .active
                }
                return "  \(member.label.text): "
                    + devices.map(\.label.text).joined(separator: ", ")
            }
        let broker =
            trust.map { trust in
                "--broker \(trust.origin.text) --pin \(trust.pin.text)"
            } ?? "--broker URL --pin PIN"
        let digits = FingerprintDigits(own.fingerprint).text
        text = """
            EMERGENCY CARD of \(own.name.text), \(now.text)
            Keep it on paper, with the roots, and renew it when people, computers or the broker change.

            Fingerprint: \(digits)
            People and their computers:
            \(people.joined(separator: "\n"))
            Roots: \(roots). \(record.threshold) of them must sign.

            When a computer is stolen, on any machine with plomba and OpenSSH; TIME is when it was last
            surely in your hands, like 2026-11-20T16:00:00Z:

            1. The newest organisation file: from a colleague, a partner, or the stick beside this card:
               \(own.name.text).plomba-org
            2. Write the revocation (--device for the computer; --member as well if it was unlocked, or
               its passphrase may be known):
               plomba emergency revoke \(own.name.text).plomba-org --fingerprint '\(digits)' \\
                   --device LABEL --member LABEL --since TIME -o record.json
            3. \(record.threshold) of the roots sign it, each on its own machine:
               ssh-keygen -Y sign -n \(own.mode.namespace(OrganisationRecord.statementName)) -f ROOT record.json
            4. Bring it to the broker, which refuses the computer from that moment:
               plomba emergency publish \(own.name.text).plomba-org --fingerprint '\(digits)' \\
                   --record record.json --signature record.json.sig \\
                   \(broker) -o new.plomba-org
            5. Call your partners; whoever cannot reach the broker takes new.plomba-org from you.
            6. New keys for the person, on a new computer: Keys/README.md, "When a computer was stolen".

            """
    }
}
