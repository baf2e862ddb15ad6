package import BrokerAPI
package import Primitives
import Synchronization

/// An upload that no deposit has taken yet.
package struct Upload: Hashable, Sendable {
    package let id: UploadID
    /// The device that began it; no other may touch it.
    package let owner: KeyID
    package let lengthInBytes: Int64
    /// Bytes that are durable; never decreases.
    package let offset: Int64
    package let metadata: UploadMetadata?
    package let expires: Timestamp
}

/// The uploads that a request is working on: one writer each.
final class OpenUploads: Sendable {
    private let claimed = Mutex<Set<UploadID>>([])

    /// Nil when another request has it.
    func claim(_ upload: UploadID) -> UploadClaim? {
        let isFree = claimed.withLock { $0.insert(upload).inserted }
        return isFree ? UploadClaim(upload, self) : nil
    }

    fileprivate func release(_ upload: UploadID) {
        _ = claimed.withLock { $0.remove(upload) }
    }
}

/// The right to work on an upload, given back when this value goes away.
final class UploadClaim: Sendable {
    let upload: UploadID
    private let uploads: OpenUploads

    fileprivate init(_ upload: UploadID, _ uploads: OpenUploads) {
        self.upload = upload
        self.uploads = uploads
    }

    deinit {
        uploads.release(upload)
    }
}
