import BrokerAPI
import BrokerClient
import Custody
import Primitives
import Testing

@testable import Custodian
@testable import Verification

@Suite struct `Stream numbers` {
    @Test func `count up in each mailbox, survive, and are never given twice`() async throws {
        let folder = try TestFolder()
        let home = try await TestOffice.make("vasaprava.ba", in: folder).office.home
        let device = try SigningKey().publicKey.id
        let intake = try #require(MailboxAddress("intake@group484.rs"))
        let press = try #require(MailboxAddress("press@group484.rs"))
        let (first, second) = (ConsignmentID(), ConsignmentID())

        var book = try StreamBook(home)
        #expect(try book.assign(first, to: [intake], device: device)[intake]?.number == 1)
        // The same again, as after a kill between assigning and sending.
        book = try StreamBook(home)
        #expect(try book.assign(first, to: [intake], device: device)[intake]?.number == 1)
        let both = try book.assign(second, to: [intake, press], device: device)
        #expect(both[intake]?.number == 2)
        #expect(both[press]?.number == 1)
        book = try StreamBook(home)
        let third = try book.assign(ConsignmentID(), to: [intake], device: device)
        #expect(third[intake]?.number == 3)
        // Another device has streams of its own.
        let other = try SigningKey().publicKey.id
        let fresh = try book.assign(ConsignmentID(), to: [intake], device: other)
        #expect(fresh[intake]?.number == 1)
    }

    @Test func `a damaged book is not guessed at`() async throws {
        let folder = try TestFolder()
        let home = try await TestOffice.make("vasaprava.ba", in: folder).office.home
        try folder.write("vasaprava.ba/streams.json", "{}")
        #expect(throws: HomeError.self) { _ = try StreamBook(home) }
    }
}

/// A statement that was sent, and the broker's words about it.
struct Exchange {
    let service: SigningKeyHolder
    let trust: BrokerTrust
    let deposit: DepositStatement
    let statement: SignedStatement

    final class SigningKeyHolder: Sendable {
        let key: SigningKey
        init() throws { key = try SigningKey() }
    }

