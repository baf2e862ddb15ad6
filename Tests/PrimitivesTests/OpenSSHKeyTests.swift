import TestSupport
import Testing

@testable import Primitives

@Suite struct `Keys in OpenSSH's files` {
    @Test func `stock ssh-keygen reads our private key and names it alike`() throws {
        let key = try SigningKey()
        let folder = try Folder()
        let pem = try privateKeyFile(of: key, comment: "device of a test")
        let path = try folder.write("key", pem)
        let line = try Tool.run("ssh-keygen", ["-y", "-f", path])
        #expect(line.status == 0, "\(line.errors)")
        let text = String(decoding: line.output, as: UTF8.self)
        #expect(text.hasPrefix(key.publicKey.openSSHLine))
        #expect(try PublicKey(openSSH: text) == key.publicKey)
        let name = try Tool.run("ssh-keygen", ["-l", "-f", path])
        #expect(String(decoding: name.output, as: UTF8.self).contains(key.publicKey.id.text))
    }

    @Test func `we read the private key of stock ssh-keygen`() throws {
        let folder = try Folder()
        let path = folder.place("key")
        let made = try Tool.run(
            "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "théâtre", "-f", path])
        #expect(made.status == 0, "\(made.errors)")
        let key = try publicKey(inFile: folder.read("key"))
        let line = String(decoding: try folder.read("key.pub"), as: UTF8.self)
        #expect(try PublicKey(openSSH: line) == key)
    }

    @Test func `comments of every length come back`() throws {
        for count in 0...20 {
            let key = try SigningKey()
            let comment = String(repeating: "c", count: count)
            let pem = try privateKeyFile(of: key, comment: comment)
            #expect(try publicKey(inFile: pem) == key.publicKey)
        }
        let key = try SigningKey()
        #expect(throws: KeyError.tooLarge(limit: 256)) {
            try privateKeyFile(of: key, comment: String(repeating: "c", count: 257))
        }
    }

    @Test func `a key with a passphrase of its own, or of another type, is refused by name`() throws
    {
        let folder = try Folder()
        for (type, phrase, error) in [
            ("ed25519", "secret", KeyError.encrypted), ("ecdsa", "", .unsupportedType),
        ] {
            let path = folder.place(type)
            _ = try Tool.run("ssh-keygen", ["-q", "-t", type, "-N", phrase, "-f", path])
            #expect(throws: error) { try publicKey(inFile: folder.read(type)) }
        }
    }

    @Test func `a private key with any changed byte is refused`() throws {
        let key = try SigningKey()
        let pem = try privateKeyFile(of: key)
        for index in stride(from: 0, to: pem.count, by: 7) {
            var altered = pem
            altered[index] = altered[index] == UInt8(ascii: "A") ? 0x71 : 0x41
            // The low bits of a last character may say nothing; all else must.
            #expect(throws: KeyError.self, "byte \(index)") { try publicKey(inFile: altered) }
        }
        for count in [0, 1, 40, pem.count - 1] {
            #expect(throws: KeyError.malformedPrivateKey) {
                try publicKey(inFile: Array(pem[..<count]))
            }
        }
    }

    @Test func `a half that belongs to another key is refused`() throws {
        let other = try SigningKey()
        let seed = try SecretBytes(random: 32)
        let file = try OpenSSHPrivateKey.write(
            seed: seed.span, publicKey: other.publicKey, comment: "")
        let bytes = [UInt8](copying: file.span)
        #expect(throws: KeyError.mismatch) { try publicKey(inFile: bytes) }
    }

    @Test(arguments: [
        "", "ssh-ed25519", "ssh-ed25519 ", "ssh-ed25519  AAAA", "ssh-ed25519 AAAA",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP8A/w0hT4JgYx4wcQIRtFiHqrFk+V9x6LMMriiS/XO=",
        "ssh-ed25519\tAAAAC3NzaC1lZDI1NTE5AAAAIP8A/w0hT4JgYx4wcQIRtFiHqrFk+V9x6LMMriiS/XOE",
    ])
    func `malformed public keys are refused`(line: String) {
        #expect(throws: KeyError.self) { try PublicKey(openSSH: line) }
    }

    @Test func `a public key of another type is refused by name`() {
        #expect(throws: KeyError.unsupportedType) { try PublicKey(openSSH: "ssh-rsa AAAA") }
    }

    @Test func `key names have one spelling`() throws {
        let id = try SigningKey().publicKey.id
        #expect(KeyID(id.text) == id)
        for text in [id.text + "=", String(id.text.dropLast()), "sha256:" + id.text.dropFirst(7)] {
            #expect(KeyID(text) == nil)
        }
    }

    @Test func `OpenSSL accepts our signature and we accept its`() throws {
        let key = try SigningKey()
        let folder = try Folder()
        // The fixed beginning of an Ed25519 SubjectPublicKeyInfo.
        let info = try hex("302a300506032b6570032100") + key.publicKey.bytes
        let keyPath = try folder.write("key.der", info)
        // OpenSSL 3.0 cannot read an empty file here.
        for size in [1, 32, 1000] {
            let message = Randomness.bytes(size)
            let signature = key.sign(message)
            #expect(key.publicKey.isValid(signature: signature, for: message))
            for altered in [false, true] {
                let shown = altered ? message + [0] : message
                let result = try Tool.run(
                    "openssl",
                    [
                        "pkeyutl", "-verify", "-pubin", "-inkey", keyPath, "-keyform", "DER",
                        "-rawin", "-in", folder.write("message", shown), "-sigfile",
                        folder.write("signature", signature),
                    ])
                #expect((result.status == 0) == !altered, "\(size) \(result.errors)")
                #expect(
                    key.publicKey.isValid(signature: signature, for: shown) == !altered)
            }
        }
    }
}
