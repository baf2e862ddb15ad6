import Broker
import BrokerAPI
import FoundationEssentials
import Glibc
package import Primitives
import SystemPackage
import TransparencyLog

/// `plombad restore`: puts a backup, unpacked, back into an empty home.
///
/// The record of what was signed (`log/`) is the exception to everything else: one that is there stays.
/// One that is older than the backup's is brought forward to it, where it is of the same log, and refused
/// otherwise. Then, and where there is none and the backup's is taken, it is marked: the broker signs nothing
/// new until its witnesses have told what they have seen.
package struct BrokerRestore: Sendable {
    package let manifest: BackupManifest
    package let card: BrokerCard
    /// Whether `log/` was there and stayed.
    package let keptLog: Bool
    /// Entries that were signed, as far as this computer knows.
    package let signed: UInt64
    /// Whether witnesses will be asked.
    package let isWitnessed: Bool
    /// Whether it signs nothing until witnesses, or its operator, say that nothing came after the backup.
    package let isMarked: Bool
    /// Payloads that are not whole, and were accepted so.
    package let damaged: Int

    /// What the operator has said beside the command.
    package struct Consent: Sendable {
        /// Where payloads and database may go, if that is outside the home.
        let data: String?
        /// Puts back the rest where payloads are not whole.
        let acceptsDamaged: Bool

        package init(data: String? = nil, acceptsDamaged: Bool = false) {
            (self.data, self.acceptsDamaged) = (data, acceptsDamaged)
        }
    }

    /// - Parameters:
    ///   - folder: the unpacked archive.
    /// - Throws: `BackupError`, `ConfigurationError`, `StoreError`; then nothing was put back.
    package init(
        from folder: String, to home: BrokerHome, _ consent: Consent = Consent(), now: Timestamp
    ) throws {
        let source = try UnpackedBackup(folder)
        let configuration = try HomeConfiguration(
            jsonBytes: source.read("home/" + BrokerHome.configurationName))
        let data = home.resolve(configuration.dataPath).string
        let log = home.resolve(BrokerSetup.checkpointsName).string
        try Self.check(data, home, consent)
        let before = Folder.names(in: home.path)
        guard before.allSatisfy({ $0 == BrokerSetup.checkpointsName || $0 == Folder.ofTheDisk }),
            Folder.names(in: data).allSatisfy({ $0 == Folder.ofTheDisk })
        else { throw BackupError.homeInUse }
        keptLog = !Folder.names(in: log).allSatisfy { $0 == Folder.ofTheDisk }
        manifest = source.manifest
        isWitnessed = configuration.witnesses != nil
        do {
            try source.copy("home/", to: home.path, except: BrokerHome.configurationName)
            let copied = try source.copy("data/", to: data, except: nil)
            if !keptLog { try source.copy("log/", to: log, except: nil) }
            try home.makeFolder(BrokerHome.admissionsName)
            let isOlder = try keptLog && Self.isOlder(log, than: source, beside: data)
            let key = try home.existingLogKey(configuration)
            if keptLog, let key,
                try LogGlance(data: data, checkpoints: log, key: key).faults
                    .contains(.otherKey)
            {
                throw BackupError.otherLog
            }
            let check = try SnapshotCheck(
                data: data, log: log, key: key, digests: copied, now: now)
            if let fault = check.faults.first { throw BackupError.damaged(fault) }
            // Beginning to hand something on leaves no entry in any log: a backup can be of before it.
            try RelayQueue.doubtAll(in: data, now: now)
            damaged = check.damagedPayloads.count
            if let first = check.damagedPayloads.first, !consent.acceptsDamaged {
                throw BackupError.damagedPayloads(damaged, first: first.text)
            }
            signed = max(check.signed ?? 0, check.size)
            // A kept one that is no longer than the backup's may be of the same day: without witnesses only the
            // operator knows that nothing was signed after it.
            let mark = Restoration(time: now, size: check.size)
            let isShown =
                try keptLog
                && Self.bring(
                    log, to: source, over: data, isOlder: isOlder, marked: mark, signedBy: key)
            isMarked =
                !keptLog || isOlder || isShown
                || (!isWitnessed && (check.signed ?? 0) <= check.size)
            if isMarked { try mark.record(in: log) }
            // The configuration comes last: a home that has one is complete.
            try source.copy("home/" + BrokerHome.configurationName, to: home.path, except: nil)
            for path in [data, log, home.path] { try Folder.flush(path) }
            card = try BrokerCard(home: home)
        } catch {
            Self.takeBack(home.path, before, data)
            throw error
        }
    }

    /// Anybody can make an archive, and its configuration says where the data go.
    private static func check(
        _ data: String, _ home: BrokerHome, _ consent: Consent
    ) throws(BackupError) {
        let place = FilePath(data).lexicallyNormalized()
        let isInside = place.starts(with: FilePath(home.path).lexicallyNormalized())
        guard isInside || consent.data.map({ FilePath($0).lexicallyNormalized() }) == place else {
            throw .dataElsewhere(data)
        }
    }

    /// Whether the log folder that stayed has signed less than that of the backup.
    private static func isOlder(
        _ log: String, than source: UnpackedBackup, beside data: String
    ) throws -> Bool {
        try withLog(of: source, beside: data) { try SignedState(in: log) < SignedState(in: $0) }
    }

    /// A broker that only read after an old state was put back gets a newer one: what it has signed must be
    /// the beginning of that. What witnesses have shown it meanwhile stays, since they may be away now, and
    /// what they had shown to the broker of the backup comes to it.
    ///
    /// A folder of another disk, or of a machine that was set back and went on, would have it sign
    /// other entries in the places of those that it has signed.
    ///
    /// - Returns: whether witnesses had shown anything to the broker of the backup.
    /// - Throws: `BackupError.staleLog`, with nothing changed in the folder that stayed.
    private static func bring(
        _ log: String, to source: UnpackedBackup, over data: String, isOlder: Bool,
        marked mark: Restoration, signedBy key: VerifierKey?
    ) throws -> Bool {
        try withLog(of: source, beside: data) { backup in
            let shown = try ShownToBackup(in: backup, key)
            if isOlder {
                guard
                    try SignedState.bring(log, forwardTo: backup, over: data, marked: mark)
                else { throw BackupError.staleLog }
            }
            try shown.add(to: log)
            return !shown.isEmpty
        }
    }

    private static func withLog<Value>(
        of source: UnpackedBackup, beside data: String, _ body: (String) throws -> Value
    ) throws -> Value {
        let place = data + "/log-of-the-backup"
        defer { try? FileManager.default.removeItem(atPath: place) }  // it was a copy
        try Folder.make("", in: place)
        try source.copy("log/", to: place, except: nil)
        return try body(place)
    }

    /// Removes what was put there; an error in that is told by the next attempt, which finds it.
    private static func takeBack(_ home: String, _ before: [String], _ data: String) {
        for name in Folder.names(in: home) where !before.contains(name) && name != Folder.ofTheDisk
        {
            try? FileManager.default.removeItem(atPath: home + "/" + name)
        }
        for name in Folder.names(in: data) where name != Folder.ofTheDisk {
            try? FileManager.default.removeItem(atPath: data + "/" + name)
        }
    }

    /// Entries that were signed and are not here.
    package var missing: UInt64 { signed - min(signed, manifest.entries) }
}

