import Age
import Glibc
import Primitives
import PrivateFiles
import SystemPackage

/// The organisation's keys on this computer.
///
/// ```
/// root.age                 signs the organisation's records       locked, OpenSSH private key
/// member-signing.age       signs what the member says and seals   locked, OpenSSH private key
/// member-encryption.age    opens what arrives                     locked, age identities: the newest
///                                                                 first, then those it replaced
/// recovery.age             opens what arrives when nobody else can  locked, age identity
/// charter-root.age         signs the network's charters           locked, OpenSSH private key
/// device                   signs requests to the broker           open, OpenSSH private key
/// ```
/// A locked file is an age file with a passphrase; stock `age -d` opens it.
struct KeyRing {
    enum LockedKey: String, CaseIterable {
        case root = "root.age"
        case memberSigning = "member-signing.age"
        case memberEncryption = "member-encryption.age"
        case recovery = "recovery.age"
        case charterRoot = "charter-root.age"

        /// Those that every organisation has somewhere; few computers ever have a charter's root.
        static let allCases: [LockedKey] = [.root, .memberSigning, .memberEncryption, .recovery]
        static let possible = allCases + [.charterRoot]
    }

    static let deviceName = "device"
    private static let fileLimit = 128 * 1024
    let folder: FilePath

    init(_ home: Home) {
        self.init(folder: home.keys)
    }

    init(folder: FilePath) {
        self.folder = folder
    }

    var replacement: KeyReplacement { KeyReplacement(keys: folder) }

    func isThere(_ name: LockedKey) -> Bool { replacement.isThere(name.rawValue) }

    /// A locked file as it lies there.
    func lockedFile(_ name: LockedKey) throws -> [UInt8] {
        try replacement.read(name.rawValue, limit: Self.fileLimit)
    }

    /// By what it is noticed that a member's key, or its passphrase, is another than before.
    func digestOfMemberKeys() throws -> SHA256Digest {
        var content: [UInt8] = []
        for name in [LockedKey.memberSigning, .memberEncryption] {
            MessageField.append(try lockedFile(name), to: &content)
        }
        return .of(content)
    }

    /// The key that signs requests and outer statements; it needs no passphrase.
    func device() throws -> SigningKey {
        var pem = try replacement.read(Self.deviceName, limit: Self.fileLimit)
        let secret = try SecretBytes(copyingAndErasing: &pem)
        return try SigningKey(openSSHPrivateKey: secret)
    }

    func storeDevice(_ key: borrowing SigningKey, comment: String) throws {
        let pem = try key.openSSHPrivateKey(comment: comment)
        try PrivateFile.write(pem.span, to: folder.appending(Self.deviceName))
    }

    func signingKey(
        _ name: LockedKey, locker: KeyLocker, passphrase: borrowing SecretBytes
    ) throws -> SigningKey {
        try SigningKey(openSSHPrivateKey: unlock(name, locker, passphrase))
    }

    /// The identities in a file, the one that the record names first.
    func identities(
        _ name: LockedKey, locker: KeyLocker, passphrase: borrowing SecretBytes
    ) throws -> IdentitySet {
        try IdentitySet(identityFile: unlock(name, locker, passphrase))
    }

    func store(
        _ secret: borrowing SecretBytes, as name: LockedKey, locker: KeyLocker,
        passphrase: borrowing SecretBytes
    ) throws {
        let locked = try locker.lock(secret, passphrase)
        try PrivateFile.write(locked, to: folder.appending(name.rawValue))
    }

    /// What a locked file holds.
    func unlock(
        _ name: LockedKey, _ locker: KeyLocker, _ passphrase: borrowing SecretBytes
    ) throws -> SecretBytes {
        let isMembers = name == .memberSigning || name == .memberEncryption
        guard !isMembers || isThere(name) else { throw RecoveryError.memberKeysNotHere }
        let file = try lockedFile(name)
        do {
            return try locker.unlock(file, passphrase)
        } catch PassphraseError.wrong {
            let doubts = TypingDoubt.all(in: passphrase)
            throw doubts.isEmpty ? PassphraseError.wrong : .mistyped(doubts)
        }
    }
}
