import Age
import BagIt
import BrokerAPI
import Custody
import Glibc
import Primitives

/// One reader of outside data: for any bytes it gives a value or a typed error, and never stops
/// the process.
struct FuzzTarget: Sendable {
    let name: String
    let read: @Sendable ([UInt8]) throws -> Void

    static let all = [
        FuzzTarget(name: "json") { _ = try JSONValue.parse($0) },
        FuzzTarget(name: "sshsig") { _ = try SSHSignature(armored: $0) },
        FuzzTarget(name: "statement") { _ = try Statement(parsing: $0) },
        FuzzTarget(name: "manifest") { _ = try BagManifest.parse($0) },
        FuzzTarget(name: "tar") { try readTar($0) },
        FuzzTarget(name: "age-header") { _ = try AgeHeader(startOf: $0.span) },
        FuzzTarget(name: "age") { try readAge($0) },
        FuzzTarget(name: "multipart") { try readMultipart($0) },
    ]

    /// The one that `PLOMBA_FUZZ_TARGET` names.
    static let chosen: FuzzTarget? = {
        guard let name = unsafe getenv("PLOMBA_FUZZ_TARGET") else { return nil }
        let text = unsafe String(cString: name)
        return all.first { $0.name == text }
    }()
}

private func readTar(_ bytes: [UInt8]) throws {
    let source = ByteSource(bytes)
    var reader = TarReader(maximumSize: 1 << 20, padding: .padme, source: source.read)
    while try reader.next() != nil { _ = try reader.readAll(limit: 1 << 20) }
}

private func readAge(_ bytes: [UInt8]) throws {
    let source = ByteSource(bytes)
    var reader = try EncryptedFileReader(
        source: source.read, identities: IdentitySet(try Identity.generateX25519()),
        limits: AgeLimits(maximumPlaintextSize: 1 << 20))
    var plaintext = [UInt8](repeating: 0, count: 1 << 20)
    var span = plaintext.mutableSpan
    while try reader.read(into: &span) > 0 {}
}

/// The first byte says how large the pieces are in which the form arrives.
private func readMultipart(_ bytes: [UInt8]) throws {
    guard let first = bytes.first else { return }
    let boundary = try MultipartBoundary(contentType: "multipart/form-data; boundary=fuzz")
    var reader = MultipartReader(.deposit, boundary: boundary)
    var rest = bytes.dropFirst()
    while !rest.isEmpty {
        let piece = rest.prefix(Int(first) + 1)
        _ = try reader.read(Array(piece))
        rest = rest.dropFirst(piece.count)
    }
    try reader.finish()
}

/// Hands out the bytes of an array, as a file would.
private final class ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func read(into buffer: inout MutableSpan<UInt8>) -> Int {
        let count = min(buffer.count, bytes.count - position)
        for index in 0..<count { buffer[index] = bytes[position + index] }
        position += count
        return count
    }
}
