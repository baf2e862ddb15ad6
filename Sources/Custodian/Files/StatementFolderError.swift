import Primitives
package import SystemPackage
import Verification

/// Why a statement was not put beside those of its kind.
package enum StatementFolderError: PlainFailure, Equatable {
    /// As many of one event as are kept.
    case full(String, FilePath)

    package var code: String { "home.too-many-statements" }

    package var message: String {
        switch self {
        case .full(let event, let path):
            "\(StatementFolder.maximumOfOneEvent) different statements '\(SafeText.shown(event))' lie in "
                + "'\(SafeText.shown(path.string))' already, and a further one was not kept"
        }
    }

    package var hint: String? {
        "one delivery has one of each kind from each key: ask the broker's operator where so many came from"
    }
}
