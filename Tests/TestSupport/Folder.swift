import Foundation

/// A private folder that is gone when the test is over.
public final class Folder: Sendable {
    public let path: String

    public init() throws {
        path = NSTemporaryDirectory() + "plomba-test-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
    }

    deinit {
        // A folder left in the temporary directory harms nothing.
        try? FileManager.default.removeItem(atPath: path)
    }

    public func place(_ name: String) -> String { path + "/" + name }

    public func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: place(name))
    }

    /// Writes a file, and the folders that it lies in, and returns its path.
    @discardableResult
    public func write(_ name: String, _ bytes: [UInt8] = [], mode: Int = 0o600) throws -> String {
        let file = URL(filePath: place(name))
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: place(name))
        return place(name)
    }

    @discardableResult
    public func write(_ name: String, _ text: String, mode: Int = 0o600) throws -> String {
        try write(name, Array(text.utf8), mode: mode)
    }

    public func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: place(name))))
    }

    /// Every file and folder below, relative, sorted.
    public func tree(_ name: String = "") throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: place(name)).sorted()
    }
}
