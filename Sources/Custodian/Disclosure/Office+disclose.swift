import Age
import BagIt
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage

/// Which items of which original somebody shall get.
package struct DisclosureOrder: Sendable {
    /// A case folder, a sealed file of one's own, or the beginning of an identifier.
    package let original: String
    /// Paths below data/, or exhibit numbers.
    package let items: [String]
    /// For what was sealed here: the folder below which the files lie as they were given.
    package let originalsFolder: String
    package let target: PassOnTarget

    package init(
        original: String, items: [String], originalsFolder: String, target: PassOnTarget
    ) {
        (self.original, self.items) = (original, items)
        (self.originalsFolder, self.target) = (originalsFolder, target)
    }
}

extension Office {
    /// Seals some files of an original for somebody else, with the proof that they were part of it,
    /// and nothing else of it.
    package func disclose(_ order: DisclosureOrder) async throws -> PassedOnCase {
        let lock = try home.lock(.outbox)
        defer { lock.release() }
        try await lookForConsent()
        let directory = try Directory(home, at: clock.now)
        let partner = try directory.recipient(named: order.target.mailbox.organisation)
        // Who has the original discloses nothing to itself.
        guard partner.fingerprint != directory.own.organisation.fingerprint else {
            throw PassOnError.disclosedToOwnOrganisation
        }
        let keys = try memberKeys()
        let material = try disclosedMaterial(order, directory, keys.identities)
        let items = try ItemChoice(proof: material.proof, exhibits: material.exhibits)
            .items(order.items)
        let folder = try ProofFolder(home)
        defer { folder.remove() }
        let sealed = try material.proof.seal.unverified(
            as: SealedStatement.self, mode: directory.own.organisation.mode)
        let key = DisclosureKey.digest(
            ["disclose", sealed.consignment.text, order.target.mailbox.text]
                + items.map(\.path.text))
        let consignment = ConsignmentID()
        let original = ConsentBook.Original(
            consignment: material.consignment, sender: material.sender)
        try requireConsent(ofAllOf: original, to: order.target.mailbox)
        try ConsentBook(home).notePassedOn(consignment, of: [original])
        let role = try directory.own.member(keys.signing.publicKey, at: clock.now).label.text
        let (source, proof) = try place(items, material, folder)
        let seal = SealMaterial(
            consignment: consignment, source: source,
            caseDocument: try caseDocument(
                order.target, directory, role: role, consignment, kind: "disclosure", items: nil),
            earlierStatements: SealedOriginal.custody(
                [(.sealed, material.proof.seal)], from: 1),
            original: proof, transfer: nil)
        let work = try SealWork(
            seal, to: [order.target.mailbox], deadline: order.target.deadline(from: clock.now),
            directory, home: home, at: clock.now)
        let (done, sent) = try await passOn(work, order.target, key, with: keys.signing)
        return PassedOnCase(
            sealed: done, sent: sent, originalSender: sealed.sender.name,
            original: sealed.consignment,
            files: items.map { String($0.path.text.dropFirst("data/".count)) })
    }

    /// Seals, and sends unless only a file is wanted. The caller holds the lock of the outbox.
    func passOn(
        _ work: SealWork, _ target: PassOnTarget, _ key: SHA256Digest,
        with memberKey: borrowing MemberSigner
    ) async throws -> (SealedCase?, SentCase?) {
        if let output = target.output {
            let path = try absolute(output)
            guard !PrivateFolder.isThere(path) else {
                throw PrivateFiles.FileError.alreadyThere(path)
            }
            return (
                try seal(work, to: path, isWanted: false, order: nil, with: memberKey), nil
            )
        }
        _ = try BrokerTrust.load(home)
        let outbox = Outbox(home)
        let unfinished = try outbox.all().first { try $0.order == key && outbox.isOpen($0) }
        if let unfinished {
            notices.warn("continuing \(unfinished.consignment.text), which was sealed before")
            return (nil, try await deliver(unfinished, sealed: nil))
        }
        try await checkLimits(of: work)
        let sealed = try seal(work, to: nil, isWanted: true, order: key, with: memberKey)
        guard let entry = try outbox.entry(sealed.consignment) else {
            throw SendingError.bundleGone(sealed.consignment)
        }
        return (sealed, try await deliver(entry, sealed: sealed))
    }

    /// The person's case.json, or one that says nothing of the original.
    func caseDocument(
        _ target: PassOnTarget, _ directory: Directory, role: String,
        _ consignment: ConsignmentID, kind: String, items: JSONValue?
    ) throws -> CaseDocument {
        if let file = target.caseFile {
            return try CaseDocument(
                parsing: OutsideFile.read(file, limit: CaseLimits.documentSize))
        }
        return try PassOnCase(
            mode: directory.own.organisation.mode, from: directory.own.organisation.name,
            to: target.mailbox, kind: kind, reference: kind + "-" + consignment.text, role: role,
            respondBy: target.deadline(from: clock.now), items: items
        ).document()
    }

