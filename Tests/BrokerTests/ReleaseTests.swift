import Foundation
import Testing

@testable import Broker

/// A broker that nobody uses any more gives back its files.
@Suite struct `A broker that is let go` {
    /// Committer and log once held each other, and no broker of a process ever closed its databases.
    @Test func `closes every file that it opened`() async throws {
        let folder = try TestFolder()
        do {
            let organisation = try TestOrganisation("a.example")
            let broker = try TestBroker(folder: folder)
            try await broker.admit(organisation)
            _ = try broker.caller(organisation.laptop)
            #expect(!open(below: folder.path).isEmpty)
        }
        var left: [String] = []
        // What goes on in the background may hold it for a moment.
        for _ in 0..<100 {
            left = open(below: folder.path)
            if left.isEmpty { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("still open: \(left)")
    }

    /// The files below a folder that this process has open.
    private func open(below folder: String) -> [String] {
        let place = "/proc/self/fd"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        return names.compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: place + "/" + $0)
        }.filter { $0.hasPrefix(folder + "/") }
    }
}
