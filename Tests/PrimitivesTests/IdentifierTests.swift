import Testing

@testable import Primitives

@Suite struct `Identifiers` {
    @Test(arguments: ["group484.rs", "a.b", "x-1.org.example", "0.0"])
    func `organisation names`(text: String) {
        #expect(OrganisationName(text)?.text == text)
    }

    @Test(arguments: [
        "", "group484", ".rs", "group484.", "a..b", "Group484.rs", "grupa_484.rs", "žena.rs",
        "a.b ", "a.b\n", "a.b\u{0}", "а.rs",
    ])
    func `not organisation names`(text: String) {
        #expect(OrganisationName(text) == nil)
    }

    @Test func `an organisation name has at most 253 bytes`() {
        #expect(OrganisationName(String(repeating: "a", count: 250) + ".rs") != nil)
        #expect(OrganisationName(String(repeating: "a", count: 251) + ".rs") == nil)
    }

    @Test(arguments: ["intake@group484.rs", "a.b_c-1@a.b", "0@x.y"])
    func `mailbox addresses`(text: String) {
        #expect(MailboxAddress(text)?.text == text)
    }

    @Test(arguments: [
        "", "@a.b", "intake", "intake@", "intake@rs", "Intake@a.b", ".a@a.b", "-a@a.b", "a b@a.b",
        "a@b@c.d", "a+b@c.d", "a/../b@c.d",
    ])
    func `not mailbox addresses`(text: String) {
        #expect(MailboxAddress(text) == nil)
    }

    @Test func `a local part has at most 64 bytes`() {
        #expect(MailboxAddress(String(repeating: "a", count: 64) + "@a.b") != nil)
        #expect(MailboxAddress(String(repeating: "a", count: 65) + "@a.b") == nil)
    }

    @Test func `a consignment has 128 random bits and one spelling`() throws {
        let id = try #require(ConsignmentID("00112233445566778899aabbccddeeff"))
        #expect(id.uuidText == "00112233-4455-6677-8899-aabbccddeeff")
        #expect(ConsignmentID("00112233445566778899AABBCCDDEEFF") == nil)
        #expect(ConsignmentID("00112233445566778899aabbccddeef") == nil)
        #expect(ConsignmentID() != ConsignmentID())
    }

    @Test func `digests have one spelling`() throws {
        let digest = SHA256Digest.of(Array("abc".utf8))
        let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(digest.hex == hex)
        #expect(SHA256Digest(hex: hex) == digest)
        #expect(SHA256Digest(hex: hex.uppercased()) == nil)
        #expect(SHA256Digest(hex: String(hex.dropLast())) == nil)
        #expect(SHA256Digest(bytes: Array(digest.bytes.dropLast())) == nil)
    }

    @Test func `hashing in pieces is hashing at once`() {
        let bytes = Randomness.bytes(100_000)
        var hasher = SHA256Hasher()
        for start in stride(from: 0, to: bytes.count, by: 777) {
            hasher.update(Array(bytes[start..<min(start + 777, bytes.count)]))
        }
        #expect(hasher.finalize() == .of(bytes))
    }

    @Test func `a mode gives predicate types and namespaces that never meet`() {
        #expect(Mode.live.predicateType("Sealed") == "urn:plomba:v1:Sealed")
        #expect(Mode.training.predicateType("Sealed") == "urn:plomba-training:v1:Sealed")
        #expect(Mode.live.namespace("Sealed") == "plomba/v1/Sealed")
        #expect(Mode.training.namespace("Sealed") == "plomba-training/v1/Sealed")
    }
}

@Suite struct `Fingerprint for people` {
    private let fingerprint = Fingerprint(SHA256Digest.of(Array("abc".utf8)))
    // int.from_bytes(sha256(b"abc").digest()[:24], "big"), zero-padded to 60 digits.
    private let digits = "00457 22089 57313 83967 96888 29006 73254 93956 95740 26211 41020 49436"

    @Test func `is 12 groups of 5 digits of the first 24 bytes`() {
        #expect(fingerprint.digitGroups == digits)
    }

    @Test func `is recognised with any spaces and dashes`() {
        #expect(fingerprint.matches(digits: digits))
        #expect(fingerprint.matches(digits: digits.filter { $0 != " " }))
        let dashed = digits.map { $0 == " " ? "\u{2013}" : String($0) }.joined()
        #expect(fingerprint.matches(digits: "\t" + dashed + "\n"))
    }

    @Test func `a wrong digit in any place is seen`() {
        for position in 0..<60 {
            var typed = Array(digits.filter { $0 != " " })
            typed[position] = typed[position] == "0" ? "1" : "0"
            #expect(!fingerprint.matches(digits: String(typed)))
        }
    }

    @Test(arguments: ["", "12345", "٠٠٠٠٠", "x"])
    func `too few digits, or other ones, are none`(text: String) {
        #expect(FingerprintDigits(text) == nil)
        #expect(!fingerprint.matches(digits: digits + text) == !text.isEmpty)
    }

    @Test func `all ones and all zeros fit`() throws {
        let ones = try #require(Fingerprint(String(repeating: "f", count: 64)))
        #expect(ones.digitGroups.hasPrefix("00627 71017"))
        let zeros = try #require(Fingerprint(String(repeating: "0", count: 64)))
        #expect(zeros.matches(digits: String(repeating: "0", count: 60)))
        #expect(!zeros.matches(digits: String(repeating: "0", count: 59)))
    }
}
