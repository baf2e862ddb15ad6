import Foundation

/// States of before that are put in the place of later ones, as a restored disk or a cut of the power would.
extension Scene {
    /// Copies a file or folder of the scene beside it.
    func copy(_ name: String, to other: String) throws {
        try FileManager.default.copyItem(
            atPath: folder.place(name), toPath: folder.place(other))
    }

    /// Puts a copy of another in the place of what may be there. What runs in it was stopped before.
    func replace(_ name: String, by other: String) throws {
        let place = folder.place(name)
        if FileManager.default.fileExists(atPath: place) {
            try FileManager.default.removeItem(atPath: place)
        }
        try copy(other, to: name)
    }
}
