import Foundation
import Testing

/// A rotation of keys whose disk is full, or whose power fails, at a call in its middle: there is no state in
/// which neither the old nor the new key works.
@Suite struct `A rotation that is cut off` {
    private let folder: Folder
    private let partner: Party
    private let office: Party

    init() throws {
        folder = try Folder()
        (partner, office) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        let example = try Program.run(
            Program.path("plomba"),
            ["case", "example", "--from", Parties.receiver, "--to", Parties.sender],
            in: folder.path)
        try folder.write("office.json", example.output)
    }

    private func seal(_ party: Party, _ document: String, to other: Party, _ file: String) throws {
        let sealed = try party.plomba(
            "seal", "evidence", "--case", document, "--to", other.mailbox, "-o", file)
        #expect(sealed.status == 0, "\(file): \(sealed.errors)")
    }

    private static let cases: [(calls: String, fault: String, at: [Int])] = [
        ("write", "error=ENOSPC", [1, 3, 5]), ("fsync", "error=ENOSPC", [1, 4, 8]),
        ("fsync", "signal=SIGKILL", [2, 5, 9]), ("write", "signal=SIGKILL", [2, 4]),
        ("openat", "error=ENOSPC", [40, 60]), ("mkdir,mkdirat", "error=ENOSPC", [1, 2]),
        ("rename,renameat,renameat2", "error=ENOSPC", [2, 5, 8]),
    ]

    @Test(arguments: cases.flatMap { one in one.at.map { (one.calls, one.fault, $0) } })
    func `leaves keys that sign and open`(_ calls: String, _ fault: String, _ number: Int) throws {
        try seal(partner, "case.json", to: office, "before.plomba")
        let rotated = try Program.run(
            Program.tool("strace"),
            [
                "-f", "-o", "/dev/null", "-e", "trace=\(calls)", "-e",
                "inject=\(calls):\(fault):when=\(number)", Program.path("plomba"), "keys",
                "rotate", "--home", office.home, "--passphrase-file", folder.place("passphrase"),
            ], in: folder.path)
        let place = "\(calls) \(fault) \(number): \(rotated.status) \(rotated.errors)"
        // What waits for no signature any more is dropped; where nothing waits, this says so.
        _ = try office.plomba("organisation", "discard")
        let opened = try office.plomba("open", "before.plomba", "-o", "before")
        #expect(opened.status == 0, "\(place): \(opened.errors)")
        let file = try office.plomba("organisation", "export", "-o", "now.org")
        #expect(file.status == 0, "\(place): \(file.errors)")
        let learnt = try partner.plomba(
            "partner", "add", "now.org", "--fingerprint", office.digits())
        #expect(learnt.status == 0, "\(place): \(learnt.errors)")
        try seal(partner, "case.json", to: office, "after.plomba")
        #expect(try office.plomba("open", "after.plomba", "-o", "after").status == 0, "\(place)")
        try seal(office, "office.json", to: partner, "from-office.plomba")
        let theirs = try partner.plomba("open", "from-office.plomba", "-o", "theirs")
        #expect(theirs.status == 0, "\(place): \(theirs.errors)")
        let again = try office.plomba("keys", "rotate")
        #expect(again.status == 0, "\(place): \(again.errors)")
    }
}
