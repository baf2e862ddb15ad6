import Age
import BagIt
import Primitives

/// The inner tar while it comes out of the decryption.
///
/// A class, because the tar reader's source must hold the age reader.
final class PayloadBag {
    private var age: EncryptedFileReader
    private let input: PayloadInput

    /// Finds the file key and checks the header's MAC.
    init(_ input: PayloadInput, identities: IdentitySet, size: UInt64) throws {
        self.input = input
        age = try EncryptedFileReader(
            source: { buffer in try input.read(into: &buffer) }, identities: identities,
            limits: AgeLimits(maximumPlaintextSize: size))
    }

    func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
        try age.read(into: &buffer)
    }
}
