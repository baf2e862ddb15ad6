package import Primitives

/// Takes in the payload of a deposit as it arrives: small ones in memory, larger ones into a file.
///
/// Feed it with `append`, end with `finish`. When it is dropped before, nothing is left behind.
/// One task owns it.
package final class PayloadIntake {
    private let store: BrokerStore
    private var hasher: SHA256Hasher? = SHA256Hasher()
    private var buffer: [UInt8] = []
    private var writtenInBytes: Int64 = 0
    private var file: OpenPayloadFile?

    private static let pieceInBytes = 256 << 10

    init(_ store: BrokerStore) {
        self.store = store
    }

    private var sizeInBytes: Int64 { writtenInBytes + Int64(buffer.count) }

    /// - Throws: `StoreError.insufficientStorage`, or a fault after which nothing is accepted.
    package func append(_ bytes: ArraySlice<UInt8>) async throws(StoreError) {
        hasher?.update(bytes.span)
        buffer += bytes
        let limit = file == nil ? BrokerStore.inlinePayloadBytes : Self.pieceInBytes
        guard buffer.count > limit else { return }
        try await writeBuffer()
    }

    /// The payload, durable if it is in a file.
    package func finish() async throws(StoreError) -> ReceivedPayload {
        guard let hasher = hasher.take() else { throw .cancelled }
        let digest = hasher.finalize()
        let size = sizeInBytes
        guard file != nil else {
            return ReceivedPayload(
                sizeInBytes: size, digest: digest, storage: .memory(buffer))
        }
        try await writeBuffer()
        guard let file else { throw .cancelled }
        let latch = store.latch
        try await BlockingCalls.run { () throws(StoreError) in
            do throws(StoreError) {
                try FileCalls.flush(file.descriptor, file.payload.folder.flush)
            } catch {
                throw latch.note(error)
            }
        }
        return ReceivedPayload(sizeInBytes: size, digest: digest, storage: .file(file.payload))
    }

    private func writeBuffer() async throws(StoreError) {
        let piece = buffer[...]
        buffer = []
        let offset = writtenInBytes
        let (store, known) = (store, file)
        let file = try await BlockingCalls.run { () throws(StoreError) -> OpenPayloadFile in
            do throws(StoreError) {
                let file =
                    if let known { known } else { try OpenPayloadFile(creatingIn: store) }
                try FileCalls.write(piece, to: file.descriptor, at: offset)
                return file
            } catch {
                throw store.latch.note(error)
            }
        }
        self.file = file
        writtenInBytes += Int64(piece.count)
    }
}

/// A payload that was received whole.
package struct ReceivedPayload: Sendable {
    package let sizeInBytes: Int64
    package let digest: SHA256Digest
    let storage: Storage

    enum Storage: Sendable {
        case memory([UInt8])
        case file(PayloadFile)
    }
}
