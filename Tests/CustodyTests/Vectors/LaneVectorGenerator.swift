import Custody
import Foundation
import Primitives
import Testing

/// Makes `Protocol/vectors/lanes` anew: with `PLOMBA_WRITE_VECTORS=lanes`, never otherwise.
@Suite struct `Lane vector generator` {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "lanes"))
    func `writes the vectors anew`() throws {
        try? FileManager.default.removeItem(atPath: LaneVector.folder)
        try FileManager.default.createDirectory(
            atPath: LaneVector.folder, withIntermediateDirectories: true)
        let story = try Story()
        let groups = [
            try LaneVector.consistent(story), try LaneVector.mistakenIdentity(story),
            try LaneVector.brokerContradictions(story), try LaneVector.contradictoryEnds(story),
            try LaneVector.contradictorySteps(story), try LaneVector.impossibleOrder(story),
            try LaneVector.hops(story), try LaneVector.homes(story),
            try LaneVector.strangers(story), try LaneVector.afterDisposal(story),
        ]
        for vector in groups.joined() { try vector.write() }
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "lane-homes"))
    func `writes those about the home of a mailbox anew`() throws {
        for vector in try LaneVector.homes(Story()) { try vector.write() }
    }

    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "lane-brokers"))
    func `writes those about strangers and what comes too late anew`() throws {
        let story = try Story()
        for vector in try LaneVector.strangers(story) + LaneVector.afterDisposal(story) {
            try vector.write()
        }
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "lane-order"))
    func `writes those of an impossible order anew`() throws {
        for vector in try LaneVector.impossibleOrder(Story()) { try vector.write() }
    }
}
