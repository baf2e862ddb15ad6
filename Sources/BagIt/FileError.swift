internal import Primitives
package import SystemPackage

/// What the operating system refused to do with a file or folder of the person.
///
/// The message names the path: it is for the person's own screen, never for a log or a peer.
package struct FileError: PlainFailure, Equatable {
    package enum Act: String, Sendable {
        case open, create, read, write, list, inspect, sync, rename, remove, lock
    }

    package let act: Act
    package let path: [UInt8]
    package let reason: Errno

    init(_ act: Act, _ path: [UInt8], _ reason: Errno) {
        self.act = act
        self.path = path
        self.reason = reason
    }

    package var code: String {
        switch reason {
        case .noSpace, .diskQuotaExceeded: "file.disk-full"
        case .permissionDenied, .notPermitted, .readOnlyFileSystem: "file.not-permitted"
        case .noSuchFileOrDirectory: "file.not-found"
        case .fileExists: "file.exists"
        case .tooManySymbolicLinkLevels: "file.is-a-link"
        case .notDirectory: "file.not-a-folder"
        case .staleNFSFileHandle: "file.replaced"
        default: "file.\(act.rawValue)-failed"
        }
    }

    package var message: String {
        "could not \(act.rawValue) '\(SafeText.shown(path))': \(explanation)"
    }

    package var hint: String? {
        switch reason {
        case .noSpace, .diskQuotaExceeded: "free some space or choose another disk"
        case .fileExists: "choose another name, or remove what stands there"
        case .permissionDenied, .notPermitted: "check who may read and write there"
        case .tooManySymbolicLinkLevels: "give the file itself; links are not followed"
        case .staleNFSFileHandle:
            "use nothing that stands there; choose a folder that only you can write to"
        default: nil
        }
    }

    private var explanation: String {
        switch reason {
        case .noSpace, .diskQuotaExceeded: "the disk is full"
        case .permissionDenied, .notPermitted: "not permitted"
        case .readOnlyFileSystem: "the disk is read-only"
        case .noSuchFileOrDirectory: "it does not exist"
        case .fileExists: "it exists already"
        case .tooManySymbolicLinkLevels: "it is a symbolic link"
        case .notDirectory: "it is not a folder"
        case .staleNFSFileHandle: "another program put something else in its place"
        default: reason.description.lowercased()
        }
    }
}
