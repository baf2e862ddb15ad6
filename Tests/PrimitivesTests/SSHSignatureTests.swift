import Foundation
import TestSupport
import Testing

@testable import Primitives

@Suite struct `SSH signatures` {
    private static let message = Array("{\"_type\": \"statement\"}\n".utf8)
    private static let namespace = "plomba/v1/Sealed"

    /// Asks stock ssh-keygen; the principal is always `signer`.
    private func opensshAccepts(
        _ message: [UInt8], _ armored: [UInt8], namespace: String, keyLine: String
    ) throws -> Bool {
        let folder = try Folder()
        let signers = try folder.write("allowed_signers", Array("signer \(keyLine)\n".utf8))
        let signature = try folder.write("sig", armored)
        return try Tool.run(
            "ssh-keygen",
            ["-Y", "verify", "-f", signers, "-I", "signer", "-n", namespace, "-s", signature],
            input: folder.write("message", message)
        ).status == 0
    }

    @Test func `ssh-keygen and we judge our signatures and their damaged copies alike`() throws {
        let key = try SigningKey()
        let other = try SigningKey()
        let signature = SSHSignature.sign(Self.message, namespace: Self.namespace, with: key)
        let mine = key.publicKey
        let cases: [(message: [UInt8], namespace: String, key: PublicKey, good: Bool)] = [
            (Self.message, Self.namespace, mine, true),
            (Self.message + [0x0A], Self.namespace, mine, false),
            ([], Self.namespace, mine, false),
            (Self.message, "plomba-training/v1/Sealed", mine, false),
            (Self.message, Self.namespace, other.publicKey, false),
        ]
        for test in cases {
            #expect(
                signature.verify(test.message, namespace: test.namespace, by: test.key)
                    == test.good)
            #expect(
                try opensshAccepts(
                    test.message, signature.armored, namespace: test.namespace,
                    keyLine: test.key.openSSHLine) == test.good)
        }
    }

    @Test func `stock ssh-keygen signs to the same bytes`() throws {
        let key = try SigningKey()
        let folder = try Folder()
        let path = try folder.write("key", privateKeyFile(of: key))
        for (hash, isOurs) in [("sha512", true), ("sha256", false)] {
            let file = try folder.write("statement-" + hash, Self.message)
            let made = try Tool.run(
                "ssh-keygen",
                [
                    "-q", "-Y", "sign", "-f", path, "-n", Self.namespace, "-O",
                    "hashalg=" + hash, file,
                ])
            #expect(made.status == 0, "\(made.errors)")
            let theirs = try folder.read("statement-\(hash).sig")
            let signature = try SSHSignature(armored: theirs)
            #expect(
                signature.verify(Self.message, namespace: Self.namespace, by: key.publicKey))
            #expect(signature.armored == theirs)
            let ours = SSHSignature.sign(Self.message, namespace: Self.namespace, with: key)
            #expect((ours == signature) == isOurs)
        }
    }

    @Test func `the sample of stock ssh-keygen verifies - Vectors`() throws {
        let folder = "interop-samples/sshsig/"
        let line = String(decoding: try VectorFolder.bytes(folder + "key.pub"), as: UTF8.self)
        let key = try PublicKey(openSSH: line)
        let signature = try SSHSignature(
            armored: VectorFolder.bytes(folder + "statement.json.sig"))
        let message = try VectorFolder.bytes(folder + "statement.json")
        let namespace = "custody@broker.example"
        #expect(signature.namespace == namespace)
        #expect(signature.verify(message, namespace: namespace, by: key))
        #expect(!signature.verify(message, namespace: Self.namespace, by: key))
        #expect(!signature.verify(message + [0], namespace: namespace, by: key))
        let file = try VectorFolder.bytes(folder + "private-TEST-ONLY.key")
        #expect(try publicKey(inFile: file) == key)
        VectorFolder.report("interop-samples/sshsig", cases: 4, atLeast: 4)
    }

    @Test func `no changed byte of an armoured signature is accepted`() throws {
        let key = try SigningKey()
        let armored = SSHSignature.sign(
            Self.message, namespace: Self.namespace, with: key
        ).armored
        for index in armored.indices {
            var altered = armored
            altered[index] = altered[index] == UInt8(ascii: "A") ? 0x42 : 0x41
            let signature = try? SSHSignature(armored: altered)
            let isValid = signature?.verify(
                Self.message, namespace: Self.namespace, by: key.publicKey)
            #expect(isValid != true, "byte \(index)")
        }
    }

    @Test func `other spellings of the armour are refused`() throws {
        let key = try SigningKey()
        let text = String(
            decoding: SSHSignature.sign([1], namespace: "n", with: key).armored, as: UTF8.self)
        let spellings = [
            text + "\n", "\n" + text, String(text.dropLast()),
            text.replacing("\n", with: "\r\n"), text.replacing("-----\n", with: "----- \n"),
            text.replacing("SSH SIGNATURE", with: "SSH signature"),
            text.replacing("\n-----END", with: "\n\n-----END"),
            text.replacing("U1NIU0lH", with: "U1NI\nU0lH"), text + text, "",
        ]
        for spelling in spellings {
            #expect(throws: SSHSignatureError.malformedArmor) {
                try SSHSignature(armored: Array(spelling.utf8))
            }
        }
        #expect(throws: SSHSignatureError.tooLarge(limit: 8192)) {
            try SSHSignature(armored: [UInt8](repeating: 0x41, count: 8193))
        }
    }

    /// An SSHSIG blob with some fields replaced.
    private func armored(
        version: UInt32 = 1, key: [UInt8], namespace: String = "n", reserved: String = "",
        hash: String = "sha512", signature: [UInt8], after: [UInt8] = []
    ) -> [UInt8] {
        let blob =
            Array("SSHSIG".utf8) + SSHWire.uint32(version) + SSHWire.string(key)
            + SSHWire.string(namespace) + SSHWire.string(reserved) + SSHWire.string(hash)
            + SSHWire.string(signature) + after
        return OpenSSHArmor.wrap(Base64.encodeASCII(blob), label: "SSH SIGNATURE")
    }

    @Test func `fields that we do not support are refused by name`() throws {
        let key = try SigningKey().publicKey.blob
        let cases: [(armored: [UInt8], error: SSHSignatureError)] = [
            (armored(version: 2, key: key, signature: []), .unsupportedVersion),
            (armored(key: key, namespace: "", signature: []), .emptyNamespace),
            (armored(key: key, reserved: "x", signature: []), .malformed),
            (armored(key: key, hash: "sha1", signature: []), .unsupportedHash),
            (armored(key: key, signature: [], after: [0]), .malformed),
            (armored(key: SSHWire.string("ssh-rsa"), signature: []), .unsupportedKey),
        ]
        for test in cases {
            #expect(throws: test.error) { try SSHSignature(armored: test.armored) }
        }
    }

    // Stock ssh-keygen does not ask for the touch; we do, so that malware on a laptop cannot sign
    // with an authenticator that was left plugged in.
    @Test func `an authenticator's signature counts only when somebody touched it`() throws {
        let soft = try SigningKey()
        let key = SecurityKey(point: soft.publicKey, application: "ssh:plomba")
        #expect(try SecurityKey(openSSH: key.openSSHLine) == key)
        // The flags: user present; present and verified; neither; verified only.
        for (flags, isGood) in [(UInt8(1), true), (5, true), (0, false), (4, false)] {
            let sig = authenticatorSignature(flags: flags, counter: 7, soft, key)
            let signature = try SSHSignature(armored: armored(key: key.blob, signature: sig))
            #expect(signature.verify(Self.message, namespace: "n", by: key) == isGood)
            #expect(!signature.verify(Self.message, namespace: "m", by: key))
            #expect(!signature.verify(Self.message, namespace: "n", by: soft.publicKey))
            let elsewhere = SecurityKey(point: soft.publicKey, application: "ssh:other")
            #expect(!signature.verify(Self.message, namespace: "n", by: elsewhere))
            for (message, isWhole) in [(Self.message, true), (Self.message + [0], false)] {
                #expect(
                    try opensshAccepts(
                        message, signature.armored, namespace: "n", keyLine: key.openSSHLine)
                        == isWhole)
                #expect(
                    signature.verify(message, namespace: "n", by: key) == (isWhole && isGood))
            }
        }
    }

    /// What an authenticator answers, made in software.
    private func authenticatorSignature(
        flags: UInt8, counter: UInt32, _ soft: borrowing SigningKey, _ key: SecurityKey
    ) -> [UInt8] {
        var hasher = SHA512Hasher()
        hasher.update(Self.message)
        let signed =
            Array("SSHSIG".utf8) + SSHWire.string("n") + SSHWire.string("")
            + SSHWire.string("sha512") + SSHWire.string(hasher.finalize())
        let inner =
            SHA256Digest.of(Array(key.application.utf8)).bytes + [flags]
            + SSHWire.uint32(counter) + SHA256Digest.of(signed).bytes
        return SSHWire.string("sk-ssh-ed25519@openssh.com") + SSHWire.string(soft.sign(inner))
            + [flags] + SSHWire.uint32(counter)
    }
}
