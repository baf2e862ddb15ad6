import Age
import Primitives

/// Damages a file that was encrypted properly, and holds the reader to what it promises.
///
/// Random bytes never get past the header's MAC, so the input is a script instead of a file:
///
/// ```
/// size u24 | steps: (operation u8, position u24, value u8), at most 16
/// ```
///
/// The size is that of the plaintext, modulo three chunks and two bytes; a position is taken modulo
/// the length of the file.
struct AgePayloadDamage {
    private static let maximumSize = 3 * 65_536 + 1
    private static let maximumSteps = 16
    private static let stepSize = 5
    private static let chunkSize = 65_552
    private static let identities = try? IdentitySet(Identity.generateX25519())

    private let plaintext: [UInt8]
    private let steps: [ArraySlice<UInt8>]

    init(script: [UInt8]) {
        let size = Self.number(script.prefix(3)) % (Self.maximumSize + 1)
        plaintext = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        var rest = script.dropFirst(3)
        var steps: [ArraySlice<UInt8>] = []
        while rest.count >= Self.stepSize, steps.count < Self.maximumSteps {
            steps.append(rest.prefix(Self.stepSize))
            rest = rest.dropFirst(Self.stepSize)
        }
        self.steps = steps
    }

    /// Stops the process when damage is not noticed, or when something else than the beginning of
    /// the plaintext was released before it was.
    ///
    /// - Throws: the reader's error, as it should for every file that differs.
    func check() throws {
        guard let identities = Self.identities else { return }
        let sealed = try encrypted(to: identities.recipients)
        let damaged = steps.reduce(sealed) { Self.apply($1, to: $0) }
        var released: [UInt8] = []
        do {
            try Self.read(damaged, identities, into: &released)
        } catch {
            precondition(damaged != sealed, "a good file was refused")
            precondition(plaintext.starts(with: released), "released what was not sealed")
            throw error
        }
        precondition(damaged == sealed, "damage was not noticed")
        precondition(released == plaintext, "released other bytes")
    }

    private func encrypted(to recipients: [Recipient]) throws -> [UInt8] {
        let output = ByteSink()
        var writer = try EncryptedFileWriter(recipients: recipients) { output.append($0) }
        try writer.write(plaintext)
        try writer.finish()
        return output.bytes
    }

    private static func read(
        _ file: [UInt8], _ identities: IdentitySet, into released: inout [UInt8]
    ) throws {
        let source = ByteSource(file)
        var reader = try EncryptedFileReader(
            source: source.read, identities: identities, limits: .unlimited)
        var block = [UInt8](repeating: 0, count: 100_000)
        while true {
            var span = block.mutableSpan
            let count = try reader.read(into: &span)
            if count == 0 { return }
            released += block[..<count]
        }
    }

    /// One step: a byte changed, cut off, added, or a chunk's length dropped, doubled or moved.
    private static func apply(_ step: ArraySlice<UInt8>, to file: [UInt8]) -> [UInt8] {
        guard let operation = step.first, let value = step.last, !file.isEmpty else { return file }
        var file = file
        let position = number(step.dropFirst().prefix(3)) % file.count
        let chunk = position..<min(position + chunkSize, file.count)
        switch operation % 6 {
        case 0: file[position] ^= value
        case 1: file.removeLast(position)
        case 2: file.insert(value, at: position)
        case 3: file.removeSubrange(chunk)
        case 4: file.insert(contentsOf: Array(file[chunk]), at: position)
        default: file = Array(file[..<position] + file[chunk.upperBound...] + file[chunk])
        }
        return file
    }

    private static func number(_ bytes: some Sequence<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }
}

/// Bytes collected from a sink.
private final class ByteSink {
    private(set) var bytes: [UInt8] = []

    func append(_ span: Span<UInt8>) {
        for index in 0..<span.count { bytes.append(span[index]) }
    }
}
