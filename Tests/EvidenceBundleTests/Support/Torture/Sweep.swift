import Primitives

/// What a torture test counted.
struct Tally: Sendable {
    var cases = 0
    /// The first complaints, each with its case.
    private(set) var complaints: [String] = []
    private(set) var failures = 0

    private static let shown = 20

    /// Counts one case and its complaint, if there is one.
    mutating func count(_ name: @autoclosure () -> String, _ complaint: String?) {
        cases += 1
        guard let complaint else { return }
        failures += 1
        if complaints.count < Self.shown { complaints.append("\(name()): \(complaint)") }
    }

    mutating func add(_ other: Tally) {
        cases += other.cases
        failures += other.failures
        complaints += other.complaints.prefix(Self.shown - min(Self.shown, complaints.count))
    }
}

/// Which of the cases of a sweep are run: one in `stride`, beginning at a place that the seed
/// chooses, on so many threads.
struct Sampling: Sendable {
    var seed: UInt64
    var stride: Int = 1
    var threads: Int = 2

    /// A number that depends on the seed and the place only.
    func number(at place: Int) -> UInt64 {
        var value = seed &+ UInt64(truncatingIfNeeded: place) &* 0x9E37_79B9_7F4A_7C15
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// The places of `range` that one thread works on.
    func places(_ range: Range<Int>, thread: Int) -> StrideTo<Int> {
        let first = range.lowerBound + Int(number(at: -1) % UInt64(stride))
        return Swift.stride(
            from: first + thread * stride, to: range.upperBound, by: stride * threads)
    }

    /// Runs `body` once a thread and adds up.
    func run(_ body: @escaping @Sendable (_ thread: Int) throws -> Tally) async throws -> Tally {
        try await withThrowingTaskGroup(of: Tally.self) { group in
            for thread in 0..<threads { group.addTask { try body(thread) } }
            var sum = Tally()
            for try await tally in group { sum.add(tally) }
            return sum
        }
    }
}

/// T10 and T11: everything that one byte more, less or other can do to a sealed bundle.
extension TortureBundle {
    /// T10 on payload.age: one bit of each byte, all 8 at the edges.
    func flipPayload(_ sampling: Sampling) async throws -> Tally {
        try await sampling.run { thread in
            let probe = PayloadProbe(self)
            var file = payload
            var tally = Tally()
            for offset in sampling.places(payload.indices, thread: thread) {
                for bit in bits(at: offset, all: isEdge(ofPayload: offset), sampling) {
                    file[offset] ^= 1 << UInt8(bit)
                    let complaint = probe.complaint(
                        about: file, expectation(changedAt: offset))
                    tally.count("payload of \(size), byte \(offset) bit \(bit)", complaint)
                    file[offset] ^= 1 << UInt8(bit)
                }
            }
            return tally
        }
    }

    /// T10 on FILE.plomba: one bit of each byte of the zones chosen, all 8 where the zone is small.
    func flipFile(
        _ sampling: Sampling, in folder: String, zones chosen: @Sendable (FileZone) -> Bool
    ) async throws -> Tally {
        let zones = zones.filter(chosen)
        return try await sampling.run { thread in
            let probe = try FileProbe(self, in: folder)
            var tally = Tally()
            for zone in zones {
                let isSmall = zone.range.count <= 8192
                for offset in sampling.places(zone.range, thread: thread) {
                    for bit in bits(at: offset, all: isSmall, sampling)
                    where !zone.isFree(file[offset] ^ (1 << UInt8(bit))) {
                        tally.count(
                            "file of \(size), \(zone.name), byte \(offset) bit \(bit)",
                            probe.complaint(flippingBit: bit, at: offset, in: zone))
                    }
                }
            }
            return tally
        }
    }

    /// T11 on payload.age: every length.
    func cutPayload(_ sampling: Sampling) async throws -> Tally {
        try await sampling.run { thread in
            let probe = PayloadProbe(self)
            var tally = Tally()
            var file = payload
            for length in sampling.places(payload.indices, thread: thread).reversed() {
                file.removeLast(file.count - length)
                tally.count(
                    "payload of \(size) cut to \(length)",
                    probe.complaint(about: file, expectation(cutTo: length)))
            }
            return tally
        }
    }

    /// T11 on FILE.plomba: every length.
    func cutFile(_ sampling: Sampling, in folder: String) async throws -> Tally {
        try await sampling.run { thread in
            let probe = try FileProbe(self, in: folder)
            var tally = Tally()
            for length in sampling.places(file.indices, thread: thread).reversed() {
                tally.count(
                    "file of \(size) cut to \(length)", probe.complaint(cuttingTo: length))
            }
            return tally
        }
    }

    private func bits(at offset: Int, all: Bool, _ sampling: Sampling) -> Range<Int> {
        if all { return 0..<8 }
        let bit = Int(sampling.number(at: offset) % 8)
        return bit..<bit + 1
    }
}
