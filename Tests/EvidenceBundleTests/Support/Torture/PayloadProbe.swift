import Age
import EvidenceBundle
import Primitives

/// Decrypts one payload.age again and again, each time with something changed, and holds what comes
/// out against what must.
///
/// Not shared: one for each thread.
final class PayloadProbe {
    /// What a changed file must lead to.
    struct Expectation {
        /// The only codes that are right; one of them.
        let codes: [String]
        /// How many bytes of true plaintext are released before the failure.
        let released: Int
    }

    private let identities: IdentitySet
    private let plaintext: [UInt8]
    private var buffer = [UInt8](repeating: 0, count: 16 * PayloadCipher.chunkSize)

    init(_ bundle: TortureBundle) {
        identities = bundle.receiver.identities
        plaintext = bundle.plaintext
    }

    /// Nil when the file is refused as it must be, else what was wrong.
    func complaint(about file: [UInt8], _ expected: Expectation) -> String? {
        var released = 0
        do {
            var position = 0
            var reader = try EncryptedFileReader(
                source: { room in
                    let count = min(room.count, file.count - position)
                    room.copy(file.span.extracting(position..<position + count), at: 0)
                    position += count
                    return count
                }, identities: identities, limits: .unlimited)
            while true {
                let count = try Self.read(&reader, into: &buffer)
                if count == 0 { return "accepted" }
                guard isTrue(count, at: released) else { return "released a wrong byte" }
                released += count
            }
        } catch let error as AgeError {
            if !expected.codes.contains(error.code) { return "told as \(error.code)" }
            if error.message.isEmpty { return "told without words" }
        } catch {
            return "an error of another kind"
        }
        return released == expected.released
            ? nil : "released \(released) bytes instead of \(expected.released)"
    }

    private static func read(
        _ reader: inout EncryptedFileReader, into buffer: inout [UInt8]
    ) throws -> Int {
        var span = buffer.mutableSpan
        return try reader.read(into: &span)
    }

    private func isTrue(_ count: Int, at offset: Int) -> Bool {
        offset + count <= plaintext.count
            && plaintext[offset..<offset + count].elementsEqual(buffer[..<count])
    }
}

extension TortureBundle {
    /// What one changed byte of the payload must lead to.
    func expectation(changedAt offset: Int) -> PayloadProbe.Expectation {
        var codes = offset < headerSize ? Self.headerCodes(at: offset) : ["age.payload-bad-tag"]
        // Without its end a line goes on into the payload, until there is one or it is too long;
        // without the three dashes of its last line, the header does.
        if offset < headerSize, payload[offset] == UInt8(ascii: "\n") || dashes.contains(offset) {
            codes.append("age.header-too-large")
        }
        return PayloadProbe.Expectation(codes: codes, released: released(before: offset))
    }

    /// By which the last line of the header is known.
    private var dashes: Range<Int> {
        let lastLine = payload[..<(headerSize - 1)].lastIndex(of: UInt8(ascii: "\n")) ?? 0
        return lastLine + 1..<lastLine + 4
    }

    /// What the first `length` bytes of the payload alone must lead to.
    func expectation(cutTo length: Int) -> PayloadProbe.Expectation {
        let code: String
        if length < firstChunk {
            code = "age.header-truncated"
        } else {
            let rest = (length - firstChunk) % Self.sealedChunk
            code = rest < PayloadCipher.tagSize ? "age.payload-truncated" : "age.payload-bad-tag"
        }
        return PayloadProbe.Expectation(codes: [code], released: released(before: length))
    }

    /// Damage within a stanza shows as its form, as a file key that is not found, or at the MAC.
    private static func headerCodes(at offset: Int) -> [String] {
        guard offset >= "age-encryption.org/v1\n".utf8.count else {
            return ["age.header-not-age-v1"]
        }
        return [
            "age.header-malformed-stanza", "age.header-malformed-body", "age.header-malformed-mac",
            "age.header-wrong-arguments", "age.header-wrong-body-size", "age.header-mac",
            "age.header-truncated", "age.header-unusable-share", "age.header-no-stanza",
            "age.no-match",
        ]
    }
}
