import Foundation
import Testing

@testable import Primitives

@Suite struct `Times in text` {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", Int64(0)), ("2000-02-29T23:59:59Z", 951_868_799),
        ("2026-11-23T18:57:49Z", 1_795_460_269), ("2038-01-19T03:14:08Z", 2_147_483_648),
        ("2100-03-01T00:00:00Z", 4_107_542_400), ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
    func `reads and writes one instant`(text: String, seconds: Int64) {
        #expect(Timestamp(text)?.secondsSinceEpoch == seconds)
        #expect(Timestamp(secondsSinceEpoch: seconds)?.text == text)
    }

    @Test(arguments: [
        "", "2026-11-23", "2026-11-23T18:57:49", "2026-11-23T18:57:49z", "2026-11-23t18:57:49Z",
        "2026-11-23 18:57:49Z", "2026-11-23T18:57:49.0Z", "2026-11-23T18:57:49+00:00",
        "2026-11-23T18:57:60Z", "2026-11-23T24:00:00Z", "2026-11-23T18:60:00Z",
        "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-11-31T00:00:00Z",
        "2026-11-00T00:00:00Z", "2025-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
        "1969-12-31T23:59:59Z", "-026-11-23T18:57:49Z", "２026-11-23T18:57:4Z",
        "2026-11-23T18:57:49Z ", " 2026-11-23T18:57:49Z", "2026-11-23T18:57:4 Z",
    ])
    func `refuses every other spelling`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func `agrees with Foundation on every 1000th hour of eight thousand years`() throws {
        var formatter = Date.ISO8601FormatStyle()
        formatter.timeZone = try #require(TimeZone(identifier: "UTC"))
        for hour in stride(from: Int64(0), to: 70_389_500, by: 9973) {
            let timestamp = try #require(Timestamp(secondsSinceEpoch: hour * 3600))
            let date = Date(timeIntervalSince1970: Double(hour * 3600))
            #expect(timestamp.text == formatter.format(date))
            #expect(Timestamp(timestamp.text) == timestamp)
            #expect(timestamp.wholeHour)
        }
    }

    @Test func `adds without leaving its range`() throws {
        let start = try #require(Timestamp("2026-12-31T23:59:59Z"))
        #expect(start.adding(seconds: 1)?.text == "2027-01-01T00:00:00Z")
        #expect(start.adding(seconds: .max) == nil)
        #expect(start.adding(seconds: -start.secondsSinceEpoch - 1) == nil)
        #expect(!start.wholeHour)
    }
}
