import Foundation
import Primitives
import Report
import Testing
import Wording

/// Deliveries as a home could hold them.
enum Counted {
    static func delivery(
        _ outcome: CountedDelivery.Outcome, month: String = "2026-03", priority: String? = "urgent",
        services: [String] = ["legal_aid"], to country: String = "RS",
        direction: CountedDelivery.Direction = .sent, signed: Int64? = 7200,
        decided: Int64? = nil, isInTime: Bool? = nil, reason: String? = nil,
        consent: CountedDelivery.ConsentAnswer = .notWithdrawn
    ) throws -> CountedDelivery {
        CountedDelivery(
            direction: direction, month: try #require(CalendarMonth(month)), outcome: outcome,
            announced: priority.map {
                CountedDelivery.Announced(
                    priority: $0, services: services, from: "BA", to: country)
            }, secondsToSign: signed, secondsToDecision: decided, isInTime: isInTime,
            declineReason: reason, consent: consent)
    }

    static func findings(
        _ deliveries: [CountedDelivery], mode: Mode = .live, from: String = "2026-01",
        to: String = "2026-12"
    ) throws -> StatisticsFindings {
        let (from, to) = (
            try #require(CalendarMonth(from)), try #require(CalendarMonth(to))
        )
        var findings = StatisticsFindings(
            mode: mode, organisation: try #require(OrganisationName("vasaprava.ba")),
            partner: nil, period: try #require(StatisticsPeriod(from: from, to: to)))
        findings.deliveries = deliveries
        return findings
    }

    /// Rows of the table without those in front, `sent,outcome,accepted,12,60,2,5`.
    static func rows(_ findings: StatisticsFindings) -> [String] {
        String(decoding: StatisticsTable.bytes(findings), as: UTF8.self)
            .components(separatedBy: "\r\n").dropFirst().filter { !$0.isEmpty }
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).dropFirst(5) }
            .map { $0.joined(separator: ",") }
    }
}

@Suite struct `Statistics` {
    private func many(_ count: Int, _ make: () throws -> CountedDelivery) rethrows
        -> [CountedDelivery]
    {
        try (0..<count).map { _ in try make() }
    }

    @Test func `count by each question, with medians of whole hours`() throws {
        let findings = try Counted.findings(
            many(6) {
                try Counted.delivery(.accepted, decided: 5 * 3600 + 59, isInTime: true)
            }
                + many(5) {
                    try Counted.delivery(
                        .declined, month: "2026-04", priority: "routine", services: ["shelter"],
                        to: "MK", signed: 3599, decided: 3 * 86_400, isInTime: false,
                        reason: "no_capacity")
                })
        let rows = Counted.rows(findings)
        for row in [
            "sent,total,all,11,,2,5", "sent,month,2026-03,6,55,2,5",
            "sent,month,2026-04,5,45,0,72", "sent,month,2026-12,0,0,,",
            "sent,route,BA-RS,6,55,2,5", "sent,service,shelter,5,45,0,72",
            "sent,priority,urgent,6,55,2,5", "sent,outcome,accepted,6,55,2,5",
            "sent,outcome,open,0,0,,", "sent,answered,late,5,45,0,72",
            "sent,declined,no_capacity,5,100,0,72", "sent,consent,not_withdrawn,11,100,2,5",
            "sent,left_out,by_hand,0,,,", "received,total,all,0,,,",
        ] {
            #expect(rows.contains(row), "\(row) in \(rows)")
        }
        #expect(!rows.contains { $0.hasPrefix("received,not_seen") })
    }

    @Test func `print nothing but that there are few`() throws {
        let findings = try Counted.findings(many(4) { try Counted.delivery(.accepted) })
        let rows = Counted.rows(findings).filter { $0.hasPrefix("sent") }
        #expect(rows.first == "sent,total,all,*,,,")
        #expect(!rows.contains { $0.contains("month") || $0.contains("outcome") })
    }

    @Test func `say nothing of times where that would say how many`() throws {
        // Three are open, so that the number of accepted ones is withheld with theirs.
        let findings = try Counted.findings(
            many(9) { try Counted.delivery(.accepted, decided: 3600, isInTime: true) }
                + many(3) { try Counted.delivery(.open) })
        let rows = Counted.rows(findings)
        #expect(rows.contains("sent,total,all,12,,2,"))
        #expect(rows.contains("sent,outcome,accepted,*,,,"))
        #expect(rows.contains("sent,answered,all,*,,,"))
        #expect(!rows.contains { $0.hasSuffix(",1") })
    }

    @Test func `say no time to the decision that would show a few who wait`() throws {
        // With a median, five of the six urgent ones were decided: so one waits.
        func findings(_ urgentOpen: Int) throws -> StatisticsFindings {
            try Counted.findings(
                many(5) { try Counted.delivery(.accepted, decided: 7200, isInTime: true) }
                    + many(urgentOpen) { try Counted.delivery(.open) }
                    + many(19) { try Counted.delivery(.open, priority: "routine") })
        }
        let one = Counted.rows(try findings(1))
        #expect(one.contains("sent,total,all,25,,2,2"))
        #expect(one.contains("sent,priority,urgent,6,24,2,"))
        #expect(one.contains("sent,outcome,accepted,5,20,2,2"))
        let none = Counted.rows(try findings(0))
        #expect(none.contains("sent,priority,urgent,5,21,2,2"))
        let five = Counted.rows(try findings(5))
        #expect(five.contains("sent,priority,urgent,10,34,2,2"))
    }

