import Foundation
import Testing

/// `plomba case new` and `case check`, as a caseworker meets them.
@Suite struct `Writing a case` {
    /// What a screen shows, and what is typed then. The partner is the first one; everything else is said.
    private static let script = """
        What do you want to make?\t1
        Your own number\tVP-2026-014
        Your organisation?\t
        Your office or team?\tBihać
        Your role there?\t
        How do they reach your office\t
        Which organisation shall get it?\t1
        Which office or team of theirs?\t
        Who there shall take it?\t
        How urgent is it?\tsoon
        must be a number from 1 to 3\t2
        Until when do you need their answer?\t
        What is asked for?\t1, 8
        How old is the person?\t4
        is it without its parents?\t3
        Which languages\t1
        is the person now?\t1
        shall help be given?\t2
        In which language do you write\t
        Why do you ask them?\tчека рочиште, ništa ne zna
        \t
        What has been done\t
        another organisation for the same?\tno
        Does the person know\tne
        Why not?\t<
        Does the person know\tda
        must not be contacted?\t1,5
        Anything else about contacting\t
        how it went?\t
        How shall they tell you?\t
        What shall they tell you?\t
        On what basis\t1
        What may it be used for?\t2
        Who may get it?\t1
        Who must NOT get it?\t3
        What of the case\t1,6
        May they pass it on?\t1
        What must be made unrecognisable?\t
        Who agreed?\t1
        When?\t1.11.2026 9:00
        How?\t3
        In which language did you speak\t1
        the interpreter's code?\tT-4
        What did you explain before?\tall
        Until which day\t
        May somebody else get it\t
        Please read it once more\t10
        How urgent is it?\t3
        Please read it once more\tw

        """

    private static let typedWords = ["Bihać", "рочиште", "VP-2026-014", "T-4"]

    private func scene() throws -> (folder: Folder, party: Party) {
        let folder = try Folder()
        return (folder, try Parties.copy(into: folder).sender)
    }

    private func type(_ script: String, in folder: Folder, _ party: Party) throws -> Outcome {
        try folder.write("script", script)
        return try Interop.run(
            "case_terminal.py",
            [
                folder.place("script"), folder.place("screen"), Program.path("plomba"), "case",
                "new", "-o", folder.place("case.json"), "--home", party.home,
            ], in: folder)
    }

    private func screen(_ folder: Folder) throws -> String {
        String(decoding: try folder.read("screen"), as: UTF8.self)
    }

    /// Files that somebody could take for a case.
    private func written(_ folder: Folder) -> [String] {
        folder.tree("").filter { $0.hasPrefix("case.json") || $0.contains(".new-") }
    }

