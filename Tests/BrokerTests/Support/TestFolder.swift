import Foundation

/// A private folder that goes away with its owner.
final class TestFolder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "broker-\(UUID())")
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        path = url.path(percentEncoded: false)
    }

    deinit {
        // A folder left in the temporary directory harms nothing.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// A copy of everything as it is on the disk now: what a killed process leaves.
    func copy() throws -> TestFolder {
        let copy = try TestFolder()
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            try FileManager.default.copyItem(
                atPath: "\(path)/\(name)", toPath: "\(copy.path)/\(name)")
        }
        return copy
    }

    /// Names of all payload files.
    func payloadFiles() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path + "/payloads")
            .filter { $0.contains("/") }
            .map { URL(filePath: $0).lastPathComponent }
    }
}
