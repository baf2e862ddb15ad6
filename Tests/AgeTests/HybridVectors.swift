import Crypto
import Foundation
import Primitives
import Testing

@testable import Age

/// The post-quantum vectors of others, against the cipher suite that our files use.
@Suite struct HybridVectors {
    /// There is one suite here. What its vector states, it does; a vector of the same KEM in another
    /// suite has the same keys and secrets, and nothing that opens; keys of other KEMs are none.
    @Test func `gives each HPKE vector the verdict of suite 0x647a, 1, 3`() throws {
        var counts: [String: Int] = [:]
        for vector in try load("hpke-pq.json") {
            let isOurKEM = vector["kem_id"] == .integer(0x647A)
            let isOurSuite =
                isOurKEM && vector["kdf_id"] == .integer(1) && vector["aead_id"] == .integer(3)
            if isOurKEM { try checkKeys(vector) }
            if isOurSuite {
                try check(vector)
            } else if isOurKEM {
                try checkNothingOpens(vector)
            } else {
                try checkKeyIsRefused(vector)
            }
            let verdict = isOurSuite ? "opened" : isOurKEM ? "other suite" : "other KEM"
            counts[verdict, default: 0] += 1
        }
        print("vectors hpke-pq cases=\(counts.values.reduce(0, +))")
        #expect(counts == ["opened": 1, "other suite": 1, "other KEM": 11])
    }

    @Test func `derives the public keys of the X-Wing draft`() throws {
        let vectors = try load("xwing-draft-06.json")
        print("vectors xwing cases=\(vectors.count)")
        try #require(vectors.count >= 3)
        for vector in vectors {
            let derived = try publicKey(seed: bytes("seed", of: vector))
            #expect(try derived == bytes("pk", of: vector))
        }
    }

    private func checkKeys(_ vector: JSONValue) throws {
        let seed = try bytes("skRm", of: vector)
        let derived = try publicKey(seed: seed)
        #expect(try derived == bytes("pkRm", of: vector))
        let key = try XWingMLKEM768X25519.PrivateKey(seedRepresentation: seed, publicKey: nil)
        let secret = try key.decapsulate(Data(bytes("enc", of: vector)))
        #expect(try secret == SymmetricKey(data: bytes("shared_secret", of: vector)))
    }

    private func checkNothingOpens(_ vector: JSONValue) throws {
        let encryptions = try list("encryptions", of: vector)
        #expect(encryptions.count == 10)
        for encryption in encryptions {
            var recipient = try recipient(of: vector)
            #expect(throws: (any Error).self) {
                _ = try recipient.open(
                    bytes("ct", of: encryption), authenticating: bytes("aad", of: encryption))
            }
        }
    }

    private func checkKeyIsRefused(_ vector: JSONValue) throws {
        let key = try bytes("pkRm", of: vector)
        let text = String(
            decoding: Bech32.encode(prefix: Recipient.hybridPrefix, bytes: key.span),
            as: UTF8.self)
        #expect(throws: AgeError.recipient(.malformed)) { _ = try Recipient(text) }
        let unchecked = Recipient(kind: .hybrid, publicKey: key)
        #expect(throws: AgeError.recipient(.unusable)) { try unchecked.requireUsable() }
    }

    private func recipient(of vector: JSONValue) throws -> HPKE.Recipient {
        try HPKE.Recipient(
            privateKey: XWingMLKEM768X25519.PrivateKey(
                seedRepresentation: bytes("skRm", of: vector), publicKey: nil),
            ciphersuite: HybridSuite.ciphersuite, info: Data(bytes("info", of: vector)),
            encapsulatedKey: Data(bytes("enc", of: vector)))
    }

    private func check(_ vector: JSONValue) throws {
        var recipient = try recipient(of: vector)
        let encryptions = try list("encryptions", of: vector)
        #expect(encryptions.count == 10)
        for encryption in encryptions {
            let opened = try recipient.open(
                bytes("ct", of: encryption), authenticating: bytes("aad", of: encryption))
            #expect(try Array(opened) == bytes("pt", of: encryption))
        }
        for export in try list("exports", of: vector) {
            let expected = try bytes("exported_value", of: export)
            let value = try recipient.exportSecret(
                context: bytes("exporter_context", of: export), outputByteCount: expected.count)
            #expect(value == SymmetricKey(data: expected))
        }
    }

    private func publicKey(seed: [UInt8]) throws -> [UInt8] {
        let secret = try SecretBytes(copying: seed.span)
        let identity = try Identity.hybrid(seed: secret)
        return identity.recipient.publicKey
    }

    private func load(_ name: String) throws -> [JSONValue] {
        let file = try Testkit.folder("hpke-pq").appending(path: name)
        guard case .array(let vectors) = try JSONValue.parse([UInt8](Data(contentsOf: file)))
        else { throw Testkit.Unreadable(description: "\(name) is not a list") }
        return vectors
    }

    private func list(_ name: String, of value: JSONValue) throws -> [JSONValue] {
        guard case .array(let values) = value[name] else {
            throw Testkit.Unreadable(description: "no list \(name)")
        }
        return values
    }

    private func bytes(_ name: String, of value: JSONValue) throws -> [UInt8] {
        guard case .string(let text) = value[name], let bytes = Hex.decode(text) else {
            throw Testkit.Unreadable(description: "no bytes \(name)")
        }
        return bytes
    }
}