    /// What was sealed here, by the copy that the sender keeps.
    /// - Throws: `PassOnError.proofDamaged` where the own seal in it does not hold.
    func ownProof(
        of entry: OutboxEntry, _ directory: Directory, _ identities: IdentitySet
    ) throws -> (proof: SealProof, sealed: SealedStatement, role: String) {
        let mode = directory.own.organisation.mode
        let proof = try SenderCopyReader.read(
            Outbox(home).senderCopy(entry).string, identities: identities, mode: mode)
        // The copy is encrypted, not signed: only the own seal in it makes it one's own.
        let sealed = try proof.seal.unverified(as: SealedStatement.self, mode: mode)
        guard sealed.consignment == entry.consignment,
            sealed.sender == directory.own.reference,
            let member = directory.own.organisation.member(
                signing: sealed.keyID, at: entry.sealedTime),
            (try? proof.seal.verify(
                as: SealedStatement.self, mode: mode, by: member.signingKey)) != nil
        else { throw PassOnError.proofDamaged }
        return (proof, sealed, member.label.text)
    }

    private func disclosedMaterial(
        _ order: DisclosureOrder, _ directory: Directory, _ identities: IdentitySet
    ) throws -> DisclosedMaterial {
        let mode = directory.own.organisation.mode
        switch try original(order.original) {
        case .sent(let entry):
            let own = try ownProof(of: entry, directory, identities)
            return DisclosedMaterial(
                proof: own.proof, root: try absolute(order.originalsFolder).string, exhibits: [],
                consignment: entry.consignment, sender: directory.own.reference.fingerprint)
        case .opened(let path, _):
            let folder = try OpenedFolder(path, directory, self)
            return DisclosedMaterial(
                proof: try folder.firstProof(mode: mode), root: folder.dataRoot,
                exhibits: CaseFolderItems.exhibits(of: try folder.caseDocument),
                consignment: folder.deposit.content.consignment,
                sender: folder.deposit.content.sender.fingerprint)
        }
    }

    private func place(
        _ items: [SealProof.Item], _ material: DisclosedMaterial, _ folder: ProofFolder
    ) throws -> (PayloadSource, SealedOriginal) {
        let paths = SealedOriginal.proofPaths(of: 1)
        let openings = items.flatMap(\.line)
        var digests = Dictionary(
            items.map { ($0.path, $0.digest) }, uniquingKeysWith: { first, _ in first })
        digests[paths.commitments] = .of(material.proof.commitments)
        digests[paths.openings] = .of(openings)
        let places = items.map {
            PayloadPlace(root: material.root, path: $0.path, relativeStart: "data/".utf8.count)
        }
        let proofs = [
            try folder.add(material.proof.commitments, as: paths.commitments),
            try folder.add(openings, as: paths.openings),
        ]
        return (
            try PayloadSource(placing: places + proofs), SealedOriginal(digests: digests)
        )
    }
}

/// What a disclosure takes from: the proof, and the folder in which the files lie.
private struct DisclosedMaterial {
    let proof: SealProof
    let root: String
    let exhibits: [(number: String, path: BagPath)]
    /// Which case it is of, and whose.
    let consignment: ConsignmentID
    let sender: Fingerprint
}

/// The lines of a proof on their way into a bundle; gone when it is sealed.
private struct ProofFolder {
    private let path: FilePath
    private static let prefix = ".proof-"

    /// The caller holds the lock of the outbox, so what lies there is of a command that was killed.
    init(_ home: Home) throws {
        for name in try PrivateFolder.names(in: home.outbox) where name.hasPrefix(Self.prefix) {
            try PrivateFolder.remove(home.outbox.appending(name))
        }
        path = home.outbox.appending(Self.prefix + Hex.encode(Randomness.bytes(8)))
        try PrivateFolder.make(path)
    }

    func add(_ bytes: [UInt8], as place: BagPath) throws -> PayloadPlace {
        let name = place.text.split(separator: "/").last.map(String.init) ?? place.text
        try PrivateFile.write(bytes, to: path.appending(name))
        return PayloadPlace(
            root: path.string, path: place, relativeStart: place.bytes.count - name.utf8.count)
    }

    func remove() {
        // What cannot be removed now goes with the next disclosure.
        try? PrivateFolder.remove(path)
    }
}

/// What makes two orders the same.
enum DisclosureKey {
    static func digest(_ words: [String]) -> SHA256Digest {
        .of(words.flatMap { Array("\($0.utf8.count) \($0)\n".utf8) })
    }
}
