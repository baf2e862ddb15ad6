import BagIt
import Custody
import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives
import TestSupport

@testable import Age

/// What only a reader can see, under the sender's own keys.
extension CodeVectors {
    func addEncryption() throws {
        var file = try sealed()
        try file.seal(scene, to: Recipient.dummyHybridRecipients(4))
        try file.write(scene)
        try written("encrypted-for-others", "bag.manifests", "bundle.no-identity-matches")
        file = try sealed()
        var payload = file.resealed ?? []
        payload[payload.count - 1] ^= 1
        file.resealed = payload
        try file.sign(scene.sender.device)
        try file.write(scene)
        try written("last-byte-announced-as-it-is", "bag.manifests", "bundle.decryption-failed")
        file = try sealed()
        let padded = try made(PreviewPadding.pad(file["preview.json"]))
        file.preview = try encrypt(padded + [0x20], scene.receiver.identities.recipients)
        try inner(&file, "preview-of-16385-bytes", "bag.manifests", "bundle.decryption-failed")
    }

    func addLayout() throws {
        var file = try sealed()
        file.insert("notes.txt", [1], before: "manifest-sha256.txt")
        try file.closeAnew(by: scene.sender.member)
        try inner(
            &file, "a-file-that-no-bag-has", "bag.manifests", "bundle.layout-unexpected-file")
        file = try sealed()
        file.remove("README-VERIFY")
        try file.closeAnew(by: scene.sender.member)
        try inner(&file, "without-readme", "bag.manifests", "bundle.layout-missing-file")
        file = try sealed()
        file.files.swapAt(0, 1)
        try inner(&file, "originals-that-descend", "bag.manifests", "bundle.layout-order")
        let long = Array(repeating: String(repeating: "x", count: 198), count: 5)
        try tooFar("path-of-1001-bytes", (["data"] + long + ["z"]).joined(separator: "/"))
        try tooFar(
            "path-of-31-components",
            (["data"] + Array(repeating: "y", count: 30)).joined(separator: "/"))
    }

    private func tooFar(_ name: String, _ path: String) throws {
        var file = try sealed()
        file.files[1].path = "bag/" + path
        try file.reseal(scene)
        let moved = try BagPath(path)
        try file.closeAnew(by: scene.sender.member) { line in
            guard case .item(let path, let size, let digest) = line, path.text == "data/b.txt"
            else { return line }
            return .item(path: moved, size: size, digest: digest)
        }
        try inner(&file, name, "bag.manifests", "bundle.layout-too-large")
    }

    func addLists() throws {
        var file = try sealed()
        file["manifest-sha256.txt"] = Array(file["manifest-sha256.txt"].dropLast())
        try inner(
            &file, "manifest-without-its-end", "bag.manifests", "bundle.manifest-malformed")
        file = try sealed()
        let facts = lines(of: file)
        file["openings.txt"] = [0, 1, 3, 2, 4].flatMap { facts[$0] }
        try inner(&file, "openings-in-another-order", "seal.openings", "bundle.openings-malformed")
        file = try sealed()
        try file.closeAnew(by: scene.sender.member) { line in
            guard case .item(let path, let size, let digest) = line else { return line }
            return .item(path: path, size: size + 1, digest: digest)
        }
        try inner(&file, "openings-of-other-sizes", "seal.openings", "bundle.openings-differ")
        file = try sealed()
        var committed = file["commitments.txt"].split(separator: 0x0A).map { Array($0) + [0x0A] }
        committed.swapAt(0, 1)
        file["commitments.txt"] = committed.flatMap { $0 }
        try file.reseal(by: scene.sender.member)
        try inner(
            &file, "commitments-that-descend", "seal.openings", "bundle.commitments-malformed")
        file = try sealed()
        file["commitments.txt"] =
            Commitments(committing: lines(of: file).map(Commitments.commitment)).serialized()
        try inner(
            &file, "seal-over-other-decoys", "seal.openings", "bundle.seal-of-other-commitments")
    }

    private func lines(of file: Forgery) -> [[UInt8]] {
        file["openings.txt"].split(separator: 0x0A).map { Array($0) + [0x0A] }
    }

    func addSeals() throws {
        let member = scene.sender.member.publicKey.id
        try seal("seal-of-version-2", "seal.signature", "bundle.seal-malformed") { file in
            Array(
                String(decoding: file["custody/0001-Sealed.json"], as: UTF8.self)
                    .replacing("\"version\": 1", with: "\"version\": 2").utf8)
        }
        var file = try sealed()
        let text = file["custody/0001-Sealed.json"]
        let signature = SSHSignature.sign(
            text, namespace: Mode.live.namespace("Sealed"), with: scene.sender.device)
        try file.replaceSeal(
            SignedStatement(json: text, signature: signature.armored, entry: nil))
        try inner(
            &file, "seal-signed-by-another-key-than-it-names", "seal.signature",
            "bundle.seal-signature-invalid")
        let stranger = OrganisationReference(
            name: scene.sender.verified.name, fingerprint: Fingerprint(.of([1])))
        try seal("seal-of-another-sender", "seal.agreement", "bundle.sender-mismatch") { file in
            SealedStatement(
                commitmentsDigest: .of(file["commitments.txt"]),
                consignment: file.deposit.consignment, sender: stranger, keyID: member,
                claimedTime: Times.sealed
            ).text(mode: .live)
        }
    }

    /// A seal with another text, signed by the member and announced.
    private func seal(
        _ name: String, _ check: String, _ code: String, _ text: (Forgery) -> [UInt8]
    ) throws {
        var file = try sealed()
        let text = text(file)
        let signature = SSHSignature.sign(
            text, namespace: Mode.live.namespace("Sealed"), with: scene.sender.member)
        try file.replaceSeal(
            SignedStatement(json: text, signature: signature.armored, entry: nil))
        try inner(&file, name, check, code)
    }

    func addFacts() throws {
        var file = try sealed()
        let opener = scene.receiver.identities.recipients[0].id
        try file.closeAnew(by: scene.sender.member) { line in
            guard case .recipients(let readers) = line else { return line }
            return .recipients(readers.filter { $0.key != opener })
        }
        try inner(
            &file, "seal-that-does-not-name-its-opener", "seal.recipients",
            "bundle.opener-not-named")
        file = try sealed()
        try file.replace("preview/1", with: "preview/2", in: "preview.json")
        try file.reseal(scene)
        try inner(&file, "preview-of-another-schema", "bag.preview", "bundle.preview-malformed")
        file = try sealed()
        let outside = try made(PreviewPadding.pad(file["preview.json"]))
        try file.replace("\"urgent\"", with: "\"routine\"", in: "preview.json")
        try file.reseal(scene)
        file.preview = try encrypt(outside, scene.receiver.identities.recipients)
        try inner(
            &file, "preview-outside-of-another-urgency", "bag.preview", "bundle.preview-mismatch")
        file = try sealed()
        try file.replace("\"schema\": \"case/1\"", with: "schema", in: "case.json")
        try file.closeAnew(by: scene.sender.member)
        try inner(&file, "case-that-is-no-json", "seal.case", "bundle.case-malformed")
    }
}