    init(consignment: ConsignmentID = ConsignmentID()) throws {
        let service = try SigningKeyHolder()
        self.service = service
        trust = BrokerTrust(
            origin: try #require(ExternalOrigin("https://broker.example:8443")),
            pin: ServicePin(digest: .of([1])),
            name: try #require(OrganisationName("broker.example")),
            serviceKey: service.key.publicKey, logKey: nil, mode: .live, charter: nil)
        let device = try SigningKey()
        deposit = DepositStatement(
            mode: .live, consignment: consignment,
            sender: OrganisationReference(
                name: try #require(OrganisationName("vasaprava.ba")),
                fingerprint: Fingerprint(.of([2]))),
            destinations: [
                .init(
                    mailbox: try #require(MailboxAddress("intake@group484.rs")),
                    stream: .init(device: device.publicKey.id, number: 1))
            ],
            payloadDigest: .of([3]), previewDigest: .of([4]), payloadSize: 5,
            headerDigest: .of([6]), sealedCommitment: .of([7]),
            deadline: try #require(Timestamp("2026-12-08T01:00:00Z")))
        statement = try SignedStatement.sign(deposit, mode: .live, with: device)
    }

    /// Another delivery under the same identifier of the same sender.
    func replayed() throws -> Exchange { try Exchange(consignment: deposit.consignment) }

    func evidence(
        of digest: SHA256Digest? = nil, broker: OrganisationName? = nil, signer: KeyID? = nil
    ) throws -> SubmissionEvidence {
        SubmissionEvidence(
            of: deposit, deposit: digest ?? statement.digest,
            issuer: BrokerIssuer(
                broker: broker ?? trust.name, keyID: signer ?? service.key.publicKey.id),
            receivedTime: try #require(TestOffice.now))
    }

    func sign(_ evidence: SubmissionEvidence) throws -> SignedFiles {
        SignedFiles(
            try SignedStatement.sign(
                SubmissionAcceptance(evidence), mode: .live, with: service.key))
    }
}

@Suite struct `Receipts` {
    @Test func `hold when they are about what was sent`() throws {
        let exchange = try Exchange()
        let receipt = try Receipt.acceptance(
            exchange.sign(exchange.evidence()), of: exchange.statement, trust: exchange.trust)
        #expect(receipt.content.evidence.deposit == exchange.statement.digest)
    }

    @Test func `are refused with a date that cannot be true`() throws {
        let exchange = try Exchange()
        let deadline = exchange.deposit.deadline
        func judge(_ received: Timestamp, at now: Timestamp) throws {
            let evidence = SubmissionEvidence(
                of: exchange.deposit, deposit: exchange.statement.digest,
                issuer: BrokerIssuer(
                    broker: exchange.trust.name, keyID: exchange.service.key.publicKey.id),
                receivedTime: received)
            let receipt = try Receipt.acceptance(
                exchange.sign(evidence), of: exchange.statement, trust: exchange.trust)
            try Receipt.requireTime(receipt, of: exchange.deposit, at: now)
        }
        let now = try #require(TestOffice.now)
        let within = try #require(now.adding(seconds: 300))
        let ahead = try #require(now.adding(seconds: 301))
        try judge(within, at: now)
        try judge(#require(now.adding(seconds: -86_400)), at: now)
        #expect(throws: SendingError.receiptAhead(ahead)) { try judge(ahead, at: now) }
        let last = try #require(deadline.adding(seconds: -1))
        try judge(last, at: deadline)
        #expect(throws: SendingError.receiptLate(deadline, deadline: deadline)) {
            try judge(deadline, at: deadline)
        }
    }

    @Test func `are refused for another deposit, from another broker, under another key`() throws {
        let exchange = try Exchange()
        let other = try Exchange()
        let broker = try #require(OrganisationName("other.example"))
        let forged = [
            try exchange.sign(exchange.evidence(of: .of([9]))),
            try exchange.sign(exchange.evidence(broker: broker)),
            try other.sign(exchange.evidence(signer: other.service.key.publicKey.id)),
            try other.sign(other.evidence()),
        ]
        for files in forged {
            #expect(throws: SendingError.receiptInvalid) {
                _ = try Receipt.acceptance(
                    files, of: exchange.statement, trust: exchange.trust)
            }
        }
    }

    @Test func `are refused with a changed byte, another entry, or as another statement`() throws {
        let exchange = try Exchange()
        let good = try exchange.sign(exchange.evidence())
        var json = good.statement
        json[json.count / 2] ^= 1
        let rejection = SignedFiles(
            try SignedStatement.sign(
                SubmissionRejection(exchange.evidence(), reason: .mailboxUnknown), mode: .live,
                with: exchange.service.key))
        let forged = [
            SignedFiles(statement: json, signature: good.signature, entry: good.entry),
            SignedFiles(
                statement: good.statement, signature: good.signature, entry: rejection.entry),
            SignedFiles(statement: good.statement, signature: good.signature, entry: []),
            rejection,
        ]
        for files in forged {
            #expect(throws: SendingError.receiptInvalid) {
                _ = try Receipt.acceptance(
                    files, of: exchange.statement, trust: exchange.trust)
            }
        }
        let refusal = try Receipt.rejection(
            rejection, of: exchange.statement, trust: exchange.trust)
        #expect(refusal.content.reason == .mailboxUnknown)
    }
}

@Suite struct `Deliveries in a list` {
    private func delivery(_ exchange: Exchange) throws -> Delivery {
        Delivery(
            number: try #require(DeliveryNumber(Int64(1))),
            consignment: exchange.deposit.consignment, sender: exchange.deposit.sender.name,
            senderFingerprint: exchange.deposit.sender.fingerprint,
            statement: SignedFiles(exchange.statement),
            acceptance: try exchange.sign(exchange.evidence()), previewSize: 20_000,
            payloadSize: 5, state: .available)
    }

