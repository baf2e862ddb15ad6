import Age
import BagIt
import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives

/// One sealed bundle of T10 and T11: the file, its payload.age, and what that decrypts to.
struct TortureBundle: Sendable {
    /// How many bytes of evidence are inside.
    let size: Int
    let organisations: [TestOrganisation]
    /// FILE.plomba.
    let file: [UInt8]
    /// payload.age and preview.age.
    let payload: [UInt8]
    let preview: [UInt8]
    let headerSize: Int
    /// The inner tar.
    let plaintext: [UInt8]
    /// Every byte of the file belongs to one zone.
    let zones: [FileZone]

    static let sizes = [0, 1, 65_536, (1 << 20) + 1]
    static let chunk = PayloadCipher.chunkSize
    static let sealedChunk = PayloadCipher.sealedChunkSize

    var receiver: TestOrganisation { organisations[1] }

    /// Seals one file of `size` random bytes from the first organisation to the second.
    init(size: Int) throws {
        let scene = try Scene()
        try scene.seal([("snimak.mov", Randomness.bytes(size))])
        let forgery = try Forgery(scene)
        self.size = size
        organisations = [scene.sender, scene.receiver]
        file = try scene.read("FILE.plomba")
        payload = forgery.payload
        preview = forgery.preview
        let headerSize = try AgeHeader(startOf: forgery.payload.span).bytes.count
        self.headerSize = headerSize
        plaintext = try Forgery.archive(forgery.files)
        zones = try FileZone.all(of: file, headerSize: headerSize)
    }

    /// Where the first chunk of the payload begins.
    var firstChunk: Int { headerSize + PayloadCipher.nonceSize }

    var chunks: [[UInt8]] {
        stride(from: firstChunk, to: payload.count, by: Self.sealedChunk).map {
            Array(payload[$0..<min($0 + Self.sealedChunk, payload.count)])
        }
    }

    /// How many bytes of plaintext stand before the chunk that holds this byte of the payload.
    func released(before offset: Int) -> Int {
        offset < firstChunk ? 0 : (offset - firstChunk) / Self.sealedChunk * Self.chunk
    }

    /// Whether all 8 bits are flipped here: in the header, the nonce, and 64 bytes at both ends of
    /// each chunk.
    func isEdge(ofPayload offset: Int) -> Bool {
        guard offset >= firstChunk else { return true }
        let place = (offset - firstChunk) % Self.sealedChunk
        return place < 64 || place >= Self.sealedChunk - 64 || offset >= payload.count - 64
    }

    var context: VerificationContext {
        VerificationContext(
            mode: .live, time: Times.opened, confirmed: organisations.map(\.verified))
    }
}

/// A stretch of FILE.plomba and how damage in it must be told.
struct FileZone: Sendable {
    let name: String
    let range: Range<Int>
    /// The only codes that are right.
    let codes: Set<String>
    /// What the sentence for a person must speak of.
    let words: String

    /// Nothing in the file covers the salt of statement.entry: another salt makes another opening of
    /// the same statement. Only the entry in a log tells which one was logged.
    static let saltName = "salt of statement.entry"

    /// Whether a byte here may become this one without anybody but a log noticing.
    func isFree(_ byte: UInt8) -> Bool {
        name == Self.saltName && "0123456789abcdef".utf8.contains(byte)
    }

    static func all(of file: [UInt8], headerSize: Int) throws -> [FileZone] {
        let index = try TarIndex(
            size: UInt64(file.count), padding: .none, maximumEntries: 16
        ) { offset, count in Array(file[Int(offset)..<Int(offset) + count]) }
        var zones: [FileZone] = []
        for located in index.entries {
            let start = Int(located.offset)
            let container = zones.last?.range.upperBound ?? 0
            zones.append(Self.container(container..<start))
            zones += Self.content(
                located.entry.path.text, start..<start + Int(located.entry.size), headerSize)
        }
        zones.append(Self.container((zones.last?.range.upperBound ?? 0)..<file.count))
        return zones
    }

    /// Tar headers, fills and the end.
    private static func container(_ range: Range<Int>) -> FileZone {
        FileZone(
            name: "tar", range: range, codes: ["bundle.not-a-bundle"],
            words: "not a sealed bundle")
    }

    private static func content(
        _ path: String, _ range: Range<Int>, _ headerSize: Int
    ) -> [FileZone] {
        let entry: Set = ["bundle.entry-mismatch"]
        switch path {
        case "payload.age":
            let body = range.lowerBound + headerSize
            return [
                FileZone(
                    name: "header", range: range.lowerBound..<body,
                    codes: ["bundle.header-digest-mismatch"], words: "list of readers"),
                FileZone(
                    name: "payload.age", range: body..<range.upperBound,
                    codes: ["bundle.payload-digest-mismatch"], words: "payload.age"),
            ]
        case "preview.age":
            return [
                FileZone(
                    name: path, range: range, codes: ["bundle.preview-digest-mismatch"],
                    words: "preview.age")
            ]
        case "statement.json":
            // What still reads as a statement is no longer the one that the opening file opens.
            return [
                FileZone(
                    name: path, range: range, codes: entry.union(["bundle.statement-malformed"]),
                    words: "statement")
            ]
        case "statement.entry":
            let salt = range.lowerBound + "plomba/entry/v1\n".utf8.count
            return [range.lowerBound..<salt, salt..<salt + 64, salt + 64..<range.upperBound].map {
                FileZone(
                    name: $0.lowerBound == salt ? saltName : path, range: $0, codes: entry,
                    words: "statement.entry")
            }
        default:
            return [FileZone(name: path, range: range, codes: entry, words: "statement.entry")]
        }
    }
}
