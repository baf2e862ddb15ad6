import BrokerAPI
import Glibc
import Primitives

/// Adds one piece to an upload.
///
/// `append` writes behind the acknowledged offset; only `commit` moves the offset, after the flush.
/// Dropped before `commit`, the piece never was: the next one overwrites it. One task owns it; while
/// it lives no other request can write to the upload.
package final class UploadWriter {
    private let store: BrokerStore
    private let claim: UploadClaim
    private let upload: Upload
    private let file: WritableFile
    private var buffer: [UInt8] = []
    private var end: Int64

    private static let bufferInBytes = 256 << 10

    init(
        _ store: BrokerStore, _ upload: Upload, _ claim: UploadClaim
    ) throws(StoreError) {
        self.store = store
        self.claim = claim
        self.upload = upload
        end = upload.offset
        file = try WritableFile(store.folder.path(upload.id))
    }

    /// - Throws: `pieceTooLarge` beyond the limit of a piece or the length of the upload.
    package func append(_ bytes: ArraySlice<UInt8>) async throws(BrokerError) {
        let newEnd = end + Int64(buffer.count) + Int64(bytes.count)
        guard newEnd <= upload.lengthInBytes,
            newEnd - upload.offset <= Int64(BrokerLimits.uploadPieceBytes)
        else { throw .pieceTooLarge }
        buffer += bytes
        if buffer.count > Self.bufferInBytes { try await writeBuffer() }
    }

    /// Makes the piece durable and then moves the offset.
    ///
    /// - Returns: the new offset.
    package func commit() async throws(BrokerError) -> Int64 {
        try await writeBuffer()
        let (store, file, id, offset) = (store, file, upload.id, end)
        let isThere = try await mapped { () async throws(StoreError) in
            try await BlockingCalls.run { () throws(StoreError) in
                do throws(StoreError) {
                    try FileCalls.flush(file.descriptor, store.folder.flush)
                } catch {
                    throw store.latch.note(error)
                }
            }
            return try await store.committer.submit { database in
                .keep(try UploadRows.setOffset(database, id, offset))
            }
        }
        guard isThere else { throw .unknownUpload }
        return offset
    }

    private func writeBuffer() async throws(BrokerError) {
        guard !buffer.isEmpty else { return }
        let piece = buffer[...]
        buffer = []
        let (store, file, offset) = (store, file, end)
        try await mapped { () async throws(StoreError) in
            try await BlockingCalls.run { () throws(StoreError) in
                do throws(StoreError) {
                    try FileCalls.write(piece, to: file.descriptor, at: offset)
                } catch {
                    throw store.latch.note(error)
                }
            }
        }
        end += Int64(piece.count)
    }
}

/// A descriptor that is closed when it goes away.
@safe final class WritableFile: Sendable {
    let descriptor: Int32

    init(_ path: String) throws(StoreError) {
        descriptor = try FileCalls.openToWrite(path)
    }

    deinit {
        close(descriptor)
    }
}
