import BrokerAPI
import Glibc
import Primitives

/// The folder that holds payloads too large for the database, one file each:
///
/// ```
/// payloads/3f/3f0c...   (32 digits: a random name, the identifier of the upload)
/// ```
/// A file never changes its name. The database says what it is: an upload, the payload of a
/// deposit, or nothing any more. What nothing refers to is removed at start.
struct PayloadFolder: Sendable {
    let root: String
    let flush: FileCalls.Flush
    /// Room that is left for the database.
    let reserveInBytes: Int64

    private static let digits = Array("0123456789abcdef")

    /// Makes the folder and its 256 parts, durably.
    static func prepare(_ root: String) throws(StoreError) {
        try FileCalls.makeFolder(root)
        for high in digits {
            for low in digits { try FileCalls.makeFolder("\(root)/\(high)\(low)") }
        }
        try FileCalls.flushFolder(root)
    }

    func path(_ name: UploadID) -> String {
        let text = name.text
        return "\(root)/\(text.prefix(2))/\(text)"
    }

    /// Creates an empty file and makes its name durable.
    func create(_ name: UploadID) throws(StoreError) {
        close(try FileCalls.create(path(name)))
        try FileCalls.flushFolder("\(root)/\(name.text.prefix(2))")
    }

    func remove(_ name: UploadID) throws(StoreError) {
        try FileCalls.remove(path(name))
    }

    /// Refuses work for which there would soon be no room.
    func requireRoom(_ sizeInBytes: Int64) throws(StoreError) {
        let (needed, overflow) = sizeInBytes.addingReportingOverflow(reserveInBytes)
        guard !overflow, try FileCalls.freeBytes(root) >= needed else {
            throw .insufficientStorage
        }
    }

    /// Every file in the folder that has the form of ours; others are left alone.
    func names() throws(StoreError) -> [UploadID] {
        var found: [UploadID] = []
        for high in Self.digits {
            for low in Self.digits { found += try names(inPart: "\(high)\(low)") }
        }
        return found
    }

    private func names(inPart part: String) throws(StoreError) -> [UploadID] {
        guard let folder = unsafe opendir("\(root)/\(part)") else {
            throw .system("opendir", errno: errno)
        }
        defer { unsafe closedir(folder) }
        var found: [UploadID] = []
        while let entry = unsafe readdir(folder) {
            let text = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let name = UploadID(text), text.utf8.starts(with: part.utf8) { found.append(name) }
        }
        return found
    }
}
