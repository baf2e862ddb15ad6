/// Every phrase whose form follows a number.
package enum CountedPhrase: String, CaseIterable, Sendable {
    case whatItems = "what.items"
    case countFiles = "count.files"
    case countBytes = "count.bytes"
    case countDays = "count.days"
    case countHours = "count.hours"
    case countMinutes = "count.minutes"
    case verdictIdentical = "verdict.identical"
    case verdictRemarks = "verdict.remarks"
}
