import Age
import BagIt
import Custody
import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives
import Testing

/// Adds the cases about stanzas, strangers and what the case repeats to `Protocol/vectors/bundles`:
/// with `PLOMBA_WRITE_VECTORS=readers`, never otherwise. The older cases stay as they are.
@Suite struct `Reader vector generator` {
    private let second = ["second-sender", "second-receiver"]

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "readers"))
    func `adds the vectors`() throws {
        let scene = try Scene(readerSeed: VectorWriter.readerSeed)
        let third = try TestOrganisation("civic-alliance.me")
        try VectorWriter.write(scene.sender.verified, as: "second-sender")
        try VectorWriter.write(scene.receiver.verified, as: "second-receiver")
        try VectorWriter.write(third.verified, as: "third")
        try addValid(VectorWriter(addingTo: "valid"), scene, third)
        try addInvalid(VectorWriter(addingTo: "invalid"), scene)
    }

    private func addValid(
        _ writer: VectorWriter, _ scene: Scene, _ third: TestOrganisation
    ) throws {
        try small(scene, request: beside(scene, third)).write(scene)
        try writer.add(
            "two-organisations-one-confirmed", scene, organisations: second)
        writer.refer(
            "two-organisations-both-confirmed", to: "valid/two-organisations-one-confirmed.plomba",
            organisations: second + ["third"])
        try small(scene, request: beside(scene, third, more: 1), stanzas: 8).write(scene)
        try writer.add("five-readers-eight-stanzas", scene, organisations: second)
        let like = [("plomba-original.txt", [UInt8(1)])]
        try Forgery.small(scene, like, request: scene.request()).write(scene)
        try writer.add("named-like-the-reserved-folder", scene, organisations: second)
        try writer.finish()
    }

    private func addInvalid(_ writer: VectorWriter, _ scene: Scene) throws {
        func add(_ name: String, _ check: String, _ code: String) throws {
            try writer.add(
                name, scene, organisations: second, bundle: .init(check: check, code: code))
        }
        var file = try small(scene, request: scene.request())
        try file.seal(scene, dummies: false)
        try file.write(scene)
        try add("stanzas-cut-off", "seal.recipients", "bundle.stanzas-differ")
        let orphan = try beside(scene, scene.receiver, local: "night-shift")
        try small(scene, request: orphan).write(scene)
        try add(
            "mailbox-of-a-confirmed-organisation-read-by-a-stranger", "seal.recipients",
            "bundle.mailbox-without-reader")
        file = try small(scene, request: scene.request())
        try file.replace(
            "\"schema\": \"case/1\"", with: "\"kind\": \"disclosure\", \"schema\": \"case/1\"",
            in: "case.json")
        try file.closeAnew(by: scene.sender.member)
        try file.seal(scene, to: Forgery.readers(scene))
        try file.write(scene)
        try add("case-that-repeats-the-preview", "seal.case", "bundle.case-repeats-preview")
        file = try small(scene, request: scene.request())
        let reserved = try BagPath("data/plomba-original")
        file.files[0].path = "bag/" + reserved.text
        try file.closeAnew(by: scene.sender.member) { line in
            guard case .item(_, let size, let digest) = line else { return line }
            return .item(path: reserved, size: size, digest: digest)
        }
        try file.seal(scene, to: Forgery.readers(scene))
        try file.write(scene)
        try add(
            "file-in-the-place-of-the-reserved-folder", "original.files",
            "original.reserved-name")
        try writer.finish()
    }

    private func small(
        _ scene: Scene, request: SealRequest, stanzas: Int = 4
    ) throws -> Forgery {
        let readers = request.mailboxes.flatMap(\.recipients)
        var file = try Forgery.small(
            scene, [("a.txt", Array("hello\n".utf8))], request: request)
        try file.seal(
            scene, to: readers + Recipient.dummyHybridRecipients(stanzas - readers.count))
        return file
    }

    /// The request, and a mailbox of another organisation that only strangers' keys open.
    private func beside(
        _ scene: Scene, _ other: TestOrganisation, local: String = "intake", more: Int = 0
    ) throws -> SealRequest {
        var request = try scene.request()
        let isReceiver = other.verified.fingerprint == scene.receiver.verified.fingerprint
        let keys = isReceiver ? try TestOrganisation("stranger.example") : other
        let mailbox = try AddressedMailbox(local: "intake", of: keys.verified, at: Times.sealed)
        request.mailboxes.append(
            AddressedMailbox(
                address: try made(
                    MailboxAddress("\(local)@\(other.verified.name.text)")),
                organisation: keys.verified.fingerprint,
                recipients: mailbox.recipients
                    + (try Recipient.dummyHybridRecipients(more))))
        return request
    }
}
