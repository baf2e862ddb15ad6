import Glibc

/// A payload file with its descriptor; closed when it goes away.
@safe final class OpenPayloadFile: Sendable {
    let payload: PayloadFile
    let descriptor: Int32

    init(creatingIn store: BrokerStore) throws(StoreError) {
        try store.latch.requireHealthy()
        try store.folder.requireRoom(Int64(BrokerStore.inlinePayloadBytes))
        payload = try PayloadFile(in: store.folder)
        descriptor = try FileCalls.openToWrite(store.folder.path(payload.name))
    }

    deinit {
        close(descriptor)
    }
}
