import Foundation

// The audit log under measurement, for the rows P7 to P9 of `make bench`: one line of JSON on
// standard output, of seconds and counts. What is measured is the code that plombad and plomba run.
//
//   logbench append              appending in memory, at sizes from 10^3 to 10^6
//   logbench fill HOME COUNT     a broker's home gets a log of so many entries
//   logbench durable HOME COUNT CLIENTS
//                                one entry at a time for each client, each with its receipt
//   logbench receipt HOME COUNT  verifying receipts of a home that was filled with so many
do {
    let figures = try await LogBench(Array(CommandLine.arguments.dropFirst())).run()
    let fields = figures.map { "\"\($0.name)\": \($0.value)" }
    print("{" + fields.joined(separator: ", ") + "}")
} catch {
    FileHandle.standardError.write(Data("logbench: \(error)\n".utf8))
    exit(1)
}
