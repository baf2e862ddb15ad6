import Foundation

/// A private folder that is gone when the test is over.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "plomba-scenario-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func place(_ name: String) -> String { path + "/" + name }

    func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: place(name))
    }

    func write(_ name: String, _ bytes: [UInt8], mode: Int = 0o600) throws {
        let file = URL(filePath: place(name))
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: place(name))
    }

    func write(_ name: String, _ text: String, mode: Int = 0o600) throws {
        try write(name, Array(text.utf8), mode: mode)
    }

    func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: place(name))))
    }

    /// Every file and folder below, relative, sorted.
    func tree(_ name: String) -> [String] {
        let found = FileManager.default.enumerator(atPath: place(name))
        return (found?.allObjects as? [String] ?? []).sorted()
    }
}
