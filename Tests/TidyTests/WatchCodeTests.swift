import Testing

/// What `plomba watch` can say stands in the table of Protocol/witness.md, and nothing else does.
@Suite struct `Codes of the watch` {
    @Test func `the table has them all`() throws {
        var said: Set<String> = []
        for file in try SourceTree.files(below: "Sources/Custodian", endings: [".swift"]) {
            for line in file.lines {
                said.formUnion(line.matches(of: /"(watch\.[a-z-]+)"/).map { String($0.output.1) })
            }
        }
        var told: Set<String> = []
        for file in try SourceTree.files(below: "Protocol", endings: ["witness.md"]) {
            for line in file.lines {
                told.formUnion(line.matches(of: /`(watch\.[a-z-]+)`/).map { String($0.output.1) })
            }
        }
        #expect(said.count > 25 && said == told, "\(said.symmetricDifference(told).sorted())")
    }
}
