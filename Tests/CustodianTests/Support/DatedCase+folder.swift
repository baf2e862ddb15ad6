import BrokerAPI
import BrokerClient
import Custody
import Foundation
import KeyDirectory
import Primitives
import Testing
import TransparencyLog

@testable import Custodian
@testable import Verification

/// What a verifier is given of it, and what it says.
extension DatedCase {
    /// The recipient's records, the second of which revokes the member's key as of a time.
    ///
    /// - Parameter status: active for a key that ended in the usual way.
    func records(
        revokedAsOf end: Timestamp?, status: Validity.Status = .revoked
    ) throws -> OrganisationFile {
        guard let end else { return try there.own.organisation.file }
        return try second(of: there) { first in
            let members = first.members.map { member in
                Member(
                    label: member.label, roles: member.roles, signingKey: member.signingKey,
                    recipient: member.recipient,
                    validity: Validity(from: member.validity.from, until: end, status: status))
            }
            return (members, [])
        }
    }

    /// The sender's records, the second of which revokes its device as of a time.
    func senderRecords(deviceRevokedAsOf end: Timestamp) throws -> OrganisationFile {
        try second(of: here) { first in
            let devices = first.devices.map { device in
                Device(
                    label: device.label, member: device.member, key: device.key,
                    validity: Validity(
                        from: device.validity.from, until: end, status: .revoked))
            }
            return (first.members, devices)
        }
    }

    /// The records of an office and one that follows, signed by its root, with other people or computers.
    private func second(
        of place: TestOffice, _ change: (OrganisationRecord) -> ([Member], [Device])
    ) throws -> OrganisationFile {
        let file = try place.own.organisation.file
        let first = try place.own.organisation.current
        var text = Array(TestOffice.passphrase.utf8)
        let passphrase = try SecretBytes(copyingAndErasing: &text)
        let root = try KeyRing(place.office.home).signingKey(
            .root, locker: TestOffice.locker, passphrase: passphrase)
        let (members, devices) = change(first)
        let bytes = try OrganisationRecord(
            mode: .live, version: 2, name: place.name, previous: file.records[0].digest,
            issuedTime: Self.time("20:00"), expiryTime: first.expiryTime, threshold: 1,
            roots: first.roots, members: members, devices: devices, mailboxes: first.mailboxes
        ).serialized()
        return OrganisationFile(
            mode: .live,
            records: file.records + [
                try SignedRecord(
                    bytes: bytes,
                    signatures: [SignedRecord.signature(over: bytes, mode: .live, by: root)])
            ])
    }

    /// The same as `verify(revokedAsOf:cosigned:)`, where the device of the sender is revoked.
    func verify(
        deviceRevokedAsOf end: Timestamp, cosigned times: [Timestamp?]
    ) throws -> EvidenceVerification {
        let folder = try folder(
            there.own.organisation.file, times, policy: nil,
            sender: senderRecords(deviceRevokedAsOf: end))
        let now = try Self.time("21:00")
        return EvidenceVerification(folder, known: try KnownParties(here.office.home, at: now))
    }

