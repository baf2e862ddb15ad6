/// The signature types of notes that we make and verify. (signed-note, section "Signature types")
package enum SignatureType: UInt8, Sendable, CaseIterable {
    /// Ed25519 over the text: what a log signs with.
    case ed25519 = 0x01
    /// Ed25519 over the time and the text: a witness's cosignature of a checkpoint.
    case cosignature = 0x04
}