    @Test func `somebody who answers gets a case that seals`() throws {
        let (folder, party) = try scene()
        let outcome = try type(Self.script, in: folder, party)
        let shown = try screen(folder)
        #expect(outcome.status == 0, "\(outcome.errors)\(shown)")
        let document = try JSONSerialization.jsonObject(with: Data(folder.read("case.json")))
        let members = try #require(document as? [String: Any])
        let preview = try #require(members["preview"] as? [String: Any])
        #expect(preview["priority"] as? String == "routine")
        #expect(preview["services"] as? [String] == ["legal_aid", "interpretation"])
        let referral = try #require(members["referral"] as? [String: Any])
        let reason = try #require(referral["reason"] as? [String: Any])
        #expect(reason["text"] as? String == "чека рочиште, ništa ne zna")
        #expect(reason["lang"] as? String == "bs")
        #expect((referral["client_informed"] as? [String: Any])?["yes"] as? Bool == true)
        let consent = try #require((members["consent"] as? [[String: Any]])?.first)
        #expect(consent["not_to"] as? [String] == ["police"])
        let attributes = try FileManager.default.attributesOfItem(
            atPath: folder.place("case.json"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(written(folder) == ["case.json"])
        #expect(try party.plomba("case", "check", "case.json").output == "No wrong field.\n")
        try expectUsualScreenEmpty(folder)
    }

    /// Whatever was typed stood on the other screen, which is wiped.
    private func expectUsualScreenEmpty(_ folder: Folder) throws {
        let screen = try screen(folder)
        let parts = screen.components(separatedBy: "\u{1B}[2J\u{1B}[?1049l")
        #expect(parts.count == 2)
        for word in Self.typedWords { #expect(parts.last?.contains(word) == false) }
        #expect(screen.hasPrefix("\u{1B}[?1049h"))
    }

    @Test(arguments: ["^C", "^D"], [3, 20, 45])
    func `who stops leaves nothing behind`(_ key: String, _ line: Int) throws {
        let (folder, party) = try scene()
        var lines = Self.script.split(separator: "\n", omittingEmptySubsequences: true)
            .prefix(line).map(String.init)
        let last = lines.removeLast()
        lines.append(last.prefix { $0 != "\t" } + "\t" + key)
        let outcome = try type(lines.joined(separator: "\n") + "\n", in: folder, party)
        #expect(outcome.status == 1, "\(outcome.errors)")
        #expect(written(folder) == [])
        #expect(try screen(folder).contains("stopped, and nothing was written [case.stopped]"))
        try expectUsualScreenEmpty(folder)
    }

    @Test func `a file that is there stays, and nobody is asked`() throws {
        let (folder, party) = try scene()
        try folder.write("case.json", "mine")
        let outcome = try party.plomba("case", "new")
        #expect(outcome.code == "file.exists")
        #expect(try folder.read("case.json") == Array("mine".utf8))
        #expect(try party.plomba("case", "new", "-o", "no/case.json").code == "file.not-found")
    }

    @Test func `without a terminal a file of answers is asked for`() throws {
        let (folder, party) = try scene()
        let outcome = try Program.run(
            Program.tool("setsid"),
            ["-w", Program.path("plomba"), "case", "new", "--home", party.home], in: folder.path)
        #expect(outcome.code == "case.no-terminal")
        #expect(written(folder) == [])
    }

    @Test func `answers in a file make the same, or are told one by one`() throws {
        let (folder, party) = try scene()
        try folder.write(
            "answers",
            """
            kind: disclosure
            referral.sender_ref: VP-2026-014
            referral.from.unit: Bihać
            referral.to.org: group484.rs
            preview.priority: routine
            preview.age_band: unknown
            preview.child_alone: unknown
            preview.route.from: BA
            preview.route.to: RS
            consent[0].legal_basis: none

            """)
        let made = try party.plomba("case", "new", "--from", "answers", "--format", "json")
        #expect(made.status == 0, "\(made.errors)")
        #expect(try party.plomba("case", "check", "case.json").status == 0)
        try folder.write("answers", "kind: Fatima\nFatima H.: secret\n")
        let wrong = try party.plomba("case", "new", "--from", "answers", "-o", "other.json")
        #expect(wrong.status == 1)
        #expect(wrong.code == "case.answers-incomplete")
        #expect(wrong.errors.contains("line 2: answers no question about this case"))
        #expect(!wrong.errors.contains("Fatima"))
        #expect(!folder.exists("other.json"))
    }

    @Test func `each wrong field is told, with what to do, and without what stands in it`() throws {
        let (folder, party) = try scene()
        try Scene.writeCase(folder)
        let good = String(decoding: try folder.read("case.json"), as: UTF8.self)
        let wrong = good.replacing("\"routine\"", with: "\"Fatima H.\"")
            .replacing("\"legal_aid\"", with: "\"Fatima H.\"")
        try folder.write("case.json", wrong)
        let outcome = try party.plomba("case", "check", "case.json")
        #expect(outcome.status == 2)
        #expect(
            outcome.output.hasPrefix(
                "preview.priority: must be one of emergency, urgent, routine "
                    + "[case.field-unknown-word]\n  choose one of these words"))
        #expect(!outcome.output.contains("Fatima") && !outcome.errors.contains("Fatima"))
        let told = try party.plomba("case", "check", "case.json", "--format", "json").json()
        #expect(told["valid"] as? Bool == false)
        let problems = try #require(told["problems"] as? [[String: String]])
        #expect(
            problems.compactMap { $0["field"] } == [
                "preview.priority", "preview.services[0]", "referral.services_requested[0].code",
            ])
        #expect(problems.allSatisfy { !($0["hint"] ?? "").isEmpty && $0["code"] != nil })
        try folder.write("case.json", good + ",")
        let broken = try party.plomba("case", "check", "case.json")
        #expect(broken.status == 1 && broken.code == "case.not-strict-json")
        #expect(broken.errors.contains(", in line "))
        #expect(try party.plomba("case", "check", "none.json").code == "file.not-found")
    }
}