    @Test func `are unconfirmed when nobody here compared the sender's fingerprint`() async throws {
        let exchange = try Exchange()
        let folder = try TestFolder()
        let home = try await TestOffice.make("group484.rs", in: folder).office.home
        let directory = try Directory(home, at: #require(TestOffice.now))
        let checked = try CheckedDelivery(
            delivery(exchange), in: #require(MailboxAddress("intake@group484.rs")),
            directory: directory, trust: exchange.trust)
        #expect(checked.standing == .unconfirmed)
        #expect(InboxItem(checked, local: nil, isReused: false).state == .waiting)
    }

    @Test func `are left out when they are addressed to another mailbox`() async throws {
        let exchange = try Exchange()
        let folder = try TestFolder()
        let home = try await TestOffice.make("group484.rs", in: folder).office.home
        let directory = try Directory(home, at: #require(TestOffice.now))
        #expect(throws: SendingError.receiptInvalid) {
            _ = try CheckedDelivery(
                delivery(exchange), in: #require(MailboxAddress("press@group484.rs")),
                directory: directory, trust: exchange.trust)
        }
    }

    @Test func `under an identifier that is known here must be the same delivery`() async throws {
        let exchange = try Exchange()
        let folder = try TestFolder()
        let home = try await TestOffice.make("group484.rs", in: folder).office.home
        let address = try #require(MailboxAddress("intake@group484.rs"))
        let directory = try Directory(home, at: #require(TestOffice.now))
        let checked = try CheckedDelivery(
            delivery(exchange), in: address, directory: directory, trust: exchange.trust)
        let inbox = Inbox(home)
        _ = try inbox.add(checked)
        // The same again changes nothing: a broker may list it as often as it likes.
        #expect(try inbox.add(checked).key == checked.entry.key)
        // Another statement under the same identifier, by the same sender.
        let other = try exchange.replayed()
        let second = try CheckedDelivery(
            delivery(other), in: address, directory: directory, trust: other.trust)
        #expect(second.entry.key == checked.entry.key)
        #expect(throws: InboxError.identifierReused(checked.entry.consignment)) {
            try inbox.add(second)
        }
        #expect(try inbox.delivery(checked.entry).load(.deposit) == checked.statement)
        let item = InboxItem(second, local: nil, isReused: true)
        #expect(item.state == .reused)
    }

    @Test func `keep their entry on the disk as it was`() async throws {
        let exchange = try Exchange()
        let folder = try TestFolder()
        let home = try await TestOffice.make("group484.rs", in: folder).office.home
        let checked = try CheckedDelivery(
            delivery(exchange), in: #require(MailboxAddress("intake@group484.rs")),
            directory: Directory(home, at: #require(TestOffice.now)), trust: exchange.trust)
        let inbox = Inbox(home)
        var entry = try inbox.add(checked)
        entry.signed = [.acknowledgement, .contentHandover]
        entry.recorded = 1
        entry.opened = .init(folder: "/case", sealedCommitment: .of([7]))
        try inbox.store(entry)
        let read = try #require(try inbox.all().first)
        #expect(read.signed == entry.signed)
        #expect(read.recorded == 1)
        #expect(read.opened?.sealedCommitment == .of([7]))
        #expect(try inbox.add(checked).signed == entry.signed)
        #expect(try inbox.delivery(entry).load(.deposit) == exchange.statement)
    }
}

@Suite struct `Identifiers that people type` {
    @Test(arguments: ["8d55", "8d5519fed2e11a65e130c83bf9f92788"])
    func `the beginning is enough`(_ text: String) throws {
        let prefix = try #require(ConsignmentPrefix(text))
        #expect(prefix.matches(try #require(ConsignmentID("8d5519fed2e11a65e130c83bf9f92788"))))
        #expect(!prefix.matches(try #require(ConsignmentID("8e5519fed2e11a65e130c83bf9f92788"))))
    }

    @Test(arguments: ["", "8d5", "8D55", "xyzw", "8d5519fed2e11a65e130c83bf9f927880"])
    func `everything else is refused`(_ text: String) {
        #expect(ConsignmentPrefix(text) == nil)
    }
}
