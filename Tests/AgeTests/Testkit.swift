import Foundation
import TestSupport

/// One file of the age testkit: what to expect, with what, of which bytes.
struct TestkitCase: Sendable {
    let name: String
    let expectation: String
    let payloadDigest: String?
    let fileKey: String?
    let identities: [String]
    let passphrases: [String]
    let isArmored: Bool
    let file: [UInt8]
}

/// The files of `age-testkit`, read from where other people's vectors are kept.
///
/// Its source counts 143, of which the folder that the tests run against holds 108; all that are
/// there are judged.
enum Testkit {
    struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }

    static let minimumCount = 108
    private static let knownKeys: Set = [
        "expect", "payload", "file key", "identity", "passphrase", "armored", "compressed",
        "comment",
    ]

    static func folder(_ set: String) throws -> URL {
        let setting = ProcessInfo.processInfo.environment["PLOMBA_VECTORS"]
        let vectors =
            setting.map { URL(filePath: $0) }
            ?? Tool.root.appending(path: "../shared/vectors").standardizedFileURL
        let folder = vectors.appending(path: set)
        guard FileManager.default.fileExists(atPath: folder.path) else {
            throw Unreadable(description: "no vectors at \(folder.path): set PLOMBA_VECTORS")
        }
        return folder
    }

    static func load() throws -> [TestkitCase] {
        let folder = try folder("age-testkit").appending(path: "testdata")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        return try names.map { name in
            try load(name, bytes: [UInt8](Data(contentsOf: folder.appending(path: name))))
        }
    }

    private static func load(_ name: String, bytes: [UInt8]) throws -> TestkitCase {
        var fields: [(key: String, value: String)] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: rest[..<end], as: UTF8.self)
            rest = rest[(end + 1)...]
            if line.isEmpty { break }
            let parts = line.split(separator: ": ", maxSplits: 1)
            guard parts.count == 2, knownKeys.contains(String(parts[0])) else {
                throw Unreadable(description: "\(name) has the unknown line '\(line)'")
            }
            fields.append((String(parts[0]), String(parts[1])))
        }
        func all(_ key: String) -> [String] { fields.filter { $0.key == key }.map(\.value) }
        let isCompressed = all("compressed") == ["zlib"]
        return TestkitCase(
            name: name, expectation: all("expect").joined(),
            payloadDigest: all("payload").first, fileKey: all("file key").first,
            identities: all("identity"), passphrases: all("passphrase"),
            isArmored: all("armored") == ["yes"],
            file: isCompressed ? try inflate(Array(rest)) : Array(rest))
    }

    private static func inflate(_ bytes: [UInt8]) throws -> [UInt8] {
        let folder = try Folder()
        try folder.write("small", bytes)
        let outcome = try Tool.run(
            Tool.python(),
            [Tool.script("age_inflate.py"), folder.place("small"), folder.place("large")])
        guard outcome.status == 0 else { throw Unreadable(description: outcome.errors) }
        return try folder.read("large")
    }
}
