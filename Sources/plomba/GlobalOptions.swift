import ArgumentParser
import Custodian
import Glibc
import Primitives
import Screen

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder with your keys and cases.",
            discussion: "Default: $PLOMBA_HOME, else plomba in the XDG data folder.",
            valueName: "folder"))
    var home: String?

    @Option(help: "How to answer: text for people, json for programs.")
    var format: OutputFormat = .text

    @Option(
        help: ArgumentHelp(
            "Take the passphrase from the first line of a file instead of asking.",
            valueName: "file"))
    var passphraseFile: String?

    /// The folder, whether or not it is there yet.
    func homePath() throws -> String {
        try HomeLocation.resolve(option: home, environment: Environment.variables)
    }

    /// The home, if there is one; a home that is named must be there. An expert's computer has none.
    func homeIfThere() throws -> Home? {
        do {
            return try Home.open(homePath())
        } catch HomeError.noHome where home == nil {
            return nil
        }
    }

    /// Where passphrases come from; says so when others can read them there.
    var passphrases: PassphraseSource {
        guard let passphraseFile else { return .terminal }
        let source = PassphraseSource.file(passphraseFile)
        if source.isReadableByOthers {
            Notices.warn(
                "other people on this computer can read '\(passphraseFile)'; "
                    + "close it with: chmod go= FILE")
        }
        return source
    }

    /// Everything that the work on an existing home needs.
    func office() throws -> Office {
        Office(
            home: try Home.open(homePath()), clock: Clock.system,
            locker: .child(logN: KeyLocker.usualLogN), passphrases: passphrases,
            notices: Notices.board())
    }
}

/// The variables of the environment that say where to work.
enum Environment {
    static var variables: [String: String] {
        var found: [String: String] = [:]
        for name in ["PLOMBA_HOME", "XDG_DATA_HOME", "HOME"] {
            if let value = unsafe getenv(name) { found[name] = unsafe String(cString: value) }
        }
        return found
    }
}
