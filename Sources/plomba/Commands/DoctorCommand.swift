import ArgumentParser
import Custodian
import Primitives
import Screen

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look for what is near its end, not backed up, or unsafe on this computer.",
        discussion: """
            Changes nothing and needs no passphrase. Asks the broker only for its time. Exit \
            status 0 when there is nothing to see to, 1 when there is.

              plomba doctor
              plomba doctor --offline --format json
            """)

    @Flag(help: "Do not ask the broker for its time.")
    var offline = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let path = try global.homePath()
        var findings = try Doctor(path: path, clock: .system).examine()
        if !offline { try await askBroker(path, &findings) }
        switch global.format {
        case .text: write(findings)
        case .json: Stream.output.write(json(findings).serializedForScreen())
        }
        if !findings.found.isEmpty { throw EndWithStatus(status: 1) }
    }

    /// A home that cannot be opened has been told already.
    private func askBroker(_ path: String, _ findings: inout Findings) async throws {
        guard let home = try? Home.open(path) else { return }
        let office = Office(
            home: home, clock: .system, locker: .child(logN: KeyLocker.usualLogN),
            passphrases: global.passphrases,
            // What it would say besides is a finding here.
            notices: NoticeBoard(warn: { _ in }, progress: { _ in }))
        try await office.examineBroker(&findings)
    }

    private func write(_ findings: Findings) {
        for finding in findings.found {
            let message = finding.message.prefix(1).uppercased() + finding.message.dropFirst()
            Stream.output.writeSentence(
                "\(SafeText.sentence(message)) [\(finding.code)]", indent: "")
            Stream.output.writeSentence(SafeText.sentence(finding.hint), indent: "  ")
        }
        for finding in findings.unknown {
            Stream.output.writeSentence(
                "Not known now: \(SafeText.sentence(finding.message)) [\(finding.code)]", indent: ""
            )
        }
        if findings.found.isEmpty { Stream.output.write("Nothing to see to.\n") }
    }

    private func json(_ findings: Findings) -> JSONValue {
        .object([
            JSONMember("findings", .array(findings.found.map(member))),
            JSONMember("unknown", .array(findings.unknown.map(member))),
        ])
    }

    private func member(_ finding: Finding) -> JSONValue {
        .object([
            JSONMember("code", .string(finding.code)),
            JSONMember("message", .string(finding.message)),
            JSONMember("hint", .string(finding.hint)),
        ])
    }
}
