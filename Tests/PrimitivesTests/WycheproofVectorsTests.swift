import Testing

@testable import Primitives

@Suite struct `Wycheproof Vectors` {
    struct File<Group: Decodable>: Decodable {
        let numberOfTests: Int
        let testGroups: [Group]
    }

    @Test func `Ed25519 accepts the valid and refuses the invalid`() throws {
        struct Group: Decodable {
            struct Key: Decodable { let pk: String }
            struct Case: Decodable { let tcId: Int, msg: String, sig: String, result: String }
            let publicKey: Key
            let tests: [Case]
        }
        let file = try VectorFolder.json("wycheproof/ed25519_test.json", as: File<Group>.self)
        var cases = 0
        for group in file.testGroups {
            let key = try PublicKey(bytes: hex(group.publicKey.pk))
            for test in group.tests {
                cases += 1
                let isValid = try key.isValid(signature: hex(test.sig), for: hex(test.msg))
                #expect(isValid == (test.result == "valid"), "tcId \(test.tcId)")
            }
        }
        #expect(cases == file.numberOfTests)
        VectorFolder.report("wycheproof/ed25519", cases: cases, atLeast: 151)
    }

    @Test func `X25519 agrees, and refuses an all-zero secret`() throws {
        struct Group: Decodable {
            struct Case: Decodable {
                let tcId: Int, `public`: String, `private`: String, shared: String
                let flags: [String]
            }
            let tests: [Case]
        }
        let file = try VectorFolder.json("wycheproof/x25519_test.json", as: File<Group>.self)
        var cases = 0
        for test in file.testGroups.flatMap(\.tests) {
            cases += 1
            let ours = X25519.sharedSecret(try secret(hex(test.private)), try hex(test.public))
            let isZero = test.flags.contains("ZeroSharedSecret")
            #expect(try copy(ours) == (isZero ? nil : hex(test.shared)), "tcId \(test.tcId)")
        }
        #expect(cases == file.numberOfTests)
        VectorFolder.report("wycheproof/x25519", cases: cases, atLeast: 518)
    }

    @Test func `HMAC gives every code and refuses the altered ones`() throws {
        struct Group: Decodable {
            struct Case: Decodable {
                let tcId: Int, key: String, msg: String, tag: String, result: String
            }
            let tagSize: Int
            let tests: [Case]
        }
        let file = try VectorFolder.json("wycheproof/hmac_sha256_test.json", as: File<Group>.self)
        var cases = 0
        for group in file.testGroups {
            for test in group.tests {
                cases += 1
                let (key, message) = (try hex(test.key), try hex(test.msg))
                let tag = try hex(test.tag)
                let code = HMACSHA256.authenticate(message.span, key: key.span)
                let matches = Array(code.prefix(group.tagSize / 8)) == tag
                #expect(matches == (test.result == "valid"), "tcId \(test.tcId)")
                // A shortened code never equals the whole one.
                let isEqual = ConstantTime.equal(tag, code)
                #expect(isEqual == (matches && group.tagSize == 256), "tcId \(test.tcId)")
            }
        }
        #expect(cases == file.numberOfTests)
        VectorFolder.report("wycheproof/hmac_sha256", cases: cases, atLeast: 174)
    }

    @Test func `HKDF gives the first 32 bytes of every output`() throws {
        struct Group: Decodable {
            struct Case: Decodable {
                let tcId: Int, ikm: String, salt: String, info: String, size: Int
                let okm: String, result: String
            }
            let tests: [Case]
        }
        let file = try VectorFolder.json("wycheproof/hkdf_sha256_test.json", as: File<Group>.self)
        var cases = 0
        for test in file.testGroups.flatMap(\.tests) {
            cases += 1
            guard test.result == "valid" else {
                // The invalid ones ask for more output than HKDF has; ours is always 32 bytes.
                #expect(test.size > 255 * 32, "tcId \(test.tcId)")
                continue
            }
            let inputKey = try hex(test.ikm)
            let (salt, info, expected) = (
                try hex(test.salt), try hex(test.info), try hex(test.okm)
            )
            let key = HKDFSHA256.derive(inputKey: inputKey.span, salt: salt, info: info)
            let derived = [UInt8](copying: key.span)
            #expect(derived.prefix(expected.count) == expected.prefix(32), "tcId \(test.tcId)")
        }
        #expect(cases == file.numberOfTests)
        VectorFolder.report("wycheproof/hkdf_sha256", cases: cases, atLeast: 86)
    }

    @Test func `ChaCha20-Poly1305 seals to the same bytes and opens only what is authentic`() throws
    {
        struct Group: Decodable {
            struct Case: Decodable {
                let tcId: Int, key: String, iv: String, aad: String, msg: String, ct: String
                let tag: String, result: String
            }
            let ivSize: Int
            let tests: [Case]
        }
        let file = try VectorFolder.json(
            "wycheproof/chacha20_poly1305_test.json", as: File<Group>.self)
        var cases = 0
        for group in file.testGroups where group.ivSize != 96 {
            // Other nonce sizes cannot be written: the type has 12 bytes.
            cases += group.tests.count
            #expect(group.tests.allSatisfy { $0.result == "invalid" })
        }
        for test in file.testGroups.filter({ $0.ivSize == 96 }).flatMap(\.tests) {
            cases += 1
            let key = try secret(hex(test.key))
            let nonce = try nonce(hex(test.iv))
            let (message, associated) = (try hex(test.msg), try hex(test.aad))
            let sealed = try hex(test.ct) + hex(test.tag)
            var opened = [UInt8](repeating: 1, count: message.count)
            var out = opened.mutableSpan
            let isAuthentic = ChaCha20Poly1305.open(
                sealed.span, authenticating: associated, nonce: nonce, key: key, into: &out)
            #expect(isAuthentic == (test.result == "valid"), "tcId \(test.tcId)")
            let expected = isAuthentic ? message : [UInt8](repeating: 0, count: message.count)
            #expect(opened == expected, "tcId \(test.tcId)")
            var ours = [UInt8](repeating: 0, count: message.count + 16)
            var sealedOut = ours.mutableSpan
            ChaCha20Poly1305.seal(
                message.span, authenticating: associated, nonce: nonce, key: key,
                into: &sealedOut)
            #expect((ours == sealed) == isAuthentic, "tcId \(test.tcId)")
        }
        #expect(cases == file.numberOfTests)
        VectorFolder.report("wycheproof/chacha20_poly1305", cases: cases, atLeast: 325)
    }

    private func nonce(_ bytes: [UInt8]) throws -> InlineArray<12, UInt8> {
        try #require(bytes.count == 12)
        return InlineArray { bytes[$0] }
    }
}
