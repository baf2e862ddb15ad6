import Foundation
import Testing

/// Other people's test vectors, read where they are.
enum VectorFolder {
    struct Missing: Error, CustomStringConvertible {
        let path: String
        var description: String {
            "the vectors at \(path) are missing; set PLOMBA_VECTORS to the folder that has them"
        }
    }

    static let packageRoot = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static let url: URL = {
        if let path = ProcessInfo.processInfo.environment["PLOMBA_VECTORS"], !path.isEmpty {
            return URL(filePath: path)
        }
        return packageRoot.appending(path: "../shared/vectors").standardized
    }()

    /// The JSON of a file; vectors hold fractions, which our own reader refuses.
    static func json(_ path: String) throws -> Any {
        let file = url.appending(path: path).path(percentEncoded: false)
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Missing(path: file)
        }
        return try JSONSerialization.jsonObject(with: data)
    }

    static func names(in folder: String) throws -> [String] {
        let path = url.appending(path: folder).path(percentEncoded: false)
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw Missing(path: path)
        }
        return names.sorted()
    }

    /// The line that `make vectors` collects.
    static func report(_ set: String, cases: Int, atLeast minimum: Int) {
        print("vectors \(set) cases=\(cases)")
        #expect(cases >= minimum, "\(set) has fewer cases than when these tests were written")
    }
}
