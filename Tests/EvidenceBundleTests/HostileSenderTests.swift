import Age
import BagIt
import Custody
import Foundation
import Primitives
import Testing

@testable import EvidenceBundle

/// What a sender with valid keys can put inside, and what must be refused anyway: the device signs
/// whatever the forged parts are.
@Suite struct `What a hostile sender seals` {
    @Test func `an original that was changed after sealing is named by its exhibit number`() throws
    {
        let scene = try Scene()
        var forged = try sealed(scene)
        forged["data/snimak.mov"] = [9, 9, 9]
        try expect(
            .originalsDiffer([difference(.content, "data/snimak.mov", "VP-2026-014-01")]),
            of: &forged, scene)
    }

    @Test func `with a manifest that fits, the openings still tell`() throws {
        let scene = try Scene()
        var forged = try sealed(scene)
        forged["data/snimak.mov"] = [9, 9, 9]
        try forged.relist()
        try expect(
            .openingsDiffer([difference(.content, "data/snimak.mov", "VP-2026-014-01")]),
            of: &forged, scene)
    }

    @Test func `with openings that fit, the commitments still tell`() throws {
        let scene = try Scene()
        var forged = try sealed(scene)
        forged["data/snimak.mov"] = [9, 9, 9]
        try forged.relist()
        try forged.reopen { line in
            guard case .item(let path, _, _) = line, path.text == "data/snimak.mov" else {
                return line
            }
            return .item(path: path, size: 3, digest: .of([9, 9, 9]))
        }
        try expect(
            .openingNotCommitted(difference(.uncovered, "data/snimak.mov", "VP-2026-014-01")),
            of: &forged, scene)
    }

    @Test func `with commitments that fit, the seal still tells`() throws {
        let scene = try Scene()
        var forged = try sealed(scene)
        forged["data/snimak.mov"] = [9, 9, 9]
        try forged.relist()
        let lines = try forged.reopen { line in
            guard case .item(let path, _, _) = line, path.text == "data/snimak.mov" else {
                return line
            }
            return .item(path: path, size: 3, digest: .of([9, 9, 9]))
        }
        forged["commitments.txt"] = Commitments(committing: lines).serialized()
        try expect(.sealOfOtherCommitments, of: &forged, scene)
    }

    @Test func `a missing, an extra and a renamed original are each named`() throws {
        let scene = try Scene()
        let good = try sealed(scene)
        var forged = good
        forged.remove("data/snimak.mov")
        try forged.fixInfo()
        try expect(
            .originalsDiffer([difference(.missing, "data/snimak.mov", "VP-2026-014-01")]),
            of: &forged, scene)
        forged = good
        forged.insert("data/vrlo-novo.txt", [1], before: "data/z-ć.txt")
        try forged.fixInfo()
        try expect(
            .originalsDiffer([difference(.extra, "data/vrlo-novo.txt", nil)]), of: &forged, scene)
        forged = good
        // The same name in another normal form is another name.
        let content = forged["data/z-ć.txt"]
        forged.remove("data/z-ć.txt")
        forged.insert("data/z-c\u{301}.txt", content, before: "preview.json")
        try expect(
            .originalsDiffer([
                difference(.extra, "data/z-c\u{301}.txt", nil),
                difference(.missing, "data/z-ć.txt", nil),
            ]), of: &forged, scene)
    }

    @Test func `a replaced case is refused`() throws {
        let scene = try Scene()
        var forged = try sealed(scene)
        forged["case.json"] = Array(
            String(decoding: forged["case.json"], as: UTF8.self)
                .replacing("before the hearing", with: "after the hearing").utf8)
        try expect(.tagFilesDiffer, of: &forged, scene)
        try forged.relist()
        try expect(.tagFilesDiffer, of: &forged, scene)
    }

    @Test func `a preview that is not the one outside is refused`() throws {
        let scene = try Scene()
        var forged = try sealed(scene)
        let other = Array(
            String(decoding: forged["preview.json"], as: UTF8.self)
                .replacing("\"urgent\"", with: "\"routine\"").utf8)
        forged.preview = try encrypt(
            try made(PreviewPadding.pad(other)), scene.receiver.identities.recipients)
        try expect(.previewDiffers, of: &forged, scene)
    }

    @Test func `a preview that belongs to another bundle is refused when it is opened`() throws {
        let scene = try Scene()
        var forged = try sealed(scene)
        let consignment = ConsignmentID()
        let other = Array(
            String(decoding: forged["preview.json"], as: UTF8.self)
                .replacing(forged.deposit.consignment.uuidText, with: consignment.uuidText).utf8)
        forged.preview = try encrypt(
            try made(PreviewPadding.pad(other)), scene.receiver.identities.recipients)
        try expect(.previewUntrue, of: &forged, scene)
    }

