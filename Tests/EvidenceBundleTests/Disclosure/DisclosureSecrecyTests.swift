import Age
import BagIt
import Custody
import Foundation
import KeyDirectory
import Primitives
import Testing

@testable import EvidenceBundle

/// What whoever gets a part can find out about the rest: nothing.
@Suite struct `What a disclosure hides` {
    private static let shown = ("photos/2.jpg", Array("shown".utf8))

    @Test
    func `originals that differ only in what is not shown look the same but for random bytes`()
        throws
    {
        let sender = try TestOrganisation("vasaprava.ba")
        let holder = try TestOrganisation("group484.rs")
        let getter = try TestOrganisation("tuzilastvo.example")
        let second = try TestOrganisation("second.example")
        let small = try received(
            [Self.shown], caseID: "A-1", from: sender, to: holder, andTo: nil, getter)
        var others = (1...9).map {
            ("archive/\($0)-name-of-a-witness.pdf", [UInt8](repeating: 7, count: $0 * 999))
        }
        others.append(("a-first.txt", []))
        others.append(Self.shown)
        let large = try received(
            others, caseID: "a much longer number of a case, 2026/77", from: sender, to: holder,
            andTo: second, getter)
        #expect(small.files.map(\.path) == large.files.map(\.path))
        for (left, right) in zip(small.files, large.files) {
            #expect(left.content.count == right.content.count, "\(left.path)")
            #expect(Self.masked(left.content) == Self.masked(right.content), "\(left.path)")
        }
        // What carriers and the getter see around it.
        #expect(small.outside == large.outside)
        // The comparison itself would see a difference.
        #expect(Self.masked(Array("items: 1".utf8)) != Self.masked(Array("items: 2".utf8)))
    }

