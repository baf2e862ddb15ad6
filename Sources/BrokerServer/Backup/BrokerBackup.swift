import Broker
import BrokerAPI
import FoundationEssentials
import Glibc
package import Primitives
import SystemPackage
import TransparencyLog

/// `plombad backup`: everything that a broker is, at one moment, in one archive; also while it runs.
///
/// ```
/// backup.json              what this is (BackupManifest)
/// home/plombad.json        the configuration, and every file of the home that it names:
/// home/keys/...  home/tls/...  home/witness.policy  home/tsa/...  home/charter/...
/// log/                     what had been signed, cosigned and stamped: see BrokerRestore
/// data/broker.db           the database
/// data/payloads/3f/...     the payloads
/// SHA256SUMS               the digest of each, and the end: what was cut off has no such file
/// ```
package struct BrokerBackup: Sendable {
    /// How the archive is kept from others. It holds every key of the broker.
    package enum Sealing: Sendable, Equatable {
        /// Encrypted by the program `age` to these recipients.
        case age([String])
        case unencrypted
    }

    package let manifest: BackupManifest

    static let stagingName = "payloads/backup"

    /// - Parameters:
    ///   - path: the file to make; it gets its name when it is complete and on the disk.
    /// - Throws: `BackupError`, `StoreError`, `ConfigurationError`.
    package init(
        of home: BrokerHome, to path: String, sealing: Sealing, withoutKeys: Bool = false,
        now: Timestamp
    ) throws {
        let configuration = try home.configuration()
        let data = home.resolve(configuration.dataPath).string
        guard home.exists(configuration.dataPath + "/broker.db") else { throw BackupError.nothing }
        guard (try? Stat(FilePath(path), followTargetSymlink: false)) == nil else {
            throw BackupError.exists(path)
        }
        let names = try Self.files(home, configuration)
        let keysOutside = [configuration.serviceKeyPath, configuration.keyPath].filter {
            !BackupList.isName(Self.plain($0))
        }
        guard withoutKeys || keysOutside.isEmpty else { throw BackupError.keysOutside(keysOutside) }
        let staging = try BackupStaging(in: data)
        defer { staging.remove() }
        let snapshot = try StoreSnapshot(
            data: data, log: home.resolve(BrokerSetup.checkpointsName).string, to: staging.path)
        var manifest = BackupManifest(
            broker: configuration.name.text,
            logKey: try home.existingLogKey(configuration)?.text, time: now,
            snapshot: snapshot,
            notIncluded: names.filter { !BackupList.isName($0) })
        var altered: [UploadID] = []
        try SealedFile.write(path, sealing) { output in
            var tar = TarStream(to: output, time: now)
            try tar.add(BackupManifest.name, manifest.jsonBytes)
            for name in names where BackupList.isName(name) {
                try tar.add("home/" + name, file: home.resolve(name).string)
            }
            for name in try Folder.files(below: staging.path) {
                try tar.add(name, file: staging.path + "/" + name)
            }
            try tar.add(BackupList.name, BackupList.bytes(tar.digests))
            try tar.finish()
            altered = PayloadNames.differing(tar.digests, from: snapshot.digests)
        }
        manifest.add(damaged: altered)
        self.manifest = manifest
    }

    /// What the configuration names, itself included, each once.
    private static func files(
        _ home: BrokerHome, _ configuration: HomeConfiguration
    ) throws -> [String] {
        let secrets = [
            configuration.serviceKeyPath,
            BrokerHome.logKeyName(try home.logNumber(configuration)), configuration.keyPath,
        ]
        var seen: Set<String> = []
        return (secrets + (try openFiles(home, configuration))).map(plain)
            .filter { seen.insert($0).inserted }
    }

    /// The same without the keys.
    static func openFiles(
        _ home: BrokerHome, _ configuration: HomeConfiguration
    ) throws -> [String] {
        var names = [BrokerHome.configurationName, configuration.certificatePath]
        let changes = configuration.serviceKeyPath + BrokerHome.changesEnding
        if home.exists(changes) { names.append(changes) }
        if let witnesses = configuration.witnesses { names.append(witnesses.policyPath) }
        names += try home.authorityFiles(configuration)
        let charter = try CharterFolder(home: home, mode: configuration.mode).file()
        return names + [charter].compactMap { $0 }
    }

    /// `./keys//service` and `keys/service` are one file.
    private static func plain(_ name: String) -> String {
        FilePath(name).lexicallyNormalized().string
    }
}

