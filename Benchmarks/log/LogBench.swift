import Broker
import BrokerServer
import Primitives

/// One figure of the line that is printed.
struct Figure {
    let name: String
    let value: Double

    init(_ name: String, _ value: Double) { (self.name, self.value) = (name, value) }
}

enum LogBenchError: Error {
    case usage
    case isReadOnly
    /// The log under measurement gave something that does not verify.
    case wrong
}

/// What the command line asks for.
struct LogBench {
    private let words: [String]

    init(_ words: [String]) { self.words = words }

    func run() async throws -> [Figure] {
        switch (words.first, words.count) {
        case ("append", 1): return AppendFigures().run()
        case ("fill", 3):
            return try await LogHome(words[1]).fill(upTo: try count(words[2]))
        case ("durable", 4):
            return try await DurableFigures(
                home: LogHome(words[1]), count: try count(words[2]),
                clients: try count(words[3])
            ).run()
        case ("receipt", 3):
            return try await ReceiptFigures(
                home: LogHome(words[1]), entries: try count(words[2])
            ).run()
        default: throw LogBenchError.usage
        }
    }

    private func count(_ word: String) throws -> Int {
        guard let count = Int(word), (1...10_000_000).contains(count) else {
            throw LogBenchError.usage
        }
        return count
    }
}
