import Foundation
import Testing

/// What was sealed by an earlier version is verified by every later one, with the same words.
@Suite(.timeLimit(.minutes(10))) struct `Frozen bundles` {
    @Test func `there is one`() throws {
        #expect(try !FrozenBundle.versions().isEmpty)
    }

    @Test(arguments: try FrozenBundle.versions())
    func `each check says what it said then`(_ version: String) throws {
        let bundle = try FrozenBundle(version)
        #expect(bundle.expected.runs.count >= 8)
        for run in bundle.expected.runs {
            let arguments = run.arguments + (run.isTold ? try bundle.told() : [])
            let found = try FrozenBundle.verify(
                arguments, in: bundle.place, clock: bundle.dayAfter)
            #expect(found.said == run.said, "\(arguments): \(found.json)")
        }
    }

    /// The sealed file has no receipt beside it: by the present alone its sender's record has ended.
    @Test(arguments: try FrozenBundle.versions())
    func `with its receipt it says the same today and after ten years`(_ version: String) throws {
        let bundle = try FrozenBundle(version)
        for run in bundle.expected.runs where run.isTold && run.arguments != ["case.plomba"] {
            for clock in [nil, "+3660d"] {
                let found = try FrozenBundle.verify(
                    run.arguments + bundle.told(), in: bundle.place, clock: clock)
                #expect(found.said == run.said, "\(run.arguments) \(clock ?? ""): \(found.json)")
            }
        }
    }

    /// `plomba` without a home says of it what the small program says that was told nothing.
    @Test(arguments: try FrozenBundle.versions())
    func `both programs say the same`(_ version: String) throws {
        let bundle = try FrozenBundle(version)
        for run in bundle.expected.runs where !run.isTold {
            let outcome = try Program.run(
                Program.path("plomba"), ["verify"] + run.arguments + ["--format", "json"],
                in: bundle.place, environment: ["HOME": "/nowhere", "PLOMBA_HOME": ""])
            let small = try FrozenBundle.verify(run.arguments, in: bundle.place, clock: nil)
            #expect(outcome.status == small.said.status)
            #expect(NSDictionary(dictionary: try outcome.json()) == small.json as NSDictionary)
        }
    }

    @Test(arguments: try FrozenBundle.versions())
    func `the second verifier says the same of the evidence`(_ version: String) throws {
        let bundle = try FrozenBundle(version)
        let script = Program.root.appending(path: "Protocol/verifier/evidence.py")
        let seen = try Program.run(
            Interop.python(),
            ["-B", script.path(percentEncoded: false), "evidence"] + bundle.told(),
            in: bundle.place)
        let run = try #require(
            bundle.expected.runs.first { $0.isTold && $0.arguments == ["evidence"] })
        let theirs = seen.output.split(separator: "\n").dropLast().compactMap { line in
            line.split(separator: " ").last.map { code in
                (String(code), line.hasPrefix("passed") ? "passed" : "")
            }
        }
        #expect(seen.status == run.said?.status, "\(seen.output)\(seen.errors)")
        #expect(theirs.count == run.said?.checks.count, "\(seen.output)")
        for (code, outcome) in theirs {
            #expect(run.said?.checks[code] == outcome, "\(code): \(seen.output)")
        }
    }

    @Test(arguments: try FrozenBundle.versions())
    func `no file of it can open it or sign`(_ version: String) throws {
        let bundle = try FrozenBundle(version)
        let names = try FileManager.default.subpathsOfDirectory(atPath: bundle.place)
        #expect(names.count > 60)
        for name in names {
            guard let bytes = FileManager.default.contents(atPath: bundle.place + "/" + name)
            else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("PRIVATE KEY") && !text.contains("AGE-SECRET"), "\(name)")
        }
    }
}
