import BrokerAPI
import BrokerClient
import Custody
import Foundation
import KeyDirectory
import Primitives
import Testing
import TransparencyLog

@testable import Custodian

/// vasaprava.ba sent a case to group484.rs, whose member accepted it at 11:00; the recipient's records, a
/// revocation in them, statements and proofs are in their final form.
struct DatedCase {
    let here: TestOffice
    let there: TestOffice
    let service: Exchange.SigningKeyHolder
    let log: Exchange.SigningKeyHolder
    let witnesses: [(secret: Exchange.SigningKeyHolder, key: VerifierKey)]
    let trust: BrokerTrust
    let statements: [SignedStatement]
    let deposit: DepositStatement

    static func time(_ clock: String) throws -> Timestamp {
        try #require(Timestamp("2026-11-24T\(clock):00Z"))
    }

    static func made() async throws -> DatedCase {
        let folder = try TestFolder()
        let here = try await TestOffice.make("vasaprava.ba", in: folder)
        let there = try await TestOffice.make("group484.rs", in: folder)
        try there.introduce(to: here)
        let (service, log) = (try Exchange.SigningKeyHolder(), try Exchange.SigningKeyHolder())
        let name = try #require(OrganisationName("broker.example"))
        let trust = BrokerTrust(
            origin: try #require(ExternalOrigin("https://broker.example:8443")),
            pin: ServicePin(digest: .of([1])), name: name, serviceKey: service.key.publicKey,
            logKey: VerifierKey(KeyName(logOf: name), .ed25519, log.key.publicKey), mode: .live,
            charter: nil)
        try trust.store(here.office.home)
        let witnesses = try ["a.example", "b.example", "c.example"].map { name in
            let secret = try Exchange.SigningKeyHolder()
            return (
                secret,
                VerifierKey(try KeyName(name + "/witness"), .cosignature, secret.key.publicKey)
            )
        }
        let (deposit, statements) = try signed(here, there, service, trust)
        return DatedCase(
            here: here, there: there, service: service, log: log, witnesses: witnesses,
            trust: trust, statements: statements, deposit: deposit)
    }

    private static func signed(
        _ here: TestOffice, _ there: TestOffice, _ service: Exchange.SigningKeyHolder,
        _ trust: BrokerTrust
    ) throws -> (DepositStatement, [SignedStatement]) {
        let device = try KeyRing(here.office.home).device()
        let sender = OrganisationReference(
            name: here.name, fingerprint: try here.own.organisation.fingerprint)
        let mailbox = try #require(MailboxAddress("intake@group484.rs"))
        let deposit = DepositStatement(
            mode: .live, consignment: ConsignmentID(), sender: sender,
            destinations: [
                .init(mailbox: mailbox, stream: .init(device: device.publicKey.id, number: 1))
            ],
            payloadDigest: .of([3]), previewDigest: .of([4]), payloadSize: 5,
            headerDigest: .of([6]), sealedCommitment: .of([7]),
            deadline: try #require(Timestamp("2026-12-08T01:00:00Z")))
        let outer = try SignedStatement.sign(deposit, mode: .live, with: device)
        let receipt = try SignedStatement.sign(
            SubmissionAcceptance(
                SubmissionEvidence(
                    of: deposit, deposit: outer.digest,
                    issuer: BrokerIssuer(
                        broker: trust.name, keyID: service.key.publicKey.id),
                    receivedTime: try time("10:30"))), mode: .live, with: service.key)
        var text = Array(TestOffice.passphrase.utf8)
        let passphrase = try SecretBytes(copyingAndErasing: &text)
        let member = try KeyRing(there.office.home).signingKey(
            .memberSigning, locker: TestOffice.locker, passphrase: passphrase)
        let acceptance = try SignedStatement.sign(
            ConsignmentAcceptance(
                LaneStep(
                    consignment: deposit.consignment, sender: sender, mailbox: mailbox,
                    issuer: OrganisationIssuer(
                        organisation: OrganisationReference(
                            name: there.name,
                            fingerprint: try there.own.organisation.fingerprint),
                        keyID: member.publicKey.id), claimedTime: try time("11:00"),
                    previous: receipt.digest), deposit: outer.digest,
                sealedCommitment: deposit.sealedCommitment), mode: .live, with: member)
        return (deposit, [outer, receipt, acceptance])
    }
}
