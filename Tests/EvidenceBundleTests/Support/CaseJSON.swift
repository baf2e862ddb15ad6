import KeyDirectory
import Primitives

/// Cases as people write them.
struct CaseJSON {
    var text: String

    var bytes: [UInt8] { Array(text.utf8) }

    /// The example of Protocol/case.md, with the mode of the test.
    static func minimal(mode: Mode) -> CaseJSON {
        CaseJSON(
            text: """
                {
                  "schema": "case/1",
                  "kind": "referral",
                  "mode": "\(mode.rawValue)",
                  "tz_offset": "+01:00",
                  "preview": {
                    "priority": "urgent",
                    "respond_by": "2026-11-27T12:00:00Z",
                    "services": ["legal_aid"],
                    "age_band": "15-17",
                    "child_alone": "unaccompanied",
                    "languages": ["ar"],
                    "route": {"from": "BA", "to": "RS"}
                  },
                  "referral": {
                    "sender_ref": "VP-2026-014",
                    "from": {
                      "org": "vasaprava.ba", "unit": "Bihać", "role": "caseworker",
                      "contact": "duty-phone"
                    },
                    "to": {"org": "group484.rs", "unit": "Belgrade", "role": "intake"},
                    "reason": {"text": "needs a lawyer before the hearing", "lang": "en"},
                    "services_requested": [{"code": "legal_aid"}],
                    "referred_elsewhere": {"yes": false},
                    "client_informed": {"yes": true},
                    "followup": {
                      "by": "2026-12-01T12:00:00Z", "via": "plomba",
                      "agreed_content": ["decision"]
                    },
                    "keeps_case": true
                  }
                }
                """)
    }

    /// A case that says who gives something to whom, and nothing else.
    static func plain(from: TestOrganisation, to: TestOrganisation) -> CaseJSON {
        CaseJSON(
            text: """
                {
                  "schema": "case/1", "kind": "disclosure", "mode": "live", "tz_offset": "+00:00",
                  "preview": {
                    "priority": "routine", "respond_by": "2026-11-27T12:00:00Z", "services": [],
                    "age_band": "unknown", "child_alone": "unknown", "languages": [],
                    "route": {"from": "ZZ", "to": "ZZ"}
                  },
                  "referral": {
                    "sender_ref": "disclosure",
                    "from": {
                      "org": "\(from.verified.name.text)", "unit": "office", "role": "member",
                      "contact": "plomba"
                    },
                    "to": {"org": "\(to.verified.name.text)", "unit": "office", "role": "intake"}
                  }
                }
                """)
    }

    /// An item as Protocol/case.md shows it, for the file `snimak.mov`.
    static let video = """
        {
          "id": "0b5f1e9c-8f7a-4f6e-9a67-3c1d5b2a7e10",
          "exhibit_no": "VP-2026-014-01",
          "title": {"text": "video received by a relative", "lang": "en"},
          "type": "video",
          "file": {
            "name_stored": "snimak.mov", "name_original": "VID-20261120-WA0003.mov",
            "mime": "video/quicktime"
          },
          "copy_status": "original",
          "acquisition": {
            "method": "received_via_app", "by": "caseworker", "from": "P-7Q2K",
            "at": "2026-11-23T16:20:00Z", "place": "Bihać", "app": "WhatsApp",
            "original_available": "yes_with_person"
          },
          "sensitivity": ["third_party"],
          "marking": {"purpose": "legal_aid", "release_to": ["service_provider"]}
        }
        """

    /// The same case with described items.
    func adding(item: String...) -> CaseJSON {
        replacing(
            "  \"referral\": {",
            with: "  \"items\": [\(item.joined(separator: ","))],\n  \"referral\": {")
    }

    func replacing(_ old: String, with new: String) -> CaseJSON {
        CaseJSON(text: text.replacing(old, with: new))
    }
}
