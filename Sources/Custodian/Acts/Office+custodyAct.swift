import Custody
import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage
import Verification

extension Office {
    /// Signs what was done with a copy and keeps it in the case folder's `acts/`.
    ///
    /// Files are hashed now: the digests in the act are what was there at that moment.
    /// - Throws: ``CustodyOrderError``, ``CourtError``, `FileError`, `StatementError`.
    package func addCustodyAct(_ order: CustodyOrder) throws -> KeptCustodyAct {
        let lock = try home.lock(.inbox)
        defer { lock.release() }
        let place = try absolute(order.folder)
        guard PrivateFolder.isFolder(place.appending("bag")) else {
            throw CourtError.notOpened(order.folder)
        }
        let now = clock.now
        guard let history = try CaseActs(of: place, known: KnownParties(home, at: now)).history
        else { throw CustodyOrderError.unreadable(order.folder) }
        if let failure = history.failure {
            throw CustodyOrderError.broken(reason: failure.reason.message)
        }
        guard history.entries.count < CustodyAct.maximumActs else { throw CustodyOrderError.full }
        if let last = history.entries.last, now < last.act.claimedTime {
            notices.warn(
                "by this computer's clock it is earlier than when the last act was signed: one of the "
                    + "two clocks is wrong")
        }
        let words = try words(order, history, place, now)
        return try keep(words, history, place, now)
    }

    private func words(
        _ order: CustodyOrder, _ history: CustodyActHistory, _ place: FilePath, _ now: Timestamp
    ) throws -> CustodyAct.Words {
        var words = order.words(at: now)
        words.exhibits = try order.exhibits.map {
            try ExhibitsNow(place, history.chain.copy).named($0)
        }
        words.results = try order.results.map(file)
        words.documents = try order.documents.map(file)
        if let number = order.corrects {
            guard history.entries.indices.contains(number - 1) else {
                throw CustodyOrderError.noSuchAct(number)
            }
            words.corrects = history.entries[number - 1].signed.digest
        }
        return words
    }

    private func file(_ path: String) throws -> CustodyAct.File {
        let path = try absolute(path)
        return CustodyAct.File(
            name: SafeText.shown(path.lastComponent?.string ?? path.string),
            digest: try FileDigest.of(path))
    }

    private func keep(
        _ words: CustodyAct.Words, _ history: CustodyActHistory, _ place: FilePath,
        _ now: Timestamp
    ) throws -> KeptCustodyAct {
        let own = try OwnOrganisation(home)
        let key = try memberSigningKey()
        _ = try own.member(key.publicKey, at: now)
        var chain = history.chain
        let next = chain.next
        let act = CustodyAct(
            words, at: next,
            issuer: OrganisationIssuer(organisation: own.reference, keyID: key.publicKey.id),
            claimedTime: now)
        let signed: SignedCustodyAct
        do throws(StatementError) {
            signed = try SignedCustodyAct.sign(act, mode: own.organisation.mode, with: key)
        } catch .schema(let broken) {
            throw CustodyOrderError.words(broken)
        }
        // What `verify` would refuse is not kept: somebody else's copy, for instance.
        try chain.accept(act, signed.digest, inFile: next.number)
        let folder = CustodyActFolder(of: place)
        try folder.store(signed, number: next.number)
        return KeptCustodyAct(
            number: next.number, word: words.kind.rawValue, digest: signed.digest,
            path: folder.path(next.number).string)
    }
}
