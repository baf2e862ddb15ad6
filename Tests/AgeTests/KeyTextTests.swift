import Primitives
import Testing

@testable import Age

@Suite struct KeyTextTests {
    /// The example of the age specification: 32 bytes of 0x42, and what belongs to them.
    private static let identity = String(
        decoding: Bech32.encode(
            prefix: Array("age-secret-key-".utf8), bytes: [UInt8](repeating: 0x42, count: 32).span),
        as: UTF8.self
    ).uppercased()
    private static let recipient =
        "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"

    private func secret(_ text: String) throws -> SecretBytes {
        try SecretBytes(copying: Array(text.utf8).span)
    }

    private func text(_ identity: borrowing Identity) throws -> String {
        let text = try identity.text()
        return String(decoding: Array(copying: text.span), as: UTF8.self)
    }

    private func identityFailure(_ text: String) throws -> AgeError? {
        do {
            _ = try Identity(secret(text))
            return nil
        } catch let failure as AgeError {
            return failure
        }
    }

    @Test func `reads the example of the specification and writes it back`() throws {
        let identity = try Identity(secret(Self.identity))
        let (recipient, text) = (identity.recipient, try text(identity))
        #expect(recipient.text == Self.recipient && text == Self.identity)
        #expect(try Recipient(Self.recipient) == recipient)
    }

    @Test func `reads back the identities and recipients that it makes`() throws {
        for _ in 0..<4 {
            let hybrid = try Identity.generateHybrid()
            let classical = try Identity.generateX25519()
            let texts = [try text(hybrid), try text(classical)]
            #expect(texts[0].hasPrefix("AGE-SECRET-KEY-PQ-1"))
            #expect(texts[1].hasPrefix("AGE-SECRET-KEY-1"))
            let hybridAgain = try Identity(hybrid.text()).recipient
            let classicalAgain = try Identity(classical.text()).recipient
            let (first, second) = (hybrid.recipient, classical.recipient)
            #expect(hybridAgain == first && classicalAgain == second)
            #expect(first.text.utf8.count == 1_959)
            #expect(try Recipient(first.text) == first)
            try first.requireUsable()
            try second.requireUsable()
        }
    }

    @Test func `names a recipient by the digest of its text`() throws {
        let recipient = try Recipient(Self.recipient)
        #expect(recipient.id == KeyID(hashing: Array(Self.recipient.utf8)))
        #expect(recipient.id.text.hasPrefix("SHA256:"))
    }

    @Test(arguments: [
        "", "age", "age1", "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwk",
        "AGE1ZVKYG2LQZRAA2LNJVQEJ32NKUU0UES2S82HZRYE869XEEXVN73EQUNUJWJ",
        " age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
        "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\n",
        "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujw",
        "Age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
        "ag\u{0435}1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
    ])
    func `refuses a recipient that is not spelled exactly so`(text: String) {
        #expect(throws: AgeError.recipient(.malformed)) { try Recipient(text) }
    }

    @Test func `refuses a well-formed recipient of the wrong size or of another type`() {
        let short = Bech32.encode(
            prefix: Recipient.x25519Prefix, bytes: [UInt8](repeating: 1, count: 31).span)
        let long = Bech32.encode(
            prefix: Recipient.hybridPrefix, bytes: [UInt8](repeating: 1, count: 1_217).span)
        let plugin = Bech32.encode(prefix: Array("age1tag".utf8), bytes: [1, 2, 3].span)
        for text in [short, long] {
            #expect(throws: AgeError.recipient(.malformed)) {
                try Recipient(String(decoding: text, as: UTF8.self))
            }
        }
        #expect(throws: AgeError.recipient(.unknownType)) {
            try Recipient(String(decoding: plugin, as: UTF8.self))
        }
    }

    @Test func `refuses to enrol keys that are not keys`() throws {
        let point = Recipient(kind: .x25519, publicKey: [UInt8](repeating: 0, count: 32))
        #expect(throws: AgeError.recipient(.unusable)) { try point.requireUsable() }
        // Every coefficient is above the modulus of ML-KEM.
        let lattice = Recipient(kind: .hybrid, publicKey: [UInt8](repeating: 0xFF, count: 1_216))
        #expect(throws: AgeError.recipient(.unusable)) { try lattice.requireUsable() }
        var half = try Identity.generateHybrid().recipient.publicKey
        half.replaceSubrange(1_184..., with: [UInt8](repeating: 0, count: 32))
        let lowOrder = Recipient(kind: .hybrid, publicKey: half)
        #expect(throws: AgeError.recipient(.unusable)) { try lowOrder.requireUsable() }
        #expect(throws: AgeError.recipient(.unusable)) { try Writing.file([], to: [lowOrder]) }
    }

    @Test func `refuses an identity in small letters, cut, changed or of another type`() throws {
        let good = Self.identity
        #expect(try identityFailure(good) == nil)
        let lower = good.lowercased()
        let mixed = good.prefix(20) + good.dropFirst(20).lowercased()
        let changed = good.dropLast() + "Q"
        for text in [
            "", lower, String(mixed), String(changed), String(good.dropLast()), good + "\n",
        ] {
            #expect(try identityFailure(text) == .identity(.malformed))
        }
        let long = String(repeating: "A", count: 129)
        #expect(try identityFailure(long) == .identity(.malformed))
        #expect(try identityFailure("AGE-PLUGIN-YUBIKEY-1QQQ") == .identity(.unknownType))
    }

    @Test func `reads an identity file with comments and empty lines`() throws {
        let second = try Identity.generateHybrid()
        let expected = [try Recipient(Self.recipient), second.recipient]
        let lines = "# made by hand\n\n\(Self.identity)\n# next\n\(try text(second))"
        let set = try IdentitySet(identityFile: secret(lines))
        #expect(set.recipients == expected)
        #expect(throws: AgeError.identity(.none)) {
            try IdentitySet(identityFile: secret("# nothing\n\n"))
        }
        #expect(throws: AgeError.identity(.malformed)) {
            try IdentitySet(identityFile: secret("\(Self.identity) \n"))
        }
        #expect(throws: AgeError.identity(.tooMany)) {
            let many = String(repeating: "\(Self.identity)\n", count: 65)
            _ = try IdentitySet(identityFile: secret(many))
        }
    }
}
