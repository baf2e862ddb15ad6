import Primitives
import Testing

@testable import Age

@Suite struct HeaderTests {
    private static let stanza =
        "-> X25519 \(String(repeating: "A", count: 43))\n"
        + "\(String(repeating: "A", count: 43))\n"
    private static let mac = "--- \(String(repeating: "A", count: 43))\n"
    private static let version = "age-encryption.org/v1\n"

    private func failure(_ text: String) -> AgeError? {
        do {
            _ = try AgeHeader(startOf: Array(text.utf8).span)
            return nil
        } catch {
            return error
        }
    }

    @Test func `reads a header and stops at its end`() throws {
        let text = Self.version + Self.stanza + Self.mac
        let header = try AgeHeader(startOf: Array((text + "---payload").utf8).span)
        #expect(header.bytes == Array(text.utf8))
        #expect(header.stanzaTypes == ["X25519"])
    }

    private static func letters(_ count: Int) -> String { String(repeating: "A", count: count) }

    private static let framing: [(String, HeaderFailure)] = [
        ("", .truncated),
        ("age-encryption.org/v1", .truncated),
        ("age-encryption.org/v2\n", .notAge),
        ("AGE-encryption.org/v1\n", .notAge),
        ("age-encryption.org/v1\r\n", .notAge),
        ("\u{FEFF}age-encryption.org/v1\n", .notAge),
        ("\(version)\(stanza)", .truncated),
        ("\(version)\(mac)", .noStanza),
        ("\(version)\n\(stanza)\(mac)", .malformedStanza),
    ]

    private static let stanzas: [(String, HeaderFailure)] = [
        ("-> X25519\n\n", .wrongArguments),
        ("->X25519 A\n\n", .malformedStanza),
        ("->  X25519\n\n", .malformedStanza),
        ("-> X25519 \n\n", .malformedStanza),
        ("-> é\n\n", .malformedStanza),
        ("-> a\tb\n\n", .malformedStanza),
        ("-> a\r\n\n", .malformedStanza),
        ("-> \n\n", .malformedStanza),
        ("-> a\n", .malformedBody),
        ("-> a\nAB\n", .malformedBody),
        ("-> a\nAA==\n", .malformedBody),
        ("-> a\n A\n", .malformedBody),
        ("-> a\nAA\r\n", .malformedBody),
        ("-> a\n\(letters(64))\n", .malformedBody),
        ("-> a\n\(letters(68))\n", .malformedBody),
        ("-> a\n\(letters(65))\n\n", .malformedBody),
        ("-> a\nAAAA\nAAAA\n", .malformedStanza),
    ]

    private static let macs: [(String, HeaderFailure)] = [
        ("---\n", .malformedMAC),
        ("--- \n", .malformedMAC),
        ("--- \(letters(42))\n", .malformedMAC),
        ("--- \(letters(44))\n", .malformedMAC),
        ("--- \(letters(42))B\n", .malformedMAC),
        ("--- \(letters(43))\r\n", .malformedMAC),
        ("--- \(letters(43)) \n", .malformedMAC),
        ("---  \(letters(43))\n", .malformedMAC),
        ("---- \(letters(43))\n", .malformedMAC),
        ("---\(letters(43))\n", .malformedMAC),
        ("--- \(letters(43))=\n", .malformedMAC),
        ("--- \(letters(43))", .truncated),
    ]

    private static let defects: [(String, HeaderFailure)] =
        framing + stanzas.map { ("\(version)\($0)\(mac)", $1) }
        + macs.map { ("\(version)\(stanza)\($0)", $1) }

    @Test(arguments: defects)
    func `names the defect of a malformed header`(text: String, expected: HeaderFailure) {
        #expect(failure(text) == .header(expected), "\(text)")
    }

    @Test(arguments: ["x25519", "X25519x", "Scrypt", "MLKEM768X25519", "ssh-ed25519", "p256tag"])
    func `passes over types it does not know, whatever they hold`(type: String) {
        #expect(failure("\(Self.version)-> \(type) what ever\nAA\n\(Self.mac)") == nil)
    }

    @Test func `passes over a body of full lines that ends in an empty one`() {
        let line = String(repeating: "A", count: 64)
        #expect(failure("\(Self.version)-> a\n\(line)\n\n\(Self.mac)") == nil)
        #expect(failure("\(Self.version)-> a\n\(line)\n\(line)\nAA\n\(Self.mac)") == nil)
    }

    @Test(arguments: [
        ("0", false), ("1", true), ("01", false), ("18", true), ("99", true), ("100", false),
        ("+1", false), ("1a", false), ("0x12", false), ("18446744073709551634", false),
    ])
    func `reads a work factor in one form only`(text: String, isReadable: Bool) {
        let salt = String(repeating: "A", count: 22)
        let body = String(repeating: "A", count: 43)
        let header = "\(Self.version)-> scrypt \(salt) \(text)\n\(body)\n\(Self.mac)"
        #expect(failure(header) == (isReadable ? nil : .header(.scryptWorkFactor)))
    }

    @Test func `refuses a passphrase stanza beside any other`() {
        let scrypt =
            "-> scrypt \(String(repeating: "A", count: 22)) 10\n"
            + "\(String(repeating: "A", count: 43))\n"
        #expect(failure(Self.version + scrypt + Self.mac) == nil)
        let grease = "-> grease\n\n"
        for stanzas in [scrypt + scrypt, scrypt + Self.stanza, grease + scrypt] {
            #expect(
                failure(Self.version + stanzas + Self.mac) == .header(.scryptNotAlone))
        }
    }

    @Test func `holds its limits to the stanza and to the byte`() {
        let most = String(repeating: Self.stanza, count: AgeLimits.maximumStanzas)
        #expect(failure(Self.version + most + Self.mac) == nil)
        #expect(
            failure(Self.version + most + Self.stanza + Self.mac) == .header(.tooManyStanzas))

        let overhead = (Self.version + "-> a \n\n" + Self.mac).utf8.count
        let room = AgeLimits.maximumHeaderSize - overhead
        for (size, expected) in [(room, nil), (room + 1, AgeError.header(.tooLarge))] {
            let argument = String(repeating: "x", count: size)
            #expect(failure("\(Self.version)-> a \(argument)\n\n\(Self.mac)") == expected)
        }
    }

    @Test func `gives up on an endless header at the limit`() throws {
        var handed = 0
        #expect(throws: AgeError.header(.tooLarge)) {
            _ = try EncryptedFileReader(
                source: { room in
                    for index in room.indices {
                        room[index] = Self.endless(handed + index)
                    }
                    handed += room.count
                    return room.count
                }, identities: IdentitySet(), limits: .unlimited)
        }
        #expect(handed <= 2 << 20)
    }

    private static func endless(_ index: Int) -> UInt8 {
        let start = Array((version + "-> a ").utf8)
        return index < start.count ? start[index] : UInt8(ascii: "x")
    }
}
