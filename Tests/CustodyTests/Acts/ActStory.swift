import Custody
import Primitives
import Testing

/// One copy at its recipient, and what is done with it.
final class ActStory: Sendable {
    let samples: Samples
    let copy: CustodyCopy
    /// Members of the recipient; the second one signs now and then.
    let member: SigningKey
    let colleague: SigningKey

    static let file = SHA256Digest.of(Array("snimak".utf8))
    static let video = "VP-2026-014-01"
    static let phone = "VP-2026-014-02"

    init(mode: Mode = .live) throws {
        samples = try Samples(mode: mode)
        member = try SigningKey()
        colleague = try SigningKey()
        copy = CustodyCopy(
            seal: Samples.digest("Sealed.json"), consignment: samples.consignment,
            sender: samples.sender, mailboxes: [samples.mailbox],
            exhibits: [Array(Self.video.utf8): Self.file, Array(Self.phone.utf8): nil])
    }

    var chain: CustodyActChain { CustodyActChain(copy) }
    var start: CustodyAct.Position { chain.next }
    static var thing: CustodyAct.Exhibit { CustodyAct.Exhibit(name: phone, digest: nil) }

    /// Whatever the kind asks for, and nothing more.
    static func words(_ kind: CustodyActKind) throws -> CustodyAct.Words {
        var words = CustodyAct.Words(
            kind: kind, startTime: try #require(Timestamp("2026-11-26T11:00:00Z")),
            purpose: "vještačenje", authority: "nalog K-12/26")
        switch kind {
        case .handedOver, .returned, .disclosed: words.to = "vještak E-4, Sarajevo"
        case .received: words.from = "vještak E-4, Sarajevo"
        case .stored, .moved: words.location = "sef 2, Сарајево"
        case .destroyed: words.witness = "voditeljica"
        case .sealChecked, .unsealed:
            words.physical = CustodyAct.Physical(
                bag: "A-10293", seal: "0045512", isSealIntact: false)
        case .resealed: words.physical = CustodyAct.Physical(newSeal: "0045513")
        case .corrected:
            (words.corrects, words.note) = (Samples.digest("an act"), "sef je bio 3")
        default: break
        }
        if kind.makesCopy {
            words.results = [CustodyAct.File(name: "kopija.mp4", digest: Self.file)]
        }
        return words
    }

    func act(
        _ words: CustodyAct.Words, at position: CustodyAct.Position,
        by organisation: OrganisationReference? = nil, key: KeyID? = nil
    ) throws -> CustodyAct {
        CustodyAct(
            words, at: position,
            issuer: OrganisationIssuer(
                organisation: organisation ?? samples.receiver, keyID: key ?? member.publicKey.id),
            claimedTime: try #require(Timestamp("2026-11-26T12:00:00Z")))
    }

    func signed(_ act: CustodyAct) throws -> SignedCustodyAct {
        try SignedCustodyAct.sign(act, mode: samples.mode, with: member)
    }

    /// Signs a text as it stands, which our own signing would refuse to.
    func signed(text: [UInt8], namespace: String? = nil) throws -> SignedCustodyAct {
        let space = namespace ?? samples.mode.namespace(CustodyAct.name)
        return try SignedCustodyAct(
            json: text,
            signature: SSHSignature.sign(text, namespace: space, with: member).armored)
    }

    /// Acts that follow each other, each by its words.
    func acts(_ all: [CustodyAct.Words]) throws -> [SignedCustodyAct] {
        var (chain, signed) = (self.chain, [SignedCustodyAct]())
        for words in all {
            let act = try act(words, at: chain.next)
            let next = try self.signed(act)
            try chain.accept(act, next.digest, inFile: chain.next.number)
            signed.append(next)
        }
        return signed
    }

    /// The position after these, whatever they say.
    func position(after acts: [SignedCustodyAct]) -> CustodyAct.Position {
        CustodyAct.Position(
            seal: copy.seal, consignment: copy.consignment, sender: copy.sender,
            number: acts.count + 1, previous: acts.last?.digest ?? copy.seal)
    }

    /// A key directory: both members of the recipient, and the sender's.
    func signer(_ issuer: OrganisationIssuer, _ time: Timestamp) -> PublicKey? {
        keys.first { $0.organisation == issuer.organisation && $0.key.id == issuer.keyID }?.key
    }

    var keys: [(organisation: OrganisationReference, key: PublicKey)] {
        [
            (samples.receiver, member.publicKey), (samples.receiver, colleague.publicKey),
            (samples.sender, samples.senderMember.publicKey),
        ]
    }
}
