/// Every sentence and word of the statistics, besides those that other papers have.
///
/// The raw value is the key in the catalogue's files.
package enum StatisticsPhrase: String, CaseIterable, Sendable {
    case title = "statistics.title"
    case organisation = "statistics.organisation"
    case partner = "statistics.partner"
    case allPartners = "statistics.allPartners"
    case period = "statistics.period"
    case periodMonths = "statistics.periodMonths"
    case sent = "statistics.sent"
    case received = "statistics.received"
    case by = "statistics.by"
    case deliveries = "statistics.deliveries"
    case share = "statistics.share"
    case hoursToSign = "statistics.hoursToSign"
    case hoursToDecision = "statistics.hoursToDecision"
    case unknown = "statistics.unknown"
    case other = "statistics.other"
    case all = "statistics.all"
    case noteWhat = "statistics.noteWhat"
    case noteWithheld = "statistics.noteWithheld"
    case noteHours = "statistics.noteHours"
    case noteAnnounced = "statistics.noteAnnounced"
}
