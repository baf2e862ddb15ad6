import Custody
import EvidenceBundle
import Primitives
import TestSupport
import Testing

/// Forged material that brings something to where the commands of README-VERIFY look for the
/// expert's own, or hides it from them.
extension `README-VERIFY` {
    @Test func `a file that brings keys of its own fails at step 2`() throws {
        let scene = try sealed()
        let nobody = try SigningKey()
        var forged = try Forgery(scene)
        try forged.reseal(by: nobody)
        try forged.seal(scene)
        try forged.sign(nobody)
        forged.evidence = [
            ("DEVICE", line("device", nobody)), ("MEMBER", line("member", nobody)),
        ]
        try forged.write(scene)
        let outcome = try follow(scene, "FORGED.plomba")
        #expect(outcome.status == 1)
        #expect(outcome.everything.contains("FAILED at step 2:"), "\(outcome.everything)")
    }

    @Test func `a payload that brings a key of its own fails at step 6`() throws {
        let scene = try sealed()
        let thief = try SigningKey()
        var forged = try Forgery(scene)
        try forged.reseal(by: thief)
        forged.files.append((path: "MEMBER", content: line("member", thief)))
        try forged.seal(scene)
        try forged.write(scene)
        let outcome = try follow(scene, "FORGED.plomba")
        #expect(outcome.status == 1)
        #expect(outcome.everything.contains("FAILED at step 6:"), "\(outcome.everything)")
    }

    @Test func `a line of openings.txt without its end is read`() throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        let lines = forged["openings.txt"].split(separator: 0x0A)
        let other = Array("recipients \(SHA256Digest.of([1]).hex) drugi.example".utf8)
        forged["openings.txt"] = Array(lines.dropLast().joined(separator: [0x0A])) + [0x0A] + other
        try forged.seal(scene)
        try forged.write(scene)
        let outcome = try follow(scene, "FORGED.plomba")
        #expect(outcome.status == 1)
        #expect(
            outcome.everything.contains("FAILED at step 5: nothing is printed"),
            "\(outcome.everything)")
    }

    @Test func `a line without its end in the openings of an original is read`() throws {
        let first = try Scene()
        try first.seal([("a.txt", [1]), ("z.txt", [])])
        try first.open()
        var passed = try PassedOn(
            disclosing: ["z.txt"], of: first, to: TestOrganisation("tuzilastvo.example"))
        passed.files.append(("more.txt", [7]))
        let more =
            "item \(SHA256Digest.of([2]).hex) \(SHA256Digest.of([7]).hex) 1 data/more.txt"
        passed[PassedOn.proof + "openings.txt"] += Array(more.utf8)
        let readme = try prepare(passed)
        let outcome = try follow(
            passed.scene, "FILE.plomba", readme: readme,
            originals: [first.sender.member.publicKey])
        #expect(outcome.status == 1)
        #expect(
            outcome.everything.contains("FAILED at step 8: nothing is printed."),
            "\(outcome.everything)")
    }

    /// GNU tar unpacks into such a link, so what was checked before step 3 can be replaced by it.
    @Test(arguments: [("bag", "."), ("bag/data/more", "snimak.mov")])
    func `a link is seen in step 4`(_ name: String, _ target: String) throws {
        let scene = try sealed()
        var forged = try Forgery(scene)
        var archive = RawArchive()
        archive.add(RawArchive.Header(name, kind: "2", link: target))
        archive.add(content: try Forgery.archive(forged.files))
        try forged.seal(archive: archive.bytes, scene)
        try forged.write(scene)
        let outcome = try follow(scene, "FORGED.plomba")
        #expect(outcome.status == 1)
        #expect(
            outcome.everything.contains("FAILED at step 4: nothing is printed"),
            "\(outcome.everything)")
    }

    private func line(_ name: String, _ key: borrowing SigningKey) -> [UInt8] {
        Array("\(name) \(key.publicKey.openSSHLine)\n".utf8)
    }
}
