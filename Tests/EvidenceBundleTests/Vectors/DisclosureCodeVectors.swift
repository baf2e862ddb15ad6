import BagIt
import Custody
import EvidenceBundle
import Primitives
import TestSupport

/// A case for each code of what was sealed before that had none, and as many that hold.
struct DisclosureCodeVectors {
    private let writer: DisclosureVectorWriter
    private let first: Scene
    private let part: PassedOn
    private let whole: PassedOn

    private static let openings = PassedOn.proof + "openings.txt"

    init(_ writer: DisclosureVectorWriter) throws {
        self.writer = writer
        first = try writer.first(`Disclosure vector generator`.files)
        part = try PassedOn(
            disclosing: ["photos/2.jpg", "z.txt"], of: first, to: writer.reader)
        whole = try PassedOn(transferring: first, to: writer.reader, by: writer.broker)
    }

    func add() throws {
        try addProofs()
        try addStory()
        try addValid()
    }

    private func addProofs() throws {
        var passed = whole
        passed.files.removeAll { $0.path == PassedOn.proof + "sealed.opening" }
        try files("a-whole-without-its-opening", passed, "original.proof-malformed")
        passed = part
        passed.files.removeAll { $0.path == Self.openings }
        try files("a-part-without-openings", passed, "original.proof-malformed")
        passed = part
        passed[Self.openings] = Array(part[Self.openings].dropLast())
        try files("openings-without-their-end", passed, "original.proof-malformed")
        passed = whole
        let lines = whole[Self.openings].split(separator: 0x0A).map { Array($0) + [0x0A] }
        passed[Self.openings] = lines.dropLast().flatMap { $0 }
        try files("a-whole-that-hides-its-readers", passed, "original.proof-malformed")
        passed = part
        for name in ["commitments.txt", "openings.txt"] {
            passed["plomba-original/0002/" + name] = part[PassedOn.proof + name]
        }
        try files("a-proof-for-what-is-no-seal", passed, "original.proof-unexpected")
        let once = try PassedOn(transferring: first, to: writer.third, by: writer.broker)
        try once.pass()
        passed = try PassedOn(transferring: once.scene, to: writer.reader, by: writer.broker)
        passed.files.removeAll { $0.path.hasPrefix(PassedOn.proof) }
        try files("the-first-of-two-proofs-is-gone", passed, "original.proof-missing")
    }

    private func addStory() throws {
        var passed = whole
        let last = passed.custody.count - 2
        for (place, end) in [(last, ".json"), (last + 1, ".json.sig")] {
            passed.custody[place] = CustodyFile(
                name: "0006-Sealed" + end, content: passed.custody[place].content)
        }
        try chain("a-transfer-that-is-named-a-seal", passed, "original.earlier-malformed")
        passed = part
        passed.files.removeAll { $0.path.hasPrefix(PassedOn.proof) }
        try chain("a-seal-without-any-proof", passed, nil)
    }

    private func addValid() throws {
        try writer.add("a-part-of-two-files", part)
        try writer.add("the-first-of-the-files", part(["photos/1.jpg"]))
        try writer.add(
            "a-part-of-an-empty-file", PassedOn(disclosing: ["z.txt"], of: first, to: writer.reader)
        )
        try writer.add("a-whole-of-three-files", whole)
        let deep = try writer.first([("a/b/c/d/e.txt", [1]), ("plomba-originals/x.txt", [2])])
        try writer.add(
            "a-part-from-below-folders",
            PassedOn(disclosing: ["a/b/c/d/e.txt"], of: deep, to: writer.reader))
        try writer.add(
            "a-folder-with-a-name-beside-the-reserved-one",
            PassedOn(transferring: deep, to: writer.reader, by: writer.broker))
        let many = try writer.first((10..<23).map { ("\($0).txt", [UInt8($0)]) })
        try writer.add(
            "thirteen-files-passed-on-sixteen-commitments",
            PassedOn(transferring: many, to: writer.reader, by: writer.broker))
        let more = try writer.first((10..<24).map { ("\($0).txt", [UInt8($0)]) })
        try writer.add(
            "fourteen-files-passed-on-thirty-two-commitments",
            PassedOn(transferring: more, to: writer.reader, by: writer.broker))
    }

    private func part(_ items: [String]) throws -> PassedOn {
        try PassedOn(disclosing: items, of: first, to: writer.reader)
    }

    private func files(_ name: String, _ passed: PassedOn, _ code: String) throws {
        try writer.add(name, passed, fails: .init(check: "original.files", code: code))
    }

    private func chain(_ name: String, _ passed: PassedOn, _ code: String?) throws {
        try writer.add(name, passed, fails: .init(check: "custody.chain", code: code))
    }
}
