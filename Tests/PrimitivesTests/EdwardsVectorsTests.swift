import Testing

@testable import Primitives

/// The edge cases on which Ed25519 libraries disagree (C2SP CCTV).
@Suite struct `Edwards Vectors` {
    struct Case: Decodable {
        let number: Int, key: String, sig: String, msg: String
        let flags: [String]?
    }

    @Test func `only what every library accepts is accepted`() throws {
        let cases = try VectorFolder.json("ed25519-cctv/ed25519vectors.json", as: [Case].self)
        var accepted = 0
        for test in cases {
            let key = try? PublicKey(bytes: hex(test.key))
            let isValid = try key?.isValid(signature: hex(test.sig), for: Array(test.msg.utf8))
            // A flag names a small-order component or a second spelling somewhere.
            #expect(
                (isValid == true) == (test.flags ?? []).isEmpty, "vector \(test.number)")
            if isValid == true { accepted += 1 }
        }
        #expect(accepted == 1)
        VectorFolder.report("ed25519-cctv", cases: cases.count, atLeast: 914)
    }

    @Test func `a key with a small-order part cannot be enrolled`() throws {
        let cases = try VectorFolder.json("ed25519-cctv/ed25519vectors.json", as: [Case].self)
        let bad = ["low_order_A", "low_order_component_A", "non_canonical_A"]
        for test in cases where !Set(test.flags ?? []).isDisjoint(with: bad) {
            #expect(throws: KeyError.unsafePoint) { try PublicKey(bytes: hex(test.key)) }
        }
    }
}
