import Listening
import Primitives
import Synchronization
import Testing
import TransparencyLog
import Witness
import WitnessServer

extension WitnessFolder {
    /// Runs the witness over loopback while `body` runs, and stops it.
    func serve<Result: Sendable>(
        logging output: @escaping @Sendable ([UInt8]) -> Void = { _ in },
        _ body: @Sendable (String) async throws -> Result
    ) async throws -> Result {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let sink = LogSink(clock: { self.now }, output: output)
        let run = buildWitness(try open(), sink: sink) {
            port.yield($0)
            port.finish()
        }.untilStopped
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { port.finish() }
                try await run.run()
            }
            var found: Int?
            for await port in ports { found = port }
            do {
                let result = try await body("http://127.0.0.1:\(try #require(found))/")
                await run.stop()
                try await group.waitForAll()
                return result
            } catch {
                await run.stop()
                throw error
            }
        }
    }
}
