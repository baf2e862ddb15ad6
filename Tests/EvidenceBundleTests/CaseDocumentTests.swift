import BagIt
import EvidenceBundle
import Primitives
import Testing

/// The case.json that people write, and what becomes of it.
@Suite struct `A case` {
    @Test func `the minimal example is accepted`() throws {
        let document = try CaseDocument(parsing: CaseJSON.minimal(mode: .live).bytes)
        #expect(document.kind == "referral")
        #expect(document.mode == .live)
        #expect(document.caseID == "VP-2026-014")
        #expect(document.sendingOrganisation.text == "vasaprava.ba")
        #expect(document.receivingOrganisation.text == "group484.rs")
    }

    @Test(arguments: [
        (#""priority": "urgent""#, #""priority": "soon""#, "preview.priority"),
        (#""priority": "urgent","#, "", "preview.priority"),
        (
            #""respond_by": "2026-11-27T12:00:00Z""#, #""respond_by": "27.11.2026""#,
            "preview.respond_by"
        ),
        (#"["legal_aid"]"#, "[]", "preview.services"),
        (#"["legal_aid"]"#, #"["legal aid"]"#, "preview.services[0]"),
        (#"["ar"]"#, #"["Arabic!"]"#, "preview.languages[0]"),
        (#""from": "BA""#, #""from": "Bosnia""#, "preview.route.from"),
        (#""age_band": "15-17""#, #""age_band": 16"#, "preview.age_band"),
        (#""age_band": "15-17","#, #""age_band": "15-17", "name": "x","#, "preview.name"),
        (#""preview": {"#, #""preview": {"items": 3,"#, "preview.items"),
        (#""kind": "referral""#, #""kind": "gossip""#, "kind"),
        (#""kind": "referral""#, #""kind": "update""#, "previous"),
        (#""kind": "referral""#, #""kind": "transfer""#, "referral.keeps_case"),
        (#""tz_offset": "+01:00""#, #""tz_offset": "CET""#, "tz_offset"),
        (#""tz_offset": "+01:00","#, "", "tz_offset"),
        (#""schema": "case/1""#, #""schema": "case/2""#, "schema"),
        (#""schema": "case/1","#, #""schema": "case/1", "bundle_id": "x","#, "bundle_id"),
        (#""sender_ref": "VP-2026-014""#, #""sender_ref": """#, "referral.sender_ref"),
        (#""sender_ref": "VP-2026-014""#, #""sender_ref": "a\nb""#, "referral.sender_ref"),
        (#""org": "group484.rs", "#, "", "referral.to.org"),
        (#""org": "group484.rs""#, #""org": "Group 484""#, "referral.to.org"),
        (#", "lang": "en"},"#, "},", "referral.reason.lang"),
        (#"{"yes": true}"#, #"{"yes": false}"#, "referral.client_informed.why_not"),
        (#"{"yes": false}"#, #"{"yes": "no"}"#, "referral.referred_elsewhere.yes"),
        (#""priority": "urgent""#, #""priority": "emergency""#, "referral.phone_notice"),
        (#""keeps_case": true"#, #""keeps_case": true, "state": "accepted""#, "referral.state"),
        (#""via": "plomba","#, "", "referral.followup.via"),
    ])
    func `one wrong field gives one message with its path`(
        _ old: String, _ new: String, _ path: String
    ) throws {
        let document = CaseJSON.minimal(mode: .live).replacing(old, with: new)
        let problems = try problems(of: document)
        #expect(problems.map(\.path) == [path], "\(problems)")
    }

    @Test(arguments: [
        (#""exhibit_no": "VP-2026-014-01","#, "", "items[0].exhibit_no"),
        (#""type": "video""#, #""type": "film""#, "items[0].type"),
        (#""type": "video""#, #""type": "physical""#, "items[0].physical"),
        (#""type": "video""#, #""type": "web_capture""#, "items[0].url"),
        (#""copy_status": "original""#, #""copy_status": "redacted""#, "items[0].derived_from"),
        (#""from": "P-7Q2K","#, "", "items[0].acquisition.from"),
        (#""method": "received_via_app""#, #""method": "found""#, "items[0].acquisition.method"),
        (#"["third_party"]"#, #"["secret"]"#, "items[0].sensitivity[0]"),
        (#""purpose": "legal_aid""#, #""purpose": "fun""#, "items[0].marking.purpose"),
        (#""id": "0b5f"#, #""id": "XXXX"#, "items[0].id"),
        (#""name_stored": "snimak.mov""#, #""name_stored": "../x""#, "items[0].file.name_stored"),
    ])
    func `the same holds for items`(_ old: String, _ new: String, _ path: String) throws {
        let document = CaseJSON.minimal(mode: .live).adding(item: CaseJSON.video)
            .replacing(old, with: new)
        let paths = try problems(of: document).map(\.path)
        #expect(paths.first == path, "\(paths)")
    }

    @Test func `all wrong fields are told at once, none with its value`() throws {
        let document = CaseJSON.minimal(mode: .live)
            .replacing(#""priority": "urgent""#, with: #""priority": "Fatima H.""#)
            .replacing(#""kind": "referral""#, with: #""kind": "Fatima H.""#)
        let found = try problems(of: document)
        #expect(found.map(\.path) == ["kind", "preview.priority"])
        #expect(!found.contains { $0.message.contains("Fatima") })
    }

    @Test func `two items with one number, one id and one file are told`() throws {
        let document = CaseJSON.minimal(mode: .live)
            .adding(item: CaseJSON.video, CaseJSON.video)
        let found = try problems(of: document)
        #expect(
            found.map(\.path) == [
                "items[1].id", "items[1].exhibit_no", "items[1].file.name_stored",
            ])
        #expect(found.allSatisfy { $0.kind == .duplicate })
    }

    @Test func `what is not strict JSON is no case`() {
        let document = CaseJSON.minimal(mode: .live)
        for bad in [
            document.text + ",", document.text.dropLast() + ", }",
            document.text.dropLast() + #", "kind": "referral"}"#, "",
        ] {
            #expect(throws: CaseError.self) { try CaseDocument(parsing: Array(bad.utf8)) }
        }
        #expect(throws: CaseError.tooLarge(limit: CaseLimits.documentSize)) {
            try CaseDocument(
                parsing: [UInt8](repeating: 0x20, count: CaseLimits.documentSize + 1))
        }
    }

    @Test func `the preview holds the allow-list and nothing else`() throws {
        let files = try split(
            CaseJSON.minimal(mode: .live).replacing(
                #""schema": "case/1","#,
                with: #""schema": "case/1", "person": {"code": "P-7Q2K", "canary": "C4N4RY"},"#))
        let preview = String(decoding: files.preview, as: UTF8.self)
        let document = String(decoding: files.caseDocument, as: UTF8.self)
        #expect(!preview.contains("C4N4RY"))
        #expect(!preview.contains("VP-2026-014"))
        #expect(!preview.contains("vasaprava"))
        #expect(document.contains("C4N4RY"))
        guard case .object(let members) = try JSONValue.parse(files.preview),
            case .object(let shown)? = try JSONValue.parse(files.preview)["preview"]
        else { throw NotMade() }
        #expect(
            members.map(\.name) == [
                "schema", "bundle_id", "created_at", "kind", "mode", "tz_offset", "preview",
            ])
        #expect(
            shown.map(\.name) == [
                "priority", "respond_by", "services", "age_band", "child_alone", "languages",
                "route", "items", "total_bytes",
            ])
    }

    @Test func `nothing stands in both documents`() throws {
        let files = try split(CaseJSON.minimal(mode: .live))
        guard case .object(let preview) = try JSONValue.parse(files.preview),
            case .object(let document) = try JSONValue.parse(files.caseDocument)
        else { throw NotMade() }
        let both = Set(preview.map(\.name)).intersection(document.map(\.name))
        #expect(both == ["schema"])
    }

    @Test func `a preview that was written is read back`() throws {
        let preview = try Preview(parsing: try split(CaseJSON.minimal(mode: .training)).preview)
        #expect(preview.mode == .training)
        #expect(preview.priority == "urgent")
        #expect(preview.services == ["legal_aid"])
        #expect(preview.languages == ["ar"])
        #expect(preview.fromCountry == "BA")
        #expect(preview.items == 1)
        #expect(preview.totalBytes == 3)
    }

    @Test func `the tool fills in what it knows about an item, and checks what is stated`() throws {
        let document = CaseJSON.minimal(mode: .live).adding(item: CaseJSON.video)
        let written = try JSONValue.parse(try split(document, name: "data/snimak.mov").caseDocument)
        guard case .array(let items)? = written["items"], let item = items.first else {
            throw NotMade()
        }
        #expect(item["file"]?["size"] == .integer(3))
        #expect(
            item["hash"]?["sha256"]
                == .string(SHA256Digest.of(Array("abc".utf8)).hex))
        let wrong = document.replacing(
            #""mime": "video/quicktime""#, with: #""mime": "video/quicktime", "size": 4"#)
        #expect(throws: CaseError.self) { try split(wrong, name: "data/snimak.mov") }
        let zeros = String(repeating: "0", count: 64)
        let lie = document.replacing(
            #""copy_status""#, with: "\"hash\": {\"sha256\": \"\(zeros)\"}, \"copy_status\"")
        #expect(throws: CaseError.self) { try split(lie, name: "data/snimak.mov") }
    }

    @Test func `an item that describes no file of the bundle is told`() throws {
        let document = CaseJSON.minimal(mode: .live).adding(item: CaseJSON.video)
        do {
            _ = try split(document, name: "data/other.mov")
            Issue.record("it was accepted")
        } catch {
            #expect(error.problems.map(\.path) == ["items[0].file.name_stored"])
        }
    }

    @Test func `a case works with no personal data at all`() throws {
        let document = CaseJSON.minimal(mode: .live)
            .replacing(#""age_band": "15-17""#, with: #""age_band": "unknown""#)
            .replacing(#""child_alone": "unaccompanied""#, with: #""child_alone": "unknown""#)
            .replacing(#""languages": ["ar"]"#, with: #""languages": ["und"]"#)
        #expect(try problems(of: document).isEmpty)
    }

    private func problems(of document: CaseJSON) throws -> [CaseProblem] {
        do {
            _ = try CaseDocument(parsing: document.bytes)
            return []
        } catch {
            #expect(error.code == "case.invalid")
            return error.problems
        }
    }

    private func split(
        _ document: CaseJSON, name: String = "data/a.txt"
    ) throws(CaseError) -> CaseFiles {
        guard let path = try? BagPath(name) else { throw .invalid([]) }
        let file = PackedFile(path: path, size: 3, digest: .of(Array("abc".utf8)))
        return try CaseDocument(parsing: document.bytes).split(
            PackingFacts(
                consignment: ConsignmentID(), createdAt: Times.sealed, files: [file]))
    }
}
