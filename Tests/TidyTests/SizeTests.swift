import Testing

/// Small rooms, held by a test.
@Suite struct `Size` {
    static let longestFile = 500
    static let longestFunction = 70

    @Test func `no file is longer than the limit`() throws {
        for file in try allSwift() {
            #expect(file.lines.count <= Self.longestFile, "\(file.path)")
        }
    }

    @Test func `no function is longer than the limit`() throws {
        for file in try allSwift() {
            for function in functions(in: file.lines) {
                #expect(
                    function.length <= Self.longestFunction,
                    "\(file.path):\(function.line) has \(function.length) lines")
            }
        }
    }

    private func allSwift() throws -> [SourceTree.File] {
        try SourceTree.files(below: "Sources", endings: [".swift"])
            + SourceTree.files(below: "Tests", endings: [".swift"])
    }

    /// Functions and initialisers by their indentation: the formatter puts the closing brace of a
    /// declaration at the column of its first line.
    private func functions(in lines: [String]) -> [(line: Int, length: Int)] {
        var found: [(line: Int, length: Int)] = []
        for (index, line) in lines.enumerated() where opensFunction(line) {
            let indent = line.prefix { $0 == " " }
            let closing = lines[(index + 1)...].firstIndex { $0 == indent + "}" }
            if let closing { found.append((index + 1, closing - index + 1)) }
        }
        return found
    }

    private func opensFunction(_ line: String) -> Bool {
        let words = line.split(separator: " ").prefix(6)
        guard !line.contains("//"), line.hasSuffix("{") || line.hasSuffix("(") else { return false }
        return words.contains("func") || words.contains { $0.hasPrefix("init(") || $0 == "deinit" }
    }
}
