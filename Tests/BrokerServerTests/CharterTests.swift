import Broker
import BrokerAPI
import BrokerClient
import BrokerServer
import Foundation
import KeyDirectory
import Primitives
import TestSupport
import Testing

/// The charter of a network: what an operator may give the broker, and what the broker hands out.
@Suite struct `A charter that is handed out` {
    /// Gives the broker a file, as `plombad charter take` does.
    private func take(
        _ file: [UInt8], _ digits: String? = nil, into broker: TestBroker
    ) throws -> BrokerCharter {
        let path = broker.folder.path + "/given.charter"
        try Data(file).write(to: URL(filePath: path))
        return try BrokerCharter(
            taking: path, digits: digits, into: broker.home, now: broker.now)
    }

    private func take(
        _ file: CharterFile, _ digits: String? = nil, into broker: TestBroker
    ) throws -> BrokerCharter {
        try take(file.serialized(), digits, into: broker)
    }

    /// The code with which a file is refused.
    private func refusal(
        _ file: CharterFile, _ digits: String? = nil, by broker: TestBroker
    ) -> String? {
        refusal(file.serialized(), digits, by: broker)
    }

    private func refusal(
        _ file: [UInt8], _ digits: String? = nil, by broker: TestBroker
    ) -> String? {
        do {
            _ = try take(file, digits, into: broker)
            return nil
        } catch {
            return (error as? any PlainFailure)?.code
        }
    }