    /// The proofs of all entries under one checkpoint, cosigned at these times; nil: not at all.
    ///
    /// - Parameters:
    ///   - fork: what stands in the place of the first entry, in another history.
    ///   - count: of entries that follow.
    func proofs(
        _ times: [Timestamp?], fork: AuditLogEntry? = nil, entriesAfter count: UInt8 = 0
    ) throws -> [[UInt8]] {
        let key = try #require(trust.logKey)
        let openings = try statements.map { try #require($0.entry) }
        var entries: [AuditLogEntry] = [
            fork ?? .commitment(.of(openings[0])), .commitment(deposit.sealedCommitment),
            .commitment(.of(openings[1])), .commitment(.of(openings[2])),
        ]
        for number in 0..<count { entries.append(.commitment(.of([number]))) }
        var hasher = TreeHasher()
        var edge = RightmostTiles()
        for entry in entries {
            edge.append(leaf: hasher.leaf(entry.bytes), hasher: &hasher)
        }
        let tiles = edge
        let tree = NodeTree(size: tiles.size) { node in try #require(tiles.hash(of: node)) }
        let checkpoint = Checkpoint(origin: key.name, size: tiles.size, root: try tree.root())
        var note = try UnverifiedNote(
            parsing: checkpoint.signed(by: key, with: log.key))
        for (witness, time) in zip(witnesses, times) {
            guard let time else { continue }
            note = note.adding(
                Cosignature.sign(checkpoint, at: time, as: witness.key, with: witness.secret.key))
        }
        let whole = try UnverifiedCheckpoint(parsing: note.bytes)
        return try [0, 2, 3, 1].map { index in
            UnverifiedLogProof(try tree.inclusionProof(of: UInt64(index)), under: whole).bytes
        }
    }

    /// The same once more, under a later checkpoint that was cosigned at these times.
    func further(_ times: [Timestamp?]) throws -> [[UInt8]] {
        try proofs(times, entriesAfter: 3)
    }

    /// Two of three witnesses make the quorum.
    func choose() throws {
        try PinnedPolicy(
            Array(policy().utf8), by: QuorumRule(faulty: 0, operatorName: nil)
        ).store(here.office.home, at: Self.time("08:00"))
    }

    func policy() throws -> String {
        let key = try #require(trust.logKey)
        let lines = zip(["A", "B", "C"], witnesses).map { "witness \($0) \($1.key.text)\n" }
        return "log \(key.text)\n" + lines.joined()
            + "group all-of-us 2 A B C\nquorum all-of-us\n"
    }

    func verify(
        revokedAsOf end: Timestamp?, status: Validity.Status = .revoked,
        cosigned times: [Timestamp?]
    ) throws -> EvidenceVerification {
        try verify(folder(records(revokedAsOf: end, status: status), times, policy: nil))
    }

    func verify(_ folder: EvidenceFolder) throws -> EvidenceVerification {
        let now = try Self.time("21:00")
        return EvidenceVerification(folder, known: try KnownParties(here.office.home, at: now))
    }

    func folder(
        _ theirs: OrganisationFile, _ times: [Timestamp?], policy: CarriedPolicy?,
        sender: OrganisationFile? = nil, ofAcceptance proof: [UInt8]? = nil,
        further later: [Timestamp?]? = nil
    ) throws -> EvidenceFolder {
        let proofs = try proofs(times)
        let further = try later.map { try self.further($0) }
        func more(_ index: Int, _ path: String) -> [FurtherProof] {
            further.map { [FurtherProof(path: path + ".7", bytes: $0[index])] } ?? []
        }
        let files = [try sender ?? here.own.organisation.file, theirs]
        let mailbox = try #require(MailboxAddress("intake@group484.rs"))
        return EvidenceFolder(
            deposit: LoggedStatement(
                path: "statement", signed: statements[0], proof: proofs[0],
                further: more(0, "statement")),
            answer: LoggedStatement(
                path: "SubmissionAcceptance", signed: statements[1], proof: proofs[1],
                further: more(1, "SubmissionAcceptance")),
            sealProof: proofs[3], furtherSealProofs: more(3, "Sealed"),
            lanes: [
                EvidenceLane(
                    mailbox: mailbox,
                    statements: [
                        LoggedStatement(
                            path: "lanes/\(mailbox.text)/ConsignmentAcceptance",
                            signed: statements[2], proof: proof ?? proofs[2],
                            further: more(
                                2, "lanes/\(mailbox.text)/ConsignmentAcceptance"))
                    ])
            ], organisations: files,
            broker: BrokerKeys(
                name: trust.name, serviceKey: trust.serviceKey, logKey: trust.logKey,
                policy: policy), signers: try signers(files))
    }

    func signers(_ files: [OrganisationFile]) throws -> [UInt8] {
        var known: [Fingerprint: VerifiedOrganisation] = [:]
        for file in files {
            let history = try UnverifiedOrganisation(file)
            known[history.fingerprint] = try history.verify(
                fingerprint: history.fingerprint, mode: .live)
        }
        return SignerList.text(statements, known, mode: .live)
    }
}
