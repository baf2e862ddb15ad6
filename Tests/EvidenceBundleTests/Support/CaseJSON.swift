import Foundation
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

    func replacing(_ old: String, with new: String) -> CaseJSON {
        CaseJSON(text: text.replacing(old, with: new))
    }
}

extension String {
    /// Every occurrence of `old`, as bytes say it.
    fileprivate func replacing(_ old: String, with new: String) -> String {
        components(separatedBy: old).joined(separator: new)
    }
}
