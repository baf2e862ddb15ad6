import ArgumentParser
import Custodian
import Primitives
import Screen

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Find statements that contradict each other, offline.",
        discussion: """
            Reads every signed statement in the folders and sealed files that you name, examines all \
            of them together, and names each contradiction. What is missing is no contradiction. \
            Changes nothing, asks for nothing, contacts nobody. Exit status 2 when there is a \
            contradiction.

              plomba lint case evidence
              plomba lint case.plomba --format json
            """)

    @Argument(help: "Evidence folders, case folders, sealed files, folders of statements.")
    var paths: [String]

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let summary = try OfflineLint.lint(
            paths, home: global.homeIfThere(), clock: .system)
        switch global.format {
        case .text: Stream.output.write(text(summary))
        case .json: Stream.output.write(json(summary).serializedForScreen())
        }
        guard let worst = summary.findings.first else { return }
        Notices.say("plomba: \(worst.message) [\(worst.code)]")
        Notices.say("  do not rely on these statements before you know which of them is wrong")
        throw EndWithStatus(status: summary.exitStatus)
    }

    /// ```
    /// lint.two-ends: one delivery has two ends, and nothing here shows which was recorded first
    ///   evidence/ConsignmentAcceptance.json
    ///   evidence/Withdrawal.json
    /// Statements: 7, contradictions: 1
    /// ```
    private func text(_ summary: LintSummary) -> String {
        var text = ""
        for finding in summary.findings {
            text += finding.code + ": " + SafeText.sentence(finding.message) + "\n"
            for file in finding.files { text += "  " + SafeText.shown(Array(file.utf8)) + "\n" }
        }
        text += "Statements: \(summary.statements), contradictions: \(summary.findings.count)\n"
        if summary.unknownSigners > 0 {
            text +=
                "Signed by nobody you have confirmed: \(summary.unknownSigners). "
                + "Their signatures hold, by the keys that they carry.\n"
        }
        if summary.expiriesByOthers > 0 {
            text +=
                "Expired by the time of witnesses that only a folder names: \(summary.expiriesByOthers). "
                + "Ask who they are; then: plomba broker witnesses FILE --until TIME\n"
        }
        return text
    }

    private func json(_ summary: LintSummary) -> JSONValue {
        .object([
            JSONMember("statements", .integer(Int64(summary.statements))),
            JSONMember("unknownSigners", .integer(Int64(summary.unknownSigners))),
            JSONMember("expiriesByOthers", .integer(Int64(summary.expiriesByOthers))),
            JSONMember(
                "contradictions",
                .array(
                    summary.findings.map { finding in
                        .object([
                            JSONMember("code", .string(finding.code)),
                            JSONMember("message", .string(finding.message)),
                            JSONMember("files", .array(finding.files.map { .string($0) })),
                        ])
                    })),
        ])
    }
}
