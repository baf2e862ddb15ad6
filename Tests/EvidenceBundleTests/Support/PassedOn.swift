import BagIt
import Custody
import Foundation
import KeyDirectory
import Primitives

@testable import EvidenceBundle

/// Material that one organisation sealed for another, which seals it anew for a third.
///
/// The giver is the attacker of these tests: with its own valid keys it puts whatever it likes into
/// custody/ and data/.
struct PassedOn {
    /// From the giver to the getter.
    let scene: Scene
    /// Everybody whom the getter has confirmed.
    var known: [TestOrganisation]
    var broker: TestBroker?
    /// Below data/.
    var files: [(path: String, bytes: [UInt8])]
    var custody: [CustodyFile]
    var consignment = ConsignmentID()
    /// What was accepted, when it was.
    private(set) var taken: TakenDelivery?

    static let proof = "plomba-original/0001/"

    /// Some items of what was opened into `case/` of `first`, as `disclose` does it.
    init(
        disclosing items: [String], of first: Scene, to getter: TestOrganisation
    ) throws {
        scene = try Scene(from: first.receiver, to: getter)
        known = [first.sender, first.receiver, getter]
        let proof = try Self.proof(of: first)
        let chosen = proof.items.filter { items.contains(String($0.path.text.dropFirst(5))) }
        files = try chosen.map { item in
            (String(item.path.text.dropFirst(5)), try first.read("case/bag/" + item.path.text))
        }
        files.append((Self.proof + "commitments.txt", proof.commitments))
        files.append((Self.proof + "openings.txt", chosen.flatMap(\.line)))
        custody = SealedOriginal.custody([(.sealed, proof.seal)], from: 1)
    }

    /// Everything, as `transfer` does it.
    ///
    /// - Parameters:
    ///   - broker: who delivered it; nil where it came by hand.
    ///   - taker: who accepts it and passes it on; the one for whom it was sealed, unless
    ///     somebody else pretends to be that one.
    init(
        transferring first: Scene, to getter: TestOrganisation, by broker: TestBroker?,
        taker: TestOrganisation? = nil
    ) throws {
        let taker = taker ?? first.receiver
        scene = try Scene(from: taker, to: getter)
        known = [first.sender, taker, getter]
        self.broker = broker
        let bag = first.folder.appending(path: "case/bag")
        let names = try FileManager.default.subpathsOfDirectory(
            atPath: bag.appending(path: "data").path)
        files = try names.sorted().compactMap { name in
            let path = "case/bag/data/" + name
            var isFolder: ObjCBool = false
            let place = first.path(path)
            _ = unsafe FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
            return isFolder.boolValue ? nil : (name, try first.read(path))
        }
        let earlier = try FileManager.default.contentsOfDirectory(
            atPath: bag.appending(path: "custody").path
        ).sorted()
        let number =
            String(repeating: "0", count: 4 - "\(earlier.count / 2)".count)
            + "\(earlier.count / 2)"
        for part in ["commitments.txt", "openings.txt", "sealed.opening"] {
            files.append(
                ("plomba-original/\(number)/\(part)", try first.read("case/bag/" + part)))
        }
        custody = try earlier.map {
            CustodyFile(name: $0, content: try first.read("case/bag/custody/" + $0))
        }
        let taken = try TakenDelivery(first, broker, by: taker)
        self.taken = taken
        let transfer = try taken.transfer(to: getter, as: consignment)
        custody += SealedOriginal.custody(
            taken.steps + [(.transfer, transfer)], from: earlier.count / 2 + 1)
    }

    static func proof(of first: Scene) throws -> SealProof {
        try SealProof(
            seal: SignedStatement(
                json: first.read("case/bag/custody/0001-Sealed.json"),
                signature: first.read("case/bag/custody/0001-Sealed.json.sig"), entry: nil),
            commitments: first.read("case/bag/commitments.txt"),
            openings: first.read("case/bag/openings.txt"), mode: .live)
    }

    subscript(name: String) -> [UInt8] {
        get { files.first { $0.path == name }?.bytes ?? [] }
        set {
            files.removeAll { $0.path == name }
            files.append((name, newValue))
        }
    }

    /// Seals what is there and opens it as the getter, into `case/` of its own scene.
    @discardableResult
    func pass(mailboxes: [AddressedMailbox]? = nil) throws -> OpenedBundle {
        try seal(mailboxes: mailboxes)
        return try scene.open(context: context)
    }

