package import Age
import BagIt

/// Where the sender's own proof goes: what it takes to show later what was sent, without the
/// receiver.
///
/// The file is `age(tar(...))` with openings.txt, commitments.txt, the seal with its signature and
/// sealed.opening, each under `bag/` as in the bundle. It holds none of the originals: the sender
/// has those.
package struct SenderCopy: Sendable {
    package let path: String
    /// The sender's own mailbox: its members and its recovery recipient.
    package let recipients: [Recipient]

    package init(path: String, recipients: [Recipient]) {
        (self.path, self.recipients) = (path, recipients)
    }
}

/// The sender's copy while it is written.
final class SenderCopyOutput {
    let tar: EncryptedTar
    private let file: File

    /// A class of its own, so that the tar's sink can hold it.
    private final class File {
        var staged: StagedOutput

        init(_ path: String) throws { staged = try StagedOutput(target: path, expectedSize: 0) }
    }

    init(_ copy: SenderCopy) throws {
        let file = try File(copy.path)
        tar = try EncryptedTar(
            recipients: copy.recipients,
            room: EncryptedFileWriter.room(for: { try file.staged.write($0) }))
        self.file = file
    }

    func commit() throws {
        try tar.finish()
        try file.staged.commit()
    }
}
