import BagIt
import Custody
import EvidenceBundle
import Primitives
import Testing

/// What somebody without any key can do to a sealed file on its way.
@Suite struct `What a carrier changes` {
    @Test(arguments: [
        PayloadChange.firstByte, .insideHeader, .nonce, .firstChunk, .lastChunk, .lastByte,
    ])
    func `one flipped bit of payload.age is named and leaves nothing`(
        _ change: PayloadChange
    ) throws {
        let scene = try Scene()
        try scene.seal([("snimak.mov", Randomness.bytes(200_000))])
        var forged = try Forgery(scene)
        var bytes = forged.payload
        bytes[change.offset(in: bytes)] ^= 0x20
        forged.resealed = bytes
        try forged.write(scene)
        let expected: BundleError =
            change.isInHeader ? .headerDigestDiffers : .payloadDigestDiffers
        #expect(throws: expected) { try scene.open("FORGED.plomba") }
        try expectNothing(in: scene)
        let verification = try BundleVerifier.verify(
            BundleFile(path: scene.path("FORGED.plomba")), context: scene.context(),
            progress: { _, _ in })
        #expect(verification.failure == expected)
        #expect(verification.verdict.exitCode == 2)
    }

    @Test(arguments: [1, 16, 70_000])
    func `a payload that was cut short is refused`(_ count: Int) throws {
        let scene = try Scene()
        try scene.seal([("snimak.mov", Randomness.bytes(200_000))])
        var forged = try Forgery(scene)
        forged.resealed = Array(forged.payload.dropLast(count))
        try forged.write(scene)
        #expect(throws: BundleError.payloadSizeDiffers) { try scene.open("FORGED.plomba") }
        try expectNothing(in: scene)
    }

