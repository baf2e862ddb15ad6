import Primitives

/// The figures as CSV. (RFC 4180)
///
/// Every row says of whom, of what and of when it is, so that the tables of several organisations can be
/// put under one another.
package enum StatisticsTable {
    static let columns = [
        "organisation", "partner", "mode", "from", "to", "direction", "by", "value", "deliveries",
        "percent", "median_hours_to_first_sign", "median_hours_to_decision",
    ]
    /// In the place of a number that is not printed.
    package static let withheld = "*"

    /// UTF-8, lines end with CR LF.
    package static func bytes(_ findings: StatisticsFindings) -> [UInt8] {
        let head = [
            findings.organisation.text, findings.partner?.text ?? "", findings.mode.rawValue,
            findings.period.from.text, findings.period.to.text,
        ]
        var lines = [columns]
        for direction in CountedDelivery.Direction.allCases {
            for list in StatisticsFigures(findings, direction).lists {
                lines += list.rows.map { row in
                    head + [direction.rawValue, list.question.rawValue, row.value]
                        + [count(row.count)]
                        + [row.percent, row.hoursToSign, row.hoursToDecision].map {
                            $0.map(String.init) ?? ""
                        }
                }
            }
        }
        return Array(
            lines.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined().utf8)
    }

    static func count(_ count: ShownCount) -> String {
        switch count {
        case .number(let number): String(number)
        case .withheld: withheld
        }
    }

    /// A spreadsheet takes what begins with one of these for a formula; here it is text.
    package static func cell(_ text: String) -> String {
        let starts = Set("=+-@\t\r\n".utf8)
        let safe = text.utf8.first.map(starts.contains) == true ? "'" + text : text
        guard safe.utf8.contains(where: Set(",\"\r\n".utf8).contains) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
