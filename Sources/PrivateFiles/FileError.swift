import Primitives
package import SystemPackage

/// What the computer refused while a file was read or written.
package enum FileError: PlainFailure, Equatable {
    case notFound(FilePath)
    case denied(FilePath)
    case alreadyThere(FilePath)
    case noSpace(FilePath)
    case readOnly(FilePath)
    case tooLarge(FilePath, limitInBytes: Int)
    case notAFile(FilePath)
    case notAFolder(FilePath)
    case other(FilePath, Errno)

    /// The fact behind an error number of the system.
    package init(_ number: Errno, at path: FilePath) {
        self =
            switch number {
            case .noSuchFileOrDirectory: .notFound(path)
            case .permissionDenied, .notPermitted: .denied(path)
            case .fileExists, .directoryNotEmpty: .alreadyThere(path)
            case .noSpace, .diskQuotaExceeded: .noSpace(path)
            case .readOnlyFileSystem: .readOnly(path)
            case .isDirectory, .tooManySymbolicLinkLevels: .notAFile(path)
            case .notDirectory: .notAFolder(path)
            default: .other(path, number)
            }
    }

    /// The fact behind whatever a file operation threw.
    package init(_ error: any Error, at path: FilePath) {
        switch error {
        case let known as FileError: self = known
        case let number as Errno: self.init(number, at: path)
        default: self = .other(path, .ioError)
        }
    }

    package var code: String {
        switch self {
        case .notFound: "file.not-found"
        case .denied: "file.not-permitted"
        case .alreadyThere: "file.exists"
        case .noSpace: "file.disk-full"
        case .readOnly: "file.not-permitted"
        case .tooLarge: "file.too-large"
        case .notAFile: "file.not-a-file"
        case .notAFolder: "file.not-a-folder"
        case .other: "file.system"
        }
    }

    package var message: String {
        switch self {
        case .notFound(let path): "there is no file or folder '\(shown(path))'"
        case .denied(let path): "this account may not use '\(shown(path))'"
        case .alreadyThere(let path): "'\(shown(path))' is there already"
        case .noSpace(let path): "no space left on the disk for '\(shown(path))'"
        case .readOnly(let path): "'\(shown(path))' is on a disk that cannot be written"
        case .tooLarge(let path, let limit): "'\(shown(path))' is larger than \(limit) bytes"
        case .notAFile(let path): "'\(shown(path))' is not a plain file"
        case .notAFolder(let path): "'\(shown(path))' is not a folder"
        case .other(let path, let number): "the system refused '\(shown(path))': \(number)"
        }
    }

    package var hint: String? {
        switch self {
        case .notFound: "check the name and the folder you are in"
        case .denied: "check who owns the file and who may read it"
        case .alreadyThere: "choose another name; nothing was overwritten"
        case .noSpace: "free some space or choose another disk, then run the same command again"
        case .readOnly: "choose another disk"
        case .tooLarge: "check that this is the right file"
        case .notAFile: "give the file itself, not a link or a folder"
        case .notAFolder, .other: nil
        }
    }

    private func shown(_ path: FilePath) -> String { SafeText.shown(path.string) }
}
