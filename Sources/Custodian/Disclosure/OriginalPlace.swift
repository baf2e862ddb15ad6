import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage

/// Where the original lies that a person means.
enum OriginalPlace {
    /// Sealed here; its proof is in the outbox.
    case sent(OutboxEntry)
    /// Received and opened here or elsewhere; with the inbox's entry when there is one.
    case opened(FilePath, InboxEntry?)
}

extension Office {
    /// Finds the original by a folder, a sealed file or the beginning of an identifier.
    func original(_ text: String) throws -> OriginalPlace {
        let path = try absolute(text)
        if PrivateFolder.isFolder(path) {
            guard PrivateFolder.isThere(path.appending("statement.json")) else {
                throw PassOnError.unknown(text)
            }
            return .opened(path, try kept(inboxEntry(of: path)))
        }
        if PrivateFolder.isThere(path) { return try .sent(kept(sealedHere(path))) }
        guard let prefix = ConsignmentPrefix(text) else { throw PassOnError.unknown(text) }
        let sent = try Outbox(home).all().filter { prefix.matches($0.consignment) }
        let received = try Inbox(home).all().filter { prefix.matches($0.consignment) }
        guard sent.count + received.count <= 1 else { throw PassOnError.ambiguous(text) }
        if let entry = sent.first { return try .sent(kept(entry)) }
        guard let entry = try kept(received.first) else { throw PassOnError.unknown(text) }
        guard let opened = entry.opened else { throw InboxError.notReceived(entry.consignment) }
        let folder = FilePath(opened.folder)
        guard PrivateFolder.isThere(folder.appending("statement.json")) else {
            throw PassOnError.folderGone(entry.consignment, folder: opened.folder)
        }
        return .opened(folder, entry)
    }

    /// Nothing is made of a copy that was declared destroyed.
    private func kept(_ entry: OutboxEntry) throws -> OutboxEntry {
        try requireKept(Outbox(home).disposal(entry), entry.consignment)
        return entry
    }

    private func kept(_ entry: InboxEntry?) throws -> InboxEntry? {
        if let entry { try requireKept(Inbox(home).disposal(entry), entry.consignment) }
        return entry
    }

    private func sealedHere(_ path: FilePath) throws -> OutboxEntry {
        let bundle = try BundleFile(path: path.string)
        let own = try OwnOrganisation(home)
        let deposit = try bundle.parts.statement.unverified(
            as: DepositStatement.self, mode: own.organisation.mode)
        guard deposit.sender == own.reference else { throw PassOnError.openFirst }
        guard let entry = try Outbox(home).entry(deposit.consignment) else {
            throw SendingError.unknownFile
        }
        return entry
    }

    /// The delivery that a folder was opened from, when it came through the broker.
    private func inboxEntry(of folder: FilePath) throws -> InboxEntry? {
        let json = try PrivateFile.read(
            folder.appending("statement.json"), limit: StatementLimits.textSizeInBytes)
        guard let statement = try? Statement(parsing: json),
            let deposit = try? statement.content(as: DepositStatement.self)
        else { return nil }
        let found = try Inbox(home).all().filter {
            $0.consignment == deposit.consignment && $0.sender == deposit.sender
        }
        return found.first { $0.opened?.folder == folder.string } ?? found.first
    }
}
