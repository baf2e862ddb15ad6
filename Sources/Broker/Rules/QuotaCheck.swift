import GRDB

/// Judges what would be added; runs in the transaction that adds it, so that two at once do not both fit.
struct QuotaCheck: Sendable {
    let quotas: Quotas
    /// The sender's row.
    let sender: Int64

    /// Why an upload of that length may not begin.
    func excess(
        ofUpload lengthInBytes: Int64, _ database: Database
    ) throws -> QuotaExcess? {
        let announced = try UploadRows.announced(database, organisation: sender)
        if announced.objects >= quotas.organisation.uploads { return .organisationUploads }
        return try organisationExcess(adding: lengthInBytes, announced, database)
    }

    /// Why a deposit may not be taken. The upload that it takes is not among the uploads any more.
    func excess(
        ofDeposit sizeInBytes: Int64, in mailboxes: [Int64], _ database: Database
    ) throws -> QuotaExcess? {
        let announced = try UploadRows.announced(database, organisation: sender)
        if let excess = try organisationExcess(adding: sizeInBytes, announced, database) {
            return excess
        }
        for mailbox in mailboxes {
            if let excess = try mailboxExcess(adding: sizeInBytes, mailbox, database) {
                return excess
            }
        }
        return nil
    }

    private func organisationExcess(
        adding sizeInBytes: Int64, _ announced: HeldRows.Amount, _ database: Database
    ) throws -> QuotaExcess? {
        let held = try HeldRows.amount(database, sender: sender)
        let limits = quotas.organisation
        if exceeds(limits.objects, held.objects, announced.objects, 1) {
            return .organisationObjects
        }
        return exceeds(limits.bytes, held.bytes, announced.bytes, sizeInBytes)
            ? .organisationBytes : nil
    }

    private func mailboxExcess(
        adding sizeInBytes: Int64, _ mailbox: Int64, _ database: Database
    ) throws -> QuotaExcess? {
        let limits = quotas.mailbox
        // The own share first: how full others have made a mailbox is told only where it decides.
        let own = try HeldRows.amount(database, mailbox: mailbox, sender: sender)
        if exceeds(limits.objectsPerSender, own.objects, 1) { return .senderObjects }
        if exceeds(limits.bytesPerSender, own.bytes, sizeInBytes) { return .senderBytes }
        let all = try HeldRows.amount(database, mailbox: mailbox)
        if exceeds(limits.objects, all.objects, 1) { return .mailboxObjects }
        return exceeds(limits.bytes, all.bytes, sizeInBytes) ? .mailboxBytes : nil
    }

    private func exceeds(_ limit: Int64, _ parts: Int64...) -> Bool {
        var rest = limit
        for part in parts {
            let (next, overflow) = rest.subtractingReportingOverflow(part)
            guard !overflow, next >= 0 else { return true }
            rest = next
        }
        return false
    }
}
