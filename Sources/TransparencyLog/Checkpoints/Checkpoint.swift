package import Primitives

/// The state of a log: its size, and the root over all entries. (C2SP tlog-checkpoint)
///
/// ```
/// broker.example/log
/// 300
/// 4BsONTxLnszPUag63lJOdu1sTqFEed8GnTMm7B4r98M=
/// ```
/// Exactly these three lines: extension lines, which nobody audits, are refused.
package struct Checkpoint: Hashable, Sendable {
    /// The log's identity: the name of its key.
    package let origin: KeyName
    package let size: UInt64
    package let root: SHA256Digest

    package init(origin: KeyName, size: UInt64, root: SHA256Digest) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// - Parameter text: the text of a note.
    init(parsing text: [UInt8]) throws(CheckpointError) {
        try self.init(form: text)
        guard size > 0 || isEmptyTree else { throw .malformedRoot }
    }

    /// The same without the question which root a log of no entries has: a witness answers that after
    /// it has asked who signed.
    init(form text: [UInt8]) throws(CheckpointError) {
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.last?.isEmpty == true else { throw .malformed }
        do throws(NoteError) {
            origin = try KeyName(bytes: Array(lines[0]))
        } catch {
            throw .malformedOrigin
        }
        guard let size = Decimal.parse(Array(lines[1])), size <= LogLimits.treeSize else {
            throw .malformedSize
        }
        guard let hash = Base64.decode(ascii: Array(lines[2])),
            let root = SHA256Digest(bytes: hash)
        else { throw .malformedRoot }
        guard lines.count == 4 else { throw .extensionLines }
        self.size = size
        self.root = root
    }

    /// Whether the root is that of the log without entries.
    var isEmptyTree: Bool { root == TreeHasher.emptyRoot }

    /// What is signed.
    package var text: [UInt8] {
        origin.bytes + Array("\n\(size)\n".utf8) + Base64.encodeASCII(root.bytes)
            + [UInt8(ascii: "\n")]
    }

    /// The checkpoint as the log publishes it.
    ///
    /// The caller has made sure, durably, that the log never signs another tree of this size, nor
    /// one that this tree does not grow into.
    ///
    /// - Precondition: `key` is the log's key, of type `ed25519`, and names the origin.
    package func signed(by key: VerifierKey, with secret: borrowing SigningKey) -> [UInt8] {
        precondition(key.name == origin, "the log's key names its origin")
        return UnverifiedNote.compose(
            text, [NoteSignature(signing: text, as: key, with: secret)])
    }
}