/// The folder that an archive was unpacked into: whole, or refused.
private struct UnpackedBackup {
    let manifest: BackupManifest
    private let folder: String
    private let files: [String: SHA256Digest]

    init(_ folder: String) throws {
        self.folder = folder
        let place = BrokerHome(folder)
        guard place.exists(BackupList.name) else {
            throw BackupError.notABackup("SHA256SUMS is missing: it comes last, so it was cut off")
        }
        let files = try BackupList.parse(place.read(BackupList.name, limit: BackupList.sizeLimit))
        self.files = files
        let there = try Folder.files(below: folder)
        if let other = there.first(where: { files[$0] == nil && $0 != BackupList.name }) {
            throw BackupError.unlisted(other)
        }
        let present = Set(there)
        if let missing = files.keys.sorted().first(where: { !present.contains($0) }) {
            throw BackupError.missing(missing)
        }
        manifest = try BackupManifest(
            jsonBytes: Self.read(place, BackupManifest.name, files))
    }

    func read(_ name: String) throws -> [UInt8] {
        try Self.read(BrokerHome(folder), name, files)
    }

    private static func read(
        _ place: BrokerHome, _ name: String, _ files: [String: SHA256Digest]
    ) throws -> [UInt8] {
        guard let digest = files[name] else { throw BackupError.missing(name) }
        let bytes = try place.read(name, limit: BackupManifest.sizeLimit)
        guard SHA256Digest.of(bytes) == digest else { throw BackupError.altered(name) }
        return bytes
    }

    /// Copies every file whose name begins so, and holds each against the list on the way.
    ///
    /// - Returns: the digests of the payloads among them.
    @discardableResult
    func copy(
        _ prefix: String, to target: String, except left: String?
    ) throws -> [UploadID: SHA256Digest] {
        var payloads: [UploadID: SHA256Digest] = [:]
        let part = prefix.hasSuffix("/") ? prefix : String(prefix.prefix { $0 != "/" }) + "/"
        for (name, digest) in files.sorted(by: { $0.key < $1.key }) where name.hasPrefix(prefix) {
            let rest = String(name.dropFirst(part.count))
            guard rest != left else { continue }
            let parent = rest.split(separator: "/").dropLast().joined(separator: "/")
            try Folder.make(parent, in: target)
            guard try Folder.copy(folder + "/" + name, to: target + "/" + rest) == digest else {
                throw BackupError.altered(name)
            }
            if let payload = PayloadNames.payload(name) { payloads[payload] = digest }
        }
        return payloads
    }
}
