extension Catalogue.English {
    /// English: the papers beside the report.
    static let papers = #"""
        paper.footer = Document
        paper.rendering = The signed data are in no language; this document is a rendering of them. Where the two differ, the signed data count.
        paper.limitsTitle = What this document does not show
        paper.made = Made by (name, role)
        paper.noEvidence = What was said about consent after the case was sealed was not looked at: no evidence folder was given.
        paper.consentSince = a withdrawal of consent is recorded: see above

        handover.title = Hand-over record
        handover.copyGiver = Copy 1 of 2: for whoever hands over
        handover.copyTaker = Copy 2 of 2: for whoever takes over
        handover.entry = Signed entry
        handover.when = When and where
        handover.giver = Released by
        handover.taker = Received by
        handover.purpose = Purpose
        handover.authority = On what basis
        handover.thing = Bag, seal, condition
        handover.sealByHand = seal intact (write yes or no): {text}
        handover.compared = The numbers of the exhibits, and those of bag and seal where they stand above, were compared (write yes or no): {text}
        handover.name = Name and role
        handover.organisation = Organisation
        handover.place = Place, date and hour

        list.title = Exhibit list
        list.where = Where it is
        list.language = Language
        list.bySender = {place} (by the description of the sender)
        list.inPart = in part: {place}
        list.writtenDown = the entry names this place: {place}
        list.whereNote = Where it is: the place that was written down last, by its signer’s statement. A copy that was made later is named with the hash value that its maker wrote down.

        verification.title = Record of the check
        verification.keeper = Part 1. The material, by whoever kept it
        verification.keeperStates = Whoever signs here states: I gave this material for checking as I have it; what I did with it is in the entries that are with it.
        verification.checker = Part 2. The check
        verification.checkerStates = Whoever signs here states only: the program named above, run on this material, gave the results that are in this document.
        verification.program = Program and version
        verification.executable = SHA-256 of the executable file
        verification.checks = Checks
        verification.counts = passed: {valid}; failed: {number}; not made: {count}
        verification.annex = Annex to the record of the check
        verification.items = 1. Result for each exhibit and file
        verification.parts = 2. Hash values of the parts
        verification.allChecks = 3. Every check

        packing.title = Packing receipt
        packing.deadline = It can be taken over until {time}
        packing.deadlineLabel = Can be taken over until
        packing.note = This says what was sealed on the computer of the sender. Whether it was sent, and has arrived, is in the statements about the delivery.

        delivery.title = Statements about a delivery
        delivery.sender = Sender
        delivery.to = For: {name}
        delivery.stage = Step
        delivery.said = What was said, by whom
        delivery.server = 1. The server has it
        delivery.refused = A server did not take it
        delivery.computer = 2. The recipient’s computer has it whole
        delivery.person = 3. A person has seen it or answered
        delivery.other = What else was said
        delivery.nothing = – nothing about it is in the folder
        delivery.holds = Every required check of these statements passed. Of the content nothing is said here: it is not in the folder.
        delivery.open = Nothing was found that does not hold, but not every required check could be made, or nobody here has confirmed who signed; see the annex.
        delivery.notTaken = A server says that it did not take this delivery or could not hand it on: see there.
        delivery.note = The three steps are three different things: that a server or a computer has something does not mean that a person has seen it.
        delivery.zone = Times are in UTC; beside it stands the local time by the offset that was given for this document (UTC{offset}).
        delivery.utc = Times are in UTC.
        delivery.annex = Annex: every check

        referral.title = Referral summary
        referral.priority = Urgency
        referral.from = Referring organisation
        referral.to = Receiving organisation
        referral.contact = contact: {text}
        referral.answerBy = Answer wanted by
        referral.person = The person (no name stands here)
        referral.age = age: {text}
        referral.languages = languages: {text}
        referral.reason = Reason for the referral
        referral.services = Services asked for
        referral.needed = needed by {date}
        referral.provided = Services already given
        referral.elsewhere = Referred elsewhere too
        referral.informed = The person was informed
        referral.yes = yes
        referral.no = no
        referral.restrictions = Limits on making contact
        referral.followup = What follows
        referral.via = by way of: {text}
        referral.keeps = Who is in charge of the case
        referral.keepsSender = the referring organisation, as before
        referral.keepsReceiver = from now on the receiving organisation
        referral.note = All of this is the statement of the referring organisation. What it wrote in its own words stands in the language in which it was written.

        word.priority.emergency = emergency
        word.priority.urgent = urgent
        word.priority.routine = routine
        word.alone.no = no child without its parents
        word.alone.separated = separated child
        word.alone.unaccompanied = unaccompanied child
        word.alone.unknown = not known whether a child is alone
        """#
}
