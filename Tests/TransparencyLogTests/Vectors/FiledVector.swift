import Foundation

/// A case that has a file of its own and a line of `cases.json`, in `valid` or `invalid` of a folder.
protocol FiledVector: Codable {
    static var folder: URL { get }
    /// Names the file.
    var name: String { get }
    var file: [UInt8] { get set }
}

extension FiledVector {
    static func read(_ kind: String) throws -> [Self] {
        let base = folder.appending(path: kind)
        let list = try Data(contentsOf: base.appending(path: "cases.json"))
        return try JSONDecoder().decode([Self].self, from: list).map { vector in
            var vector = vector
            vector.file = Array(try Data(contentsOf: base.appending(path: vector.name)))
            return vector
        }
    }

    static func write(_ kind: String, _ vectors: [Self]) throws {
        let base = folder.appending(path: kind)
        // What stood there is made anew as a whole.
        try? FileManager.default.removeItem(at: base)
        try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
        for vector in vectors {
            try Data(vector.file).write(to: base.appending(path: vector.name))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes, .sortedKeys]
        try encoder.encode(vectors).write(to: base.appending(path: "cases.json"))
    }
}
