import Primitives
package import SystemPackage

/// Why the folder with an organisation's keys and cases cannot be used.
package enum HomeError: PlainFailure, Equatable {
    case noHome(FilePath)
    case alreadyThere(FilePath)
    case busy(FilePath)
    case open(FilePath)
    case damaged(file: FilePath, reason: String)
    case newer(FilePath)
    case noPlace

    package var code: String {
        switch self {
        case .noHome: "home.not-found"
        case .alreadyThere: "home.already-there"
        case .busy: "home.busy"
        case .open: "home.readable-by-others"
        case .damaged: "home.damaged"
        case .newer: "home.newer-version"
        case .noPlace: "home.no-place"
        }
    }

    package var message: String {
        switch self {
        case .noHome(let path): "there is no organisation in '\(shown(path))'"
        case .alreadyThere(let path): "'\(shown(path))' already holds an organisation"
        case .busy(let path): "another plomba command is working in '\(shown(path))'"
        case .open(let path): "other people on this computer can read '\(shown(path))'"
        case .damaged(let file, let reason): "'\(shown(file))' is damaged: \(reason)"
        case .newer(let path): "'\(shown(path))' was made by a newer plomba"
        case .noPlace: "neither --home, PLOMBA_HOME, XDG_DATA_HOME nor HOME says where to work"
        }
    }

    package var hint: String? {
        switch self {
        case .noHome:
            "make one with 'plomba organisation create', or point --home at the right folder"
        case .alreadyThere: "nothing was changed; choose another folder with --home"
        case .busy: "wait until it has finished, then run this command again"
        case .open(let path): "close it with: chmod -R go= '\(shown(path))'"
        case .damaged: "restore the file from your backup; nothing was changed"
        case .newer: "update plomba on this computer"
        case .noPlace: "give --home FOLDER"
        }
    }

    private func shown(_ path: FilePath) -> String { SafeText.shown(path.string) }
}
