package import Custody
package import Primitives

/// What was done, as one of the fixed words.
package typealias CustodyActWord = ReasonCode<CustodyActKind>
/// How it went.
package typealias CustodyOutcomeWord = ReasonCode<CustodyActOutcome>

/// What somebody says was done with an opened case.
package struct CustodyOrder: Sendable {
    let folder: String
    let act: CustodyActWord
    let purpose: String
    let authority: String
    package var outcome: CustodyOutcomeWord?
    /// Nil: when it is written down.
    package var startTime: Timestamp?
    package var endTime: Timestamp?
    /// Exhibit numbers of case.json; nil: all that was sealed.
    package var exhibits: [String]?
    package var performer: String?
    package var from: String?
    package var to: String?
    package var witness: String?
    package var location: String?
    package var method: String?
    package var tool: String?
    /// Files that came of it, and papers that go with it.
    package var results: [String] = []
    package var documents: [String] = []
    package var bag: String?
    package var seal: String?
    package var isSealIntact: Bool?
    package var newSeal: String?
    package var condition: String?
    /// The number of the act that is corrected.
    package var corrects: Int?
    package var note: String?

    package init(folder: String, act: CustodyActWord, purpose: String, authority: String) {
        (self.folder, self.act) = (folder, act)
        (self.purpose, self.authority) = (purpose, authority)
    }

    /// What needs no file and no earlier act.
    func words(at now: Timestamp) -> CustodyAct.Words {
        var words = CustodyAct.Words(
            kind: act.reason, startTime: startTime ?? now, purpose: purpose, authority: authority)
        words.outcome = outcome?.reason ?? .ok
        words.endTime = endTime
        (words.performer, words.from, words.to) = (performer, from, to)
        (words.witness, words.location) = (witness, location)
        (words.method, words.tool, words.note) = (method, tool, note)
        let thing = CustodyAct.Physical(
            bag: bag, seal: seal, isSealIntact: isSealIntact, newSeal: newSeal,
            condition: condition)
        words.physical = thing == CustodyAct.Physical() ? nil : thing
        return words
    }
}

/// An act that was written down.
package struct KeptCustodyAct: Sendable {
    package let number: Int
    package let word: String
    package let digest: SHA256Digest
    package let path: String
}

/// Why an act was not written down.
package enum CustodyOrderError: PlainFailure, Equatable {
    case unreadable(String)
    case broken(reason: String)
    case full
    case noSuchExhibit(String)
    case differs(String)
    case noSuchAct(Int)
    /// The act needs something that was not said, or says something that it has not.
    case words(JSONSchemaError)

    package var code: String {
        switch self {
        case .unreadable: "custody.case-unreadable"
        case .broken: "custody.broken"
        case .full: "custody.full"
        case .noSuchExhibit: "custody.no-such-exhibit"
        case .differs: "custody.exhibit-differs"
        case .noSuchAct: "custody.no-such-act"
        case .words: "custody.words"
        }
    }

    package var message: String {
        switch self {
        case .unreadable(let path):
            "seal, outer statement, case or manifest of '\(SafeText.shown(path))' cannot be read"
        case .broken(let reason): "the acts that are there do not hold: \(reason)"
        case .full: "the case has as many acts as it can have"
        case .noSuchExhibit(let number):
            "no item has the exhibit number '\(SafeText.shown(number))'"
        case .differs(let number):
            "exhibit '\(SafeText.shown(number))' is not the file that was sealed"
        case .noSuchAct(let number): "there is no act \(number)"
        case .words(.invalid(_, let expected)), .words(.wrongType(_, let expected)):
            "this act cannot be written down so; wanted is: \(expected)"
        case .words(let error): error.message
        }
    }

    package var hint: String? {
        switch self {
        case .unreadable, .broken, .differs: "look at it with: plomba verify FOLDER"
        case .full: nil
        case .noSuchExhibit: "the numbers stand in bag/case.json, as exhibit_no"
        case .noSuchAct: "the acts are numbered in the folder acts/"
        case .words(let error):
            Self.options[error.path].map { "say it with \($0)" }
                ?? "plomba help custody add says what each act needs"
        }
    }

    private static let options = [
        "predicate.to": "--to", "predicate.from": "--from", "predicate.witness": "--witness",
        "predicate.location": "--place", "predicate.results": "--result FILE",
        "predicate.physical.sealIntact": "--seal-intact yes, or no",
        "predicate.physical.newSeal": "--new-seal", "predicate.corrects": "--corrects NUMBER",
        "predicate.note": "--note", "predicate.startTime": "--at", "predicate.endTime": "--until",
        "predicate.purpose": "--purpose", "predicate.authority": "--authority",
    ]
}
