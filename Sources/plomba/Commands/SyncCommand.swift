import ArgumentParser
import Custodian
import Screen
import Verification

struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Do what is outstanding: send, tell, fetch receipts. Asks for nothing.",
        discussion: "  plomba sync")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let report = try await global.office().sync()
        SyncSheet.of(report).write(global.format)
        SyncNotices.tell(report)
        if let worst = report.failures.map({ FailureStatus.of($0) }).max() {
            throw EndWithStatus(status: worst)
        }
    }
}
