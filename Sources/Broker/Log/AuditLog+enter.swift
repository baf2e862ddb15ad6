package import TransparencyLog

extension AuditLog {
    /// How many entries the newest signed checkpoint covers.
    package var size: UInt64 { snapshot?.head.size ?? 0 }

    /// Enters what stands for nothing that the broker knows of, with all that an entry goes through:
    /// it is on the disk and under a signed checkpoint when this returns.
    ///
    /// Deposits and statements are entered by their own transactions; this is for measurements.
    ///
    /// - Returns: where the entries stand.
    package func enter(_ entries: [AuditLogEntry]) async throws(StoreError) -> Range<UInt64> {
        guard let committer else { throw .cancelled }
        let first = try await committer.submit { .keep(try LogRows.append($0, entries)) }
        return first..<first + UInt64(entries.count)
    }
}