    @Test func `nothing of what is not shown stands anywhere in it`() throws {
        let sender = try TestOrganisation("vasaprava.ba")
        let holder = try TestOrganisation("group484.rs")
        let getter = try TestOrganisation("tuzilastvo.example")
        let files = try received(
            [Self.shown, ("witness-statement.pdf", Array("her words".utf8))], caseID: "VP-SECRET-7",
            from: sender, to: holder, andTo: nil, getter)
        let whole = files.files.map { String(decoding: $0.content, as: UTF8.self) }.joined()
        let digest = SHA256Digest.of(Array("her words".utf8)).hex
        for secret in ["witness", "her words", "VP-SECRET-7", digest, "Bihać", "unaccompanied"] {
            #expect(!whole.contains(secret), "\(secret)")
        }
        let holderKeys = holder.identities.recipients.map(\.id.text)
        for key in holderKeys { #expect(!whole.contains(key)) }
        // What is shown is there.
        #expect(whole.contains("photos/2.jpg"))
    }

    /// The comparison above takes every digest for random bytes: here each one is held against what
    /// somebody with a guess could hash.
    @Test func `no digest of anything that is not shown stands in it`() throws {
        let sender = try TestOrganisation("vasaprava.ba")
        let holder = try TestOrganisation("group484.rs")
        let getter = try TestOrganisation("tuzilastvo.example")
        let second = try TestOrganisation("second.example")
        let received = try received(
            [Self.shown, ("witness-statement.pdf", Array("her words".utf8))], caseID: "VP-SECRET-7",
            from: sender, to: holder, andTo: second, getter)
        let whole = received.files.map { String(decoding: $0.content, as: UTF8.self) }.joined()
        #expect(received.secrets.count > 20)
        for (name, secret) in received.secrets { #expect(!whole.contains(secret), "\(name)") }
        // A digest that belongs there would be found.
        #expect(whole.contains(SHA256Digest.of(Self.shown.1).hex))
    }

    @Test func `an undisclosed line cannot be guessed without its salt`() throws {
        let scene = try Scene()
        try scene.seal([Self.shown, ("a.txt", [1])])
        try scene.open()
        let proof = try PassedOn.proof(of: scene)
        let hidden = try #require(proof.items.first { $0.path.text == "data/a.txt" })
        let fact = OpeningLine.item(path: hidden.path, size: hidden.size, digest: hidden.digest)
        let commitments = try #require(Commitments(parsing: proof.commitments))
        #expect(commitments.contains(Commitments.commitment(to: hidden.line)))
        for _ in 0..<1000 {
            let guess = fact.encoded(salt: .random())
            #expect(!commitments.contains(Commitments.commitment(to: guess)))
        }
        let salts = Set(proof.items.map { Array($0.line.split(separator: 0x20)[1]) })
        #expect(salts.count == proof.items.count)
    }

    /// The bag that the getter holds after an original was sealed, opened and disclosed in part.
    private func received(
        _ files: [(String, [UInt8])], caseID: String, from sender: TestOrganisation,
        to holder: TestOrganisation, andTo second: TestOrganisation?, _ getter: TestOrganisation
    ) throws -> Received {
        let first = try Scene(from: sender, to: holder)
        let text = CaseJSON.minimal(mode: .live).replacing("VP-2026-014", with: caseID)
        var request = try first.request(caseDocument: text.bytes)
        if let second {
            request.mailboxes.append(
                try AddressedMailbox(local: "intake", of: second.verified, at: Times.sealed))
        }
        try first.seal(files, request: request)
        let known = [sender, holder] + (second.map { [$0] } ?? [])
        try first.open(context: first.context(knowing: known))
        let passed = try PassedOn(disclosing: [Self.shown.0], of: first, to: getter)
        // The case is the giver's own; that of the original is never copied.
        try passed.seal(caseText: CaseJSON.plain(from: holder, to: getter))
        let bundle = try BundleFile(path: passed.scene.path("FILE.plomba"))
        let source = bundle.payload()
        var payload: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var span = block.mutableSpan
            let count = try source(&span)
            if count == 0 { break }
            payload += block[..<count]
        }
        let outside = [Int(bundle.parts.payloadSize), bundle.parts.statement.json.count]
        return Received(
            files: try Forgery.files(of: payload, getter.identities), outside: outside,
            secrets: try Self.secrets(of: first, known))
    }

    private struct Received {
        /// The bag.
        let files: [(path: String, content: [UInt8])]
        /// Sizes of payload.age and of the outer statement.
        let outside: [Int]
        /// Digests and key ids of the original, by what they are of.
        let secrets: [String: String]
    }

    private static func secrets(
        of scene: Scene, _ known: [TestOrganisation]
    ) throws -> [String: String] {
        // Shown on purpose, or the same in every bundle.
        let given = [
            "bag/data/" + shown.0, "bag/commitments.txt", "bag/custody/0001-Sealed.json",
            "bag/custody/0001-Sealed.json.sig", "bag/bagit.txt", "bag/README-VERIFY",
        ]
        var secrets: [String: String] = [:]
        let root = URL(filePath: scene.path("case"))
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path)
        where !given.contains(path) {
            guard let content = try? Data(contentsOf: root.appending(path: path)) else { continue }
            secrets[path] = SHA256Digest.of(Array(content)).hex
        }
        let openings = try String(
            contentsOf: root.appending(path: "bag/openings.txt"), encoding: .utf8)
        for line in openings.split(separator: "\n") where !line.hasSuffix(shown.0) {
            let words = line.split(separator: " ")
            for (number, word) in words.enumerated() where word.utf8.count == 64 {
                secrets["word \(number) of \(words[0]) \(words.last ?? "")"] = String(word)
            }
        }
        let deposit = try Forgery(scene).deposit
        secrets["payload.age"] = deposit.payloadDigest.hex
        secrets["preview.age"] = deposit.previewDigest.hex
        secrets["header"] = deposit.headerDigest.hex
        secrets["what was announced"] = deposit.sealedCommitment.hex
        if known.count > 2 {
            secrets["a co-recipient"] = known[2].verified.fingerprint.text
        }
        for recipient in known.flatMap(\.identities.recipients) {
            secrets["the key \(recipient.id.text)"] = recipient.id.text
        }
        return secrets
    }

    /// Identifiers, salts, digests and signatures, each replaced by as many dots.
    private static func masked(_ content: [UInt8]) -> String {
        var text = String(decoding: content, as: UTF8.self)
        let patterns = [
            "-----BEGIN SSH SIGNATURE-----[^-]*-----END SSH SIGNATURE-----",
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "[0-9a-f]{32,64}",
        ]
        for pattern in patterns {
            while let range = text.range(of: pattern, options: .regularExpression) {
                let count = text.distance(from: range.lowerBound, to: range.upperBound)
                text.replaceSubrange(range, with: String(repeating: ".", count: count))
            }
        }
        return text
    }
}
