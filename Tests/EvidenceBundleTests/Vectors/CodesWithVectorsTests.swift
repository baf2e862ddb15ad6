import Foundation
import TestSupport
import Testing

/// Every failure code that the two specifications name has a vector that fails with it.
@Suite struct `Codes with vectors` {
    @Test func `each code of the sealed bundle has one`() throws {
        let told = try Self.codes(in: "sealed-bundle.md", prefix: "bundle.")
        #expect(told.count == 51, "\(told.count)")
        let shown =
            try BundleVector.read("invalid").compactMap(\.bundle.code)
            + FolderVector.read().compactMap(\.outcome.code)
        #expect(told.subtracting(shown) == [])
        #expect(Set(shown.filter { $0.hasPrefix("bundle.") }).subtracting(told) == [])
    }

    @Test func `each code of what was sealed before has one`() throws {
        let told = try Self.codes(in: "partial-disclosure.md", prefix: "original.")
        #expect(told.count == 13, "\(told.count)")
        let shown = try DisclosureVector.read("invalid").compactMap(\.bundle.code)
        #expect(told.subtracting(shown) == [])
        #expect(Set(shown.filter { $0.hasPrefix("original.") }).subtracting(told) == [])
    }

    /// The codes in the table of section 8, row by row: those of a check, without its notes.
    private static func codes(in document: String, prefix: String) throws -> Set<String> {
        let path = Tool.root.appending(path: "Protocol/\(document)")
        let text = try String(contentsOf: path, encoding: .utf8)
        let section = try #require(text.components(separatedBy: "\n## 8. Failures\n").last)
        let rows = section.split(separator: "\n").filter { $0.hasPrefix("| `") }
        let codes = rows.flatMap { row -> [String] in
            let cells = row.split(separator: "|")
            guard cells.count == 2, cells[1].contains(prefix) else { return [] }
            return cells[1].split(separator: "`").map(String.init).filter {
                !$0.isEmpty && $0.wholeMatch(of: /[a-z0-9.-]+[a-z0-9]/) != nil
            }
        }
        return Set(codes.map { $0.hasPrefix(prefix) ? $0 : prefix + $0 })
    }
}
