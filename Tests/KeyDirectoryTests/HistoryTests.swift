import KeyDirectory
import Primitives
import Testing

/// Who may follow whom: the rules of a history, one refusal each.
@Suite struct `Organisation histories` {
    @Test func `a first record signed by its roots is the organisation of its fingerprint`() throws
    {
        let roots = try Roots()
        let signed = try roots.signed(roots.genesis(), by: roots.first)
        let organisation = try roots.verify([signed])
        #expect(organisation.fingerprint == Fingerprint(.of(signed.bytes)))
        #expect(organisation.name == roots.name)
        #expect(organisation.remembered.version == 1)
        #expect(organisation.file.records == [signed])
    }

    @Test func `two of three roots are enough for a threshold of two`() throws {
        let roots = try Roots()
        let record = try roots.genesis(threeRoots(roots), threshold: 2)
        _ = try roots.verify([try roots.signed(record, by: roots.third, roots.first)])
    }

    @Test func `roots change when old and new sign`() throws {
        let roots = try Roots()
        let one = try roots.genesis()
        let two = try roots.next(
            after: one, roots: [try roots.root("new-director", roots.second.publicKey)])
        let organisation = try roots.verify([
            roots.signed(one, by: roots.first), roots.signed(two, by: roots.first, roots.second),
        ])
        #expect(organisation.current.version == 2)
        #expect(organisation.fingerprint == Fingerprint(.of(one.serialized())))
    }

    @Test func `a security key counts as a root when its user was present`() throws {
        let roots = try Roots()
        let application = "ssh:plomba"
        let key = SecurityKey(point: roots.first.publicKey, application: application)
        let record = try roots.genesis([
            RootKey(label: try Roots.label("token"), key: .securityKey(key))
        ])
        let bytes = record.serialized()
        func verify(flags: UInt8, application: String) throws {
            let signature = SoftwareSecurityKey.signature(
                over: bytes, namespace: "plomba/v1/OrganisationRecord", application: application,
                flags: flags, by: roots.first)
            _ = try roots.verify([SignedRecord(bytes: bytes, signatures: [signature])])
        }
        try verify(flags: 1, application: application)
        let refusal = RecordError.tooFewSignatures(version: 1, of: .own, found: 0, required: 1)
        #expect(throws: refusal) { try verify(flags: 0, application: application) }
        #expect(throws: refusal) { try verify(flags: 1, application: "ssh:") }
    }

