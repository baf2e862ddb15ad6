import Age
import BagIt
import Primitives

/// A canonical tar that is encrypted while it is written: `age(tar(...))`.
final class EncryptedTar {
    let headerDigest: SHA256Digest
    private var age: EncryptedFileWriter?
    private var tar: TarWriter?

    /// - Parameter room: where the bytes of the age file shall lie.
    init(recipients: [Recipient], room: @escaping EncryptedFileWriter.Room) throws {
        let age = try EncryptedFileWriter(recipients: recipients, room: room)
        headerDigest = age.headerDigest
        self.age = consume age
        tar = TarWriter { [unowned self] bytes in try self.age?.write(bytes) }
    }

    /// Takes a part of the archive that was laid out elsewhere, as `TarWriter` does.
    func append(_ part: Span<UInt8>, entries: Int) throws {
        try tar?.append(part, entries: entries)
    }

    func begin(_ entry: TarEntry) throws { try tar?.begin(entry) }

    func write(_ bytes: Span<UInt8>) throws { try tar?.write(bytes) }

    func end() throws { try tar?.end() }

    func write(path: BagPath, content: [UInt8]) throws {
        try tar?.write(path: path, content: content)
    }

    /// Ends and pads the archive, then ends the age file.
    func finish() throws {
        if var tar = tar.take() { _ = try tar.finish(padding: .padme) }
        try age.take()?.finish()
    }
}

extension EncryptedFileWriter {
    /// A small file as a whole.
    static func encrypt(_ plaintext: [UInt8], to recipients: [Recipient]) throws -> [UInt8] {
        let output = ByteOutput()
        var writer = try EncryptedFileWriter(recipients: recipients) { output.append($0) }
        try writer.write(plaintext)
        try writer.finish()
        return output.bytes
    }
}

/// Bytes collected from a sink.
private final class ByteOutput {
    private(set) var bytes: [UInt8] = []

    func append(_ span: Span<UInt8>) {
        bytes += Array(copying: span)
    }
}
