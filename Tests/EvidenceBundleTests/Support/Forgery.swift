import Age
import BagIt
import Custody
import EvidenceBundle
import Foundation
import Primitives

/// A bundle taken apart, to be put together again with one defect.
///
/// What the forger may use is what each test hands over: the keys of the sender (a hostile
/// partner), or of a reader (a co-recipient), or none (a carrier).
struct Forgery {
    /// The inner tar, file by file, `bag/...`.
    var files: [(path: String, content: [UInt8])]
    var deposit: DepositStatement
    var statement: SignedStatement
    var preview: [UInt8]
    /// payload.age as it was.
    let payload: [UInt8]
    let mode: Mode

    /// Opens `FILE.plomba` with the receiver's key.
    init(_ scene: Scene, _ name: String = "FILE.plomba") throws {
        mode = scene.mode
        let file = try BundleFile(path: scene.path(name))
        statement = file.parts.statement
        preview = file.parts.preview
        deposit = try statement.unverified(as: DepositStatement.self, mode: scene.mode)
        payload = try Self.bytes(of: file)
        files = try Self.files(of: payload, scene.receiver.identities)
    }

    /// The content of a file of the bag; `name` is below bag/.
    subscript(name: String) -> [UInt8] {
        get { files.first { $0.path == "bag/\(name)" }?.content ?? [] }
        set {
            guard let place = files.firstIndex(where: { $0.path == "bag/\(name)" }) else { return }
            files[place].content = newValue
        }
    }

    mutating func insert(_ name: String, _ content: [UInt8], before other: String) {
        let place = files.firstIndex { $0.path == "bag/\(other)" } ?? files.count
        files.insert((path: "bag/\(name)", content: content), at: place)
    }

    mutating func remove(_ name: String) { files.removeAll { $0.path == "bag/\(name)" } }

    /// Encrypts the files anew and lets the sender's device announce and sign the result.
    mutating func seal(
        _ scene: Scene, to recipients: [Recipient]? = nil, dummies: Bool = true
    ) throws {
        try seal(archive: Self.archive(files), scene, to: recipients, dummies: dummies)
    }

    /// The same for an archive that our writer would not write.
    mutating func seal(
        archive: [UInt8], _ scene: Scene, to recipients: [Recipient]? = nil,
        dummies: Bool = true
    ) throws {
        let readers =
            recipients
            ?? scene.receiver.identities.recipients + scene.receiver.recovery.recipients
        resealed = try encrypt(archive, readers, dummies: dummies)
        try sign(scene.sender.device)
    }

    /// Announces whatever stands in the parts, signed by `device`.
    mutating func sign(_ device: borrowing SigningKey) throws {
        let bytes = resealed ?? payload
        let header = try AgeHeader(startOf: bytes.span)
        deposit = DepositStatement(
            mode: mode, consignment: deposit.consignment, sender: deposit.sender,
            destinations: deposit.destinations, payloadDigest: .of(bytes),
            previewDigest: .of(preview), payloadSize: UInt64(bytes.count),
            headerDigest: header.digest, sealedCommitment: deposit.sealedCommitment,
            deadline: deposit.deadline)
        statement = try SignedStatement.sign(deposit, mode: mode, with: device)
    }

    /// What replaces payload.age, if anything.
    var resealed: [UInt8]?

    /// What follows the fixed parts.
    var evidence: [(path: String, content: [UInt8])] = []

    /// Writes the parts into a FILE.plomba.
    func write(_ scene: Scene, to name: String = "FORGED.plomba") throws {
        let parts: [(path: String, content: [UInt8])] = [
            ("payload.age", resealed ?? payload), ("preview.age", preview),
            ("statement.json", statement.json), ("statement.json.sig", statement.signature),
            ("statement.entry", statement.entry ?? []),
        ]
        try scene.write(Self.archive(parts + evidence, padding: .none), to: name)
    }

    static func archive(
        _ files: [(path: String, content: [UInt8])], padding: TarPadding = .padme
    ) throws -> [UInt8] {
        let output = Output()
        var tar = TarWriter { output.append($0) }
        for file in files { try tar.write(path: BagPath(file.path), content: file.content) }
        _ = try tar.finish(padding: padding)
        return output.bytes
    }

    private static func bytes(of file: BundleFile) throws -> [UInt8] {
        let source = file.payload()
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var span = block.mutableSpan
            let count = try source(&span)
            if count == 0 { return bytes }
            bytes += block[..<count]
        }
    }

    static func files(
        of payload: [UInt8], _ identities: IdentitySet
    ) throws -> [(path: String, content: [UInt8])] {
        let input = Input(payload)
        let age = Decrypted(
            try EncryptedFileReader(
                source: { input.read(into: &$0) }, identities: identities, limits: .unlimited))
        var tar = TarReader(maximumSize: .max, padding: .padme) { try age.read(into: &$0) }
        var files: [(path: String, content: [UInt8])] = []
        while let entry = try tar.next() {
            files.append((entry.path.text, try tar.readAll(limit: 1 << 26)))
        }
        return files
    }
}

/// The bytes as an age file to `recipients`, filled up with dummies as a sealer does.
func encrypt(
    _ plaintext: [UInt8], _ recipients: [Recipient], dummies: Bool = true
) throws -> [UInt8] {
    let output = Output()
    let count = [4, 8, 16, 32].first { $0 >= recipients.count } ?? recipients.count
    let isPadded = dummies && recipients.allSatisfy(\.isHybrid)
    let more = isPadded ? try Recipient.dummyHybridRecipients(count - recipients.count) : []
    var writer = try EncryptedFileWriter(recipients: recipients + more) { output.append($0) }
    try writer.write(plaintext)
    try writer.finish()
    return output.bytes
}

/// Collects what goes into a sink.
final class Output {
    private(set) var bytes: [UInt8] = []

    func append(_ span: Span<UInt8>) {
        bytes.reserveCapacity(bytes.count + span.count)
        for index in span.indices { bytes.append(span[index]) }
    }
}

/// Gives bytes as a source does.
final class Input {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    func read(into buffer: inout MutableSpan<UInt8>) -> Int {
        let count = min(rest.count, buffer.count)
        for index in 0..<count { buffer[index] = rest[rest.startIndex + index] }
        rest = rest.dropFirst(count)
        return count
    }
}

/// Holds an age reader for the closure of a tar reader.
private final class Decrypted {
    private var reader: EncryptedFileReader

    init(_ reader: consuming EncryptedFileReader) { self.reader = reader }

    func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
        try reader.read(into: &buffer)
    }
}