/// `data/payloads/backup` (names for payloads must be on their volume), while a backup is taken: the copies, and second names of payloads.
struct BackupStaging {
    let path: String
    private let lock: StoreLock

    /// What an earlier process left there is removed first.
    init(in data: String) throws {
        path = data + "/" + BrokerBackup.stagingName
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw BackupError.system("mkdir", name: BrokerBackup.stagingName, errno: errno)
        }
        lock = try StoreLock(folder: path)
        empty()
    }

    /// Removes what a backup left behind that was killed: second names of payloads, which would keep on the
    /// disk what is erased from now on. While one is being taken, nothing.
    static func sweep(in data: String) {
        guard (try? Stat(FilePath(data + "/" + BrokerBackup.stagingName))) != nil,
            let left = try? BackupStaging(in: data)
        else { return }
        left.remove()
    }

    func remove() {
        empty()
        withExtendedLifetime(lock) {
            _ = unsafe unlink(path + "/lock")
            _ = unsafe rmdir(path)
        }
    }

    /// What cannot be removed now is removed by the next backup.
    private func empty() {
        for part in ["log", "data"] {
            try? FileManager.default.removeItem(atPath: path + "/" + part)
        }
    }
}

/// Payloads by the names that they have in a backup: `data/payloads/3f/3f0c...`.
enum PayloadNames {
    private static let place = "data/payloads/"

    /// The payload of this name, without what leads to `data/`; nil for every other file.
    static func payload(_ name: some StringProtocol) -> UploadID? {
        guard name.hasPrefix(place), let last = name.split(separator: "/").last else { return nil }
        return UploadID(String(last))
    }

    /// Those whose content is another than it must be.
    static func differing(
        _ found: [(name: String, digest: SHA256Digest)], from wanted: [UploadID: SHA256Digest]
    ) -> [UploadID] {
        found.compactMap { name, digest in
            guard let payload = payload(name), let right = wanted[payload] else { return nil }
            return right == digest ? nil : payload
        }
    }
}

/// A file that gets its name when all of it is on the disk.
private enum SealedFile {
    static func write(
        _ path: String, _ sealing: BrokerBackup.Sealing, _ body: (Int32) throws -> Void
    ) throws {
        // A program that ends early must be an error of `write`, not the end of this one.
        _ = signal(SIGPIPE, SIG_IGN)
        let partial = path + ".partial"
        _ = unsafe unlink(partial)
        let file = unsafe open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw BackupError.system("open", name: path, errno: errno) }
        defer { close(file) }
        do {
            switch sealing {
            case .unencrypted: try body(file)
            case .age(let recipients): try encrypt(recipients, file, body)
            }
            guard fsync(file) == 0 else {
                throw BackupError.system("fsync", name: path, errno: errno)
            }
            guard unsafe rename(partial, path) == 0 else {
                throw BackupError.system("rename", name: path, errno: errno)
            }
            try Folder.flush(FilePath(path).removingLastComponent().string)
        } catch {
            _ = unsafe unlink(partial)
            throw error
        }
    }

    private static func encrypt(
        _ recipients: [String], _ file: Int32, _ body: (Int32) throws -> Void
    ) throws {
        let age = try AgeProcess(recipients: recipients, output: file)
        do {
            try body(age.input)
        } catch BackupError.system("write", _, errno: EPIPE) {
            // It gave up and has said why. Should it call that a success, the file is cut off all the same.
            try age.finish()
            throw BackupError.age(status: 0)
        } catch {
            age.abandon()
            throw error
        }
        try age.finish()
    }
}
