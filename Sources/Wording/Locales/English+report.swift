extension Catalogue.English {
    /// English: the report's own sentences.
    static let report = #"""
        language.name = English

        report.title = Chain-of-custody report
        report.training = TRAINING – INVENTED MATERIAL
        report.caseNumber = Case number of the sender
        report.ownNumber = Number of this court or office
        report.rendering = The signed data are in no language; this report is a rendering of them. Where the two differ, the signed data count.

        footer.report = Report
        footer.page = Page {page} of {pages}
        footer.consignment = Consignment
        footer.seal = Seal

        who.label = Who

        what.label = What

        when.label = When

        where.label = Where

        how.label = How and on what basis

        who.sealer = Sealed by {organisation}, role: {role}
        who.claimedSealer = Said to be sealed by {organisation}; this is not confirmed
        who.unreadable = Cannot be read from the material
        who.recipients = Addressed to: {mailboxes}
        who.taker = Taken over by {organisation}, role: {role}

        what.items[one] = {count} exhibit is described: {numbers}
        what.items[other] = {count} exhibits are described: {numbers}
        what.noItems = No exhibit is described; the files themselves are listed
        what.moreNumbers = and {count} more, see section {section}

        count.files[one] = {count} file
        count.files[other] = {count} files
        count.bytes[one] = {count} byte
        count.bytes[other] = {count} bytes
        count.days[one] = {count} day
        count.days[other] = {count} days
        count.hours[one] = {count} hour
        count.hours[other] = {count} hours
        count.minutes[one] = {count} minute
        count.minutes[other] = {count} minutes

        what.total = {files}, {bytes} in all

        when.sealed = Sealed: {time}, by the statement of whoever sealed it
        when.received = Received by the intermediary server {broker}: {time}, by its signed receipt
        when.unconfirmed = nobody here has confirmed this server’s key
        when.after = Sealed after: {time}, by independent signatures
        when.bound = Existed at the latest: {time}, by independent signatures
        when.noReceipt = No receipt of an intermediary server was checked

        where.route = Country of the sender: {from}; country of the recipient: {to}
        where.acquired = Acquired in: {places}
        where.now = Last recorded place: {place}
        where.noPlace = No place of keeping is recorded after receipt

        how.acquired = Acquired: {methods}
        how.purposes = Purpose: {purposes}
        how.bases = Legal basis: {bases}
        how.noBasis = No legal basis is recorded in the case
        how.seal = Closed with a digital seal by the sender; the seal was checked again for this report
        how.sealOpen = That the sender closed it with a digital seal is claimed, and was not confirmed for this report

        verdict.title = Result of the check
        verdict.identical[one] = The file is identical to the one that {sender} sealed on {time}.
        verdict.identical[other] = All {count} files are identical to those that {sender} sealed on {time}.
        verdict.entries = Custody entries that were found: {total}; with a signature that holds: {valid}.
        verdict.remarks[one] = {count} remark, see section {section}.
        verdict.remarks[other] = {count} remarks, see section {section}.
        verdict.noRemarks = No remarks.
        verdict.failed = FAILURE FOUND. The material is not, or not wholly, what was sealed:
        verdict.failedProof = FAILURE FOUND. A confirmation that came with the material (receipt, log entry or time stamp) does not hold:
        verdict.failedActs = FAILURE FOUND. What was written down of the handling after receipt does not hold:
        verdict.failedOpen = FAILURE FOUND. It could not be established that the material is what was sealed:
        verdict.unknownSigner = Nothing was found altered, but whoever made this report has not confirmed the signer: CONSISTENT, SIGNER UNKNOWN.
        verdict.incomplete = Nothing was found altered, but not every required check could be made; see section {section}.
        verdict.more = and {count} more, see section {section}

        difference.exhibit = Exhibit {number}
        difference.file = File {name}
        difference.content = the content differs from the one that was sealed
        difference.missing = was sealed and is not there
        difference.extra = is there and was not sealed
        difference.uncovered = is not covered by the seal: the file, or its line in the list that opens the seal, is not the one that was sealed

        limits.title = What this report does not show
        limits.content = That what is said, written or seen in the material is true.
        limits.recording = When, where and by whom a received recording was made, or what happened to it before it was sealed.
        limits.person = That the holder of an account, a telephone or a key is a certain person.
        limits.law = Whether and how the material may be used: that is for the court to decide.

        section.exhibits = Exhibits
        section.timeline = Sequence of events
        section.custodians = Who kept the material
        section.remarks = Remarks and irregularities
        section.method = Method
        section.roots = What the trust rests on
        section.consent = Consent and authority
        section.annexes = Annexes
        section.signatures = Signatures on paper

        exhibit.number = No.
        exhibit.description = Description and file
        exhibit.size = Size
        exhibit.hash = Hash value SHA-256
        exhibit.result = Result
        exhibit.identical = ✓ identical
        exhibit.consistent = agrees with the list; the seal was not checked
        exhibit.different = ✗ differs
        exhibit.missing = ✗ missing
        exhibit.extra = ✗ not sealed
        exhibit.uncovered = ✗ not covered by the seal
        exhibit.notChecked = – not checked
        exhibit.undescribed = no description
        exhibit.thing = an object, no file
        exhibit.originalName = name at the sender
        exhibit.derivedFrom = made from {number}
        exhibit.acquisition = How the exhibits were acquired, by the statement of the sender
        exhibit.method = How
        exhibit.acquiredBy = By whom
        exhibit.from = From whom (code)
        exhibit.timePlace = When and where
        exhibit.original = Original available
        exhibit.tooMany = The first {count} files are listed here; the full list is manifest-sha256.txt in the material.
        exhibit.sealedValue = by the list that came with it: {value}
        exhibit.foundValue = found now: {value}
        exhibit.fileList = Files

        date.day = {day} {month} {year}
        date.moment = {date} at {time} UTC
        date.momentLocal = {date} at {time} UTC ({local}, UTC{offset})
        date.localNote = Times are in UTC; beside it stands the local time by the offset that the sender recorded in the case (UTC{offset}). In another season the clocks there may have shown another hour.
        date.utcNote = Times are in UTC: no local offset could be read from the case.

        month.1 = January
        month.2 = February
        month.3 = March
        month.4 = April
        month.5 = May
        month.6 = June
        month.7 = July
        month.8 = August
        month.9 = September
        month.10 = October
        month.11 = November
        month.12 = December

        timeline.time = Time
        timeline.act = Event
        timeline.actor = By whom
        timeline.details = From, to, place, purpose
        timeline.check = Signature
        timeline.claimed = by the signer's own statement
        timeline.byBroker = by the receipt of the intermediary server
        timeline.noTime = no time stated
        timeline.notLater = not later than {time}
        timeline.gap = GAP of {duration}: between no. {from} and no. {to} nothing is recorded. Place in the meantime: {place}
        timeline.gapNote = Gaps of more than {limit} between two entries are drawn as a line of their own.
        timeline.placeUnknown = not recorded
        timeline.none = No entry could be read.
        timeline.onlyFolder = Whatever was recorded later is in the evidence folder, which was not given for this report.
        timeline.until = until {time}
        timeline.recorded = written down {time}

        status.confirmed = ✓ holds; key confirmed
        status.offered = ✓ holds; key not confirmed
        status.notCounting = ✗ key did not count then
        status.stranger = – signer unknown
        status.broken = ✗ does not hold

        details.to = to: {name}
        details.from = from: {name}
        details.place = place: {place}
        details.purpose = purpose: {text}
        details.authority = authority: {text}
        details.reason = reason: {text}
        details.items = exhibits: {text}
        details.result = resulting copy, SHA-256: {text}
        details.bag = bag no.: {text}
        details.seal = seal no.: {text}
        details.sealIntact = seal intact
        details.sealBroken = PHYSICAL SEAL NOT INTACT
        details.condition = condition: {text}
        details.tool = tool: {text}
        details.note = note: {text}
        details.corrects = corrects no. {number}
        details.number = number in the mailbox: {number}
        details.performer = done by: {name}
        details.witness = witness: {name}
        details.method = method: {text}
        details.document = document, SHA-256: {text}
        details.newSeal = new seal no.: {text}
        details.failed = DID NOT SUCCEED
        details.partial = succeeded in part
        details.everything = exhibits: all
        details.corrected = corrected by no. {number}

        custodian.party = Organisation and role
        custodian.period = Key valid
        custodian.until = from {from} until {until}
        custodian.revoked = revoked as of {time}
        custodian.key = Key fingerprint
        custodian.entries = Entries no.
        custodian.contact = Persons are named by role. Whoever is to testify is reached through the organisation or its lawyer.

        remarks.none = None.

        remark.failedCheck = Failed: {check}. {meaning}
        remark.uncheckedCheck = Not checked: {check}. {meaning}
        remark.statement = Entry no. {number}: {status}
        remark.revokedShown = Entry no. {number}: the key was revoked later ({time}); independent signatures show that it had signed before.
        remark.revokedOpen = Entry no. {number}: the key was revoked ({time}), and nothing independent shows that it had signed before.
        remark.corrected = Entry no. {number} corrects entry no. {other}; both are shown.
        remark.sealBroken = Entry no. {number} records a physical seal that was not intact.
        remark.failedAct = Entry no. {number} records something that did not succeed, or only in part.
        remark.late = Entry no. {number} was written down {duration} after it was done.
        remark.clock = Entry no. {number} states a time before that of the entry which it follows (no. {other}): the clocks disagree, or a time is wrong.
        remark.hashGap = Exhibit {exhibit}: {duration} passed between its acquisition and its seal; in this time its hash value was not yet fixed.
        remark.acquiredAfter = Exhibit {exhibit}: its acquisition is dated later than its seal, by {duration}: one of the two times is wrong.
        remark.override = A step was allowed without consent; reason: {reason}
        remark.withdrawn = Consent was withdrawn ({time}).
        remark.consentWithdrawn = Entry no. {number}: consent was withdrawn towards {name} ({time}).
        remark.consentPart = Entry no. {number}: part of the consent was withdrawn towards {name} ({time}).
        remark.consentOpen = Entry no. {number}: no answer to this withdrawal of consent is in the material.
        remark.consentStopped = Entry no. {number}: {organisation} answered that it keeps its copy, and neither uses it nor passes it on any more.
        remark.consentErased = Entry no. {number}: {organisation} answered that it has destroyed its copy.
        remark.consentRetained = Entry no. {number}: {organisation} answered that it keeps its copy: {reason} ({text}).
        remark.passedOn = The material was sealed before by {sender} and passed on; its first seal was checked too.
        remark.passedOnOpen = The material is said to have been sealed before by {sender}; that first seal could not be checked.
        remark.unreadable = A file in the place of statements could not be read: {name}

        method.hashes = Of every file the hash value SHA-256 (standard FIPS 180-4) was computed anew and compared with the list that was sealed. One changed bit gives another value.
        method.signatures = Every signature is Ed25519 (RFC 8032) in the form of OpenSSH, over the exact bytes of the file beside it.
        method.tool = The check was made offline with {tool}, version {version}, and changed nothing in the material.
        method.repeat = Anybody can repeat it with other tools: the file {file} in the material tells how, step by step.
        method.sameBytes = The same material, checked with the same version, the same confirmed partners and the same language, gives this report again byte for byte, unless a key has ended since.

        roots.party = Organisation or server
        roots.fingerprint = Fingerprint
        roots.standing = Confirmed by another path
        roots.confirmed = yes: a person compared the digits before the partner was added on this computer
        roots.introduced = NO: the network's charter lists it, and nobody at this computer has compared the digits
        roots.own = own organisation of whoever made the report
        roots.offered = NO: only the material itself says so
        roots.pinned = yes: chosen on this computer
        roots.none = Nobody is known on this computer: the report shows only whether the material agrees with itself.

        consent.none = The case records neither consent nor another basis.
        consent.basis = Basis
        consent.purpose = Purpose
        consent.to = May go to
        consent.notTo = May not go to
        consent.given = When and how given
        consent.limits = Valid until, withdrawn
        consent.marking = What the exhibits may be used for

        annex.checks = Annex A. Every check
        annex.check = Check
        annex.code = Code
        annex.outcome = Outcome
        annex.passed = ✓ passed
        annex.failed = ✗ FAILED
        annex.notChecked = – not checked
        annex.programWords = What the program says (in English)
        annex.statements = Annex B. The signed statements
        annex.statementFile = File
        annex.digests = Annex C. Hash values of the parts
        annex.glossary = Annex D. Words used

        digest.manifest = list of the files (manifest-sha256.txt)
        digest.seal = seal (Sealed.json)
        digest.statement = outer statement (statement.json)
        digest.case = description of the case (case.json)

        sign.made = Report made by (name, role)
        sign.checked = Checked by (name, role)
        sign.place = Place and date
        sign.signature = Signature
        sign.machine = Computer used
        """#
}
