import Primitives

/// Whether it is still known apart from the partners' files which record of each was seen last.
struct PartnerMemoryCheck {
    let home: Home

    func finding(_ partners: [Partner]) -> Finding? {
        guard !partners.isEmpty, !StateFile(home.recordsSeen).isThere else { return nil }
        return Finding(
            "partner.memory-missing",
            "which record of each partner was seen last is not kept here any more: an old file would "
                + "be taken for the newest",
            hint: "'plomba sync' asks the broker for the newest ones")
    }
}
