import Testing

/// Every command of `plomba` says its name. Where one does not, the library asks the runtime for the
/// name of its type, at each start and for every such command: 7 ms for 47 of them.
@Suite struct `Names of commands` {
    @Test func `every configuration begins with the name`() throws {
        var count = 0
        for file in try SourceTree.files(below: "Sources/plomba", endings: [".swift"]) {
            for (number, line) in file.lines.enumerated()
            where line.hasSuffix("CommandConfiguration(") {
                let next = number + 1 < file.lines.count ? file.lines[number + 1] : ""
                #expect(next.contains("commandName: "), "\(file.path):\(number + 1)")
                count += 1
            }
        }
        #expect(count > 60)
    }
}
