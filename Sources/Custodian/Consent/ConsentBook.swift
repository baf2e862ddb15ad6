import BrokerAPI
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
/// consent/passed-on/ID.json    of which received or sent case the content of a sent one is
/// consent/seen.json            how much of each mailbox's list was read
/// ```
struct ConsentBook {
    private let folder: FilePath
    private static let type = "urn:plomba:v1:PassedOn"
    private static let seenType = "urn:plomba:v1:ConsentSeen"
    private static let maximumMailboxes = 1024

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
    }

    /// Notes whose content a case is that is about to be sealed.
    func notePassedOn(
        _ consignment: ConsignmentID, of original: ConsignmentID, from sender: Fingerprint
    ) throws {
        let place = folder.appending("passed-on")
        try PrivateFolder.makeAll(place)
        try StateFile(place.appending(consignment.text + ".json")).write([
            JSONMember("type", .string(Self.type)), JSONMember("version", .integer(1)),
            JSONMember("original", .string(original.text)),
            JSONMember("sender", .string(sender.text)),
        ])
    }

    /// The case of which a sent one has the content; nil where nothing was noted.
    func original(of consignment: ConsignmentID) throws -> (ConsignmentID, Fingerprint)? {
        let file = folder.appending("passed-on").appending(consignment.text + ".json")
        guard var state = try StateFile(file).readIfThere() else { return nil }
        return try state.wrapping { reader in
            try reader.constant("type", Self.type)
            return (try reader.consignmentID("original"), try reader.fingerprint("sender"))
        }
    }

    /// How far the list of each mailbox was read.
    func cursors() throws -> [MailboxAddress: DeliveryNumber] {
        guard var state = try StateFile(folder.appending("seen.json")).readIfThere() else {
            return [:]
        }
        return try state.wrapping { reader in
            try reader.constant("type", Self.seenType)
            var found: [MailboxAddress: DeliveryNumber] = [:]
            for var element in try reader.objects("mailboxes", limit: Self.maximumMailboxes) {
                found[try element.mailboxAddress("address")] = DeliveryNumber(
                    try element.integer("next"))
            }
            return found
        }
    }

    func store(cursors: [MailboxAddress: DeliveryNumber]) throws {
        try PrivateFolder.makeAll(folder)
        try StateFile(folder.appending("seen.json")).write([
            JSONMember("type", .string(Self.seenType)), JSONMember("version", .integer(1)),
            JSONMember(
                "mailboxes",
                .array(
                    cursors.sorted { $0.key.text < $1.key.text }.map { mailbox, next in
                        .object([
                            JSONMember("address", .string(mailbox.text)),
                            JSONMember("next", .integer(next.value)),
                        ])
                    })),
        ])
    }
}
