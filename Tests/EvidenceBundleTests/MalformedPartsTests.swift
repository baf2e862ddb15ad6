import Custody
import Foundation
import KeyDirectory
import Primitives
import Testing

@testable import Age
@testable import EvidenceBundle

/// Parts that a hostile sender signs in another form than the specification's. Lines that are the
/// expected ones, byte for byte, are not read one by one: these are those that are not.
@Suite struct `Malformed parts` {
    @Test(arguments: ["no end", "swapped", "capitals", "twice", "carriage return", "empty"])
    func `a list of commitments in another form`(_ change: String) throws {
        try refuseForged(.commitmentsMalformed) { forged, scene in
            forged["commitments.txt"] = changed(forged["commitments.txt"], change)
            try forged.reseal(by: scene.sender.member)
        }
    }

    @Test(arguments: ["no end", "swapped", "capitals", "carriage return"])
    func `a list of openings in another form`(_ change: String) throws {
        try refuseForged(.openingsMalformed) { forged, _ in
            forged["openings.txt"] = changed(forged["openings.txt"], change)
        }
    }

    @Test(arguments: ["no end", "swapped", "capitals", "twice", "carriage return"])
    func `a manifest in another form`(_ change: String) throws {
        try refuseForged(.manifestMalformed) { forged, _ in
            forged["manifest-sha256.txt"] = changed(forged["manifest-sha256.txt"], change)
        }
    }

    @Test(arguments: ["\"schema\": \"case/1\",", "x"])
    func `a case in another form`(_ member: String) throws {
        let (scene, name) = try forgery { forged, scene in
            try forged.replace("\"schema\": \"case/1\"", with: member, in: "case.json")
            try forged.reseal(scene)
        }
        let found = code(try scene.open(name))
        #expect(found == "bundle.case-malformed", "\(member)")
        #expect(!scene.exists("case"))
    }

    @Test func `a preview that a classical key opens`() throws {
        try refuseForged(.previewStanzasRefused) { forged, _ in
            let padded = try made(PreviewPadding.pad(forged["preview.json"]))
            forged.preview = try encrypt(padded, [Identity.generateX25519().recipient])
        }
    }

    @Test func `a sender of another name than its record has`() throws {
        try refuseForged(.senderNameDiffers) { forged, _ in
            let deposit = forged.deposit
            forged.deposit = DepositStatement(
                mode: forged.mode, consignment: deposit.consignment,
                sender: OrganisationReference(
                    name: try made(OrganisationName("other.ba")),
                    fingerprint: deposit.sender.fingerprint),
                destinations: deposit.destinations, payloadDigest: deposit.payloadDigest,
                previewDigest: deposit.previewDigest, payloadSize: deposit.payloadSize,
                headerDigest: deposit.headerDigest,
                sealedCommitment: deposit.sealedCommitment, deadline: deposit.deadline)
        }
    }

    private func changed(_ bytes: [UInt8], _ change: String) -> [UInt8] {
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        switch change {
        case "no end": return Array(bytes.dropLast())
        case "swapped": lines.swapAt(0, 1)
        case "capitals": lines[0] = lines[0].uppercased()
        case "twice": lines.insert(lines[0], at: 0)
        case "carriage return": lines[0] += "\r"
        default: lines = []
        }
        return Array(lines.map { $0 + "\n" }.joined().utf8)
    }

    private func forgery(
        _ change: (inout Forgery, Scene) throws -> Void
    ) throws -> (scene: Scene, name: String) {
        let scene = try Scene()
        try scene.seal([("a.txt", [1]), ("b.txt", [2, 3])])
        var forged = try Forgery(scene)
        try change(&forged, scene)
        try forged.seal(scene)
        try forged.write(scene)
        return (scene, "FORGED.plomba")
    }

    private func refuseForged(
        _ error: BundleError, sourceLocation: SourceLocation = #_sourceLocation,
        _ change: (inout Forgery, Scene) throws -> Void
    ) throws {
        let (scene, name) = try forgery(change)
        #expect(throws: error, sourceLocation: sourceLocation) { try scene.open(name) }
        #expect(!scene.exists("case"), sourceLocation: sourceLocation)
    }

    private func code(_ open: @autoclosure () throws -> OpenedBundle) -> String {
        do {
            _ = try open()
            return "opened"
        } catch let error as BundleError {
            return error.code
        } catch {
            return "\(error)"
        }
    }
}
