import BrokerAPI
import Custody
import Foundation
import Primitives
import PrivateFiles
import SystemPackage
import Testing
import TransparencyLog

@testable import Custodian

/// Pairs of checkpoints that speak against a log, or that it has not explained yet, in the home.
@Suite struct `Pairs of checkpoints that are kept` {
    private struct Log: ~Copyable {
        let secret: SigningKey
        let key: VerifierKey

        init() throws {
            let name = try #require(OrganisationName("broker.example"))
            let secret = try SigningKey()
            key = VerifierKey(KeyName(logOf: name), .ed25519, secret.publicKey)
            self.secret = secret
        }

        func checkpoint(_ size: UInt64, _ seed: UInt8) throws -> VerifiedCheckpoint {
            let checkpoint = Checkpoint(origin: key.name, size: size, root: .of([seed]))
            return try UnverifiedCheckpoint(parsing: checkpoint.signed(by: key, with: secret))
                .verify(log: key)
        }

        func pair(_ first: UInt64, _ second: UInt64) throws -> TwoHistories {
            try TwoHistories(checkpoint(first, 1), checkpoint(second, 2), path: nil)
        }
    }

    @Test func `a damaged file is named and hides no other`() throws {
        let folder = try TestFolder()
        let log = try Log()
        let conflicts = ConflictFolder(in: folder.path)
        let proven = try conflicts.keep(log.pair(7, 7))
        let other = try conflicts.keep(log.pair(3, 9))
        #expect(try conflicts.all().map(\.file) == [proven.file, other.file])
        #expect(try conflicts.damaged().isEmpty)
        try PrivateFile.write(Array("not two histories".utf8), to: other.file)
        #expect(try conflicts.all().map(\.file) == [proven.file])
        let damaged = try conflicts.damaged()
        #expect(damaged.count == 1)
        #expect(damaged.first?.message.contains(other.file.string) == true)
        #expect(damaged.first?.code == "home.damaged")
        // The same pair replaces the damaged file.
        _ = try conflicts.keep(log.pair(3, 9))
        #expect(try conflicts.damaged().isEmpty && conflicts.all().count == 2)
    }

    @Test func `one that another command has forgotten is no failure`() throws {
        let folder = try TestFolder()
        let log = try Log()
        let conflicts = ConflictFolder(in: folder.path)
        let kept = try conflicts.keep(log.pair(3, 9))
        try conflicts.remove(kept)
        try conflicts.remove(kept)
        #expect(try conflicts.all().isEmpty)
        let pairs = UnansweredPairs(in: folder.path)
        #expect(try pairs.keep(log.pair(3, 9)))
        try pairs.remove(log.pair(3, 9))
        try pairs.remove(log.pair(3, 9))
        #expect(try pairs.all().isEmpty)
    }

    @Test func `an unanswered pair keeps its date, and there is an end to them`() throws {
        let folder = try TestFolder()
        let log = try Log()
        let pairs = UnansweredPairs(in: folder.path)
        let pair = try log.pair(3, 9)
        #expect(try pairs.keep(pair))
        let file = try #require(try pairs.all().first?.file)
        try setTime(file, 1_000_000)
        #expect(try pairs.keep(pair))
        #expect(try pairs.all().map(\.since.secondsSinceEpoch) == [1_000_000])
        for size in 10..<UInt64(9 + UnansweredPairs.maximumFiles) {
            #expect(try pairs.keep(log.pair(3, size)))
        }
        #expect(try !pairs.keep(log.pair(3, 1000)))
        #expect(try pairs.all().count == UnansweredPairs.maximumFiles)
        try PrivateFile.write([1], to: file)
        #expect(try pairs.damaged().count == 1)
        #expect(try pairs.all().count == UnansweredPairs.maximumFiles - 1)
    }

    private func setTime(_ file: FilePath, _ seconds: Int) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: Double(seconds))],
            ofItemAtPath: file.string)
    }
}
