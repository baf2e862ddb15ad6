import Foundation
import KeyDirectory
import Primitives
import Testing

/// Makes `Protocol/vectors/records` anew: with `PLOMBA_WRITE_VECTORS=1`, never otherwise.
///
/// The keys are drawn for the run and forgotten with it. Each invalid case has one defect, which
/// its name says.
@Suite struct `Record vector generator` {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `writes the vectors anew`() throws {
        try RecordVector.write("valid", Self.valid())
        try RecordVector.write("invalid", Self.invalid())
    }

    private static func valid() throws -> [RecordVector] {
        let roots = try Roots()
        let training = try Roots(mode: .training)
        let one = try roots.genesis()
        let first = try roots.signed(one, by: roots.first)
        let rotated = try roots.next(
            after: one, roots: [try roots.root("new-director", roots.second.publicKey)])
        let ofTwo = try roots.genesis(three(roots), threshold: 2)
        let carried = MailboxEntry(
            name: try Roots.label("intake"), members: [try Roots.label("intake-officer")],
            recovery: roots.recovery, homeBroker: nil)
        let later = edit(
            one.serialized(), "\"label\": \"director\"", "\"memberOfALaterVersion\": true, $0")
        return [
            vector("one-root", roots, [first]),
            vector(
                "two-of-three-roots", roots,
                [try roots.signed(ofTwo, by: roots.third, roots.first)]),
            vector("root-is-a-security-key", roots, [try tokenRecord(roots, flags: 1)]),
            vector(
                "roots-rotated", roots,
                [first, try roots.signed(rotated, by: roots.first, roots.second)]),
            vector(
                "training", training,
                [try training.signed(training.genesis(), by: training.first)]),
            vector(
                "also-signed-by-a-stranger", roots,
                [try roots.signed(one, by: roots.third, roots.first)]),
            vector("unknown-member", roots, [try sign(later, by: roots.first)]),
            vector(
                "mailbox-without-broker", roots,
                [
                    first,
                    try roots.signed(
                        roots.next(after: one, mailboxes: [carried]), by: roots.first),
                ]),
        ]
    }

    private static func invalid() throws -> [RecordVector] {
        let roots = try Roots()
        let one = try roots.genesis()
        let first = try roots.signed(one, by: roots.first)
        let ofTwo = try roots.genesis(three(roots), threshold: 2)
        let rotated = try roots.next(
            after: one, roots: [try roots.root("new-director", roots.second.publicKey)])
        let twoPurposes = edit(
            one.serialized(), roots.device.publicKey.openSSHLine,
            roots.first.publicKey.openSSHLine)
        func second(_ record: OrganisationRecord, _ name: String, _ code: String) throws
            -> RecordVector
        {
            vector(name, roots, [first, try roots.signed(record, by: roots.first)], code: code)
        }
        return [
            vector(
                "same-root-signed-twice", roots,
                [try roots.signed(ofTwo, by: roots.first, roots.first)],
                code: "record.too-few-signatures"),
            vector(
                "security-key-without-user-presence", roots, [try tokenRecord(roots, flags: 0)],
                code: "record.too-few-signatures"),
            try second(
                rotated, "rotation-signed-by-old-roots-only", "record.too-few-signatures"),
            vector(
                "rotation-signed-by-new-roots-only", roots,
                [first, try roots.signed(rotated, by: roots.second)],
                code: "record.too-few-signatures"),
            try second(
                roots.next(after: one, version: 3), "version-skipped", "record.version-not-next"),
            try second(
                roots.next(after: one, previous: .of([1])), "previous-of-another-record",
                "record.previous-mismatch"),
            vector(
                "one-key-for-two-purposes", roots, [try sign(twoPurposes, by: roots.first)],
                code: "record.duplicate-key"),
            RecordVector(
                name: "another-fingerprint", mode: .live, fingerprint: Fingerprint(.of([1])),
                code: "record.fingerprint-mismatch",
                file: OrganisationFile(mode: .live, records: [first]).serialized()),
        ]
    }

    private static func three(_ roots: Roots) throws -> [RootKey] {
        [
            try roots.root("one", roots.first.publicKey),
            try roots.root("two", roots.second.publicKey),
            try roots.root("three", roots.third.publicKey),
        ]
    }

    private static func sign(
        _ record: [UInt8], by key: borrowing SigningKey
    ) throws -> SignedRecord {
        try SignedRecord(
            bytes: record,
            signatures: [SignedRecord.signature(over: record, mode: .live, by: key)])
    }

    private static func tokenRecord(_ roots: Roots, flags: UInt8) throws -> SignedRecord {
        let application = "ssh:plomba"
        let key = SecurityKey(point: roots.first.publicKey, application: application)
        let record = try roots.genesis([
            RootKey(label: try Roots.label("token"), key: .securityKey(key))
        ])
        let bytes = record.serialized()
        let signature = SoftwareSecurityKey.signature(
            over: bytes, namespace: "plomba/v1/OrganisationRecord", application: application,
            flags: flags, by: roots.first)
        return try SignedRecord(bytes: bytes, signatures: [signature])
    }

    private static func vector(
        _ name: String, _ roots: Roots, _ records: [SignedRecord], code: String? = nil
    ) -> RecordVector {
        RecordVector(
            name: name, mode: roots.mode, fingerprint: Fingerprint(records[0].digest), code: code,
            file: OrganisationFile(mode: roots.mode, records: records).serialized())
    }
}
