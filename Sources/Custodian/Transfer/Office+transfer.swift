import BagIt
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import SystemPackage

/// To whom a case that was accepted is passed on, why, and by what right.
package struct TransferOrder: Sendable {
    /// A case folder, or the beginning of an identifier.
    package let original: String
    package let purpose: String
    package let basis: String
    package let target: PassOnTarget

    package init(original: String, purpose: String, basis: String, target: PassOnTarget) {
        (self.original, self.target) = (original, target)
        (self.purpose, self.basis) = (purpose, basis)
    }

    /// - Throws: ``PassOnError/line(name:)``
    func check() throws(PassOnError) {
        for (name, text) in [("purpose", purpose), ("basis", basis)] {
            let bytes = text.utf8
            guard (1...StatementLimits.purposeSizeInBytes).contains(bytes.count),
                bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
            else { throw .line(name: name) }
        }
    }
}

extension Office {
    /// Seals a case that was accepted here for somebody else, with everything that proves who sealed
    /// it first and who took it over.
    package func transfer(_ order: TransferOrder) async throws -> PassedOnCase {
        try order.check()
        let lock = try home.lock(.outbox)
        defer { lock.release() }
        try await lookForConsent()
        let directory = try Directory(home, at: clock.now)
        let partner = try directory.recipient(named: order.target.mailbox.organisation)
        guard partner.fingerprint != directory.own.organisation.fingerprint else {
            throw PassOnError.toOwnOrganisation
        }
        let folder = try acceptedFolder(order.original, directory)
        let taking = try Taking(of: folder, directory)
        let source = folder.deposit.content
        let taken = ConsentBook.Original(
            consignment: source.consignment, sender: source.sender.fingerprint)
        try requireConsent(ofAllOf: taken, to: order.target.mailbox)
        let key = try memberSigningKey()
        let member = try directory.own.member(key.publicKey, at: clock.now)
        let consignment = ConsignmentID()
        try ConsentBook(home).notePassedOn(consignment, of: [taken])
        let statement = try SignedStatement.sign(
            try handingOn(
                order, folder, taking, consignment,
                by: OrganisationIssuer(
                    organisation: directory.own.reference, keyID: key.publicKey.id),
                to: OrganisationReference(
                    name: partner.name, fingerprint: partner.fingerprint)),
            mode: directory.own.organisation.mode, with: key)
        let (payload, original, number) = try place(folder, directory)
        let earlier = try custody(folder, taking, statement, directory, number)
        let material = SealMaterial(
            consignment: consignment, source: payload,
            caseDocument: try caseDocument(
                order.target, directory, role: member.label.text, consignment,
                kind: "evidence_only",
                items: CaseFolderItems.list(of: try folder.caseDocument)),
            earlierStatements: earlier, original: original, transfer: statement)
        let work = try SealWork(
            material, to: [order.target.mailbox],
            deadline: order.target.deadline(from: clock.now), directory, home: home,
            at: clock.now)
        let orderKey = DisclosureKey.digest([
            "transfer", folder.deposit.content.consignment.text, order.target.mailbox.text,
            order.purpose, order.basis,
        ])
        let (done, sent) = try await passOn(work, order.target, orderKey, with: key)
        let first = folder.verification.original
        return PassedOnCase(
            sealed: done, sent: sent,
            originalSender: first?.sender.name ?? folder.deposit.sender.name,
            original: first?.consignment ?? folder.deposit.content.consignment,
            files: folder.files.filter { !SealedOriginal.isProof($0.path) }
                .map { String($0.path.text.dropFirst("data/".count)) })
    }

    /// The verified folder of a case that this organisation took over.
    private func acceptedFolder(
        _ text: String, _ directory: Directory
    ) throws -> OpenedFolder {
        guard case .opened(let path, let entry) = try original(text) else {
            throw PassOnError.unknown(text)
        }
        if let entry {
            guard entry.decision == .consignmentAcceptance else {
                throw PassOnError.notAccepted(entry.consignment)
            }
            guard !entry.isTooLate else { throw PassOnError.tooLate(entry.consignment) }
            guard entry.recorded == entry.signed.count else {
                throw PassOnError.notRecorded(entry.consignment)
            }
        }
        return try OpenedFolder(path, directory, self)
    }

    private func handingOn(
        _ order: TransferOrder, _ folder: OpenedFolder, _ taking: Taking,
        _ consignment: ConsignmentID, by issuer: OrganisationIssuer,
        to partner: OrganisationReference
    ) throws -> TransferStatement {
        let accepted = folder.deposit.content
        guard let acceptance = taking.acceptance else {
            throw PassOnError.notAccepted(accepted.consignment)
        }
        return TransferStatement(
            sealed: folder.seal.statement.signed.digest, consignment: accepted.consignment,
            sender: accepted.sender, issuer: issuer, claimedTime: clock.now,
            previous: acceptance,
            to: .init(organisation: partner, mailbox: order.target.mailbox),
            newConsignment: consignment, purpose: order.purpose, basis: order.basis)
    }

    /// Everything of data/, and the proof of the folder's own seal beside the earlier ones.
    private func place(
        _ folder: OpenedFolder, _ directory: Directory
    ) throws -> (source: PayloadSource, original: SealedOriginal, number: Int) {
        let number = try folder.custody().count / 2
        let seal = folder.seal.statement.signed
        // Looked at once more: what was just verified might have been touched since.
        _ = try folder.ownProof(seal, directory.own.organisation.mode)
        let paths = SealedOriginal.proofPaths(of: number)
        var digests = Dictionary(
            folder.files.map { ($0.path, $0.digest) }, uniquingKeysWith: { first, _ in first })
        var places = folder.files.map {
            PayloadPlace(root: folder.dataRoot, path: $0.path, relativeStart: "data/".utf8.count)
        }
        for path in [paths.commitments, paths.openings, paths.sealedOpening] {
            let name = path.text.split(separator: "/").last.map(String.init) ?? path.text
            digests[path] = .of(try folder.read(name, limit: BundleLimits.openingsSize))
            places.append(
                PayloadPlace(
                    root: folder.bagRoot, path: path,
                    relativeStart: path.bytes.count - name.utf8.count))
        }
        return (
            try PayloadSource(placing: places), SealedOriginal(digests: digests), number
        )
    }

    /// The folder's custody/ with its own seal, then what was done with it, verified as one story.
    private func custody(
        _ folder: OpenedFolder, _ taking: Taking, _ transfer: SignedStatement,
        _ directory: Directory, _ number: Int
    ) throws -> [CustodyFile] {
        let earlier = try folder.custody()
        let seals = earlier.count { $0.name.hasSuffix("-Sealed.json") }
        guard seals <= BundleLimits.originals else {
            throw PassOnError.tooOften(limit: BundleLimits.originals)
        }
        let steps = taking.steps + [(.transfer, transfer)]
        let builder = StatusBuilder(
            directory: directory, trust: try BrokerTrust.loadIfThere(home),
            expiry: try .pinned(home, now: clock.now))
        _ = try builder.verify([folder.seal.statement.signed] + steps.map(\.signed))
        return earlier + SealedOriginal.custody(steps, from: number + 1)
    }
}
