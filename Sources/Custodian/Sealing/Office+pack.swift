import BagIt
import EvidenceBundle
import Primitives
import PrivateFiles

extension Office {
    /// Packs files and case.json into a plain bag: nothing signed, nothing encrypted.
    package static func pack(
        paths: [String], caseFile: String, to folder: String, clock: Clock, notices: NoticeBoard
    ) throws -> PackedCase {
        let bytes = try OutsideFile.read(caseFile, limit: CaseLimits.documentSize)
        let source = try PayloadSource(paths: paths)
        let consignment = ConsignmentID()
        let packer = try Packer(
            CaseDocument(parsing: bytes), source: source, consignment: consignment,
            createdAt: clock.now)
        try packer.pack(
            to: folder, progress: { notices.progress(Progress(.packing, done: $0, total: $1)) })
        return PackedCase(
            identifier: consignment.uuidText, folder: folder, files: source.items.count,
            totalBytes: source.totalSize)
    }
}

/// A plain bag that was just written.
package struct PackedCase: Sendable {
    package let identifier: String
    package let folder: String
    package let files: Int
    package let totalBytes: UInt64
}
