import Foundation
import Primitives
import TestSupport
import Testing

/// Other people's test vectors, read where they are.
enum VectorFolder {
    struct Missing: Error, CustomStringConvertible {
        let path: String
        var description: String {
            "the vectors at \(path) are missing; set PLOMBA_VECTORS to the folder that has them"
        }
    }

    static let url: URL = {
        if let path = ProcessInfo.processInfo.environment["PLOMBA_VECTORS"], !path.isEmpty {
            return URL(filePath: path)
        }
        return Tool.root.appending(path: "../shared/vectors").standardized
    }()

    static func bytes(_ path: String) throws -> [UInt8] {
        let file = url.appending(path: path).path(percentEncoded: false)
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Missing(path: file)
        }
        return Array(data)
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    static func json<Value: Decodable>(_ path: String, as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(bytes(path)))
    }

    /// The files below a folder, as paths that `bytes` takes.
    static func files(below folder: String) throws -> [String] {
        let path = url.appending(path: folder).path(percentEncoded: false)
        guard let walker = FileManager.default.enumerator(atPath: path) else {
            throw Missing(path: path)
        }
        return walker.compactMap { $0 as? String }.filter { $0.hasSuffix(".json") }
            .sorted().map { folder + "/" + $0 }
    }

    /// The line that `make vectors` collects.
    static func report(_ set: String, cases: Int, atLeast minimum: Int) {
        print("vectors \(set) cases=\(cases)")
        #expect(cases >= minimum, "\(set) has fewer cases than when these tests were written")
    }
}

/// A hash as the vectors write it. Some have a word where any hash would do, which becomes one.
func digest(_ base64: String?) -> SHA256Digest? {
    guard let bytes = base64.flatMap({ Base64.decode($0) }), !bytes.isEmpty else { return nil }
    return SHA256Digest(bytes: bytes) ?? SHA256Digest.of(bytes)
}
