import Foundation
import SystemPackage

/// A private folder that is gone when the test is over.
final class TestFolder: Sendable {
    let path: FilePath

    init() throws {
        let path = NSTemporaryDirectory() + "plomba-custodian-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        self.path = FilePath(path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path.string) }

    func place(_ name: String) -> String { path.appending(name).string }

    func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: place(name))
    }

    @discardableResult
    func write(_ name: String, _ text: String, mode: Int = 0o600) throws -> String {
        try write(name, Array(text.utf8), mode: mode)
    }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8], mode: Int = 0o600) throws -> String {
        let file = URL(filePath: place(name))
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: file.path(percentEncoded: false))
        return place(name)
    }

    func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: place(name))))
    }

    func mode(_ name: String) throws -> Int {
        let facts = try FileManager.default.attributesOfItem(atPath: place(name))
        return (facts[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }

    func names(_ name: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: place(name)).sorted()
    }
}
