import Age
import Primitives

/// What came out of a file before its end or its failure.
struct Release {
    var plaintext: [UInt8] = []
    var failure: AgeError?
}

/// Reads whole files in the ways that callers may.
enum Reading {
    /// A source that hands out at most `piece` bytes at a time.
    static func source(_ file: [UInt8], piece: Int = .max) -> EncryptedFileReader.Source {
        var position = 0
        return { (room: inout MutableSpan<UInt8>) in
            let count = min(room.count, piece, file.count - position)
            room.copy(file.span.extracting(position..<position + count), at: 0)
            position += count
            return count
        }
    }

    /// Keeps what was released before a failure, as the testkit judges that too.
    static func release(
        _ file: [UInt8], _ identities: IdentitySet, piece: Int = .max, buffer: Int = 1 << 20,
        limits: AgeLimits = .unlimited
    ) throws -> Release {
        var release = Release()
        do {
            var reader = try EncryptedFileReader(
                source: source(file, piece: piece), identities: identities, limits: limits)
            var chunk = [UInt8](repeating: 0xAA, count: buffer)
            while true {
                let count = try read(&reader, into: &chunk)
                if count == 0 { break }
                release.plaintext += chunk[..<count]
            }
        } catch let failure as AgeError {
            release.failure = failure
        }
        return release
    }

    /// The plaintext of a file that must open.
    static func open(_ file: [UInt8], _ identities: IdentitySet) throws -> [UInt8] {
        let release = try release(file, identities)
        if let failure = release.failure { throw failure }
        return release.plaintext
    }

    static func identities(
        _ texts: [String], adding set: IdentitySet = IdentitySet()
    ) throws -> IdentitySet {
        var set = set
        for text in texts { set.append(try Identity(SecretBytes(copying: Array(text.utf8).span))) }
        return set
    }

    static func passphrase(_ text: String, maximumLogN: Int = 18) throws -> IdentitySet {
        IdentitySet(
            passphrase: try SecretBytes(copying: Array(text.utf8).span),
            maximumLogN: maximumLogN)
    }

    private static func read(
        _ reader: inout EncryptedFileReader, into chunk: inout [UInt8]
    ) throws -> Int {
        var span = chunk.mutableSpan
        return try reader.read(into: &span)
    }
}
