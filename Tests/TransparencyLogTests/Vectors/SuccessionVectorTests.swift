import Foundation
import Primitives
import TestSupport
import Testing

@testable import TransparencyLog

/// Logs that continue others: each that is refused has one defect.
@Suite struct `Log succession vectors` {
    @Test func `every valid case is followed`() throws {
        let vectors = try SuccessionVector.read("valid")
        for vector in vectors {
            #expect(throws: Never.self, "\(vector.name)") { try vector.verify() }
        }
        print("vectors plomba-log-successions-valid cases=\(vectors.count)")
        #expect(vectors.count >= 4)
    }

    @Test func `every invalid case is refused with its code`() throws {
        let vectors = try SuccessionVector.read("invalid")
        for vector in vectors {
            #expect("\(vector.name)") {
                try vector.verify()
            } throws: { error in
                (error as? any PlainFailure)?.code == vector.code
            }
        }
        print("vectors plomba-log-successions-invalid cases=\(vectors.count)")
        #expect(vectors.count >= 16)
    }

    @Test func `every failure code is in the specification`() throws {
        let url = Tool.root.appending(path: "Protocol/log-succession.md")
        let text = try String(contentsOf: url, encoding: .utf8)
        let all: [LogSuccessionError] = [
            .tooLarge, .none, .notNext(2), .otherBroker, .otherLog, .namesLess, .signature, .entry,
            .otherSuccessor, .unwitnessed, .otherRoot,
        ]
        for code in all.map(\.code) { #expect(text.contains("`\(code)`"), "\(code)") }
    }

    @Test func `a former key counts up to its size and no further`() throws {
        var log = try TestLog()
        log.grow(to: 12)
        let next = try TestLog(origin: "broker.example/log-2")
        let keys = LogKeys(next.key, former: [LogKeys.Former(key: log.key, size: 10)])
        let within = try UnverifiedCheckpoint(parsing: log.signedCheckpoint(size: 10))
        let beyond = try UnverifiedCheckpoint(parsing: log.signedCheckpoint(size: 11))
        #expect(try keys.verify(within).size == 10)
        #expect(throws: CheckpointError.wrongOrigin) { try keys.verify(beyond) }
        #expect(keys.key(of: beyond) == next.key && keys.all == [log.key, next.key])
        // It counts for nothing, and is not passed over: somebody has the key, or had it still.
        #expect(keys.signed(beyond)?.size == 11 && keys.signed(within)?.size == 10)
        let stranger = try TestLog(origin: "broker.example/log-3")
        let other = try UnverifiedCheckpoint(parsing: stranger.signedCheckpoint(size: 0))
        #expect(keys.signed(other) == nil)
    }
}
