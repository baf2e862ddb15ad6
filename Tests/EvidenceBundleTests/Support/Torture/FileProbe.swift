import Custody
import EvidenceBundle
import Foundation
import Glibc
import Primitives

/// Opens one FILE.plomba again and again, each time with something changed on the disk, and holds
/// the refusal against what it must be.
///
/// Not shared: one for each thread, each with a folder of its own.
final class FileProbe {
    private let bundle: TortureBundle
    private let folder: String
    private let descriptor: Int32
    private var file: String { folder + "/FILE.plomba" }

    /// - Parameter parent: best on a disk in memory.
    init(_ bundle: TortureBundle, in parent: String) throws {
        self.bundle = bundle
        folder = parent + "/plomba-torture-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        try Data(bundle.file).write(to: URL(filePath: folder + "/FILE.plomba"))
        descriptor = unsafe Glibc.open(folder + "/FILE.plomba", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw NotMade() }
    }

    deinit {
        _ = close(descriptor)
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Flips one bit, opens, and puts it right again.
    func complaint(flippingBit bit: Int, at offset: Int, in zone: FileZone) -> String? {
        let good = bundle.file[offset]
        write(good ^ (1 << UInt8(bit)), at: offset)
        defer { write(good, at: offset) }
        return complaint(codes: zone.codes, words: zone.words)
    }

    /// Cuts the file; lengths must be asked for in descending order.
    func complaint(cuttingTo length: Int) -> String? {
        guard ftruncate(descriptor, length) == 0 else { return "could not be cut" }
        return complaint(codes: ["bundle.not-a-bundle"], words: "not a sealed bundle")
    }

    /// Opens what lies there: nothing may come of it but a refusal with one of the codes.
    func complaint(codes: Set<String>, words: String) -> String? {
        do {
            try open()
            return "accepted"
        } catch let error as BundleError {
            if !codes.contains(error.code) { return "told as \(error.code)" }
            if !error.message.contains(words) { return "told as '\(error.message)'" }
        } catch {
            return "an error of another kind: \(error)"
        }
        return left() == ["FILE.plomba"] ? nil : "left \(left())"
    }

    func open() throws {
        let file = try BundleFile(path: file)
        var reader = BundleReader(file.parts, context: bundle.context)
        _ = try reader.extract(
            payload: file.payload(), identities: bundle.receiver.identities,
            into: folder + "/case", progress: { _, _ in })
        guard reader.verdict.isPositive else { throw NotMade() }
    }

    private func write(_ byte: UInt8, at offset: Int) {
        var byte = byte
        let count = unsafe pwrite(descriptor, &byte, 1, offset)
        precondition(count == 1, "the file of the test must be writable")
    }

    private func left() -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? ["unreadable"]
    }
}
