import Foundation
import KeyDirectory
import Primitives
import Testing

/// The record's own rules: each refusal has a test of its own.
@Suite struct `Organisation records` {
    @Test(arguments: [Mode.live, .training])
    func `a record is read back as it was written`(mode: Mode) throws {
        let roots = try Roots(mode: mode)
        let record = try roots.genesis()
        let read = try OrganisationRecord(parsing: record.serialized())
        #expect(read == record)
        #expect(read.mode == mode)
    }

    @Test func `a record is written exactly as the specification shows it`() throws {
        let roots = try Roots()
        let expected = """
            {
              "type": "urn:plomba:v1:OrganisationRecord",
              "version": 1,
              "mode": "live",
              "name": "group484.rs",
              "previous": null,
              "issuedTime": "2026-01-01T00:00:00Z",
              "expiryTime": "2027-01-01T00:00:00Z",
              "threshold": 1,
              "roots": [
                {
                  "label": "director",
                  "key": "\(roots.first.publicKey.openSSHLine)"
                }
              ],
              "members": [
                {
                  "label": "intake-officer",
                  "roles": [
                    "caseworker",
                    "admin"
                  ],
                  "signingKey": "\(roots.member.publicKey.openSSHLine)",
                  "recipient": "\(roots.memberRecipient.text)",
                  "validFrom": "2026-01-01T00:00:00Z",
                  "validUntil": "2028-01-01T00:00:00Z",
                  "status": "active"
                }
              ],
              "devices": [
                {
                  "label": "office-laptop",
                  "member": "intake-officer",
                  "key": "\(roots.device.publicKey.openSSHLine)",
                  "validFrom": "2026-01-01T00:00:00Z",
                  "validUntil": "2028-01-01T00:00:00Z",
                  "status": "active"
                }
              ],
              "mailboxes": [
                {
                  "name": "intake",
                  "members": [
                    "intake-officer"
                  ],
                  "recovery": "\(roots.recovery.text)",
                  "homeBroker": {
                    "url": "https://broker.example.org:8443",
                    "pin": "\(BrokerPin(digest: .of([1])).text)",
                    "serviceKey": "\(roots.broker.publicKey.openSSHLine)"
                  }
                }
              ]
            }

            """
        #expect(String(decoding: try roots.genesis().serialized(), as: UTF8.self) == expected)
    }

    @Test func `members of later versions are allowed`() throws {
        let record = try Roots().genesis()
        let json = edit(record.serialized(), "\"label\": \"director\"", "\"later\": 1, $0")
        #expect(try OrganisationRecord(parsing: json) == record)
    }

    @Test(arguments: [
        ("[\"intake\"]", ["intake"]), ("[\"intake\", \"legal\"]", ["intake", "legal"]),
        // Readers before it pass over the member: in another form it says nothing and the record holds.
        ("[]", []), ("null", []), ("\"intake\"", []), ("[1]", []), ("[\"Intake Desk\"]", []),
        ("[\"intake\", null]", []), ("{\"intake\": true}", []),
    ])
    func `may say which mailboxes were recovered`(_ value: String, _ labels: [String]) throws {
        let record = try Roots().genesis()
        let json = edit(
            record.serialized(), "\"threshold\": 1", "\"recovered\": \(value), $0")
        let read = try OrganisationRecord(parsing: json)
        #expect(read.recovered.map(\.text) == labels)
        #expect(try OrganisationRecord(parsing: read.serialized()) == read)
        #expect(RecordContent(read).recovered == [])
        #expect(labels.isEmpty == (read == record))
    }

    @Test func `a mailbox may have no broker`() throws {
        let record = try Roots().genesis()
        let text = String(decoding: record.serialized(), as: UTF8.self)
        let start = try #require(text.firstRange(of: "\"homeBroker\": {"))
        let json = text[..<start.lowerBound] + "\"homeBroker\": null } ] }"
        let read = try OrganisationRecord(parsing: Array(json.utf8))
        #expect(read.mailboxes[0].homeBroker == nil)
    }

