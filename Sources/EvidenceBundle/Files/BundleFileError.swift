import Primitives
package import SystemPackage

/// What the operating system refused to do with a sealed bundle's own file when it was read.
///
/// The message names the path: it is for the person's own screen, never for a log or a peer.
package struct BundleFileError: PlainFailure, Equatable {
    package enum Act: String, Sendable {
        case open, read, inspect
    }

    package let act: Act
    package let path: String
    package let reason: Errno

    init(_ act: Act, _ path: String, _ reason: Errno) {
        (self.act, self.path, self.reason) = (act, path, reason)
    }

    package var code: String {
        switch reason {
        case .permissionDenied, .notPermitted: "file.not-permitted"
        case .noSuchFileOrDirectory: "file.not-found"
        default: "file.\(act.rawValue)-failed"
        }
    }

    package var message: String {
        "could not \(act.rawValue) '\(SafeText.shown(path))': \(explanation)"
    }

    package var hint: String? {
        switch reason {
        case .permissionDenied, .notPermitted: "check who may read there"
        default: nil
        }
    }

    private var explanation: String {
        switch reason {
        case .permissionDenied, .notPermitted: "not permitted"
        case .noSuchFileOrDirectory: "it does not exist"
        case .isDirectory: "it is not a file"
        default: reason.description.lowercased()
        }
    }
}
