import Foundation
import Listening
import Primitives
import Synchronization
import TransparencyLog
import Witness
import WitnessServer

/// Real witnesses, each listening on loopback until it is stopped.
final class RunningWitnesses: Sendable {
    private struct Running: Sendable {
        let run: WitnessRun
        let task: Task<Void, any Error>
    }

    /// By the folder of the witness; only ``start(_:)`` and ``stop(_:)`` change it.
    private let running = Mutex<[String: Running]>([:])

    /// Makes a witness that watches one log, unless its folder is there, and runs it.
    func start(_ order: Order) async throws -> Reply {
        let place = try order.need(\.home, "home")
        let home = WitnessHome(place)
        if !FileManager.default.fileExists(atPath: place) {
            _ = try home.create(
                WitnessConfiguration(name: order.need(\.name, "name"), address: "127.0.0.1:0"))
            try home.add(VerifierKey(parsing: order.need(\.log, "log")), checkpoint: nil)
        }
        let wrong = order.clock ?? 0
        let now: @Sendable () -> Timestamp = {
            Timestamp(secondsSinceEpoch: Int64(time(nil)) + wrong) ?? .init(clampedToEpoch: ())
        }
        let service = try await Self.whenFree { try WitnessService(home, clock: now) }
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let run = buildWitness(service, sink: LogSink(clock: now, output: { _ in })) {
            port.yield($0)
            port.finish()
        }.untilStopped
        let task = Task { try await run.run() }
        var found = 0
        for await port in ports { found = port }
        running.withLock { $0[place] = Running(run: run, task: task) }
        return Reply(key: service.key.text, url: "http://127.0.0.1:\(found)/")
    }

    /// A witness that was stopped may need a moment to let its folder go.
    private static func whenFree<Value>(_ open: () throws -> Value) async throws -> Value {
        for _ in 0..<200 {
            do {
                return try open()
            } catch WitnessError.locked {
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        return try open()
    }

    /// Stops a witness.
    func stop(_ place: String) async throws -> Reply {
        guard let witness = running.withLock({ $0.removeValue(forKey: place) }) else {
            throw OrderError.missing(place)
        }
        await witness.run.stop()
        try await witness.task.value
        return Reply()
    }

    func stopAll() async {
        for place in running.withLock({ Array($0.keys) }) {
            // The process ends: what cannot be stopped goes with it.
            _ = try? await stop(place)
        }
    }
}

extension Timestamp {
    /// For a clock outside the years that a time can have.
    fileprivate init(clampedToEpoch: Void) {
        guard let epoch = Timestamp(secondsSinceEpoch: 0) else {
            preconditionFailure("the first second that a time can hold")
        }
        self = epoch
    }
}
