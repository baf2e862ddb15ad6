import Primitives
package import Verification

/// A verification as it is shown.
///
/// ```
/// passed       a valid device of the sending organisation signed the statement
/// FAILED       payload.age is the one that was announced
///              payload.age is not the one that the sender announced [bundle.payload-digest-mismatch]
/// not checked  ...
/// ```
package enum VerificationSheet {
    private static let indent = 13

    package static func write(
        _ report: VerificationReport, _ format: OutputFormat, program: String
    ) {
        switch format {
        case .text: Stream.output.write(text(report))
        case .json: Stream.output.write(json(report).serializedForScreen())
        }
        guard !report.isPositive, let (reason, code) = report.complaint else { return }
        Stream.error.writeSentence(
            "\(program): " + SafeText.sentence(reason) + " [\(code)]", indent: "")
        if let hint = report.hint {
            Stream.error.writeSentence(SafeText.sentence(hint), indent: "  ")
        }
    }

    private static func text(_ report: VerificationReport) -> String {
        var text = ""
        for (index, line) in report.lines.enumerated() {
            let word = line.outcome == .failed ? "FAILED" : line.outcome.rawValue
            text += TextColumn.padded(word, to: indent) + line.sentence + "\n"
            let next = index + 1 < report.lines.count ? report.lines[index + 1] : nil
            // One reason for several lines stands under the last of them.
            guard let reason = line.reason, line.outcome != .passed,
                next?.outcome != line.outcome || next?.reasonCode != line.reasonCode
            else { continue }
            let code = line.reasonCode.map { " [\($0)]" } ?? ""
            text += Stream.output.sentence(
                SafeText.sentence(reason) + code, indent: String(repeating: " ", count: indent))
        }
        for difference in report.differences {
            text += Stream.output.sentence(SafeText.sentence(difference), indent: "")
        }
        for note in report.notes {
            text += Stream.output.sentence(SafeText.sentence(note), indent: "")
        }
        if let original = report.original {
            text += "Original: " + SafeText.sentence(original.sentence) + "\n"
        }
        return text + "Verdict: " + verdict(report) + "\n"
    }

    private static func verdict(_ report: VerificationReport) -> String {
        guard report.isPositive else {
            return report.isSignerUnknown
                ? "consistent, signer unknown: the sender is not one of your confirmed partners"
                : "NOT VERIFIED"
        }
        let sender = report.sender.map { ", signed by " + $0.text } ?? ""
        return switch report.subject {
        case .sealedFile: "verified" + sender + "; what is inside shows when it is opened"
        case .openedFolder: "verified: identical to what was sealed" + sender + "; " + stage(report)
        case .evidenceFolder:
            "verified: the broker has it in writing" + sender
                + (report.isInLog
                    ? "; in the broker's log" : "; NOT shown to be in the broker's log")
                + "; " + stage(report)
        case .caseWithEvidence:
            "verified with its evidence: identical to what was sealed" + sender
                + "; in the broker's log; witnessed; time-stamped"
        case .dossier:
            "verified: the case in it is identical to what was sealed" + sender + "; "
                + stage(report)
        case .plainBag: "complete and unchanged; a plain bag is signed by nobody"
        }
    }

    /// The two stages of a receipt.
    private static func stage(_ report: VerificationReport) -> String {
        report.isWitnessed ? "witnessed" : "unwitnessed"
    }

    private static func json(_ report: VerificationReport) -> JSONValue {
        .object([
            JSONMember("subject", .string(report.subject.rawValue)),
            JSONMember("profile", report.profile.map { .string($0) } ?? .null),
            JSONMember("verified", .bool(report.isPositive)),
            JSONMember("verdict", .string(verdict(report))),
            JSONMember("signerUnknown", .bool(report.isSignerUnknown)),
            JSONMember("sender", report.sender.map { .string($0.text) } ?? .null),
            JSONMember("consignment", report.consignment.map { .string($0.text) } ?? .null),
            JSONMember("original", report.original?.json ?? .null),
            JSONMember("checks", .array(report.lines.map(json))),
            JSONMember("differences", .array(report.differences.map { .string($0) })),
            JSONMember("inLog", .bool(report.isInLog)),
            JSONMember("witnessed", .bool(report.isWitnessed)),
            JSONMember("notes", .array(report.notes.map { .string($0) })),
        ])
    }

    private static func json(_ line: VerificationReport.Line) -> JSONValue {
        .object([
            JSONMember("code", .string(line.code)),
            JSONMember("check", .string(line.sentence)),
            JSONMember("outcome", .string(line.outcome.rawValue)),
            JSONMember("reason", line.reason.map { .string($0) } ?? .null),
            JSONMember("reasonCode", line.reasonCode.map { .string($0) } ?? .null),
        ])
    }
}