    @Test func `a first one is taken by its digits alone`() throws {
        let broker = try TestBroker()
        let network = try TestNetwork()
        let file = try network.versions(2)
        let digits = try TestNetwork.digits(file)
        #expect(refusal(file, by: broker) == "charter.digits-missing")
        let wrong = String(repeating: "01234 ", count: 12)
        #expect(refusal(file, wrong, by: broker) == "charter.fingerprint-mismatch")
        let training = try TestNetwork(mode: .training).versions(1)
        #expect(
            refusal(training, try TestNetwork.digits(training), by: broker)
                == "charter.other-mode")
        let ended = try network.versions(1, expiry: "2021-01-01T00:00:00Z")
        #expect(refusal(ended, try TestNetwork.digits(ended), by: broker) == "charter.expired")
        let half = try network.following(network.versions(1), signedBy: [true, false])
        #expect(
            refusal(half, try TestNetwork.digits(half), by: broker)
                == "record.too-few-signatures")
        #expect(refusal(Array("{}".utf8), digits, by: broker) == "record.schema")
        let large = [UInt8](repeating: 0x20, count: RecordLimits.fileSizeInBytes + 1)
        #expect(refusal(large, digits, by: broker) == "configuration.file")
        #expect(throws: BrokerCharterError.none) { try BrokerCharter(of: broker.home) }

        let taken = try take(file, digits, into: broker)
        #expect(taken.version == 2 && taken.fingerprint.digitGroups == digits)
        #expect(taken.differences.contains("the charter does not list this broker"))
        #expect(try BrokerCharter(of: broker.home).version == 2)
    }

    @Test func `the next one follows by its signatures, and nothing else does`() throws {
        let broker = try TestBroker()
        let network = try TestNetwork()
        let one = try network.versions(1)
        let digits = try TestNetwork.digits(one)
        _ = try take(one, digits, into: broker)
        let two = try network.following(one)
        #expect(try take(two, into: broker).version == 2)
        #expect(try take(two, into: broker).version == 2)

        let foreign = try TestNetwork().versions(3)
        let three = try network.following(two)
        let refused: [(CharterFile, String?, String)] = [
            (one, nil, "record.rollback"),
            (one, digits, "record.rollback"),
            (foreign, nil, "charter.other-network"),
            (foreign, try TestNetwork.digits(foreign), "charter.other-network"),
            (three, try TestNetwork.digits(foreign), "charter.fingerprint-mismatch"),
            (try network.following(two, version: 4), nil, "record.version-not-next"),
            (
                try network.following(two, signedBy: [false, true]), nil,
                "record.too-few-signatures"
            ),
            (
                try network.following(one, expiry: "2097-01-01T00:00:00Z"), nil, "record.fork"
            ),
            (
                CharterFile(mode: .live, records: [one.records[0], three.records[2]]), nil,
                "record.fork"
            ),
            (
                try network.following(two, expiry: "2021-01-01T00:00:00Z"), nil,
                "charter.expired"
            ),
        ]
        for (file, digits, code) in refused {
            #expect(refusal(file, digits, by: broker) == code)
        }
        #expect(try BrokerCharter(of: broker.home).version == 2)
        #expect(try take(three, into: broker).version == 3)
    }

    @Test func `what no longer holds is told, and taken anew by its digits`() throws {
        let broker = try TestBroker()
        let file = try TestNetwork().versions(1)
        let digits = try TestNetwork.digits(file)
        let taken = try take(file, digits, into: broker)
        let path = "\(broker.home.path)/charter/\(taken.fingerprint.text).json"
        var damaged = try Data(contentsOf: URL(filePath: path))
        damaged[damaged.count / 2] ^= 1
        try damaged.write(to: URL(filePath: path))
        #expect(refusal(file, digits, by: broker) == "charter.damaged")
        var check = BrokerCheck(home: broker.home, now: broker.now)
        #expect(
            check.run().contains { $0.code == "check.charter" && $0.level == .fault })
        try BrokerCharter.remove(from: broker.home)
        #expect(throws: BrokerCharterError.none) {
            try BrokerCharter.remove(from: broker.home)
        }
        #expect(try take(file, digits, into: broker).version == 1)
    }

    @Test func `devices that are admitted fetch it, and the next one while the broker runs`()
        async throws
    {
        let network = try TestNetwork()
        let one = try network.versions(1)
        let digits = try TestNetwork.digits(one)
        let (owner, stranger) = (
            try TestOrganisation("group484.rs"), try TestOrganisation("stranger.example.org")
        )
        try await TestBroker().run(admitting: [owner]) { broker in
            let known = try broker.connection(of: owner)
            let unknown = try broker.connection(of: stranger)
            #expect(try await known.charter() == nil)
            #expect(try await known.info().charter == nil)
            _ = try take(one, digits, into: broker)
            #expect(try await version(known) == 1)
            #expect(try await known.charter() == one.serialized())
            await #expect(throws: BrokerClientError.refused(.init(.unauthenticated))) {
                _ = try await unknown.charter()
            }
            let two = try network.following(one)
            _ = try take(two, into: broker)
            #expect(try await version(known, after: 1) == 2)
            #expect(try await known.charter() == two.serialized())
            // What somebody else wrote there changes nothing.
            let path = "\(broker.home.path)/charter/\(Fingerprint(one.records[0].digest).text).json"
            try Data("{}".utf8).write(to: URL(filePath: path))
            for _ in 0..<50 where !broker.log.contains(where: { $0.contains("does not hold") }) {
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(broker.log.contains { $0.contains("does not hold") })
            #expect(try await known.charter() == two.serialized())
            try BrokerCharter.remove(from: broker.home)
            #expect(try await version(known, after: 2) == nil)
            #expect(try await known.charter() == nil)
            await known.shutdown()
            await unknown.shutdown()
        }
    }

    @Test func `a fault is said once, and what could not be read is tried again`() async throws {
        let network = try TestNetwork()
        let one = try network.versions(1)
        let digits = try TestNetwork.digits(one)
        let owner = try TestOrganisation("group484.rs")
        try await TestBroker().run(admitting: [owner]) { broker in
            let known = try broker.connection(of: owner)
            _ = try take(one, digits, into: broker)
            #expect(try await version(known) == 1)
            let folder = "\(broker.home.path)/charter/"
            let file = folder + Fingerprint(one.records[0].digest).text + ".json"
            // The next version lies on a disk that is not there yet.
            let elsewhere = broker.folder.path + "/elsewhere.charter"
            try FileManager.default.removeItem(atPath: file)
            try FileManager.default.createSymbolicLink(
                atPath: file, withDestinationPath: elsewhere)
            try await Task.sleep(for: .seconds(3))
            #expect(try await known.info().charter?.version == 1)
            try Data(network.following(one).serialized()).write(to: URL(filePath: elsewhere))
            #expect(try await version(known, after: 1) == 2)
            // Two files: nobody knows which, and the log is not filled with it.
            let other = folder + String(repeating: "7", count: 64) + ".json"
            try Data("{}".utf8).write(to: URL(filePath: other))
            try await Task.sleep(for: .seconds(4))
            #expect(broker.log.filter { $0.contains("charter.several") }.count == 1)
            #expect(try await known.info().charter?.version == 2)
            await known.shutdown()
        }
    }

    /// The version that the broker names, once it is another than the one before.
    private func version(
        _ connection: BrokerConnection, after before: Int? = nil
    ) async throws -> Int? {
        for _ in 0..<100 {
            let version = try await connection.info().charter?.version
            if version != before { return version }
            try await Task.sleep(for: .milliseconds(100))
        }
        return before
    }
}
