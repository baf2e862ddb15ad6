import Foundation
import Primitives
import TestSupport
import Testing

@testable import TransparencyLog

/// Our own vectors of witnesses: as many that hold as that do not, each refused for its one defect.
@Suite struct `Witness vectors` {
    @Test func `every valid case holds`() throws {
        let vectors = try WitnessVector.read("valid")
        for vector in vectors {
            let verdict = Result { try vector.verify() }
            guard case .success(let verdict) = verdict else {
                Issue.record("\(vector.name): \(verdict)")
                continue
            }
            #expect(verdict?.rawValue == vector.verdict, "\(vector.name)")
        }
        print("vectors plomba-witness-valid cases=\(vectors.count)")
        #expect(vectors.count >= 32)
    }

    @Test func `every invalid case is refused with its code and status`() throws {
        let vectors = try WitnessVector.read("invalid")
        for vector in vectors {
            #expect("\(vector.name)") {
                _ = try vector.verify()
            } throws: { error in
                guard (error as? any PlainFailure)?.code == vector.code else { return false }
                return (error as? WitnessRefusal)?.status == vector.status
            }
        }
        print("vectors plomba-witness-invalid cases=\(vectors.count)")
        #expect(vectors.count >= (try WitnessVector.read("valid").count))
    }

    @Test func `the verifier in Python comes to the same about two histories`() throws {
        let script = Tool.root.appending(path: "Protocol/verifier/histories.py").path
        var checked = 0
        for (kind, code) in [("valid", Int32(0)), ("invalid", 2)] {
            for vector in try WitnessVector.read(kind) where vector.kind == .histories {
                let file = WitnessVector.folder.appending(path: "\(kind)/\(vector.name)").path
                let told = try Tool.run(Tool.python(), [script, file])
                #expect(told.status == code, "\(vector.name): \(told.everything)")
                #expect(vector.verdict.map { told.text == $0 + "\n" } ?? true, "\(vector.name)")
                checked += 1
            }
        }
        #expect(checked >= 15)
    }

    @Test func `every failure code is in the specification`() throws {
        let url = Tool.root.appending(path: "Protocol/witness.md")
        let text = try String(contentsOf: url, encoding: .utf8)
        let refusals: [WitnessRefusal] = [
            .tooLarge, .malformedOldSize, .malformedHash, .tooManyHashes, .truncated,
            .oldSizeBeyondCheckpoint, .unknownLog, .otherOldSize(1), .proofFromNothing,
            .wrongEmptyRoot, .inconsistent(.wrongLength), .clockBehind, .notStored,
        ]
        let histories: [TwoHistoriesError] = [
            .tooLarge, .notTwoHistories, .malformedLine, .wrongSize, .otherLog, .wrongOrder,
            .pathNotOfSecond, .oneHistory,
        ]
        let rules: [QuorumRuleError] = [
            .groupInGroup, .operatorMissing, .operatorCounts, .organisationMalformed(name: "a"),
            .organisationTwice,
            .quorumTooSmall(threshold: 1, witnesses: 2, faulty: 0),
        ]
        let codes = refusals.map(\.code) + histories.map(\.code) + rules.map(\.code)
        for code in codes { #expect(text.contains("`\(code)`"), "\(code)") }
        for vector in try WitnessVector.read("invalid") {
            let code = try #require(vector.code)
            let audit = try String(
                contentsOf: Tool.root.appending(path: "Protocol/audit-log.md"), encoding: .utf8)
            #expect(text.contains("`\(code)`") || audit.contains("`\(code)`"), "\(code)")
        }
    }
}
