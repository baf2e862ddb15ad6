import Primitives
import PrivateFiles
import SystemPackage

/// Whether the home is closed to others, and no change of its keys is half done.
struct HomeCheck {
    /// Files shown by name; more are counted.
    private static let shownFiles = 3
    private static let maximumDepth = 16
    let path: FilePath

    func findings() -> [Finding] {
        [folder(), files(), parent(), unfinished()].compactMap { $0 }
    }

    private var keys: FilePath { path.appending("keys") }

    private func folder() -> Finding? {
        guard let facts = try? path.stat(), !isPrivate(facts.permissions) else { return nil }
        return Finding(HomeError.open(path))
    }

    /// A file that others may read matters even where the folder above is closed: it will be copied.
    private func files() -> Finding? {
        let open = openFiles(below: path, depth: 0)
        guard let first = open.first else { return nil }
        let names = open.prefix(Self.shownFiles).map { SafeText.shown($0) }.joined(separator: ", ")
        let more = open.count > Self.shownFiles ? " and \(open.count - Self.shownFiles) more" : ""
        return Finding(
            "home.open-files",
            open.count == 1
                ? "others may use the file '\(SafeText.shown(first))' in your folder"
                : "others may use \(open.count) files in your folder: \(names)\(more)",
            hint: "close them with: chmod -R go= '\(SafeText.typed(path.string))'")
    }

    private func openFiles(below folder: FilePath, depth: Int) -> [String] {
        guard depth < Self.maximumDepth, let names = try? PrivateFolder.names(in: folder) else {
            return []  // what cannot be listed by its owner cannot be read by others either
        }
        return names.flatMap { name -> [String] in
            let child = folder.appending(name)
            guard let facts = try? child.stat(followTargetSymlink: false) else { return [] }
            let isOpen = facts.type != .symbolicLink && !isPrivate(facts.permissions)
            let own = isOpen ? [String(child.string.dropFirst(path.string.count + 1))] : []
            return facts.type == .directory ? own + openFiles(below: child, depth: depth + 1) : own
        }
    }

    /// Who may write the folder above may put another home in the place of this one.
    private func parent() -> Finding? {
        var above = path.removingLastComponent()
        if above.isEmpty { above = "." }
        guard let facts = try? above.stat(),
            facts.permissions.contains(.otherWrite) || facts.permissions.contains(.groupWrite),
            !facts.permissions.contains(.saveText)
        else { return nil }
        return Finding(
            "home.parent-writable",
            "others may rename or replace your folder: they can write the folder above it",
            hint: "close it with: chmod go-w '\(SafeText.typed(above.string))'")
    }

    private func unfinished() -> Finding? {
        guard KeyReplacement(keys: keys).isUnfinished else { return nil }
        return Finding(
            "keys.change-interrupted",
            "a change of the passphrase was interrupted; the new one counts",
            hint: "the next command that asks for the passphrase tidies up")
    }

    private func isPrivate(_ permissions: FilePermissions) -> Bool {
        permissions.isDisjoint(with: [.groupReadWriteExecute, .otherReadWriteExecute])
    }
}
