import EvidenceBundle
import Primitives
import Testing

@testable import Custodian

/// Answers to the questions about a case, and the case.json that they make.
@Suite struct `Answers about a case` {
    let context: CaseContext

    init() throws {
        let partner = ConsentScope.Recipient(
            name: try #require(OrganisationName("group484.rs")), kind: .serviceProvider)
        context = CaseContext(
            now: try #require(Timestamp("2026-11-26T10:20:30Z")),
            localTime: LocalTime(seconds: 3600), mode: .live,
            own: OrganisationName("vasaprava.ba"), partners: [partner],
            files: ["photos/IMG 1.JPG", "izjava.pdf"])
    }

    static let referral = """
        # a referral that asks for one thing
        kind: referral
        referral.sender_ref: VP-2026-014
        referral.from.unit: Bihać
        referral.to.org: group484.rs
        preview.priority: urgent
        preview.services: legal_aid, interpretation
        preview.age_band: 15-17
        preview.child_alone: unaccompanied
        preview.languages: ar
        preview.route.from: BA
        preview.route.to: RS
        referral.reason: treba advokata prije ročišta: 3. decembra
        referral.referred_elsewhere: no
        referral.client_informed: yes
        consent[0].legal_basis: none
        items: no
        """

    static let consent = """
        consent[0].legal_basis: consent
        consent[0].purpose: legal_aid
        consent[0].release_to: service_provider
        consent[0].not_to: police, consulate
        consent[0].scope: narrative, media
        consent[0].onward_sharing: ask_first
        consent[0].given_by: guardian
        consent[0].assent: da
        consent[0].given_at: 26.11.2026 9:30
        consent[0].form: written
        consent[0].language: ar
        consent[0].explained: purpose, recipients, risks
        """

    func compose(_ text: String) throws -> JSONValue {
        let answers = try AnswersFile.answers(Array(text.utf8), context)
        return try JSONValue.parse(answers.compose())
    }

    func problems(_ text: String) -> [CaseProblem] {
        do throws(AnswersError) {
            _ = try AnswersFile.answers(Array(text.utf8), context)
            return []
        } catch {
            return error.problems
        }
    }

    func replacing(_ old: String, with new: String) -> String {
        Self.referral.replacing(old, with: new)
    }

    @Test func `make a valid case, with what the program knows`() throws {
        let made = try compose(Self.referral)
        let document = try CaseDocument(parsing: made.serialized())
        #expect(document.kind == "referral")
        #expect(document.sendingOrganisation.text == "vasaprava.ba")
        #expect(made["tz_offset"] == .string("+01:00"))
        #expect(made["preview"]?["respond_by"] == .string("2026-11-29T10:00:00Z"))
        #expect(made["referral"]?["keeps_case"] == .bool(true))
        #expect(made["referral"]?["reason"]?["lang"] == .string("bs"))
        #expect(
            made["referral"]?["services_requested"]
                == .array(
                    ["legal_aid", "interpretation"].map {
                        .object([JSONMember("code", .string($0))])
                    }))
        #expect(made["consent"] == nil)
        guard case .object(let members) = made else { return }
        #expect(
            members.map(\.name) == ["schema", "kind", "mode", "tz_offset", "preview", "referral"])
    }

    @Test func `carry consent, word for word`() throws {
        let made = try compose(
            replacing("consent[0].legal_basis: none", with: Self.consent))
        guard case .array(let entries)? = made["consent"], let entry = entries.first else {
            Issue.record("no consent")
            return
        }
        #expect(entries.count == 1)
        #expect(entry["not_to"] == .array([.string("police"), .string("consulate")]))
        #expect(entry["given_at"] == .string("2026-11-26T08:30:00Z"))
        #expect(entry["assent"] == .bool(true))
        #expect(entry["explained"]?["risks"] == .bool(true))
        #expect(entry["explained"]?["withdrawal"] == .bool(false))
        #expect(entry["override"] == nil)
    }

    @Test func `say why where it is no consent`() throws {
        let law = """
            consent[0].legal_basis: legal_obligation
            consent[0].purpose: court
            consent[0].release_to: prosecutor
            consent[0].scope: media
            consent[0].onward_sharing: no
            consent[0].override.reason: nalog suda K-12/26
            consent[0].override.approved_by_role: koordinator
            """
        let text = replacing("consent[0].legal_basis: none", with: law)
        let entry = try #require(try compose(text)["consent"])
        guard case .array(let entries) = entry else { return }
        #expect(entries.first?["override"]?["reason"]?["text"] == .string("nalog suda K-12/26"))
        let without = text.replacing("consent[0].override.reason: nalog suda K-12/26\n", with: "")
        #expect(problems(without).map(\.path) == ["consent[0].override.reason"])
    }

    @Test(arguments: ["transfer", "disclosure", "evidence_only"])
    func `make each kind`(_ kind: String) throws {
        let made = try compose(
            replacing("kind: referral", with: "kind: \(kind)")
                .replacing(
                    "referral.reason: treba advokata prije ročišta: 3. decembra\n",
                    with: kind == "transfer" ? "referral.reason: x\n" : ""
                )
                .replacing(
                    "referral.referred_elsewhere: no\n",
                    with: kind == "transfer"
                        ? "referral.referred_elsewhere: yes\nreferral.referred_elsewhere.orgs: A d.o.o.; B\n"
                        : ""
                )
                .replacing(
                    "referral.client_informed: yes\n",
                    with: kind == "transfer"
                        ? "referral.client_informed: no\nreferral.client_informed.why_not: x\n" : ""
                ))
        _ = try CaseDocument(parsing: made.serialized())
        let keeps = made["referral"]?["keeps_case"]
        #expect(keeps == (kind == "transfer" ? .bool(false) : nil))
    }

    @Test func `of an emergency tell of the call`() throws {
        let text = replacing("preview.priority: urgent", with: "preview.priority: emergency")
        #expect(problems(text).map(\.path) == ["referral.phone_notice"])
        let told =
            text + "\nreferral.phone_notice: yes\nreferral.phone_notice.at: 2026-11-26 09:00"
            + "\nreferral.phone_notice.to_role: intake"
        let notice = try compose(told)["referral"]?["phone_notice"]
        #expect(notice?["done"] == .bool(true))
        #expect(notice?["at"] == .string("2026-11-26T08:00:00Z"))
    }

    @Test(arguments: [
        ("kind: referral", "kind: gossip Fatima", "kind"),
        ("preview.priority: urgent", "preview.priority: Fatima", "preview.priority"),
        ("preview.age_band: 15-17", "preview.age_band: 16 Fatima", "preview.age_band"),
        ("preview.languages: ar", "preview.languages: Fatima!", "preview.languages"),
        ("preview.route.to: RS", "preview.route.to: Fatima", "preview.route.to"),
        ("referral.to.org: group484.rs", "referral.to.org: Fatima H.", "referral.to.org"),
        ("preview.age_band: 15-17", "", "preview.age_band"),
        (
            "referral.client_informed: yes", "referral.client_informed: Fatima",
            "referral.client_informed"
        ),
        (
            "preview.services: legal_aid, interpretation",
            "preview.services: legal aid for Fatima H.", "preview.services"
        ),
        ("kind: referral", "kind: referral\nFatima H: 16", "line 3"),
        ("kind: referral", "kind: referral\nFatima", "line 3"),
        ("kind: referral", "kind: referral\nkind: transfer", "line 3"),
        ("kind: referral", "kind: referral\npreview.respond_by: 2026-11-25", "preview.respond_by"),
        ("kind: referral", "kind: referral\npreview.respond_by: Fatima", "preview.respond_by"),
    ])
    func `that are wrong are told one by one, and never repeated`(
        _ old: String, _ new: String, _ place: String
    ) {
        #expect(Self.referral.contains(old))
        let found = problems(replacing(old, with: new))
        #expect(found.contains { $0.path == place }, "\(found)")
        #expect(!found.contains { $0.message.contains("Fatima") })
    }

    @Test func `that are missing are told with their questions`() {
        let found = problems("")
        #expect(found.first?.message == "kind: is not answered: What do you want to make?")
        #expect(found.allSatisfy { $0.kind == .missing })
        #expect(found.count > 10)
        #expect(problems("\u{FF}").isEmpty == false)
    }

    @Test func `describe files, each like the one before`() throws {
        let described = """
            items: yes
            items[0].title: fotografija kamiona
            items[0].copy_status: original
            items[0].acquisition.method: received_via_app
            items[0].acquisition.from: P-7Q2K
            items[0].acquisition.at: 25.11.2026 18:00
            items[0].acquisition.original_available: yes_with_person
            items[0].sensitivity: third_party
            items[0].marking.purpose: court
            items[0].marking.release_to: prosecutor
            items[0].marking.not_to: police
            items[1].title: izjava
            items[1].copy_status: evidentiary_copy
            items[1].acquisition.method: scanned
            """
        let made = try compose(replacing("items: no", with: described))
        guard case .array(let items)? = made["items"] else {
            Issue.record("no items")
            return
        }
        #expect(
            items.map { $0["file"]?["name_stored"] } == [
                .string("photos/IMG 1.JPG"), .string("izjava.pdf"),
            ])
        #expect(
            items.map { $0["exhibit_no"] } == [
                .string("VP-2026-014-01"), .string("VP-2026-014-02"),
            ])
        #expect(items[0]["type"] == .string("photo"))
        #expect(items[0]["file"]?["mime"] == .string("image/jpeg"))
        #expect(items[0]["marking"]?["not_to"] == .array([.string("police")]))
        #expect(items[1]["acquisition"]?["at"] == .string("2026-11-25T17:00:00Z"))
        #expect(items[1]["acquisition"]?["from"] == nil)
        #expect(items[1]["sensitivity"] == .array([.string("third_party")]))
        #expect(items[0]["id"] != items[1]["id"])
    }
}
