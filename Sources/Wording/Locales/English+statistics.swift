extension Catalogue.English {
    /// English: statistics for those who pay.
    static let statistics = #"""
        statistics.title = Statistics of deliveries
        statistics.organisation = Organisation
        statistics.partner = Partner
        statistics.allPartners = all partners
        statistics.period = Period
        statistics.periodMonths = {from} to {to}: the months (UTC) in which the server received a delivery
        statistics.sent = Sent
        statistics.received = Received
        statistics.by = Which deliveries
        statistics.deliveries = Number
        statistics.share = Share
        statistics.hoursToSign = Hours until the recipient’s first sign (median)
        statistics.hoursToDecision = Hours until the decision (median)
        statistics.unknown = not known here
        statistics.other = others
        statistics.all = all of them
        statistics.noteWhat = A delivery is one case to one mailbox. Counted are those that somebody at the recipient has looked at, fetched or answered, by the statements that the servers have recorded and this computer has checked.
        statistics.noteWithheld = * stands for a number from 1 to 4, or for one from which such a number could be worked out. Zero is written.
        statistics.noteHours = Hours are whole hours from receipt by the server, only where five deliveries or more are counted. The later time is the word of whoever signed.
        statistics.noteAnnounced = Countries, services, urgency and by when an answer was wanted are those that the sender stated. Of what was asked for, one delivery can be in several rows.

        word.question.total = Looked at, fetched or answered
        word.question.month = By month
        word.question.route = By country of the sender and of the recipient
        word.question.service = By service asked for
        word.question.priority = By urgency
        word.question.outcome = By outcome
        word.question.answered = Taken over or declined: whether by when an answer was wanted
        word.question.declined = Declined, by reason
        word.question.consent = Whether consent was withdrawn later, and answered
        word.question.not_seen = Sent, and not known that anybody there looked at it
        word.question.left_out = Not counted above, whenever it was
        word.state.open = no decision yet
        word.answer.in_time = by then
        word.answer.late = later
        word.withdrawal.not_withdrawn = no withdrawal recorded
        word.withdrawal.in_time = withdrawn, answered in time
        word.withdrawal.late = withdrawn, answered later
        word.withdrawal.none = withdrawn, no answer recorded
        word.left.by_hand = went by hand only
        word.left.copy_destroyed = the own copy was destroyed
        word.left.not_checked = could not be checked here
        """#
}
