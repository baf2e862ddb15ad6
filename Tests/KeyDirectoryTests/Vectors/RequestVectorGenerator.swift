import Foundation
import KeyDirectory
import Primitives
import Testing

/// Makes `Protocol/vectors/member-requests` anew: with `PLOMBA_WRITE_VECTORS=1`, never otherwise.
@Suite struct `Member request vector generator` {
    private static let usual = "2026-12-03T00:00:00Z"

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `writes the vectors anew`() throws {
        let one = try Office()
        try RequestVector.write("valid", Self.valid(one), one.organisation)
        let other = try Office()
        try RequestVector.write("invalid", Self.invalid(other), other.organisation)
    }

    private static func valid(_ office: Office) throws -> [RequestVector] {
        let request = try office.request()
        let text = String(decoding: request.serialized(), as: UTF8.self)
        let further = try office.request(
            .device, label: "intake-officer", signing: office.roots.member.publicKey,
            recipient: office.roots.memberRecipient)
        func new(_ name: String, _ request: MemberRequest, at time: String = usual) throws
            -> RequestVector
        {
            try vector(name, office.signed(request), at: time)
        }
        return [
            try new("new-member", request),
            try new("all-roles", office.request(roles: Member.Role.allCases)),
            try new("two-mailboxes", office.request(mailboxes: ["legal", "intake"])),
            try new("no-mailbox", office.request(mailboxes: [])),
            try new("another-shape-of-label", office.request(label: "intake-office")),
            try vector("further-computer", office.signedByMember(further), at: usual),
            try new("lost-keys", office.request(.replacement, label: "intake-officer")),
            try new("after-a-theft", office.request(.replacement, label: "night-desk")),
            try new("last-second", request, at: "2026-12-31T23:59:59Z"),
            try new("from-a-clock-ahead", request, at: "2026-12-01T00:00:00Z"),
            try new("thirty-days", office.request(expires: "2027-01-01T00:00:00Z")),
            try vector(
                "unknown-member",
                office.signed(
                    edit(Array(text.utf8), "\"purpose\"", "\"memberOfALaterVersion\": 1, $0")),
                at: usual),
            try vector(
                "another-layout",
                office.signed(Array(text.filter { $0 != "\n" }.utf8)), at: usual),
        ]
    }

    private static func invalid(_ office: Office) throws -> [RequestVector] {
        let good = try office.signed(office.request())
        let text = good.request
        func new(_ name: String, _ request: MemberRequest, _ code: String) throws -> RequestVector {
            try vector(name, office.signed(request), at: usual, code)
        }
        func bytes(_ name: String, _ from: String, _ to: String, _ code: String) throws
            -> RequestVector
        {
            try vector(name, office.signed(edit(text, from, to)), at: usual, code)
        }
        return [
            try vector(
                "changed-after-signing",
                with(good, request: edit(text, "\"caseworker\"", "\"admin\"")), at: usual,
                "signature"),
            try vector(
                "signed-by-the-computer-twice", with(good, signature: good.deviceSignature),
                at: usual, "signature"),
            try vector(
                "computer-has-not-signed", with(good, deviceSignature: good.signature), at: usual,
                "signature"),
            try bytes(
                "one-key-for-person-and-computer", office.newDevice.publicKey.openSSHLine,
                office.newSigning.publicKey.openSSHLine, "duplicate-key"),
            try bytes("cyrillic-letter", "group484.rs", "gr\u{43E}up484.rs", "schema"),
            try bytes(
                "valid-for-too-long", "2027-01-01T00:00:00Z", "2027-01-01T00:00:01Z",
                "times-contradict"),
            try new(
                "another-organisation", office.request(to: Fingerprint(.of([1]))),
                "other-organisation"),
            try vector("expired", good, at: "2027-01-01T00:00:00Z", "expired"),
            try vector("from-the-future", good, at: "2026-11-30T23:59:59Z", "not-yet"),
            try new(
                "looks-like-a-colleague", office.request(label: "1ntake.off1cer"),
                "label-looks-alike"),
            try new("label-of-who-left", office.request(label: "legal-officer"), "label-taken"),
            try new(
                "recipient-of-a-colleague",
                office.request(recipient: office.roots.memberRecipient), "key-known"),
            try new(
                "further-computer-with-other-keys",
                office.request(.device, label: "intake-officer"), "not-the-members-keys"),
        ]
    }

    private static func with(
        _ file: MemberRequestFile, request: [UInt8]? = nil, signature: [UInt8]? = nil,
        deviceSignature: [UInt8]? = nil
    ) -> MemberRequestFile {
        MemberRequestFile(
            mode: file.mode, request: request ?? file.request,
            signature: signature ?? file.signature,
            deviceSignature: deviceSignature ?? file.deviceSignature)
    }

    private static func vector(
        _ name: String, _ file: MemberRequestFile, at time: String, _ code: String? = nil
    ) throws -> RequestVector {
        RequestVector(
            name: name, time: try #require(Timestamp(time)),
            code: code.map { "member-request." + $0 },
            file: file.serialized())
    }
}
