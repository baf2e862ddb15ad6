import Age
import KeyDirectory
import Primitives

/// A challenge inside its age file.
enum ChallengeFile {
    /// - Throws: ``MemberError/recipientUnusable``
    static func seal(
        _ challenge: MemberChallenge, to text: HybridRecipientText
    ) throws -> [UInt8] {
        let recipient: Recipient
        do throws(AgeError) {
            recipient = try Recipient(text.text)
            try recipient.requireUsable()
        } catch {
            throw MemberError.recipientUnusable
        }
        let output = Output()
        var writer = try EncryptedFileWriter(
            recipients: [recipient], sink: { output.bytes += Array(copying: $0) })
        try writer.write(challenge.text)
        try writer.finish()
        return output.bytes
    }

    /// - Throws: ``MemberError/otherRequest`` when it is sealed to somebody else,
    ///   ``MemberError/notAChallenge``
    static func open(_ sealed: [UInt8], _ identities: IdentitySet) throws -> MemberChallenge {
        let text: [UInt8]
        do {
            text = try plaintext(sealed, identities)
        } catch AgeError.noMatch {
            throw MemberError.otherRequest
        } catch is AgeError {
            throw MemberError.notAChallenge
        }
        guard let challenge = MemberChallenge(parsing: text) else {
            throw MemberError.notAChallenge
        }
        return challenge
    }

    private static func plaintext(_ sealed: [UInt8], _ identities: IdentitySet) throws -> [UInt8] {
        let input = Input(sealed)
        let size = MemberChallenge.sizeInBytes
        var reader = try EncryptedFileReader(
            source: { input.read(into: &$0) }, identities: identities,
            limits: AgeLimits(maximumPlaintextSize: UInt64(size)))
        // Room for one byte more than the limit, so that there is always some until the end is reached.
        var text = [UInt8](repeating: 0, count: size + 1)
        var filled = 0
        while true {
            var whole = text.mutableSpan
            var room = whole._mutatingExtracting(filled..<whole.count)
            let count = try reader.read(into: &room)
            if count == 0 { return Array(text.prefix(filled)) }
            filled += count
        }
    }

    private final class Output {
        var bytes: [UInt8] = []
    }

    private final class Input {
        private let bytes: [UInt8]
        private var position = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func read(into span: inout MutableSpan<UInt8>) -> Int {
            let count = min(span.count, bytes.count - position)
            for index in 0..<count { span[index] = bytes[position + index] }
            position += count
            return count
        }
    }
}
