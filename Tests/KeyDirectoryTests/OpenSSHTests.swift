import Foundation
import KeyDirectory
import Primitives
import TestSupport
import Testing

/// OpenSSH makes root signatures that we accept, and agrees with ours.
@Suite struct `ssh-keygen on records` {
    @Test func `a root signature of stock ssh-keygen is accepted`() throws {
        let folder = try Folder()
        let made = try Tool.run(
            "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", folder.path + "/root"])
        #expect(made.status == 0)
        let line = String(decoding: try folder.read("root.pub"), as: UTF8.self)
        let key = try PublicKey(openSSH: line.trimmingCharacters(in: .whitespacesAndNewlines))
        let roots = try Roots()
        let record = try roots.genesis([try roots.root("director", key)])
        let file = try folder.write("record.json", record.serialized())
        let signing = try Tool.run(
            "ssh-keygen",
            [
                "-Y", "sign", "-f", folder.path + "/root", "-n", "plomba/v1/OrganisationRecord",
                file,
            ])
        #expect(signing.status == 0)
        let signed = try SignedRecord(
            bytes: record.serialized(), signatures: [folder.read("record.json.sig")])
        #expect(try roots.verify([signed]).current == record)
    }

    @Test func `our root signature verifies, and a changed record does not`() throws {
        let roots = try Roots()
        let folder = try Folder()
        let signed = try roots.signed(roots.genesis(), by: roots.first)
        let organisation = try roots.verify([signed])
        let signers = try folder.write(
            "allowed_signers",
            organisation.allowedSigners(
                memberStatements: ["Sealed"], deviceStatements: ["Deposit"]))
        let signature = try folder.write("record.sig", signed.signatures[0])
        func status(_ record: [UInt8]) throws -> Int32 {
            try Tool.run(
                "ssh-keygen",
                [
                    "-Y", "verify", "-f", signers, "-I", "director@group484.rs", "-n",
                    "plomba/v1/OrganisationRecord", "-s", signature,
                ], input: folder.write("record.json", record)
            ).status
        }
        #expect(try status(signed.bytes) == 0)
        #expect(try status(signed.bytes + [0x20]) != 0)
    }

    @Test func `a root signature of a security key is accepted by ssh-keygen`()
        throws
    {
        let roots = try Roots()
        let folder = try Folder()
        let application = "ssh:plomba"
        let token = RootKey(
            label: try Roots.label("token"),
            key: .securityKey(SecurityKey(point: roots.first.publicKey, application: application)))
        let bytes = try roots.genesis([token]).serialized()
        let namespace = "plomba/v1/OrganisationRecord"
        func signature(flags: UInt8, over bytes: [UInt8]) -> [UInt8] {
            SoftwareSecurityKey.signature(
                over: bytes, namespace: namespace, application: application, flags: flags,
                by: roots.first)
        }
        func stock(_ signature: [UInt8], _ record: [UInt8]) throws -> Int32 {
            try Tool.run(
                "ssh-keygen",
                [
                    "-Y", "verify", "-f", folder.path + "/signers", "-I", "token@group484.rs",
                    "-n", namespace, "-s", folder.write("record.sig", signature),
                ], input: folder.write("record.json", record)
            ).status
        }
        let present = signature(flags: 1, over: bytes)
        let organisation = try roots.verify([
            SignedRecord(bytes: bytes, signatures: [present])
        ])
        _ = try folder.write(
            "signers", organisation.allowedSigners(memberStatements: [], deviceStatements: []))
        #expect(try stock(present, bytes) == 0)
        #expect(try stock(present, bytes + [0x20]) != 0)
        // Where nobody touched it, we refuse; `-Y verify` does not ask.
        let alone = signature(flags: 0, over: bytes)
        #expect(throws: RecordError.self) {
            try roots.verify([SignedRecord(bytes: bytes, signatures: [alone])])
        }
    }

    @Test func `replaced and revoked keys are exported with the times between which they counted`()
        throws
    {
        let roots = try Roots()
        let folder = try Folder()
        let one = try roots.genesis()
        let stolen = Member(
            label: try Roots.label("intake-officer"), roles: [.caseworker],
            signingKey: roots.member.publicKey, recipient: roots.memberRecipient,
            validity: Validity(
                from: try Roots.time("2026-01-01"), until: try Roots.time("2026-03-01"),
                status: .revoked))
        let two = try roots.next(
            after: one, roots: [roots.root("board", roots.second.publicKey)], members: [stolen])
        let organisation = try roots.verify([
            roots.signed(one, by: roots.first), roots.signed(two, by: roots.first, roots.second),
        ])
        let signers = try folder.write(
            "allowed_signers",
            organisation.allowedSigners(
                memberStatements: ["Sealed"], deviceStatements: ["Deposit"]))
        let revoked = try folder.write("revoked_keys", organisation.revokedKeys)
        func status(
            _ identity: String, _ key: borrowing SigningKey, _ namespace: String, _ time: String,
            _ more: String...
        ) throws -> Int32 {
            let text: [UInt8] = [0x7B, 0x7D]
            let signature = try folder.write(
                "\(identity)-\(namespace.suffix(6))-\(time).sig",
                SSHSignature.sign(text, namespace: namespace, with: key).armored)
            return try Tool.run(
                "ssh-keygen",
                [
                    "-Y", "verify", "-f", signers, "-I", identity + "@group484.rs", "-n",
                    namespace, "-Overify-time=\(time)", "-s", signature,
                ] + more, input: folder.write("s.json", text)
            ).status
        }
        let (member, sealed) = ("intake-officer", "plomba/v1/Sealed")
        #expect(try status(member, roots.member, sealed, "20260201000000Z") == 0)
        #expect(try status(member, roots.member, sealed, "20260228235959Z") == 0)
        #expect(try status(member, roots.member, sealed, "20260301000000Z") != 0)
        #expect(try status(member, roots.member, sealed, "20260201000000Z", "-r", revoked) != 0)
        let record = "plomba/v1/OrganisationRecord"
        #expect(try status("director", roots.first, record, "20261201000000Z") == 0)
        #expect(try status("director", roots.first, record, "20261202000000Z") != 0)
        #expect(try status("board", roots.second, record, "20261202000000Z") == 0)
        #expect(try status("board", roots.second, record, "20261202000000Z", "-r", revoked) == 0)
    }

    @Test func `the exported allowed_signers hold namespaces and times`() throws {
        let roots = try Roots()
        let folder = try Folder()
        let organisation = try roots.verify([roots.signed(roots.genesis(), by: roots.first)])
        let signers = try folder.write(
            "allowed_signers",
            organisation.allowedSigners(
                memberStatements: ["Sealed", "Acknowledgement"], deviceStatements: ["Deposit"]))
        let text = try folder.write("s.json", [0x7B, 0x7D])
        let seal = SSHSignature.sign(
            [0x7B, 0x7D], namespace: "plomba/v1/Sealed", with: roots.member)
        let signature = try folder.write("s.sig", seal.armored)
        func status(_ identity: String, _ namespace: String, _ time: String) throws -> Int32 {
            try Tool.run(
                "ssh-keygen",
                [
                    "-Y", "verify", "-f", signers, "-I", identity, "-n", namespace,
                    "-Overify-time=\(time)", "-s", signature,
                ], input: text
            ).status
        }
        let member = "intake-officer@group484.rs"
        let during = "20260601000000Z"
        #expect(try status(member, "plomba/v1/Sealed", during) == 0)
        #expect(try status(member, "plomba/v1/Deposit", during) != 0)
        #expect(try status("office-laptop@group484.rs", "plomba/v1/Sealed", during) != 0)
        #expect(try status(member, "plomba/v1/Sealed", "20251231000000Z") != 0)
        #expect(try status(member, "plomba/v1/Sealed", "20270102000000Z") != 0)
    }
}
