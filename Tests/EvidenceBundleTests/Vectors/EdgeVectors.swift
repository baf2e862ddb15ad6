import Age
import BagIt
import Custody
import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives
import TestSupport

/// Valid cases at the edges of what is allowed: each is one that a verifier could refuse which reads
/// the specification too narrowly.
struct EdgeVectors {
    private let scene: Scene
    private let writer: VectorWriter
    private static let hello = [("a.txt", Array("hello\n".utf8))]

    init(_ scene: Scene, _ writer: VectorWriter) { (self.scene, self.writer) = (scene, writer) }

    func add() throws {
        try addEvidence()
        try addFiles()
        try addReaders()
        try addStatements()
        try addDocuments()
        writer.refer(
            "deadline-that-has-passed", to: "valid/one-file.plomba",
            time: Times.time("2026-12-01T00:00:00Z"))
    }

    private func addEvidence() throws {
        var file = try small(Self.hello)
        file.evidence = Event.allCases.filter { $0 != .deposit }.map {
            ("evidence/\($0.rawValue).json", Array("{}".utf8))
        }.sorted { $0.0 < $1.0 }
        try file.write(scene)
        try add("evidence-of-every-event")
        file.evidence = [
            ("evidence/Acknowledgement-2.entry", [2]), ("evidence/Acknowledgement-999.json", [1]),
            ("evidence/Acknowledgement-999.json.sig", [1]),
            ("evidence/Transfer-10.9999999999999999999.tlog-proof", [4]),
            ("evidence/Transfer.1.tlog-proof", [5]), ("evidence/statement.300.tlog-proof", [3]),
            ("evidence/statement.tlog-proof", []),
        ]
        try file.write(scene)
        try add("evidence-with-numbers-and-proofs")
    }

    private static let files: [(String, [(String, [UInt8])])] = [
        ("thirteen-files-sixteen-commitments", (10..<23).map { ("\($0).txt", [UInt8($0)]) }),
        (
            "path-of-1000-bytes",
            [
                (
                    (Array(repeating: String(repeating: "x", count: 198), count: 5))
                        .joined(separator: "/"), [1]
                )
            ]
        ),
        ("path-of-30-components", [(Array(repeating: "y", count: 29).joined(separator: "/"), [1])]),
        ("component-of-255-bytes", [(String(repeating: "z", count: 255), [1])]),
        (
            "sizes-around-a-block",
            [511, 512, 513].map { ("\($0).bin", [UInt8](repeating: 7, count: $0)) }
        ),
        ("more-than-one-chunk", [("zeros.bin", [UInt8](repeating: 0, count: 65_600))]),
        ("a-file-like-the-end-of-an-archive", [("end.bin", [UInt8](repeating: 0, count: 1_024))]),
        ("two-files-of-one-content", [("a.txt", [1]), ("b.txt", [1])]),
        ("a-dotless-i-beside-an-i", [("i.txt", [1]), ("ı.txt", [2])]),
        ("name-in-decomposed-form", [("Z\u{30C}eljka.txt", [1])]),
        ("names-that-programs-misread", [(".hidden", [1]), ("--help", [2]), ("-rf.txt", [3])]),
        ("names-for-no-shell", [("a'b\"c$(d).txt", [1]), ("`x`;&|<>*?.txt", [2])]),
        ("name-that-looks-escaped", [("%0A.txt", [1]), ("%25.txt", [2])]),
        (
            "originals-named-like-the-lists",
            [
                ("bagit.txt", [1]), ("manifest-sha256.txt", [2]), ("openings.txt", [3]),
                ("sealed.opening", [4]),
            ]
        ),
        ("names-in-the-order-of-bytes", [("\u{FF5E}.txt", [1]), ("\u{1F4F7}.txt", [2])]),
        ("a-folder-beside-its-namesakes", [("a b/x", [1]), ("a.txt", [2]), ("a/x", [3])]),
    ]

    private func addFiles() throws {
        for (name, files) in Self.files {
            try small(files).write(scene)
            try add(name)
        }
    }

