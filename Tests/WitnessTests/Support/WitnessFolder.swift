import Foundation
import Primitives
import Synchronization
import TransparencyLog

@testable import Witness

/// A folder of a witness that is gone when the test is over, and a clock that the test sets.
final class WitnessFolder: Sendable {
    let path: String
    let key: VerifierKey
    private let seconds = Mutex<Int64>(1_784_102_014)
    /// For other people's programs, which take only cosignatures of now.
    private let isReal: Bool

    init(watching logs: [VerifierKey] = [], realClock isReal: Bool = false) throws {
        self.isReal = isReal
        if isReal { seconds.withLock { $0 = 0 } }
        path = NSTemporaryDirectory() + "plomba-witness-" + UUID().uuidString
        let home = WitnessHome(path)
        key = try home.create(
            WitnessConfiguration(name: "vasaprava.ba/witness", address: "127.0.0.1:0"))
        for log in logs { try home.add(log, checkpoint: nil) }
    }

    // A folder left in the temporary directory harms nothing.
    deinit { try? FileManager.default.removeItem(atPath: path) }

    var home: WitnessHome { WitnessHome(path) }

    /// The one that was open before may need a moment to go away.
    func open() throws -> WitnessService {
        for _ in 0..<100 {
            do {
                return try WitnessService(home) { self.now }
            } catch WitnessError.locked {
                Thread.sleep(forTimeInterval: 0.02)
            }
        }
        return try WitnessService(home) { self.now }
    }

    func states() throws -> [WitnessState] { try home.states().logs }

    var now: Timestamp {
        let passed = isReal ? Int64(Date().timeIntervalSince1970) : 0
        guard let time = Timestamp(secondsSinceEpoch: passed + seconds.withLock { $0 }) else {
            preconditionFailure("a test moved the clock out of its range")
        }
        return time
    }

    func moveClock(by change: Int64) {
        seconds.withLock { $0 += change }
    }

    func file(_ name: String, of log: WatchedLog) -> String {
        path + "/logs/" + SHA256Digest.of(log.key.name.bytes).hex + "/" + name
    }
}