    @Test func `keep apart what nobody there has looked at`() throws {
        let findings = try Counted.findings(
            many(7) { try Counted.delivery(.accepted) }
                + many(6) { try Counted.delivery(.expired, signed: nil) })
        let rows = Counted.rows(findings)
        #expect(rows.contains("sent,total,all,7,,2,"))
        #expect(rows.contains("sent,not_seen,expired,6,100,,"))
        #expect(rows.contains("sent,outcome,expired,0,0,,"))
    }

    @Test func `say how many there are of which nothing is known here`() throws {
        let findings = try Counted.findings(
            many(6) { try Counted.delivery(.accepted) }
                + many(2) { try Counted.delivery(.accepted, priority: nil) })
        let rows = Counted.rows(findings)
        #expect(rows.contains("sent,priority,unknown,2,,,"))
        #expect(rows.contains("sent,priority,urgent,6,100,2,"))
    }

    /// Whatever the deliveries are: no number from 1 to 4 but of what is unknown, and every list that adds up
    /// has no or two withheld numbers.
    @Test func `never print a small number, of any deliveries`() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let deliveries = try (0..<Int.random(in: 0...40, using: &random)).map { _ in
                let outcome = CountedDelivery.Outcome.allCases.randomElement(using: &random)
                return try Counted.delivery(
                    outcome ?? .open, month: "2026-0\(Int.random(in: 1...4, using: &random))",
                    priority: Bool.random(using: &random) ? "urgent" : "routine",
                    services: Bool.random() ? ["legal_aid", "shelter"] : ["health"],
                    to: Bool.random(using: &random) ? "RS" : "MK",
                    direction: Bool.random(using: &random) ? .sent : .received,
                    signed: Int.random(in: 0...5, using: &random) == 0 ? nil : 60,
                    decided: outcome == .accepted || outcome == .declined ? 7200 : nil,
                    isInTime: outcome == .accepted ? Bool.random(using: &random) : nil,
                    reason: outcome == .declined ? "other" : nil)
            }
            let findings = try Counted.findings(deliveries)
            for row in Counted.rows(findings) where !row.contains(",unknown,") {
                let count = row.split(separator: ",", omittingEmptySubsequences: false)[3]
                #expect(!["1", "2", "3", "4"].contains(count), "\(row)")
            }
            for direction in CountedDelivery.Direction.allCases {
                for list in StatisticsFigures(findings, direction).lists
                where list.rows.count > 1 && ![.service, .leftOut].contains(list.question) {
                    let hidden = list.rows.count { $0.count == .withheld }
                    #expect(hidden != 1, "\(list)")
                }
            }
        }
    }

    @Test func `are a table that a stock reader reads, without formulas`() throws {
        let findings = try Counted.findings(
            many(6) { try Counted.delivery(.accepted, services: ["legal_aid"]) })
        let text = String(decoding: StatisticsTable.bytes(findings), as: UTF8.self)
        #expect(
            text.hasPrefix(
                "organisation,partner,mode,from,to,direction,by,value,deliveries,percent,"
                    + "median_hours_to_first_sign,median_hours_to_decision\r\n"
                    + "vasaprava.ba,,live,2026-01,2026-12,sent,total,all,6,,2,\r\n"))
        #expect(text.replacing("\r\n", with: "").allSatisfy { $0 != "\r" && $0 != "\n" })
        for start in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"] {
            #expect(StatisticsTable.cell(start) == "'" + start)
        }
        #expect(StatisticsTable.cell("a,\"b\"") == "\"a,\"\"b\"\"\"")
        #expect(StatisticsTable.cell("\rx") == "\"'\rx\"")
        #expect(StatisticsTable.cell("legal_aid") == "legal_aid")
    }

    @Test(arguments: WordingLocale.allCases)
    func `are a page in each language, with training on it where it is`(
        locale: WordingLocale
    ) throws {
        let deliveries = try many(6) { try Counted.delivery(.accepted) }
        func page(_ mode: Mode) throws -> String {
            let findings = try Counted.findings(deliveries, mode: mode)
            let document = StatisticsPage(findings, locale).document
            return String(decoding: HTMLPage(document, second: nil).bytes, as: UTF8.self)
        }
        let live = try page(.live)
        #expect(live.contains("vasaprava.ba") && live.contains("BA-RS"))
        #expect(try page(.live) == live)
        let mark = Wording(locale).say(Phrase.reportTraining).text
        #expect(!live.contains(mark))
        #expect(try page(.training).contains(mark))
        // No code is left untranslated but those that partners agree on.
        for code in ["called_back", "not_withdrawn", "left_out", "in_time"] {
            #expect(!live.contains(code), "\(code)")
        }
    }

    @Test func `are of whole months, one to 36`() throws {
        let march = try #require(CalendarMonth("2026-03"))
        #expect(CalendarMonth(try #require(Timestamp("2026-03-31T23:59:59Z"))) == march)
        #expect(CalendarMonth(try #require(Timestamp("2026-04-01T00:00:00Z"))) > march)
        #expect(march.text == "2026-03")
        for text in ["2026-13", "2026-00", "2026-3", "26-03", "2026-03-01", "", "2026/03"] {
            #expect(CalendarMonth(text) == nil, "\(text)")
        }
        let later = try #require(CalendarMonth("2029-02"))
        #expect(StatisticsPeriod(from: march, to: march) != nil)
        #expect(StatisticsPeriod(from: march, to: later) != nil)
        #expect(
            StatisticsPeriod(from: march, to: try #require(CalendarMonth("2029-03"))) == nil)
        #expect(StatisticsPeriod(from: later, to: march) == nil)
    }
}