    func seal(mailboxes: [AddressedMailbox]? = nil, caseText: CaseJSON? = nil) throws {
        // One attempt after the other, each in a clean place.
        for name in ["source", "FILE.plomba", "case"] where scene.exists(name) {
            try FileManager.default.removeItem(atPath: scene.path(name))
        }
        let text =
            caseText?.text
            ?? CaseJSON.minimal(mode: .live).text
            .replacing("\"group484.rs\"", with: "\"<to>\"")
            .replacing("\"vasaprava.ba\"", with: "\"\(scene.sender.verified.name.text)\"")
            .replacing("\"<to>\"", with: "\"\(scene.receiver.verified.name.text)\"")
        var request = try scene.request(caseDocument: Array(text.utf8))
        request.consignment = consignment
        request.earlierStatements = custody
        if let mailboxes { request.mailboxes = mailboxes }
        var digests: [BagPath: SHA256Digest] = [:]
        for file in files { digests[try BagPath("data/" + file.path)] = .of(file.bytes) }
        request.original = SealedOriginal(digests: digests)
        try scene.seal(files.map { ($0.path, $0.bytes) }, request: request)
    }

    func verifyFolder() throws -> BundleVerification {
        try BundleVerifier.verify(
            folder: scene.path("case"), context: context, progress: { _, _ in })
    }

    var context: VerificationContext { context(at: Times.opened) }

    func context(at time: Timestamp) -> VerificationContext {
        let known = known.map(\.verified)
        let broker = broker
        return VerificationContext(
            mode: .live, time: time, confirmed: known,
            broker: { broker?.answers($0, $1) == true ? broker?.key.publicKey : nil })
    }
}

/// A broker's service key.
final class TestBroker: Sendable {
    let key: SigningKey
    let name: OrganisationName

    init() throws {
        key = try SigningKey()
        name = try made(OrganisationName("broker.example"))
    }

    func answers(_ name: OrganisationName, _ keyID: KeyID) -> Bool {
        name == self.name && keyID == key.publicKey.id
    }
}

/// A delivery that was opened into `case/` and accepted.
struct TakenDelivery {
    let steps: [(event: Event, signed: SignedStatement)]
    private let taker: TestOrganisation
    private let deposit: DepositStatement
    private let sealed: SHA256Digest

    init(_ scene: Scene, _ broker: TestBroker?, by taker: TestOrganisation) throws {
        self.taker = taker
        let statement = try SignedStatement(
            json: scene.read("case/statement.json"),
            signature: scene.read("case/statement.json.sig"), entry: nil)
        let deposit = try statement.unverified(as: DepositStatement.self, mode: .live)
        self.deposit = deposit
        let mailbox = try made(deposit.mailboxes.first)
        let custody = try FileManager.default.contentsOfDirectory(
            atPath: scene.path("case/bag/custody")
        ).sorted()
        sealed = .of(try scene.read("case/bag/custody/" + custody[custody.count - 2]))
        let receipt = try broker.map { broker in
            let issuer = BrokerIssuer(broker: broker.name, keyID: broker.key.publicKey.id)
            return try SignedStatement.sign(
                SubmissionAcceptance(
                    SubmissionEvidence(
                        of: deposit, deposit: statement.digest, issuer: issuer,
                        receivedTime: Times.sealed)), mode: .live, with: broker.key)
        }
        func step(_ key: borrowing SigningKey, _ previous: SHA256Digest) -> LaneStep {
            LaneStep(
                consignment: deposit.consignment, sender: deposit.sender, mailbox: mailbox,
                issuer: OrganisationIssuer(
                    organisation: taker.reference, keyID: key.publicKey.id),
                claimedTime: Times.sealed, previous: previous)
        }
        let handover = try SignedStatement.sign(
            ContentHandover(
                step(taker.device, receipt?.digest ?? statement.digest),
                payloadDigest: deposit.payloadDigest, payloadSize: deposit.payloadSize),
            mode: .live, with: taker.device)
        let acceptance = try SignedStatement.sign(
            ConsignmentAcceptance(
                step(taker.member, handover.digest), deposit: statement.digest,
                sealedCommitment: deposit.sealedCommitment), mode: .live, with: taker.member)
        let accepted = receipt.map { [(event: Event.submissionAcceptance, signed: $0)] } ?? []
        steps =
            [(.deposit, statement)] + accepted
            + [(.contentHandover, handover), (.consignmentAcceptance, acceptance)]
    }

    func transfer(
        to getter: TestOrganisation, as consignment: ConsignmentID, mailbox: String = "intake",
        at name: OrganisationName? = nil
    ) throws -> SignedStatement {
        try SignedStatement.sign(
            TransferStatement(
                sealed: sealed, consignment: deposit.consignment, sender: deposit.sender,
                issuer: OrganisationIssuer(
                    organisation: taker.reference, keyID: taker.member.publicKey.id),
                claimedTime: Times.sealed, previous: try made(steps.last).signed.digest,
                to: .init(
                    organisation: OrganisationReference(
                        name: name ?? getter.verified.name,
                        fingerprint: getter.verified.fingerprint),
                    mailbox: try made(
                        MailboxAddress(
                            "\(mailbox)@\((name ?? getter.verified.name).text)"))),
                newConsignment: consignment, purpose: "legal aid", basis: "consent, form 12"),
            mode: .live, with: taker.member)
    }
}
