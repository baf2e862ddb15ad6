import Foundation
import Testing

/// T10 and T11 by samples; `make torture TEST=T10` and `TEST=T11` run all of it.
@Suite struct `Every bit of a sealed bundle` {
    private static let folder = NSTemporaryDirectory()

    @Test(arguments: [(0, 37), (1, 41), (65_536, 131), ((1 << 20) + 1, 30_011)])
    func `a flipped bit of payload.age releases nothing that it follows`(
        size: Int, stride: Int
    ) async throws {
        let bundle = try TortureBundle(size: size)
        expect(try await bundle.flipPayload(sampling(stride)), atLeast: 30)
    }

    @Test(arguments: [(0, 199), (65_536, 811)])
    func `a flipped bit of the file is told by its part and leaves nothing`(
        size: Int, stride: Int
    ) async throws {
        let bundle = try TortureBundle(size: size)
        let tally = try await bundle.flipFile(
            sampling(stride), in: Self.folder, zones: { _ in true })
        expect(tally, atLeast: 200)
    }

    @Test(arguments: [(0, 37), (1, 41), (65_536, 131), ((1 << 20) + 1, 30_011)])
    func `a payload.age of any other length is refused`(size: Int, stride: Int) async throws {
        let bundle = try TortureBundle(size: size)
        expect(try await bundle.cutPayload(sampling(stride)), atLeast: 30)
    }

    @Test func `a file of any other length is refused`() async throws {
        let bundle = try TortureBundle(size: 1)
        expect(try await bundle.cutFile(sampling(53), in: Self.folder), atLeast: 500)
    }

    @Test(arguments: [0, 200_000])
    func `chunks and stanzas have one order, and headers one spelling`(size: Int) throws {
        let bundle = try TortureBundle(size: size)
        expect(bundle.rearrange(with: try TortureBundle(size: size)), atLeast: 40)
    }

    @Test func `the unchanged file opens, and the probes would notice`() async throws {
        let bundle = try TortureBundle(size: 1)
        let file = try FileProbe(bundle, in: Self.folder)
        try file.open()
        let payload = PayloadProbe(bundle)
        let expected = bundle.expectation(changedAt: bundle.payload.count - 1)
        #expect(payload.complaint(about: bundle.payload, expected) == "accepted")
        let zones = bundle.zones.map(\.range)
        #expect(zones.first?.lowerBound == 0 && zones.last?.upperBound == bundle.file.count)
        #expect(zip(zones, zones.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    }

    private func sampling(_ stride: Int) -> Sampling {
        Sampling(seed: UInt64.random(in: 0...UInt64.max), stride: stride)
    }

    private func expect(
        _ tally: Tally, atLeast minimum: Int, _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(tally.complaints == [], sourceLocation: location)
        #expect(tally.failures == 0, sourceLocation: location)
        #expect(tally.cases >= minimum, sourceLocation: location)
    }
}
