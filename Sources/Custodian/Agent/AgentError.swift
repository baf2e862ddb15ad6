import Primitives

/// Why the process that keeps unlocked keys could not be started, asked or ended.
package enum AgentError: PlainFailure, Equatable {
    case notStarted
    case notHardened
    case noLockedMemory
    case noSockets
    case busy
    /// Nobody listens any more, or nothing came back in time.
    case gone
    /// It keeps other keys than those in this home.
    case otherKeys
    /// It does not sign for this purpose.
    case refused
    case notEnded

    package var code: String {
        switch self {
        case .notStarted: "agent.not-started"
        case .notHardened: "agent.not-hardened"
        case .noLockedMemory: "agent.no-locked-memory"
        case .noSockets: "agent.no-sockets"
        case .busy: "agent.busy"
        case .gone: "agent.gone"
        case .otherKeys: "agent.other-keys"
        case .refused: "agent.refused"
        case .notEnded: "agent.not-ended"
        }
    }

    package var message: String {
        switch self {
        case .notStarted: "the part of plomba that keeps unlocked keys did not start"
        case .notHardened: "the system does not let plomba hide its memory from other programs"
        case .noLockedMemory: "the system gives plomba no memory that stays out of the swap"
        case .noSockets: "the disk that holds your keys cannot hold a socket"
        case .busy: "another 'plomba unlock' is under way"
        case .gone: "the keys were locked before the work was done"
        case .otherKeys: "the unlocked keys are not those in this folder"
        case .refused: "the part of plomba that keeps unlocked keys refused to sign this"
        case .notEnded: "the part of plomba that keeps unlocked keys could not be ended"
        }
    }

    package var hint: String? {
        switch self {
        case .notStarted: "try again; without it, every command asks for the passphrase"
        case .notHardened: "nothing was unlocked; every command asks for the passphrase"
        case .noLockedMemory:
            "nothing was unlocked; raise the limit for locked memory (ulimit -l) to 64 or more"
        case .noSockets:
            "nothing was unlocked; keep the folder on a Linux file system such as ext4"
        case .busy: "wait until it has finished, then run this command again"
        case .gone: "run the same command again"
        case .otherKeys: "run 'plomba unlock' again"
        case .refused: "run 'plomba lock', then the same command again"
        case .notEnded: "end the process that 'plomba unlock --status' names"
        }
    }
}
