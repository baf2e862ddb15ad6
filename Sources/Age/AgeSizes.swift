/// Sizes of age files, known before a byte is written. (age v1, section "Payload")
package enum AgeSizes {
    package static let nonceSize: UInt64 = 16
    private static let chunk = UInt64(PayloadCipher.chunkSize)
    private static let sealedChunk = UInt64(PayloadCipher.sealedChunkSize)
    private static let tag = sealedChunk - chunk

    /// The size of the file that holds `plaintext` bytes behind a header of `headerSize` bytes.
    ///
    /// - Returns: nil when the sum exceeds 64 bits.
    package static func encryptedSize(headerSize: Int, plaintext: UInt64) -> UInt64? {
        let (tags, tooMany) = chunks(ofPlaintext: plaintext).multipliedReportingOverflow(by: tag)
        let (payload, tooLong) = plaintext.addingReportingOverflow(tags)
        let (head, tooWide) = UInt64(headerSize).addingReportingOverflow(nonceSize)
        let (sum, overflow) = payload.addingReportingOverflow(head)
        return tooMany || tooLong || tooWide || overflow ? nil : sum
    }

    /// The plaintext size of a payload (the bytes after the nonce).
    ///
    /// - Returns: nil when no payload has this size.
    package static func plaintextSize(ofPayload payload: UInt64) -> UInt64? {
        let rest = payload % sealedChunk
        let count = payload / sealedChunk + (rest == 0 ? 0 : 1)
        guard count > 0, rest == 0 || rest >= tag else { return nil }
        // A final chunk of 16 bytes is empty: only an empty payload has one.
        guard rest != tag || count == 1 else { return nil }
        return payload - count * tag
    }

    private static func chunks(ofPlaintext plaintext: UInt64) -> UInt64 {
        plaintext == 0 ? 1 : plaintext / chunk + (plaintext % chunk == 0 ? 0 : 1)
    }
}
