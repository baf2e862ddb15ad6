import Crypto
import Foundation
import Primitives
import Testing

@testable import Age

/// The lattice half of our recipients, against Wycheproof: swift-crypto computes it, we decide what
/// is a recipient and what is not.
@Suite struct MLKEMVectors {
    private struct Case {
        let number: Int64
        let isValid: Bool
        let fields: [String: [UInt8]]

        subscript(name: String) -> [UInt8] { fields[name] ?? [] }
    }

    @Test func `derives the public key of every seed`() throws {
        let cases = try load("mlkem_768_keygen_seed_test.json", atLeast: 100)
        for test in cases {
            let key = try MLKEM768.PrivateKey(
                seedRepresentation: test["seed"], publicKey: nil)
            #expect(Array(key.publicKey.rawRepresentation) == test["ek"], "tcId \(test.number)")
        }
    }

    @Test func `agrees on the secret of every encapsulation, and refuses malformed ones`() throws {
        for test in try load("mlkem_768_test.json", atLeast: 193) {
            var secret: SymmetricKey?
            do {
                let key = try MLKEM768.PrivateKey(
                    seedRepresentation: test["seed"], publicKey: nil)
                secret = try key.decapsulate(test["c"])
            } catch {
                secret = nil
            }
            let expected = test.isValid ? SymmetricKey(data: test["K"]) : nil
            #expect(secret == expected, "tcId \(test.number)")
        }
    }

    @Test func `a recipient whose lattice half is no key can be neither enrolled nor written to`()
        throws
    {
        let curve = Array(Curve25519.KeyAgreement.PrivateKey().publicKey.rawRepresentation)
        for test in try load("mlkem_768_encaps_test.json", atLeast: 265) {
            let text = String(
                decoding: Bech32.encode(
                    prefix: Array("age1pq".utf8), bytes: (test["ek"] + curve).span),
                as: UTF8.self)
            if test.isValid {
                try Recipient(text).requireUsable()
                continue
            }
            let hasLength = test["ek"].count == 1_184
            // What has the right length is only found out by encapsulating to it.
            #expect(
                throws: AgeError.recipient(hasLength ? .unusable : .malformed),
                "tcId \(test.number)"
            ) { try Recipient(text).requireUsable() }
            guard hasLength else { continue }
            #expect(throws: AgeError.recipient(.unusable), "tcId \(test.number)") {
                _ = try Writing.file([1], to: [Recipient(text)])
            }
        }
    }

    @Test func `agrees with the X-Wing draft on the shared secret`() throws {
        let file = try Testkit.folder("hpke-pq").appending(path: "xwing-draft-06.json")
        let vectors = try #require(
            try JSONValue.parse([UInt8](Data(contentsOf: file))).elementsOfTest)
        for vector in vectors {
            let seed = try bytes("seed", of: vector)
            let key = try XWingMLKEM768X25519.PrivateKey(
                seedRepresentation: seed, publicKey: nil)
            let secret = try key.decapsulate(Data(bytes("ct", of: vector)))
            #expect(try secret == SymmetricKey(data: bytes("ss", of: vector)))
        }
        print("vectors xwing/decapsulation cases=\(vectors.count)")
        #expect(vectors.count >= 3)
    }

    private func load(_ name: String, atLeast minimum: Int) throws -> [Case] {
        let file = try Testkit.folder("wycheproof").appending(path: name)
        let text = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        let groups = (text as? [String: Any])?["testGroups"] as? [[String: Any]] ?? []
        let cases = try groups.flatMap { $0["tests"] as? [[String: Any]] ?? [] }.map(Self.read)
        print("vectors wycheproof/\(name.dropLast("_test.json".count)) cases=\(cases.count)")
        try #require(cases.count >= minimum)
        return cases
    }

    private static func read(_ test: [String: Any]) throws -> Case {
        var fields: [String: [UInt8]] = [:]
        for name in ["seed", "ek", "c", "m", "K"] {
            guard let text = test[name] as? String, let bytes = Hex.decode(text) else { continue }
            fields[name] = bytes
        }
        return Case(
            number: Int64(test["tcId"] as? Int ?? 0), isValid: test["result"] as? String == "valid",
            fields: fields)
    }

    private func bytes(_ name: String, of value: JSONValue) throws -> [UInt8] {
        guard case .string(let text) = value[name], let bytes = Hex.decode(text) else {
            throw Testkit.Unreadable(description: "no bytes \(name)")
        }
        return bytes
    }
}

extension JSONValue {
    fileprivate var elementsOfTest: [JSONValue]? {
        if case .array(let values) = self { values } else { nil }
    }
}
