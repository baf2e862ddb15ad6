import Custody
import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog
import Verification

/// What was said about consent, sent and received, apart from the cases: it outlasts their copies.
///
/// ```
/// consent/in/KEY/              ConsentWithdrawal.json ..., ConsentAnswer.json ... of a received lane
/// consent/out/ID/MAILBOX/      the same of a sent one; what has a .tlog-proof the broker has recorded
/// consent/out/ID/MAILBOX/NAME.refusal  that the broker does not take it; so also in consent/in/KEY
/// consent/passed-on/ID.json    of which received or sent cases the content of a sent one is
/// consent/withheld/ID.json     what was withdrawn of a sent one before the broker had it (`WithheldConsent`)
/// consent/odd/MAILBOX/         what came and does not hold, or not yet
/// consent/seen.json            how much of each mailbox's list was read (`ConsentCursors`)
/// ```
struct ConsentBook {
    let folder: FilePath
    private static let type = "urn:plomba:v1:PassedOn"
    private static let maximumOriginals = 1024

    init(_ home: Home) {
        folder = home.consent
    }

    func received(_ lane: Lane) -> StatementFolder {
        let key =
            lane.consignment.text + "-" + lane.mailbox.local + "-"
            + lane.sender.text.prefix(16)
        return StatementFolder(folder.appending("in").appending(key))
    }

    func sent(_ consignment: ConsignmentID, _ mailbox: MailboxAddress) -> StatementFolder {
        StatementFolder(
            folder.appending("out").appending(consignment.text).appending(mailbox.text))
    }

    /// Everything that was received about consent, by lane.
    func allReceived() throws -> [(lane: Lane, folder: StatementFolder)] {
        let place = folder.appending("in")
        guard PrivateFolder.isFolder(place) else { return [] }
        return try PrivateFolder.names(in: place).sorted().compactMap { name in
            let found = StatementFolder(place.appending(name))
            guard let first = try found.load(.consentWithdrawal),
                let content = try? Statement(parsing: first.json).content(
                    as: ConsentWithdrawal.self)
            else { return nil }
            return (content.step.lane, found)
        }
    }

    /// Whether something was said about a case, here or there, that the broker has not recorded.
    func isWaiting(_ consignment: ConsignmentID) throws -> Bool {
        let place = folder.appending("out").appending(consignment.text)
        let mailboxes = PrivateFolder.isFolder(place) ? try PrivateFolder.names(in: place) : []
        let folders =
            mailboxes.map { StatementFolder(place.appending($0)) }
            + (try allReceived().filter { $0.lane.consignment == consignment }.map(\.folder))
        return try folders.contains { try $0.all().contains { $0.proof == nil } }
    }

    /// The sent consignments for which consent was withdrawn here.
    func allSent() throws -> [ConsignmentID] {
        let place = folder.appending("out")
        guard PrivateFolder.isFolder(place) else { return [] }
        return try PrivateFolder.names(in: place).sorted().compactMap { ConsignmentID($0) }
    }

    /// Keeps a statement once, and its proof where it comes later.
    func keep(
        _ statement: SignedStatement, as event: Event, _ proof: UnverifiedLogProof?,
        in place: StatementFolder
    ) throws {
        let known = try place.all().first { $0.statement == statement }
        guard let known else { return try place.add(statement, as: event, proof) }
        if known.proof == nil, let proof { try place.store(proof: proof, as: known.name) }
        if proof != nil { try place.forgetRefusal(of: known.name) }
    }

    /// A case whose content another one has.
    struct Original: Hashable {
        let consignment: ConsignmentID
        let sender: Fingerprint
    }

    /// Notes whose content a case is that is about to be sealed.
    ///
    /// - Parameter originals: at least one.
    func notePassedOn(_ consignment: ConsignmentID, of originals: [Original]) throws {
        guard let first = originals.first else { return }
        let place = folder.appending("passed-on")
        let further = originals.dropFirst().map { original in
            JSONValue.object([
                JSONMember("original", .string(original.consignment.text)),
                JSONMember("sender", .string(original.sender.text)),
            ])
        }
        try PrivateFolder.makeAll(place)
        try StateFile(place.appending(consignment.text + ".json")).write(
            [
                JSONMember("type", .string(Self.type)), JSONMember("version", .integer(1)),
                JSONMember("original", .string(first.consignment.text)),
                JSONMember("sender", .string(first.sender.text)),
            ] + (further.isEmpty ? [] : [JSONMember("further", .array(further))]))
    }

    /// The cases whose content a sent one has, as it was noted.
    private func originals(of consignment: ConsignmentID) throws -> [Original] {
        let file = folder.appending("passed-on").appending(consignment.text + ".json")
        guard var state = try StateFile(file).readIfThere() else { return [] }
        return try state.wrapping { reader in
            try reader.constant("type", Self.type)
            var found = [
                Original(
                    consignment: try reader.consignmentID("original"),
                    sender: try reader.fingerprint("sender"))
            ]
            guard reader.optionalValue("further") != nil else { return found }
            for var element in try reader.objects("further", limit: Self.maximumOriginals) {
                found.append(
                    Original(
                        consignment: try element.consignmentID("original"),
                        sender: try element.fingerprint("sender")))
            }
            return found
        }
    }

    /// Every case whose content a sent one has, also by another that was sent from here.
    ///
    /// - Parameter own: this organisation.
    func origins(of consignment: ConsignmentID, own: Fingerprint) throws -> Set<Original> {
        var found: Set<Original> = []
        var open = [consignment]
        while let next = open.popLast() {
            for original in try originals(of: next) where found.insert(original).inserted {
                if original.sender == own { open.append(original.consignment) }
            }
        }
        return found
    }

    /// What is kept of one lane.
    func kept(_ place: StatementFolder) throws -> KeptConsent { try KeptConsent(place) }

    /// What came for a mailbox and does not hold, or not yet.
    func odd(_ mailbox: MailboxAddress) -> StatementFolder {
        StatementFolder(folder.appending("odd").appending(mailbox.text))
    }
}
