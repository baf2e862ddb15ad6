import Age
import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage

/// Makes an organisation: its keys, its first record, its home.
///
/// Everything is made in a folder beside the home and renamed when it is complete, so there is a
/// whole home or none.
package struct OrganisationFounder: Sendable {
    private let path: FilePath
    private let clock: Clock
    private let locker: KeyLocker
    private let passphrases: PassphraseSource

    package init(
        path: String, clock: Clock, locker: KeyLocker, passphrases: PassphraseSource
    ) {
        self.path = FilePath(path)
        self.clock = clock
        self.locker = locker
        self.passphrases = passphrases
    }

    /// - Parameter broker: asked for its service key, which the record then names as the
    ///   mailbox's home.
    package func found(
        _ request: FoundingRequest, broker: BrokerIntroduction?
    ) async throws -> OwnOrganisation {
        guard try isFree() else { throw HomeError.alreadyThere(path) }
        let device = try SigningKey()
        let trust = try await meet(broker, request)
        let passphrase = try passphrases.newPassphrase("New passphrase for \(request.name.text)")
        let parent = path.removingLastComponent()
        if !parent.isEmpty { try PrivateFolder.makeAll(parent) }
        try PrivateFolder.stage(path) { staged in
            let home = Home(at: staged)
            for folder in [home.organisation, home.keys, home.partners, home.outbox, home.inbox] {
                try PrivateFolder.make(folder)
            }
            try fill(home, request, device, trust, passphrase)
            try trust?.store(home)
            try home.writeMarker()
        }
        return try OwnOrganisation(Home.open(path.string))
    }

    private func isFree() throws -> Bool {
        guard PrivateFolder.isThere(path) else { return true }
        return try PrivateFolder.names(in: path).isEmpty
    }

    private func meet(
        _ broker: BrokerIntroduction?, _ request: FoundingRequest
    ) async throws -> BrokerTrust? {
        guard let broker else { return nil }
        let trust = try await broker.meet(clock: clock)
        guard trust.mode == request.mode else { throw BrokerTrustError.otherMode }
        return trust
    }

    private func fill(
        _ home: Home, _ request: FoundingRequest, _ device: borrowing SigningKey,
        _ trust: BrokerTrust?, _ passphrase: borrowing SecretBytes
    ) throws {
        let root = try SigningKey()
        let signing = try SigningKey()
        let encryption = try Identity.generateHybrid()
        let recovery = try Identity.generateHybrid()
        let record = try request.firstRecord(
            FoundingKeys(
                root: root.publicKey, signing: signing.publicKey, device: device.publicKey,
                encryption: encryption.recipient, recovery: recovery.recipient),
            broker: trust, issued: clock.now
        ).serialized()
        let signature = SignedRecord.signature(over: record, mode: request.mode, by: root)
        try OwnOrganisation.store(
            SignedRecord(bytes: record, signatures: [signature]), version: 1,
            in: home.organisation)
        let keys = KeyRing(home)
        let name = request.name.text
        try keys.store(
            root.openSSHPrivateKey(comment: "root@" + name), as: .root, locker: locker,
            passphrase: passphrase)
        try keys.store(
            signing.openSSHPrivateKey(comment: request.member.text + "@" + name),
            as: .memberSigning, locker: locker, passphrase: passphrase)
        try keys.store(
            encryption.text(), as: .memberEncryption, locker: locker, passphrase: passphrase)
        try keys.store(recovery.text(), as: .recovery, locker: locker, passphrase: passphrase)
        try keys.storeDevice(device, comment: "device@" + name)
    }
}
