internal import Primitives

/// Finds paths that would become one file on some machine: equal bytes, equal after Unicode
/// normalisation (macOS), equal after normalisation and case folding (Windows, macOS), or a file
/// where another path needs a folder. Folders that differ only so are refused as well.
///
/// How two names are compared: each is case-folded scalar by scalar, and the folded names are
/// compared with Swift's `String ==`, which is canonical equivalence, the same relation as equality
/// of the NFC forms. This is the one place of the house that wants that relation; everywhere else
/// names are compared as bytes.
///
/// Memory: about 50 bytes a path and folder, plus the name if it is longer than 15 bytes.
package struct PathCollisions {
    /// One folder or file: its folder's number and its folded name.
    private struct Key: Hashable {
        let folder: Int32
        let foldedName: String
    }

    private struct Node {
        /// The name as it stands, so that an exact repetition can be told from a twin.
        let name: String
        /// The folder's number, or `file`.
        let number: Int32
    }

    private static let root: Int32 = 0
    private static let file: Int32 = -1

    private var nodes: [Key: Node] = [:]
    /// How many folders the paths so far need.
    private(set) var folders: Int32 = root
    /// The folder of the path seen last: most paths share it with their predecessor.
    private var lastFolder: (bytes: [UInt8], number: Int32) = ([], root)

    package init() {}

    /// Takes note of a path.
    /// - Throws: what it collides with; the detector is not to be used after that.
    package mutating func insert(_ path: BagPath) throws(PathCollision) {
        let nameStart = path.bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        let folder = try folderNumber(path, path.bytes[..<nameStart])
        let name = String(decoding: path.bytes[nameStart...], as: UTF8.self)
        let key = Key(folder: folder, foldedName: CaseFolding.fold(name))
        guard let present = nodes.updateValue(Node(name: name, number: Self.file), forKey: key)
        else { return }
        throw collision(of: path, name: name, with: present, asFile: true)
    }

    private mutating func folderNumber(
        _ path: BagPath, _ prefix: ArraySlice<UInt8>
    ) throws(PathCollision) -> Int32 {
        if prefix.elementsEqual(lastFolder.bytes) { return lastFolder.number }
        var current = Self.root
        for component in prefix.split(separator: UInt8(ascii: "/")) {
            let name = String(decoding: component, as: UTF8.self)
            let key = Key(folder: current, foldedName: CaseFolding.fold(name))
            if let present = nodes[key] {
                guard present.number != Self.file, present.name.utf8.elementsEqual(component)
                else { throw collision(of: path, name: name, with: present, asFile: false) }
                current = present.number
            } else {
                folders += 1
                nodes[key] = Node(name: name, number: folders)
                current = folders
            }
        }
        lastFolder = (Array(prefix), current)
        return current
    }

    private func collision(
        of path: BagPath, name: String, with present: Node, asFile: Bool
    ) -> PathCollision {
        let kind: PathCollision.Kind =
            if asFile != (present.number == Self.file) {
                .fileAndFolder
            } else if name.utf8.elementsEqual(present.name.utf8) {
                .sameBytes
            } else if name == present.name {
                .sameAfterNormalisation
            } else {
                .sameAfterCaseFolding
            }
        return PathCollision(path: path, otherName: present.name, kind: kind)
    }
}

/// Two paths that cannot stand side by side everywhere. Names are in the value for the person's own
/// screen; `message` leaves them out.
package struct PathCollision: PlainFailure, Equatable {
    package enum Kind: String, Sendable {
        case sameBytes = "same-bytes"
        case sameAfterNormalisation = "same-after-normalisation"
        case sameAfterCaseFolding = "same-after-case-folding"
        case fileAndFolder = "file-and-folder"
    }

    package let path: BagPath
    /// The name, in the same folder, that `path` collides with.
    package let otherName: String
    package let kind: Kind

    package var code: String { "path.collision-\(kind.rawValue)" }

    package var message: String {
        switch kind {
        case .sameBytes: "the same path stands twice"
        case .sameAfterNormalisation: "two names differ only in their Unicode normal form"
        case .sameAfterCaseFolding: "two names differ only in upper and lower case"
        case .fileAndFolder: "a name is a file here and a folder there"
        }
    }

    package var hint: String? { "rename one of the two, or put them into different folders" }

    package static func == (left: PathCollision, right: PathCollision) -> Bool {
        left.path == right.path && left.kind == right.kind
            && left.otherName.utf8.elementsEqual(right.otherName.utf8)
    }
}

/// Case folding of file names without a table of our own.
enum CaseFolding {
    /// Lower, upper and lower again, scalar by scalar: `ẞ`, `ß` and `SS` all become `ss`, the three
    /// Greek sigmas become one. The dotless `ı` stays itself, as in Unicode's own folding.
    static func fold(_ name: String) -> String {
        if name.utf8.allSatisfy({ $0 < 0x80 }) {
            let hasUpper = name.utf8.contains { (0x41...0x5A).contains($0) }
            return hasUpper ? name.lowercased() : name
        }
        var folded = ""
        for scalar in name.unicodeScalars {
            if scalar == "\u{131}" {
                folded.unicodeScalars.append(scalar)
            } else {
                let lower = scalar.properties.lowercaseMapping
                folded += lower.uppercased().lowercased()
            }
        }
        return folded
    }
}