    /// Readers of an organisation that nobody confirmed, beside the two of the receiver.
    private func addReaders() throws {
        let third = try TestOrganisation("civic-alliance.me")
        for (name, more, stanzas) in [
            ("four-readers-and-no-dummy", 2, 4), ("nine-readers-sixteen-stanzas", 7, 16),
            ("thirty-two-readers", 30, 32),
        ] {
            var request = try scene.request()
            request.mailboxes.append(
                AddressedMailbox(
                    address: try made(MailboxAddress("intake@civic-alliance.me")),
                    organisation: third.verified.fingerprint,
                    recipients: try Recipient.dummyHybridRecipients(more)))
            let readers = request.mailboxes.flatMap(\.recipients)
            var file = try Forgery.small(scene, Self.hello, request: request)
            try file.seal(
                scene, to: readers + Recipient.dummyHybridRecipients(stanzas - readers.count))
            try file.write(scene)
            try add(name)
        }
    }

    private func addStatements() throws {
        var file = try small(Self.hello)
        let json = String(decoding: file.statement.json, as: UTF8.self)
        func announce(_ name: String, _ old: String, _ new: String) throws {
            guard json.contains(old) else { throw NotMade() }
            try file.announce(
                Array(json.replacing(old, with: new).utf8), by: scene.sender.device)
            try file.write(scene)
            try add(name)
        }
        try announce("statement-with-an-escape", "\"mode\": \"live\"", "\"mode\": \"l\\u0069ve\"")
        try announce(
            "statement-in-another-order", "\"version\": 1,\n    \"mode\": \"live\",",
            "\"mode\": \"live\",\n    \"version\": 1,")
        let member = scene.sender.member.publicKey.id
        let seal = try SignedStatement.sign(
            SealedStatement(
                commitmentsDigest: .of(file["commitments.txt"]),
                consignment: file.deposit.consignment, sender: file.deposit.sender,
                keyID: member, claimedTime: Times.time("2025-01-01T00:00:00Z")),
            mode: .live, with: scene.sender.member)
        try file.replaceSeal(seal)
        try reseal(&file, "seal-claimed-before-its-key")
    }

    private func addDocuments() throws {
        var file = try small(Self.hello)
        file["README-VERIFY"] = []
        try close(&file, "empty-readme")
        file = try small(Self.hello)
        file["bag-info.txt"] += Array("Contact-Name: \nX: y: z\n".utf8)
        try close(&file, "bag-info-with-more-lines")
        file = try small(Self.hello)
        file["case.json"] = Array("{\"referral\":{\"sender_ref\":\"VP-2026-014\"}}".utf8)
        try close(&file, "case-with-nothing-but-its-number")
        for (name, number) in [
            ("case-number-of-128-bytes", String(repeating: "9", count: 128)),
            ("case-number-in-cyrillic", "ВП-2026/014"),
        ] {
            let text = CaseJSON.minimal(mode: .live).replacing("VP-2026-014", with: number)
            try Forgery.small(
                scene, Self.hello, request: scene.request(caseDocument: text.bytes)
            ).write(scene)
            try add(name)
        }
        file = try small(Self.hello)
        try file.replace("{\n", with: "{\n\n  \t", in: "preview.json")
        file.preview = try encrypt(
            made(PreviewPadding.pad(file["preview.json"])), scene.receiver.identities.recipients)
        try close(&file, "preview-with-white-space")
    }

    /// The bag closed by the member over what stands in it now.
    private func close(_ file: inout Forgery, _ name: String) throws {
        try file.closeAnew(by: scene.sender.member)
        try reseal(&file, name)
    }

    private func reseal(_ file: inout Forgery, _ name: String) throws {
        try file.seal(scene, to: Forgery.readers(scene))
        try file.write(scene)
        try add(name)
    }

    private func small(_ files: [(String, [UInt8])]) throws -> Forgery {
        try .small(scene, files, request: scene.request())
    }

    private func add(_ name: String) throws {
        try writer.add(name, scene, organisations: CodeVectors.people)
    }
}
