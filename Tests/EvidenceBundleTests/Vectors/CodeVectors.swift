import Age
import BagIt
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import TestSupport

/// Invalid cases, one for each code: what shows without a key stands here, what only a reader can see beside it.
struct CodeVectors {
    static let people = ["fourth-sender", "fourth-receiver"]

    let scene: Scene
    private let writer: VectorWriter

    init(_ scene: Scene, _ writer: VectorWriter) { (self.scene, self.writer) = (scene, writer) }

    func add() throws {
        try addNames()
        try addStatements()
        try addAnnounced()
        try addEncryption()
        try addLayout()
        try addLists()
        try addSeals()
        try addFacts()
    }

    /// Names in evidence/ that no statement has: what a carrier may not add.
    private func addNames() throws {
        for (name, file) in [
            ("a-page-in-evidence", "README-FIRST.html"), ("a-deposit-in-evidence", "Deposit.json"),
            ("evidence-numbered-with-a-zero", "Transfer-02.json"),
            ("evidence-named-in-small-letters", "transfer.json"),
        ] {
            var forged = try sealed()
            forged.evidence = [("evidence/" + file, [1])]
            try forged.write(scene)
            try outer(name, "outer.encoding", "bundle.outer-layout")
        }
    }

    private func addStatements() throws {
        var file = try sealed()
        let json = String(decoding: file.statement.json, as: UTF8.self)
        try file.announce(
            Array(json.replacing("\"version\": 1", with: "\"version\": 2").utf8),
            by: scene.sender.device)
        try file.write(scene)
        try outer("statement-of-version-2", "outer.encoding", "bundle.statement-malformed")
        file = try sealed()
        let other = try sealed().statement
        file.statement = try SignedStatement(
            json: file.statement.json, signature: other.signature,
            entry: OpeningFile(
                salt: .random(), statement: file.statement.json, signature: other.signature
            ).bytes)
        try file.write(scene)
        try outer(
            "signature-of-another-statement", "outer.statement-signature",
            "bundle.statement-signature-invalid")
        let parts: [(path: String, content: [UInt8])] = [
            ("payload.age", file.resealed ?? []), ("preview.age", file.preview),
            ("statement.json", file.statement.json),
            ("statement.json.sig", [UInt8](repeating: 0x0A, count: 8_193)),
            ("statement.entry", file.statement.entry ?? []),
        ]
        try scene.write(Forgery.archive(parts, padding: .none), to: "FORGED.plomba")
        try outer("signature-of-8193-bytes", "outer.encoding", "bundle.part-too-large")
    }

    /// What the sender's device signs that is not so.
    private func addAnnounced() throws {
        let other = OrganisationReference(
            name: try made(OrganisationName("other.ba")),
            fingerprint: scene.sender.verified.fingerprint)
        try announce { $0.with(sender: other) }
        try outer(
            "sender-of-another-name", "outer.statement-signature", "bundle.sender-name-differs")
        try announce { $0.with(headerDigest: .of([1])) }
        try outer("header-of-another-payload", "outer.payload", "bundle.header-digest-mismatch")
        try announce { $0.with(payloadSize: $0.payloadSize + 1) }
        try outer("payload-of-a-byte-more", "outer.payload", "bundle.payload-size-mismatch")
        var file = try sealed()
        file.preview = try encrypt(
            made(PreviewPadding.pad(file["preview.json"])), [Identity.generateX25519().recipient])
        try file.sign(scene.sender.device)
        try file.write(scene)
        try outer(
            "preview-encrypted-to-a-classical-key", "outer.preview",
            "bundle.preview-stanzas-refused")
    }

    private func announce(_ change: (DepositStatement) -> DepositStatement) throws {
        var file = try sealed()
        file.statement = try SignedStatement.sign(
            change(file.deposit), mode: .live, with: scene.sender.device)
        try file.write(scene)
    }
}

extension CodeVectors {
    func sealed() throws -> Forgery {
        try .small(
            scene, [("a.txt", Array("hello\n".utf8)), ("b.txt", [2])], request: scene.request())
    }

    /// A defect that shows without a key.
    private func outer(_ name: String, _ check: String, _ code: String) throws {
        let outcome = BundleVector.Outcome(check: check, code: code)
        try writer.add(
            name, scene, organisations: Self.people, sealed: outcome, bundle: outcome)
    }

    /// A defect that only a reader can see, under an outer statement that announces it.
    func inner(_ file: inout Forgery, _ name: String, _ check: String, _ code: String) throws {
        try file.seal(scene, to: Forgery.readers(scene))
        try file.write(scene)
        try written(name, check, code)
    }

    /// The same for what was written already.
    func written(_ name: String, _ check: String, _ code: String) throws {
        try writer.add(
            name, scene, organisations: Self.people, bundle: .init(check: check, code: code))
    }
}

extension DepositStatement {
    fileprivate func with(
        sender: OrganisationReference? = nil, headerDigest: SHA256Digest? = nil,
        payloadSize: UInt64? = nil
    ) -> DepositStatement {
        DepositStatement(
            mode: mode, consignment: consignment, sender: sender ?? self.sender,
            destinations: destinations, payloadDigest: payloadDigest,
            previewDigest: previewDigest, payloadSize: payloadSize ?? self.payloadSize,
            headerDigest: headerDigest ?? self.headerDigest,
            sealedCommitment: sealedCommitment, deadline: deadline)
    }
}
