/// The limits that this profile sets where age v1 sets none. (Protocol/age-profile.md, section 3)
package struct AgeLimits: Sendable, Equatable {
    /// Bytes from `age-encryption.org/v1` to the line feed after the MAC.
    ///
    /// 32 post-quantum stanzas take about 52 KiB.
    package static let maximumHeaderSize = 65_536
    package static let maximumStanzas = 64
    /// Recipients of a file that we write, dummies included.
    package static let maximumRecipients = 32
    package static let maximumIdentities = 64
    /// Upper bound of log2(N) for a process that serves others: 2^18 takes 256 MiB.
    package static let serviceScryptLogN = 18
    /// Upper bound of log2(N) for a file that a person opens on an own machine.
    package static let localScryptLogN = 22

    /// Plaintext bytes that the reader releases before it gives up.
    package var maximumPlaintextSize: UInt64

    package init(maximumPlaintextSize: UInt64) {
        self.maximumPlaintextSize = maximumPlaintextSize
    }

    /// No limit but that of the format.
    package static let unlimited = AgeLimits(maximumPlaintextSize: .max)
}
