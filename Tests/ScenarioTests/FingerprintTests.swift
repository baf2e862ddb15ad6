import Foundation
import Testing

/// Digits that are compared, on a screen and on paper, read by somebody else's reader of QR codes.
@Suite struct `A fingerprint` {
    private let folder: Folder
    private let office: Party

    init() throws {
        folder = try Folder()
        office = try Parties.copy(into: folder).receiver
    }

    private func read(_ arguments: String...) throws -> Outcome {
        try Interop.run("qr_read.py", arguments, in: folder)
    }

    @Test func `is a QR code of its digits, for a terminal and for paper`() throws {
        let digits = try office.digits().filter { $0 != " " }
        #expect(digits.count == 60)
        let shown = try office.plomba("fingerprint")
        #expect(shown.status == 0, "\(shown.errors)")
        try folder.write("shown", shown.output)
        #expect(try read("text", "shown").output.hasSuffix(" " + digits + "\n"))
        let written = try office.plomba("fingerprint", "-o", "f.svg", "--format", "json")
        #expect(try written.json()["digits"] as? String == office.digits())
        let onPaper = try read("svg", "f.svg")
        #expect(onPaper.output.hasSuffix(" " + digits + "\n"), "\(onPaper.errors)")
        // Some dirt on the paper does no harm; much of it gives nothing, and never other digits.
        #expect(try read("svg", "f.svg", "flip", "8").output == onPaper.output)
        let ruined = try read("svg", "f.svg", "flip", "140")
        #expect(ruined.status == 1 && ruined.output.isEmpty)
        #expect(try office.plomba("fingerprint", "-o", "f.svg").code == "file.exists")
        #expect(try office.plomba("fingerprint", "--charter").code == "charter.none")
    }
}
