import BrokerAPI
import Synchronization

/// A payload file that no row of the database refers to yet. It is removed when this value goes
/// away, unless it was kept.
final class PayloadFile: Sendable {
    let name: UploadID
    let folder: PayloadFolder
    private let isKept = Atomic(false)

    /// Creates the file.
    init(in folder: PayloadFolder) throws(StoreError) {
        let name = UploadID()
        try folder.create(name)
        self.name = name
        self.folder = folder
    }

    /// The database may refer to it now. Also called when the outcome of a commit is unknown: then
    /// the next start decides.
    func keep() {
        isKept.store(true, ordering: .sequentiallyConsistent)
    }

    deinit {
        guard !isKept.load(ordering: .sequentiallyConsistent) else { return }
        // A file that cannot be removed now is removed at the next start.
        try? folder.remove(name)
    }
}
