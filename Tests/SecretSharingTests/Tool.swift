import Foundation
import Primitives

@testable import SecretSharing

/// What the tests need besides the shares.
enum Tool {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    /// The shares of somebody else's making: `Tests/Interop/slip39.py`.
    static func slip39(_ arguments: [String]) throws -> Outcome {
        let process = Process()
        process.executableURL = root.appending(path: ".venv/bin/python3")
        process.arguments = [root.appending(path: "Tests/Interop/slip39.py").path] + arguments
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        let complained = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
            errors: String(decoding: complained, as: UTF8.self))
    }

    /// What the other implementation makes of the shares: the secret, or nil where it refuses them.
    static func combinedElsewhere(_ shares: [String]) throws -> [UInt8]? {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "plomba-shares-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let paths = try shares.enumerated().map { index, share in
            let file = folder.appending(path: "share-\(index)")
            try Data(share.utf8).write(to: file)
            return file.path
        }
        let outcome = try slip39(["combine"] + paths)
        guard outcome.status == 0 else { return nil }
        return Hex.decode(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}

extension Share {
    convenience init(_ text: String) throws(SharingError) {
        try self.init(parsing: Array(text.utf8).span)
    }

    var words: String {
        get throws { try text().withBytes { String(decoding: Array(copying: $0), as: UTF8.self) } }
    }
}

/// A secret that was put together, as bytes that a test can compare.
func combined(_ texts: [String], passphrase: String = "") throws -> [UInt8] {
    let shares = try texts.map { try Share($0) }
    let secret = try SecretSplitting.combine(shares, passphrase: Array(passphrase.utf8))
    return secret.withBytes { Array(copying: $0) }
}

/// The texts of new shares.
func split(
    _ secret: [UInt8], _ threshold: Int, _ count: Int, exponent: Int = 0
) throws -> [String] {
    try SecretSplitting.split(
        SecretBytes(copying: secret.span), threshold: threshold, count: count,
        iterationExponent: exponent, passphrase: []
    ).map { try $0.words }
}
