import Foundation

/// The checked-out tree, read as text.
enum SourceTree {
    /// The folder that holds Package.swift.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// One text file of the tree: its path below the root, and its lines.
    struct File {
        let path: String
        let lines: [String]
    }

    /// All files below `folder` whose name ends with one of `endings`; every file for an empty list.
    static func files(below folder: String, endings: [String] = []) throws -> [File] {
        let base = root.appending(path: folder)
        guard let walker = FileManager.default.enumerator(atPath: base.path()) else { return [] }
        var found: [File] = []
        while let name = walker.nextObject() as? String {
            if skipped.contains(where: { name.hasPrefix($0) }) { continue }
            guard endings.isEmpty || endings.contains(where: { name.hasSuffix($0) }) else {
                continue
            }
            guard let text = try? String(contentsOf: base.appending(path: name), encoding: .utf8)
            else { continue }  // a folder or a binary file: nothing to read as text
            let path = folder.isEmpty ? name : folder + "/" + name
            found.append(File(path: path, lines: text.components(separatedBy: "\n")))
        }
        return found.sorted { $0.path < $1.path }
    }

    /// What the build and the tools leave behind; never committed.
    private static let skipped = [".build", ".git/", ".venv", ".plomba-demo"]
}
