import ArgumentParser
import Glibc
import Primitives

/// Turns what went wrong into text and an exit code: 1 when something could not be done, 64 when
/// the command line is wrong. The only place where that is done.
enum Failure {
    private static let usage: Int32 = 64
    private static let notDone: Int32 = 1

    static func exit(_ error: any Error) -> Never {
        switch error {
        case let failure as any PlainFailure:
            Output.error(failure.message)
            if let hint = failure.hint { Output.error(hint) }
            Glibc.exit(notDone)
        case is ExitCode:
            Plombad.exit(withError: error)
        case is CleanExit:
            Plombad.exit(withError: error)
        default:
            let code = Plombad.exitCode(for: error)
            guard code != .validationFailure, code != .success else {
                Plombad.exit(withError: error)
            }
            // An error without words of ours: its own words may hold anything.
            Output.error("something failed that this program has no words for")
            Glibc.exit(notDone)
        }
    }

    static let usageCode = ExitCode(usage)
}