    @Test func `a preview with one field more is refused`() throws {
        let scene = try Scene()
        var forged = try sealed(scene)
        let more = Array(
            String(decoding: forged["preview.json"], as: UTF8.self)
                .replacing("\"kind\"", with: "\"name\": \"x\", \"kind\"").utf8)
        forged.preview = try encrypt(
            try made(PreviewPadding.pad(more)), scene.receiver.identities.recipients)
        try expect(.previewMalformed, of: &forged, scene)
    }

    @Test func `a preview of another size is refused`() throws {
        let scene = try Scene()
        var forged = try sealed(scene)
        let padded = try made(PreviewPadding.pad(forged["preview.json"]))
        forged.preview = try encrypt(
            Array(padded.dropLast()), scene.receiver.identities.recipients)
        try expect(.previewMalformed, of: &forged, scene)
        forged.preview = try encrypt(padded + [0x20], scene.receiver.identities.recipients)
        try expect(.decryption(.payload(.tooLarge)), of: &forged, scene)
    }

    @Test func `the seal of another consignment of the same sender is refused`() throws {
        let scene = try Scene()
        var forged = try sealed(scene)
        try scene.seal(files, to: "OTHER.plomba")
        let other = try Forgery(scene, "OTHER.plomba")
        for name in [
            "openings.txt", "commitments.txt", "custody/0001-Sealed.json",
            "custody/0001-Sealed.json.sig", "sealed.opening",
        ] { forged[name] = other[name] }
        // Its openings name the tag manifest of the other bag.
        try expect(.tagFilesDiffer, of: &forged, scene)
    }

    @Test func `a whole bag under another outer statement is refused`() throws {
        let scene = try Scene()
        var forged = try sealed(scene)
        try scene.seal(files, to: "OTHER.plomba")
        let other = try Forgery(scene, "OTHER.plomba")
        forged.files = other.files
        try expect(.sealedCommitmentDiffers, of: &forged, scene)
    }

    @Test func `sealed.opening must open exactly this seal`() throws {
        let scene = try Scene()
        var forged = try sealed(scene)
        forged["sealed.opening"] =
            SealedOpening(
                salt: .random(), sealed: forged["custody/0001-Sealed.json"],
                signature: forged["custody/0001-Sealed.json.sig"]
            ).bytes
        try expect(.sealedCommitmentDiffers, of: &forged, scene)
    }

    @Test func `a changed seal has no signature`() throws {
        let scene = try Scene()
        var forged = try sealed(scene)
        forged["custody/0001-Sealed.json"] = Array(
            String(decoding: forged["custody/0001-Sealed.json"], as: UTF8.self)
                .replacing("2026-11-24T09", with: "2026-11-23T09").utf8)
        try expect(.sealSignature(.signatureInvalid), of: &forged, scene)
    }

    @Test func `garbage that was announced as it is counts as garbage, not as damage`() throws {
        let scene = try Scene()
        var forged = try sealed(scene)
        var bytes = forged.payload
        bytes[bytes.count - 1] ^= 1
        forged.resealed = bytes
        try forged.sign(scene.sender.device)
        try forged.write(scene)
        #expect(throws: BundleError.decryption(.payload(.badTag))) {
            try scene.open("FORGED.plomba")
        }
        #expect(!scene.exists("case"))
    }

    private let files: [(String, [UInt8])] = [
        ("snimak.mov", Array("ransom video".utf8)), ("z-ć.txt", [1, 2]),
    ]

    private func sealed(_ scene: Scene) throws -> Forgery {
        let request = try scene.request(
            caseDocument: CaseJSON.minimal(mode: .live).adding(item: CaseJSON.video).bytes)
        try scene.seal(files, request: request)
        return try Forgery(scene)
    }

    private func difference(
        _ kind: FileDifference.Kind, _ path: String, _ exhibit: String?
    ) throws -> FileDifference {
        FileDifference(kind: kind, path: try BagPath(path), exhibit: exhibit)
    }

    private func expect(
        _ error: @autoclosure () throws -> BundleError, of forged: inout Forgery, _ scene: Scene,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try forged.seal(scene)
        let name = "FORGED-\(UUID().uuidString).plomba"
        try forged.write(scene, to: name)
        #expect(throws: try error(), sourceLocation: sourceLocation) { try scene.open(name) }
        let listing = try scene.listing()
        #expect(
            !listing.contains { $0.hasPrefix(".") || $0 == "case" },
            sourceLocation: sourceLocation)
    }
}
