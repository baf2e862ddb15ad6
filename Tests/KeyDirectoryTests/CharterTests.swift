import KeyDirectory
import Primitives
import Testing

@Suite struct `Charter` {
    private let network: Network

    init() throws { network = try Network() }

    @Test func `reads what it writes, and keeps what it does not know`() throws {
        let charter = try network.charter()
        let text = charter.serialized()
        #expect(try CharterRecord(parsing: text) == charter)
        let later = edit(text, "\"organisations\": [", "\"later\": {\"a\": 1}, $0")
        #expect(try CharterRecord(parsing: later) == charter)
    }

    @Test func `verifies a history that its roots changed`() throws {
        let one = try network.charter()
        let rotated = try network.charter(
            head: network.head(
                version: 2, previous: .of(one.serialized()),
                roots: [network.root("new-secretariat", network.second)]))
        let first = try network.signed(one, by: network.first)
        let bytes = rotated.serialized()
        let second = try SignedRecord(
            bytes: bytes,
            signatures: [
                SignedRecord.signature(
                    over: bytes, of: CharterRecord.self, mode: .live, by: network.first),
                SignedRecord.signature(
                    over: bytes, of: CharterRecord.self, mode: .live, by: network.second),
            ])
        let verified = try network.verify([first, second])
        #expect(verified.current == rotated)
        #expect(verified.remembered.version == 2)
        #expect(throws: RecordError.self) {
            try network.verify([first, network.signed(rotated, by: network.second)])
        }
    }

    @Test func `refuses the signature of an organisation's record`() throws {
        let bytes = try network.charter().serialized()
        let signature = SignedRecord.signature(over: bytes, mode: .live, by: network.first)
        let signed = try SignedRecord(bytes: bytes, signatures: [signature])
        #expect("another namespace") {
            try network.verify([signed])
        } throws: { ($0 as? RecordError)?.code == "record.too-few-signatures" }
    }

    @Test func `does not count the operator's own witness`() throws {
        let charter = try network.charter()
        let names = charter.witnesses(of: charter.brokers[0]).map(\.organisation.text)
        #expect(names == ["vasaprava.ba", "centre.me"])
        let strange = try network.charter(brokers: [network.broker(operatedBy: nil)])
        #expect(strange.witnesses(of: strange.brokers[0]).count == 3)
    }

    /// 2k - n > f, with n without the operator's own.
    @Test(arguments: [
        (3, 0, 1, false), (3, 0, 2, true), (3, 0, 3, false), (3, 1, 2, true), (3, 2, 2, false),
        (2, 0, 0, false), (2, 0, 1, true), (2, 1, 1, false), (1, 0, 0, true), (1, 0, 1, false),
    ])
    func `accepts only quorums that cannot be split`(
        witnesses: Int, faulty: Int, quorum: Int, holds: Bool
    ) throws {
        let make = {
            try network.charter(
                brokers: [network.broker(quorum: quorum)],
                witnesses: Array(network.witnesses.prefix(witnesses)), faulty: faulty)
        }
        if holds {
            _ = try make()
        } else {
            #expect("2*\(quorum) - \(witnesses - 1) > \(faulty)") {
                try make()
            } throws: { ($0 as? RecordError)?.code == "record.quorum-too-small" }
        }
    }

    @Test func `refuses what contradicts itself`() throws {
        let twice = network.organisations + [network.organisations[0]]
        try expect("record.duplicate-label") { try network.charter(organisations: twice) }
        let twin = CharteredOrganisation(
            name: try Network.name("twin.rs"), fingerprint: network.organisations[0].fingerprint)
        try expect("record.duplicate-label") {
            try network.charter(organisations: network.organisations + [twin])
        }
        try expect("record.duplicate-key") {
            try network.charter(brokers: [network.broker(log: network.service.publicKey)])
        }
        try expect("record.duplicate-key") {
            try network.charter(brokers: [network.broker(log: network.first.publicKey)])
        }
        try expect("record.unknown-member") {
            try network.charter(brokers: [network.broker(operatedBy: "nobody.rs")])
        }
        try expect("record.unknown-member") {
            try network.charter(organisations: Array(network.organisations.prefix(2)))
        }
        try expect("record.times-contradict") {
            try network.charter(head: network.head(expiry: "2025-01-01"))
        }
    }

    @Test(arguments: [
        ("\"group484.rs\"", "\"grоup484.rs\""), ("https://broker", "http://broker"),
        ("broker.example.org/log", "broker+log"), ("\"quorum\": 2", "\"quorum\": 2.0"),
        ("1.3.6.1.4.1.13762.3", "1.03.6"), ("1.3.6.1.4.1.13762.3", "3.1"),
        ("http://tsa", "ftp://tsa"), ("MAMCAQE=", "MAMCAQE"), ("urn:plomba:v1:Charter", "x"),
        ("\"deadlineDays\": 90", "\"deadlineDays\": 0"), ("\"limits\"", "\"limit\""),
    ])
    func `refuses another form`(from: String, to: String) throws {
        let text = edit(try network.charter().serialized(), from, to)
        #expect("\(from) → \(to)") {
            try CharterRecord(parsing: text)
        } throws: { error in
            ["record.schema", "record.not-json"].contains((error as? RecordError)?.code)
        }
    }

    @Test func `introduces, and never replaces a confirmed fingerprint`() throws {
        let verified = try network.verify([network.signed(network.charter(), by: network.first)])
        let known = [
            network.organisations[0].name: network.organisations[0].fingerprint,
            network.organisations[1].name: Fingerprint(.of([9])),
            try Network.name("elsewhere.al"): Fingerprint(.of([8])),
        ]
        let introductions = verified.introductions(knowing: known)
        #expect(introductions.new.map(\.name.text) == ["centre.me"])
        #expect(introductions.contradicted.map(\.name.text) == ["vasaprava.ba"])
        #expect(introductions.unlisted.map(\.text) == ["elsewhere.al"])
    }

    private func expect(_ code: String, _ make: () throws -> CharterRecord) throws {
        #expect("\(code)") {
            try make()
        } throws: { ($0 as? RecordError)?.code == code }
    }
}