    @Test(arguments: [
        ("\"threshold\": 1", "\"threshold\": 2"),
        ("\"threshold\": 1", "\"threshold\": 0"),
        ("\"version\": 1", "\"version\": 0"),
        ("\"version\": 1", "\"version\": 2"),
        ("\"previous\": null", "\"previous\": \"\(String(repeating: "a", count: 64))\""),
        ("urn:plomba:v1:OrganisationRecord", "urn:plomba-training:v1:OrganisationRecord"),
        ("\"mode\": \"live\"", "\"mode\": \"real\""),
        ("\"name\": \"group484.rs\"", "\"name\": \"Group484.rs\""),
        ("ssh-ed25519 ", "ssh-ed25519  "),
        ("ssh-ed25519 ", "ssh-rsa "),
        ("age1pq1", "age1pq2"),
        ("\"label\": \"intake-officer\"", "\"label\": \"Intake Officer\""),
        ("\"caseworker\"", "\"director\""),
        ("\"admin\"", "\"caseworker\""),
        ("\"status\": \"active\"", "\"status\": \"retired\""),
        ("https://broker.example.org:8443", "http://broker.example.org:8443"),
        ("https://broker.example.org:8443", "https://broker.example.org:8443/"),
        ("https://broker.example.org:8443", "https://broker.example.org:08443"),
        ("https://broker.example.org:8443", "https://broker.example.org:443"),
        ("https://broker.example.org:8443", "https://[2001:db8::1"),
        ("https://broker.example.org:8443", "https://user@broker.example.org"),
        ("\"pin\": \"sha256/", "\"pin\": \"SHA256:"),
        ("\"recovery\": ", "\"recoverX\": "),
        ("\"validFrom\": \"2026-01-01T00:00:00Z\"", "\"validFrom\": \"2026-01-01\""),
    ])
    func `refuses a record that breaks its schema`(from: String, to: String) throws {
        let json = edit(try Roots().genesis().serialized(), from, to)
        #expect { try OrganisationRecord(parsing: json) } throws: { error in
            (error as? RecordError)?.code == "record.schema"
        }
    }

    @Test func `refuses a broker without its pin or its key`() throws {
        let record = try Roots().genesis()
        for member in ["pin", "serviceKey", "url"] {
            let json = edit(record.serialized(), "\"\(member)\": ", "\"\(member)X\": ")
            #expect { try OrganisationRecord(parsing: json) } throws: { error in
                (error as? RecordError)
                    == .schema(.missing(path: "mailboxes[0].homeBroker.\(member)"))
            }
        }
    }

    @Test(arguments: [
        ("\"expiryTime\": \"2027", "\"expiryTime\": \"2026", "expiryTime"),
        ("\"validUntil\": \"2028", "\"validUntil\": \"2025", "members[0].validUntil"),
        ("\"status\": \"active\"", "\"status\": \"revoked\"", "members[0].validUntil"),
    ])
    func `refuses times that contradict one another`(
        from: String, to: String, path: String
    ) throws {
        let json = edit(try Roots().genesis().serialized(), from, to)
        #expect(throws: RecordError.timesContradict(path: path)) {
            try OrganisationRecord(parsing: json)
        }
    }

    @Test func `refuses one key in two places, whatever the places`() throws {
        let roots = try Roots()
        let lines = [
            roots.first.publicKey, roots.member.publicKey, roots.device.publicKey,
            roots.broker.publicKey,
        ].map(\.openSSHLine)
        let paths = [
            "members[0].signingKey", "devices[0].key", "mailboxes[0].homeBroker.serviceKey",
        ]
        for (later, path) in zip(1..., paths) {
            for earlier in 0..<later {
                let json = edit(try roots.genesis().serialized(), lines[later], lines[earlier])
                #expect(throws: RecordError.duplicateKey(path: path)) {
                    try OrganisationRecord(parsing: json)
                }
            }
        }
    }

    @Test func `refuses one authenticator under two applications`() throws {
        let roots = try Roots()
        let point = roots.first.publicKey
        let keys = ["ssh:", "ssh:plomba"].map {
            RootKey.Key.securityKey(SecurityKey(point: point, application: $0))
        }
        #expect(throws: RecordError.duplicateKey(path: "roots[1].key")) {
            try roots.genesis([
                RootKey(label: try Roots.label("one"), key: keys[0]),
                RootKey(label: try Roots.label("two"), key: keys[1]),
            ])
        }
    }

    @Test func `refuses a recovery recipient that is a member's own`() throws {
        let roots = try Roots()
        let json = edit(
            try roots.genesis().serialized(), roots.recovery.text, roots.memberRecipient.text)
        #expect(throws: RecordError.duplicateKey(path: "mailboxes[0].recovery")) {
            try OrganisationRecord(parsing: json)
        }
    }

    @Test func `refuses labels that stand twice`() throws {
        let roots = try Roots()
        #expect(throws: RecordError.duplicateLabel(path: "roots[1].label")) {
            try roots.genesis([
                roots.root("director", roots.first.publicKey),
                roots.root("director", roots.second.publicKey),
            ])
        }
        let record = try roots.genesis()
        let json = edit(
            record.serialized(), "\"members\": [\n        \"intake-officer\"",
            "\"members\": [\n        \"intake-officer\", \"intake-officer\"")
        #expect(throws: RecordError.duplicateLabel(path: "mailboxes[0].members[1]")) {
            try OrganisationRecord(parsing: json)
        }
    }

    @Test func `refuses a label that names no member`() throws {
        let record = try Roots().genesis()
        let cases = [
            ("\"member\": \"intake-officer\"", "\"member\": \"nobody\"", "devices[0].member"),
            (
                "\"members\": [\n        \"intake-officer\"", "\"members\": [\n \"nobody\"",
                "mailboxes[0].members[0]"
            ),
        ]
        for (from, to, path) in cases {
            let json = edit(record.serialized(), from, to)
            #expect(throws: RecordError.unknownMember(path: path)) {
                try OrganisationRecord(parsing: json)
            }
        }
    }

    @Test func `refuses a record above the limits`() throws {
        let roots = try Roots()
        let padding = [UInt8](repeating: 0x20, count: RecordLimits.recordSizeInBytes)
        #expect {
            try OrganisationRecord(parsing: roots.genesis().serialized() + padding)
        } throws: { ($0 as? RecordError)?.code == "record.too-large" }
        let many = try (0...RecordLimits.roots).map { index in
            let key = try SigningKey()
            return try roots.root("root-\(index)", key.publicKey)
        }
        #expect { try roots.genesis(many) } throws: { error in
            (error as? RecordError)?.code == "record.schema"
        }
    }

    @Test func `refuses a security key whose application is another than the key says`() throws {
        let roots = try Roots()
        let key = SecurityKey(point: roots.first.publicKey, application: "ssh:plomba")
        let record = try roots.genesis([
            RootKey(label: try Roots.label("token"), key: .securityKey(key))
        ])
        #expect(try OrganisationRecord(parsing: record.serialized()) == record)
        for to in ["\"application\": \"ssh:\"", "\"applicatioX\": \"ssh:plomba\""] {
            let json = edit(record.serialized(), "\"application\": \"ssh:plomba\"", to)
            #expect(throws: RecordError.self) { try OrganisationRecord(parsing: json) }
        }
    }
}

/// Replaces the first occurrence, which must be there; `$0` stands for it.
func edit(_ json: [UInt8], _ from: String, _ to: String) -> [UInt8] {
    let text = String(decoding: json, as: UTF8.self)
    guard let range = text.firstRange(of: from) else {
        Issue.record("the sample has no '\(from)'")
        return json
    }
    let replacement = to.replacingOccurrences(of: "$0", with: from)
    return Array(text.replacingCharacters(in: range, with: replacement).utf8)
}
