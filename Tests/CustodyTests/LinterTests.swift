import Custody
import Primitives
import Testing

/// Every contradiction is found, under its code, and nothing else is.
@Suite struct `Linter` {
    @Test func `every vector gives exactly its codes`() throws {
        let vectors = try LaneVector.readAll()
        for vector in vectors {
            let report = try vector.lint()
            #expect(Set(report.contradictions.map(\.code)) == vector.codes, "\(vector.name)")
        }
        print("vectors plomba-lanes cases=\(vectors.count)")
        let codes = Set(vectors.flatMap(\.codes))
        #expect(codes.isSuperset(of: LintCode.allCases.map(\.rawValue)))
        #expect(vectors.filter(\.codes.isEmpty).count >= 12)
    }

    @Test func `the order in which statements come is of no consequence`() throws {
        var random = SeededRandom(seed: 3)
        for vector in try LaneVector.readAll() {
            let linter = CustodyLinter(expiry: .unwitnessed, signer: { _ in nil })
            let once = try linter.lint(vector.exhibits)
            let again = try linter.lint(
                (vector.exhibits + vector.exhibits).shuffled(using: &random))
            #expect(once == again, "\(vector.name)")
        }
    }

    @Test func `a sentence names the statements that contradict each other`() throws {
        let story = try Story()
        let exhibits = [story.deposit, try story.depositAgain()].enumerated().map {
            Exhibit(name: "file-\($0).json", signed: $1, place: nil)
        }
        let report = try CustodyLinter(expiry: .unwitnessed, signer: { _ in nil }).lint(exhibits)
        let found = try #require(report.contradictions.first)
        #expect(report.contradictions.count == 1)
        #expect(found.exhibits == ["file-0.json", "file-1.json"])
        #expect(found.message.contains(story.samples.consignment.text))
    }

    @Test func `tells for how many signers nobody answers`() throws {
        let story = try Story()
        let exhibits = try story.everyEvent().enumerated().map {
            Exhibit(name: "\($0)", signed: $1, place: nil)
        }
        let unknown = try CustodyLinter(expiry: .unwitnessed, signer: { _ in nil }).lint(exhibits)
        #expect(unknown.unknownSigners == exhibits.count)
        let known = try CustodyLinter(expiry: .unwitnessed, signer: story.directory())
            .lint(exhibits)
        #expect(known.unknownSigners == 0)
        #expect(known.statements == exhibits.count)
    }

    @Test func `a key that the directory names must be the one that signed`() throws {
        let story = try Story()
        let stranger = try SigningKey().publicKey
        let report = try CustodyLinter(expiry: .unwitnessed, signer: { _ in stranger })
            .lint([Exhibit(name: "deposit", signed: story.deposit, place: nil)])
        #expect(report.contradictions.map(\.code) == ["statement.signature-invalid"])
    }

    @Test func `refuses more statements than the limit`() throws {
        let story = try Story()
        let many = [Exhibit](
            repeating: Exhibit(name: "a", signed: story.deposit, place: nil),
            count: StatementLimits.chainLength + 1)
        #expect(throws: CustodyError.tooLong(limit: StatementLimits.chainLength)) {
            try CustodyLinter(expiry: .unwitnessed, signer: { _ in nil }).lint(many)
        }
    }
}
