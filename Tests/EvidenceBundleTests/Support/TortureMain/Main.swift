import Foundation

/// Runs T10, T11 or T40 in this process and prints what was counted.
///
///     torture T10 --seed 7 --n 100000
///
/// Without `--n` every case is run. The last line of standard output is one JSON object.
@main
enum Main {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count > 1, let test = Test(rawValue: arguments[1].uppercased()) else {
            return fail("usage: torture T10|T11|T40 [--n CASES] [--seed SEED]", 64)
        }
        let seed = number(after: "--seed") ?? 1
        let limit = number(after: "--n").map { Int(clamping: $0) }
        let start = ContinuousClock.now
        do {
            let tally = try await test.run(Plan(seed: seed, limit: limit))
            report(test, seed, tally, ContinuousClock.now - start)
            exit(tally.failures == 0 ? 0 : 1)
        } catch {
            fail("could not be carried out: \(error)", 2)
        }
    }

    private static func report(
        _ test: Test, _ seed: UInt64, _ tally: Tally, _ time: Duration
    ) {
        for complaint in tally.complaints { say("FAILURE " + complaint) }
        let seconds = Double(time.components.seconds)
        print(
            "{\"test\": \"\(test.rawValue)\", \"seed\": \(seed), \"n\": \(tally.cases), "
                + "\"failures\": \(tally.failures), \"seconds\": \(seconds)}")
    }

    private static func number(after option: String) -> UInt64? {
        let arguments = CommandLine.arguments
        guard let place = arguments.firstIndex(of: option), place + 1 < arguments.count else {
            return nil
        }
        return UInt64(arguments[place + 1])
    }

    static func say(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    }

    private static func fail(_ text: String, _ status: Int32) {
        say(text)
        exit(status)
    }
}

/// How much of a test is run.
struct Plan: Sendable {
    let seed: UInt64
    /// About so many cases; nil for all.
    let limit: Int?

    /// A disk in memory, where there is one.
    static let folder =
        FileManager.default.isWritableFile(atPath: "/dev/shm")
        ? "/dev/shm" : NSTemporaryDirectory()

    /// One in so many of `total` cases, by a test that has `all` of them in its parts together.
    func sampling(_ all: Int) -> Sampling {
        Sampling(seed: seed, stride: limit.map { max(1, all / max(1, $0)) } ?? 1)
    }
}

enum Test: String {
    case t10 = "T10"
    case t11 = "T11"
    case t40 = "T40"

    func run(_ plan: Plan) async throws -> Tally {
        switch self {
        case .t10: try await EveryBit(plan).flips()
        case .t11: try await EveryBit(plan).cutsAndRearrangements()
        case .t40: try await HostileRun(plan).run()
        }
    }
}

/// The bundles of T10 and T11, and what is done to each.
struct EveryBit {
    let plan: Plan
    let bundles: [TortureBundle]
    /// Every how many bytes of the largest payload the whole file is opened; its every byte is
    /// decrypted.
    private static let largeStride = 61

    init(_ plan: Plan) throws {
        self.plan = plan
        bundles = try TortureBundle.sizes.map { try TortureBundle(size: $0) }
    }

    func flips() async throws -> Tally {
        var sum = Tally()
        let sampling = plan.sampling(bundles.reduce(0) { $0 + 2 * $1.file.count })
        for bundle in bundles {
            let isLarge = bundle.size > 1 << 20
            add(try await bundle.flipPayload(sampling), "payload.age", bundle, to: &sum)
            add(
                try await bundle.flipFile(sampling, in: Plan.folder) {
                    !isLarge || $0.name != "payload.age"
                }, isLarge ? "FILE.plomba but the payload" : "FILE.plomba", bundle, to: &sum)
            guard isLarge else { continue }
            var sparse = sampling
            sparse.stride *= Self.largeStride
            add(
                try await bundle.flipFile(sparse, in: Plan.folder) { $0.name == "payload.age" },
                "FILE.plomba, one byte in \(Self.largeStride) of the payload", bundle, to: &sum)
        }
        return sum
    }

    func cutsAndRearrangements() async throws -> Tally {
        var sum = Tally()
        let sampling = plan.sampling(bundles.reduce(0) { $0 + 2 * $1.file.count })
        for bundle in bundles {
            add(try await bundle.cutPayload(sampling), "cuts of payload.age", bundle, to: &sum)
            add(
                try await bundle.cutFile(sampling, in: Plan.folder), "cuts of FILE.plomba",
                bundle, to: &sum)
            let other = try TortureBundle(size: bundle.size)
            add(bundle.rearrange(with: other), "rearrangements", bundle, to: &sum)
        }
        return sum
    }

    private func add(
        _ tally: Tally, _ what: String, _ bundle: TortureBundle, to sum: inout Tally
    ) {
        Main.say("\(what), \(bundle.size) bytes: \(tally.cases) cases, \(tally.failures) failures")
        sum.add(tally)
    }
}
