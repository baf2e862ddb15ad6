import ArgumentParser
import Custodian
import Primitives
import Report
import Screen

struct ExportCaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export-case",
        abstract: "Write an opened case as CASE 1.4 JSON-LD, for the programs of an investigation.",
        discussion: """
            Checks the case again, offline, and writes what it is about as one file that other forensic \
            programs read: the case, every exhibit with its number, name, size and SHA-256, every signed \
            step and every act after receipt with who did it and when, and the verdict. Nothing is \
            changed in the case, nobody is contacted. The same case and partners give the same bytes.

              plomba export-case case -o case.jsonld
              plomba export-case case --evidence evidence -o case.jsonld
              case_validate --built-version case-1.4.0 case.jsonld

            THE FILE IS NOT ENCRYPTED. It holds in clear what the opened folder holds: file names, \
            titles, places, codes of persons, names of organisations. Who must not see these must not \
            get it. It is a description, signed by nobody: the evidence is the folder.

            A case that does not hold is refused (exit status 2, nothing written). Where only the signer \
            is unknown here, the file is written, says so, and the exit status is 2.

            Files of ProofMode, Tella and C2PA among the exhibits are left as they are; the output names \
            them with the exhibit that they are about.
            """)

    @Argument(help: "The opened case folder.")
    var folder: String

    @Option(
        help: ArgumentHelp("The evidence folder about the case.", valueName: "folder"))
    var evidence: String?

    @Option(name: [.customShort("o"), .long], help: "The file to write, ending in .jsonld.")
    var output: String

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let written = try CaseExport.write(
            CaseExportOrder(
                folder: folder, evidence: evidence, output: output,
                tool: ReportTool(name: "plomba", version: Version.text)),
            home: global.homeIfThere(), clock: .system, notices: Notices.board())
        var sheet = Sheet()
        sheet.add("CASE file", output, name: "file")
        sheet.add("SHA-256", written.digest.hex, name: "sha256")
        sheet.say("Exhibits", "\(written.exhibits)")
        sheet.say("Actions", "\(written.actions)")
        sheet.say("Encrypted", "no: it holds in clear what the folder holds")
        sheet.set("exhibits", .integer(Int64(written.exhibits)))
        sheet.set("actions", .integer(Int64(written.actions)))
        for sidecar in written.sidecars { sheet.say("Sidecar", Self.line(sidecar)) }
        sheet.set("sidecars", .array(written.sidecars.map(Self.json)))
        sheet.say("Verified", Self.verdict(written))
        sheet.set("verified", .bool(written.isPositive))
        sheet.write(global.format)
        guard written.isPositive else { throw EndWithStatus(status: written.exitStatus) }
    }

    private static func verdict(_ written: WrittenCaseExport) -> String {
        if written.isPositive { return "yes" }
        return written.isSignerUnknown
            ? "NO: consistent, signer unknown; the file says so"
            : "NO: not everything could be checked; the file says so"
    }

    private static func line(_ sidecar: Sidecar) -> String {
        let about = sidecar.about ?? "nothing that is here"
        return "\(sidecar.file): \(sidecar.kind.rawValue), about \(about)"
    }

    private static func json(_ sidecar: Sidecar) -> JSONValue {
        .object([
            JSONMember("file", .string(sidecar.file)),
            JSONMember("kind", .string(sidecar.kind.rawValue)),
            JSONMember("about", sidecar.about.map { .string($0) } ?? .null),
        ])
    }
}
