import Foundation

/// A folder of one test's own, removed when the test is over.
final class TestFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "plomba-bagit-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func at(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ name: String, _ content: [UInt8] = []) throws -> String {
        let full = at(name)
        try FileManager.default.createDirectory(
            atPath: (full as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true)
        try Data(content).write(to: URL(filePath: full))
        return full
    }

    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: at(name))))
    }

    /// Every name below, sorted.
    func tree() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
    }
}
