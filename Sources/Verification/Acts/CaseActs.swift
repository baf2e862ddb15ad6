package import Custody
package import KeyDirectory
import Primitives
package import PrivateFiles
package import SystemPackage

/// What was done with an opened case after it was received, judged by whom this home knows.
package struct CaseActs {
    /// Nil where the case itself says too little to hold acts against.
    package let history: CustodyActHistory?
    private let known: KnownParties
    private let isAny: Bool

    /// - Throws: `FileError` when the disk fails.
    package init(of caseFolder: FilePath, known: KnownParties) throws(FileError) {
        self.known = known
        let files = try CustodyActFolder(of: caseFolder).all()
        isAny = !files.isEmpty
        let mode = known.mode ?? Self.claimedMode(caseFolder)
        history = CustodyCopy(of: caseFolder, mode: mode).map { copy in
            CustodyActHistory(files, about: copy, mode: mode) { issuer, time in
                known.member(issuer.keyID, of: issuer.organisation, at: time).key
            }
        }
    }

    private static func claimedMode(_ caseFolder: FilePath) -> Mode {
        // What cannot be read is told by its own check.
        let statement = try? StatementFolder(caseFolder).load(.deposit)
        return statement.flatMap { try? Statement(parsing: $0.json).mode } ?? .live
    }

    package func answer(_ entry: CustodyActHistory.Entry) -> SignerAnswer {
        let issuer = entry.act.issuer
        return known.member(issuer.keyID, of: issuer.organisation, at: entry.act.claimedTime)
    }

    package func standing(_ entry: CustodyActHistory.Entry) -> KeyStanding? {
        let issuer = entry.act.issuer
        return known.organisation(issuer.organisation.fingerprint)?.memberStanding(issuer.keyID)
    }

    /// What `verify` says; empty where nothing was written down.
    package var checks: [Check] {
        guard isAny else { return [] }
        let sentence = "what was done after receipt is signed, act by act, without a hole"
        return [Check(.custodyActs, sentence, outcome)]
    }

    private var outcome: Check.Outcome {
        guard let history else { return .notChecked(.actsOfNothing) }
        if let failure = history.failure { return .failed(failure.reason) }
        let answers = history.entries.map(answer)
        if answers.contains(.notCounting) { return .failed(.keyDoesNotCount) }
        let outcome = known.outcome(answers)
        // Nobody but the signer says when it was: a thief of the key could have dated it back.
        let isOpen = history.entries.contains { entry in
            standing(entry).map { $0.isRevoked && $0.until <= known.now } ?? false
        }
        return outcome == .passed && isOpen ? .notChecked(.actNotShown) : outcome
    }

    /// For a person, one line each.
    package var notes: [String] { (history?.entries ?? []).map(note) }

    private func note(_ entry: CustodyActHistory.Entry) -> String {
        let (act, words) = (entry.act, entry.act.words)
        let role = answer(entry).key == nil ? nil : standing(entry)?.label.text
        var parts = ["act \(entry.number): \(words.kind.rawValue)"]
        if words.outcome != .ok { parts[0] += " (\(words.outcome.rawValue))" }
        if let exhibits = words.exhibits {
            parts.append(exhibits.map { "'\($0.name)'" }.joined(separator: ", "))
        }
        for (word, text) in [
            ("from", words.from), ("to", words.to), ("at", words.location),
            ("done by", words.performer),
        ] {
            if let text { parts.append("\(word) '\(text)'") }
        }
        if words.physical?.isSealIntact == false { parts.append("SEAL NOT INTACT") }
        let party = (role ?? "somebody") + "@" + act.issuer.organisation.name.text
        parts.append("signed by \(party), \(act.claimedTime.text)")
        return parts.joined(separator: ", ")
    }
}

extension CheckCode {
    /// Only where acts were written down after receipt.
    static let custodyActs = CheckCode(rawValue: "custody.acts")
}

extension Check.Reason {
    /// The checks of the case say what it is that cannot be read.
    static let actsOfNothing = Check.Reason(
        code: "check.not-reached",
        message: "the case does not show what the acts would have to be about")
}
