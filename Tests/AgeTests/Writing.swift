import Age
import Primitives

/// Writes whole files, in pieces of any size.
enum Writing {
    /// Collects what a writer sends to its sink.
    final class Sink {
        var file: [UInt8] = []
    }

    static func file(
        _ plaintext: [UInt8], to recipients: [Recipient], piece: Int = .max
    ) throws -> [UInt8] {
        let sink = Sink()
        var writer = try EncryptedFileWriter(
            recipients: recipients, sink: { sink.file += Array(copying: $0) })
        var position = 0
        while position < plaintext.count {
            let end = position + min(piece, plaintext.count - position)
            try writer.write(plaintext.span.extracting(position..<end))
            position = end
        }
        try writer.finish()
        return sink.file
    }

    /// Bytes in which no two chunks are alike.
    static func plaintext(_ count: Int) -> [UInt8] {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
    }

    /// `file` with one bit changed.
    static func flipped(_ file: [UInt8], at index: Int) -> [UInt8] {
        var copy = file
        copy[index] ^= 1
        return copy
    }
}
