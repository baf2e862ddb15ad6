import Primitives
import Testing

@testable import Age

@Suite struct ArmorTests {
    private static let begin = "-----BEGIN AGE ENCRYPTED FILE-----"
    private static let end = "-----END AGE ENCRYPTED FILE-----"
    private static let full = String(repeating: "QUJD", count: 16)

    private func decode(_ text: String) throws(AgeError) -> [UInt8] {
        try Armor.decode(Array(text.utf8))
    }

    @Test(arguments: [
        "\(begin)\nQUJD\n\(end)\n", "\(begin)\nQUJD\n\(end)", "\(begin)\r\nQUJD\r\n\(end)\r\n",
        "\n \t\r\n\(begin)\nQUJD\n\(end)\n \t\r\n\n", "\(begin)\r\nQUJD\n\(end)\n",
    ])
    func `takes off the armor in the forms that the format allows`(text: String) throws {
        #expect(try decode(text) == Array("ABC".utf8))
    }

    @Test(arguments: [
        ("\(begin)\n\(full)\nQUI=\n\(end)\n", 50), ("\(begin)\n\(full)\n\(end)\n", 48),
        ("\(begin)\n\(end)\n", 0),
    ])
    func `takes off the armor of full lines`(text: String, count: Int) throws {
        #expect(try decode(text).count == count)
    }

    @Test(arguments: [
        ("", ArmorFailure.footer),
        ("QUJD", .header),
        ("\(begin)\n", .footer),
        ("\(begin)\nQUJD\n", .footer),
        ("x\(begin)\nQUJD\n\(end)\n", .header),
        ("\(begin) \nQUJD\n\(end)\n", .header),
        ("\(begin.lowercased())\nQUJD\n\(end)\n", .header),
        ("-----BEGIN AGE FILE-----\nQUJD\n\(end)\n", .header),
        ("\(begin)\nQUJD\n-----END AGE FILE-----\n", .line),
        ("\(begin)\n\nQUJD\n\(end)\n", .line),
        ("\(begin)\nQUJD\n\n\(end)\n", .line),
        ("\(begin)\nQUJD\nQUJD\n\(end)\n", .line),
        ("\(begin)\n\(full)QUJD\n\(end)\n", .line),
        ("\(begin)\nQU JD\n\(end)\n", .base64),
        ("\(begin)\n QUJD\n\(end)\n", .base64),
        ("\(begin)\nQUJD \n\(end)\n", .base64),
        ("\(begin)\nQUI\n\(end)\n", .base64),
        ("\(begin)\nQUJ=\n\(end)\n", .base64),
        ("\(begin)\nQUJ-\n\(end)\n", .base64),
        ("\(begin)\nVersion: 1\nQUJD\n\(end)\n", .base64),
        ("\(begin)\nQUJD\n=olXG\n\(end)\n", .line),
        ("\(begin)\nQUJD\n\(end)\nx", .trailingBytes),
        ("\(begin)\nQUJD\n\(end)\n\(begin)", .trailingBytes),
    ])
    func `names the defect of a malformed armor`(text: String, expected: ArmorFailure) {
        #expect(throws: AgeError.armor(expected)) { try decode(text) }
    }

    @Test func `bounds the white space around`() throws {
        let file = "\(Self.begin)\nQUJD\n\(Self.end)\n"
        let most = String(repeating: " ", count: 1_024)
        #expect(try decode(most + file + most) == Array("ABC".utf8))
        #expect(throws: AgeError.armor(.whitespace)) { try decode(most + " " + file) }
        #expect(throws: AgeError.armor(.whitespace)) { try decode(file + most + " ") }
    }
}