    @Test func `refuses a record that nobody, or only a stranger, signed`() throws {
        let roots = try Roots()
        let record = try roots.genesis()
        let refusal = RecordError.tooFewSignatures(version: 1, of: .own, found: 0, required: 1)
        #expect(throws: refusal) {
            try roots.verify([SignedRecord(bytes: record.serialized(), signatures: [])])
        }
        #expect(throws: refusal) { try roots.verify([roots.signed(record, by: roots.second)]) }
    }

    @Test func `counts a root once, however often it signed`() throws {
        let roots = try Roots()
        let record = try roots.genesis(threeRoots(roots), threshold: 2)
        #expect(
            throws: RecordError.tooFewSignatures(version: 1, of: .own, found: 1, required: 2)
        ) {
            try roots.verify([roots.signed(record, by: roots.first, roots.first)])
        }
    }

    @Test func `refuses a changed byte`() throws {
        let roots = try Roots()
        let signed = try roots.signed(roots.genesis(), by: roots.first)
        let changed = try SignedRecord(
            bytes: signed.bytes + [0x0A], signatures: signed.signatures)
        #expect(throws: RecordError.self) { try roots.verify([changed]) }
    }

    @Test func `refuses a signature for another namespace`() throws {
        let roots = try Roots()
        let bytes = try roots.genesis().serialized()
        let signature = SSHSignature.sign(bytes, namespace: "plomba/v1/Sealed", with: roots.first)
        #expect(throws: RecordError.self) {
            try roots.verify([SignedRecord(bytes: bytes, signatures: [signature.armored])])
        }
    }

    @Test func `refuses new roots that the old ones did not sign, and the reverse`() throws {
        let roots = try Roots()
        let one = try roots.genesis()
        let two = try roots.next(
            after: one, roots: [try roots.root("new-director", roots.second.publicKey)])
        let first = try roots.signed(one, by: roots.first)
        #expect(
            throws: RecordError.tooFewSignatures(
                version: 2, of: .predecessor, found: 0, required: 1)
        ) { try roots.verify([first, roots.signed(two, by: roots.second)]) }
        #expect(
            throws: RecordError.tooFewSignatures(version: 2, of: .own, found: 0, required: 1)
        ) { try roots.verify([first, roots.signed(two, by: roots.first)]) }
    }

    @Test func `refuses a gap, a wrong predecessor, another name and an earlier issue`() throws {
        let roots = try Roots()
        let one = try roots.genesis()
        let other = try #require(OrganisationName("other.rs"))
        let cases: [(OrganisationRecord, RecordError)] = [
            (try roots.next(after: one, version: 3), .versionNotNext(expected: 2, found: 3)),
            (
                try roots.next(after: one, previous: .of([1])), .previousMismatch(version: 2)
            ),
            (try roots.next(after: one, name: other), .nameChanged(version: 2)),
            (try roots.next(after: one, issued: "2025-12-01"), .issuedBackwards(version: 2)),
        ]
        for (record, refusal) in cases {
            #expect(throws: refusal) {
                try roots.verify([
                    roots.signed(one, by: roots.first), roots.signed(record, by: roots.first),
                ])
            }
        }
    }

    @Test func `refuses a history that does not begin with version 1`() throws {
        let roots = try Roots()
        let two = try roots.next(after: try roots.genesis())
        #expect(throws: RecordError.versionNotNext(expected: 1, found: 2)) {
            try roots.verify([roots.signed(two, by: roots.first)])
        }
    }

    @Test func `refuses a device key that becomes a member's key`() throws {
        let roots = try Roots()
        let one = try roots.genesis()
        let repurposed = Member(
            label: try Roots.label("intake-officer"), roles: [.caseworker],
            signingKey: roots.device.publicKey, recipient: roots.memberRecipient,
            validity: try roots.validity)
        let two = try roots.next(after: one, members: [repurposed], devices: [])
        #expect(throws: RecordError.keyRepurposed(version: 2)) {
            try roots.verify([
                roots.signed(one, by: roots.first), roots.signed(two, by: roots.first),
            ])
        }
    }

    @Test func `refuses another fingerprint and the other mode`() throws {
        let roots = try Roots()
        let signed = try roots.signed(roots.genesis(), by: roots.first)
        let unverified = try UnverifiedOrganisation(
            OrganisationFile(mode: .live, records: [signed]))
        #expect(throws: RecordError.fingerprintMismatch) {
            try unverified.verify(fingerprint: Fingerprint(.of([1])), mode: .live)
        }
        #expect(throws: RecordError.modeUnexpected(version: 1)) {
            try unverified.verify(fingerprint: unverified.fingerprint, mode: .training)
        }
    }

    @Test
    func `continues what is known byte for byte, and reads no further than the first forged one`()
        throws
    {
        let roots = try Roots()
        let one = try roots.genesis()
        let two = try roots.next(after: one)
        let three = try roots.next(after: two, issued: "2026-12-05")
        let records = [
            try roots.signed(one, by: roots.first), try roots.signed(two, by: roots.first),
            try roots.signed(three, by: roots.first),
        ]
        func file(_ records: [SignedRecord]) -> OrganisationFile {
            OrganisationFile(mode: .live, records: records)
        }
        let known = try roots.verify([records[0]])
        #expect(try known.continued(by: file(records)) == roots.verify(records))
        #expect(try known.continued(by: file([records[0]])) == known)
        // The signatures that are known are kept, whatever comes with the record.
        let bare = try SignedRecord(bytes: records[0].bytes, signatures: [])
        #expect(try known.continued(by: file([bare, records[1]])).records[0] == records[0])
        let unsigned = try SignedRecord(bytes: records[1].bytes, signatures: [])
        // What follows is no record at all, and is not looked at.
        let nothing = try SignedRecord(bytes: [0], signatures: [])
        #expect(
            throws: RecordError.tooFewSignatures(
                version: 2, of: .predecessor, found: 0, required: 1)
        ) { try known.continued(by: file([records[0], unsigned, nothing])) }
        let other = try roots.signed(
            roots.genesis([roots.root("b", roots.second.publicKey)]), by: roots.second)
        #expect(throws: RecordError.fork(version: 1)) {
            try known.continued(by: file([other, records[1]]))
        }
        let all = try roots.verify(records)
        #expect(throws: RecordError.rollback(known: 3, found: 2)) {
            try all.continued(by: file(Array(records.prefix(2))))
        }
    }

    @Test func `refuses rollback and fork, accepts what it remembers`() throws {
        let roots = try Roots()
        let one = try roots.genesis()
        let two = try roots.next(after: one)
        let fork = try roots.next(after: one, issued: "2026-12-02")
        let first = try roots.signed(one, by: roots.first)
        let seen = try roots.verify([first, roots.signed(two, by: roots.first)])
        func again(_ records: [SignedRecord]) throws -> VerifiedOrganisation {
            try UnverifiedOrganisation(OrganisationFile(mode: .live, records: records))
                .verify(
                    fingerprint: seen.fingerprint, mode: .live, remembering: seen.remembered)
        }
        #expect(try again(seen.records) == seen)
        #expect(throws: RecordError.rollback(known: 2, found: 1)) { try again([first]) }
        #expect(throws: RecordError.fork(version: 2)) {
            try again([first, roots.signed(fork, by: roots.first)])
        }
    }

    @Test func `refuses a signature that is none`() throws {
        let roots = try Roots()
        let signed = try roots.signed(roots.genesis(), by: roots.first)
        let noise = try SignedRecord(
            bytes: signed.bytes, signatures: signed.signatures + [[0x41]])
        #expect(throws: RecordError.signatureMalformed(version: 1)) { try roots.verify([noise]) }
    }

    @Test func `the file is read back, and refused when it is not one`() throws {
        let roots = try Roots(mode: .training)
        let organisation = try roots.verify([roots.signed(roots.genesis(), by: roots.first)])
        let text = organisation.file.serialized()
        #expect(try OrganisationFile(parsing: text) == organisation.file)
        let cases = [
            (edit(text, "OrganisationHistory", "OrganisationRecord"), "record.schema"),
            (edit(text, "\"record\": \"", "\"record\": \"*"), "record.schema"),
            (Array("{}".utf8), "record.schema"), (Array("[".utf8), "record.not-json"),
            (
                Array(#"{"type": "urn:plomba:v1:OrganisationHistory", "records": []}"#.utf8),
                "record.no-records"
            ),
            ([UInt8](repeating: 0x20, count: RecordLimits.fileSizeInBytes + 1), "record.too-large"),
        ]
        for (bytes, code) in cases {
            #expect { try OrganisationFile(parsing: bytes) } throws: { error in
                (error as? RecordError)?.code == code
            }
        }
    }

    private func threeRoots(_ roots: Roots) throws -> [RootKey] {
        [
            try roots.root("one", roots.first.publicKey),
            try roots.root("two", roots.second.publicKey),
            try roots.root("three", roots.third.publicKey),
        ]
    }
}
