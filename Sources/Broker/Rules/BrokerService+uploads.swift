package import BrokerAPI
import Primitives

extension BrokerService {
    /// Begins an upload of a payload whose size is known.
    package func createUpload(
        lengthInBytes: Int64, metadata: UploadMetadata?, by caller: Caller
    ) async throws(BrokerError) -> Upload {
        guard (1...configuration.limits.payloadBytes).contains(lengthInBytes) else {
            throw .uploadTooLarge
        }
        guard let expires = now.adding(seconds: configuration.uploadLifetimeInSeconds) else {
            throw .uploadExpired
        }
        let file = try await mapped { () async throws(StoreError) in
            let store = self.store
            try store.latch.requireHealthy()
            return try await BlockingCalls.run { () throws(StoreError) in
                try store.folder.requireRoom(lengthInBytes)
                return try PayloadFile(in: store.folder)
            }
        }
        let upload = Upload(
            id: file.name, owner: caller.device, lengthInBytes: lengthInBytes, offset: 0,
            metadata: metadata, expires: expires)
        if let excess = try await record(upload, file, of: caller) { throw exceeded(excess) }
        return upload
    }

    /// The state of an upload, for the device that began it.
    package func upload(
        _ id: UploadID, for caller: Caller
    ) async throws(BrokerError) -> Upload {
        let upload = try await mapped { () async throws(StoreError) in
            try await self.store.read { try UploadRows.find($0, id) }
        }
        guard let upload, upload.owner == caller.device else { throw .unknownUpload }
        guard upload.expires > now else { throw .uploadExpired }
        return upload
    }

    /// Begins to add a piece at `offset`, which must be where the upload stands.
    package func continueUpload(
        _ id: UploadID, at offset: Int64, by caller: Caller
    ) async throws(BrokerError) -> UploadWriter {
        _ = try await upload(id, for: caller)
        guard let claim = openUploads.claim(id) else { throw .uploadBusy }
        // Read again: a writer may have finished between the two lines above.
        let upload = try await upload(id, for: caller)
        guard upload.offset == offset else { throw .offsetMismatch(current: upload.offset) }
        do throws(StoreError) {
            try store.latch.requireHealthy()
            // Uploads are begun against the same free bytes: their pieces must not eat the room
            // that the database needs to end what was accepted.
            try store.folder.requireRoom(Int64(BrokerLimits.uploadPieceBytes))
            return try UploadWriter(store, upload, claim)
        } catch {
            throw .store(error)
        }
    }

    /// Gives an upload up.
    package func terminateUpload(_ id: UploadID, by caller: Caller) async throws(BrokerError) {
        _ = try await upload(id, for: caller)
        guard let claim = openUploads.claim(id) else { throw .uploadBusy }
        let wasThere = try await mapped { () async throws(StoreError) in
            try await self.store.committer.submit { .keep(try UploadRows.remove($0, id)) }
        }
        guard wasThere else { throw .unknownUpload }
        try await removeFiles([claim.upload])
    }

    /// Removes uploads that were not continued in time. For a service that runs now and then.
    package func removeExpiredUploads() async throws(BrokerError) {
        let now = now
        let expired = try await mapped { () async throws(StoreError) in
            try await self.store.committer.submit { database in
                .keep(try UploadRows.removeExpired(database, now: now))
            }
        }
        try await removeFiles(expired)
    }

    /// Takes a finished upload as the payload of a deposit, hashing what is on the disk.
    func takeUpload(
        _ id: UploadID, _ caller: Caller
    ) async throws(BrokerError) -> PayloadInHand {
        _ = try await upload(id, for: caller)
        guard let claim = openUploads.claim(id) else { throw .uploadBusy }
        let upload = try await upload(id, for: caller)
        guard upload.offset == upload.lengthInBytes else { throw .uploadIncomplete }
        let path = store.folder.path(id)
        let digest = try await mapped { () async throws(StoreError) in
            try await BlockingCalls.run { () throws(StoreError) in
                try FileCalls.digest(path, sizeInBytes: upload.lengthInBytes)
            }
        }
        return PayloadInHand(digest: digest, sizeInBytes: upload.lengthInBytes, claim: claim)
    }

    func removeFiles(_ names: [UploadID]) async throws(BrokerError) {
        let folder = store.folder
        try await mapped { () async throws(StoreError) in
            try await BlockingCalls.run { () throws(StoreError) in
                for name in names { try folder.remove(name) }
            }
        }
    }

    /// Why it may not begin; nil when it has.
    private func record(
        _ upload: Upload, _ file: PayloadFile, of caller: Caller
    ) async throws(BrokerError) -> QuotaExcess? {
        let limit = configuration.uploadsPerDevice
        let check = quotaCheck(caller)
        do throws(StoreError) {
            let excess: QuotaExcess? = try await store.committer.submit { database in
                guard try UploadRows.count(database, owner: upload.owner) < limit else {
                    return .undo(.deviceUploads)
                }
                if let excess = try check?.excess(ofUpload: upload.lengthInBytes, database) {
                    return .undo(excess)
                }
                try UploadRows.insert(database, upload, organisation: caller.row)
                return .keep(nil)
            }
            if excess == nil { file.keep() }
            return excess
        } catch {
            if error.isFault { file.keep() }
            throw .store(error)
        }
    }
}
