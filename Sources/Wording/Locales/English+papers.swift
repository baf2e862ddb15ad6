extension Catalogue.English {
    /// English: the papers beside the report.
    static let papers = #"""
        paper.footer = Document
        paper.rendering = The signed data are in no language; this document is a rendering of them. Where the two differ, the signed data count.
        paper.limitsTitle = What this document does not show
        paper.made = Made by (name, role)

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
        handover.compared = Before they signed, both sides compared the numbers of the exhibits, of the bag and of the seal with those above. A device stays switched off, and nobody looks through it.
        handover.name = Name and role
        handover.organisation = Organisation
        handover.place = Place, date and hour

        list.title = Exhibit list
        list.where = Where it is
        list.language = Language
        list.bySender = {place} (by the description of the sender)
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
        """#
}