    @Test func `a payload with bytes after its end is refused`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1, 2, 3])])
        var forged = try Forgery(scene)
        forged.resealed = forged.payload + [0]
        try forged.write(scene)
        #expect(throws: BundleError.payloadSizeDiffers) { try scene.open("FORGED.plomba") }
    }

    @Test func `a source that gives more than was announced is cut off`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1, 2, 3])])
        let forged = try Forgery(scene)
        let (file, reader) = try scene.reader()
        var opener = reader
        let input = Input(forged.payload + Randomness.bytes(1 << 20))
        #expect(throws: BundleError.payloadSizeDiffers) {
            try opener.extract(
                payload: { input.read(into: &$0) }, identities: scene.receiver.identities,
                into: scene.path("case"), progress: { _, _ in })
        }
        #expect(file.parts.payloadSize == UInt64(forged.payload.count))
        #expect(!scene.exists("case"))
    }

    @Test func `a changed statement no longer has a signature`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        var forged = try Forgery(scene)
        let later = String(decoding: forged.statement.json, as: UTF8.self)
            .replacing("2026-11-27T12", with: "2026-11-28T12")
        let entry = OpeningFile(
            salt: .random(), statement: Array(later.utf8),
            signature: forged.statement.signature)
        forged.statement = try SignedStatement(
            json: Array(later.utf8), signature: forged.statement.signature, entry: entry.bytes)
        try forged.write(scene)
        #expect(throws: BundleError.statementSignature(.signatureInvalid)) {
            try scene.open("FORGED.plomba")
        }
        try expectNothing(in: scene)
    }

    @Test func `a white space more in the statement is a change`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        var forged = try Forgery(scene)
        let json = forged.statement.json + [0x0A]
        let entry = OpeningFile(
            salt: .random(), statement: json, signature: forged.statement.signature)
        forged.statement = try SignedStatement(
            json: json, signature: forged.statement.signature, entry: entry.bytes)
        try forged.write(scene)
        #expect(throws: BundleError.statementSignature(.signatureInvalid)) {
            try scene.open("FORGED.plomba")
        }
    }

    @Test func `the entry of another statement is refused`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        let other = try scene.seal([("a.txt", [1])], to: "OTHER.plomba")
        var forged = try Forgery(scene)
        forged.statement = try SignedStatement(
            json: forged.statement.json, signature: forged.statement.signature,
            entry: other.statement.entry)
        try forged.write(scene)
        #expect(throws: BundleError.entry(.entryMismatch)) { try scene.open("FORGED.plomba") }
    }

    @Test func `the statement of another bundle does not fit`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        let other = try scene.seal([("a.txt", [2])], to: "OTHER.plomba")
        var forged = try Forgery(scene)
        forged.statement = other.statement
        try forged.write(scene)
        #expect(throws: BundleError.previewDigestDiffers) { try scene.open("FORGED.plomba") }
        forged.preview = other.preview
        try forged.write(scene, to: "WORSE.plomba")
        #expect(throws: BundleError.headerDigestDiffers) { try scene.open("WORSE.plomba") }
        try expectNothing(in: scene)
    }

    @Test func `the preview of another bundle is refused before it is decrypted`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        let other = try scene.seal([("a.txt", [2])], to: "OTHER.plomba")
        var forged = try Forgery(scene)
        forged.preview = other.preview
        try forged.write(scene)
        var reader = try scene.reader("FORGED.plomba").reader
        #expect(throws: BundleError.previewDigestDiffers) {
            try reader.openPreview(scene.receiver.identities)
        }
        #expect(!reader.verdict.isPositive)
    }

    @Test func `a file that is no tar at all is not a bundle`() throws {
        let scene = try Scene()
        try scene.write(Randomness.bytes(4096), to: "FILE.plomba")
        #expect(throws: BundleError.self) { try scene.open() }
        try scene.write([], to: "EMPTY.plomba")
        #expect(throws: BundleError.notABundle(.truncated)) { try scene.open("EMPTY.plomba") }
    }

    @Test func `parts in another order or number are refused`() throws {
        let scene = try Scene()
        try scene.seal([("a.txt", [1])])
        let forged = try Forgery(scene)
        let parts: [(String, [UInt8])] = [
            ("payload.age", forged.payload), ("statement.json", forged.statement.json),
            ("preview.age", forged.preview), ("statement.json.sig", forged.statement.signature),
            ("statement.entry", try made(forged.statement.entry)),
        ]
        try scene.write(Forgery.archive(parts, padding: .none), to: "SWAPPED.plomba")
        #expect(throws: BundleError.outerLayout) { try scene.open("SWAPPED.plomba") }
        try scene.write(
            Forgery.archive(Array(parts.dropLast()), padding: .none), to: "SHORT.plomba")
        #expect(throws: BundleError.outerLayout) { try scene.open("SHORT.plomba") }
        try scene.write(
            Forgery.archive(parts + [("note.txt", [1])], padding: .none), to: "LONG.plomba")
        #expect(throws: BundleError.outerLayout) { try scene.open("LONG.plomba") }
    }

    private func expectNothing(in scene: Scene) throws {
        let listing = try scene.listing()
        #expect(!listing.contains { $0.hasPrefix(".") || $0 == "case" }, "\(listing)")
    }
}

/// Where a bit is flipped.
enum PayloadChange: CaseIterable, Sendable {
    case firstByte, insideHeader, nonce, firstChunk, lastChunk, lastByte

    var isInHeader: Bool { self == .firstByte || self == .insideHeader }

    func offset(in payload: [UInt8]) -> Int {
        let headerEnd = Self.headerEnd(payload)
        return switch self {
        case .firstByte: 0
        case .insideHeader: headerEnd - 20
        case .nonce: headerEnd + 3
        case .firstChunk: headerEnd + 16 + 700
        case .lastChunk: payload.count - 400
        case .lastByte: payload.count - 1
        }
    }

    /// The offset after the line feed of the MAC line.
    private static func headerEnd(_ payload: [UInt8]) -> Int {
        let mark = Array("\n--- ".utf8)
        var place = 0
        while !payload[place...].starts(with: mark) { place += 1 }
        return place + mark.count + 44
    }
}
