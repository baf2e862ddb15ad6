import Age
import BagIt
import Custody
import EvidenceBundle
import Foundation
import Primitives

/// A seal made anew, and announced: what only the sender's own people can do.
extension Forgery {
    /// Signs a seal over the commitments as they are, and lets the deposit announce it.
    ///
    /// - Parameter consignment: what the seal names, when it is not the deposit's.
    mutating func reseal(
        by member: borrowing SigningKey, consignment: ConsignmentID? = nil
    ) throws {
        let seal = try SignedStatement.sign(
            SealedStatement(
                commitmentsDigest: .of(self["commitments.txt"]),
                consignment: consignment ?? deposit.consignment, sender: deposit.sender,
                keyID: member.publicKey.id, claimedTime: Times.sealed),
            mode: mode, with: member)
        self["custody/0001-Sealed.json"] = seal.json
        self["custody/0001-Sealed.json.sig"] = seal.signature
        try openSeal()
    }

    /// Writes sealed.opening for the seal as it is, and lets the deposit announce it.
    mutating func openSeal() throws {
        let opening = SealedOpening(
            salt: .random(), sealed: self["custody/0001-Sealed.json"],
            signature: self["custody/0001-Sealed.json.sig"])
        self["sealed.opening"] = opening.bytes
        deposit = deposit.with(commitment: opening.commitment)
    }

    /// Manifests, openings, commitments and seal as they would be had the bag been packed so.
    mutating func closeAnew(
        by member: borrowing SigningKey, _ change: (OpeningLine) -> OpeningLine = { $0 }
    ) throws {
        try relist()
        let lines = try reopen(change)
        self["commitments.txt"] = Commitments(committing: lines).serialized()
        try reseal(by: member)
    }

    /// The same, and the preview outside as the one inside: what a hostile member makes.
    mutating func reseal(_ scene: Scene) throws {
        let originals = files
        try closeAnew(by: scene.sender.member) { line in
            guard case .item(let path, _, _) = line,
                let file = originals.first(where: { $0.path == "bag/" + path.text })
            else { return line }
            return .item(
                path: path, size: UInt64(file.content.count), digest: .of(file.content))
        }
        if let padded = PreviewPadding.pad(self["preview.json"]) {
            preview = try encrypt(padded, scene.receiver.identities.recipients)
        }
    }

    /// Puts another seal in and announces it.
    mutating func replaceSeal(_ seal: SignedStatement) throws {
        self["custody/0001-Sealed.json"] = seal.json
        self["custody/0001-Sealed.json.sig"] = seal.signature
        try openSeal()
    }
}

extension DepositStatement {
    func with(commitment: SHA256Digest) -> DepositStatement {
        DepositStatement(
            mode: mode, consignment: consignment, sender: sender, destinations: destinations,
            payloadDigest: payloadDigest, previewDigest: previewDigest, payloadSize: payloadSize,
            headerDigest: headerDigest, sealedCommitment: commitment, deadline: deadline)
    }
}

extension Forgery {
    /// A good bundle whose README-VERIFY is one line, so that a vector stays small.
    static func small(
        _ scene: Scene, _ files: [(String, [UInt8])], request: SealRequest
    ) throws -> Forgery {
        let name = "\(UUID().uuidString).plomba"
        try scene.seal(files, request: request, to: name)
        try FileManager.default.removeItem(atPath: scene.path("source"))
        var forgery = try Forgery(scene, name)
        forgery["README-VERIFY"] = Array("see Protocol/verifier\n".utf8)
        try forgery.closeAnew(by: scene.sender.member)
        try forgery.seal(scene, to: readers(scene))
        return forgery
    }

    /// The readers of a bundle to the receiver, filled up with dummies to four.
    static func readers(_ scene: Scene) throws -> [Recipient] {
        try scene.receiver.identities.recipients + scene.receiver.recovery.recipients
            + Recipient.dummyHybridRecipients(2)
    }
}
