import KeyDirectory
import Primitives
import Synchronization
import Testing

@testable import Custodian

/// An organisation on a temporary home, with locks that are weak and therefore quick.
struct TestOffice {
    static let passphrase = "correct horse battery staple"
    static let now = Timestamp("2026-11-24T10:00:00Z")
    /// Work factor 2: nobody keeps these keys.
    static let locker = KeyLocker.here(logN: 1)

    let folder: TestFolder
    let name: OrganisationName
    let office: Office
    let warnings = Warnings()

    final class Warnings: Sendable {
        private let texts = Mutex<[String]>([])

        var all: [String] { texts.withLock { $0 } }
        func add(_ text: String) { texts.withLock { $0.append(text) } }
    }

    /// - Parameter validDays: how long the record is valid from `now` on.
    static func make(
        _ name: String, in folder: TestFolder, validDays: Int = 365, home: String? = nil
    ) async throws -> TestOffice {
        let now = try #require(Self.now)
        let organisation = try #require(OrganisationName(name))
        try folder.write("passphrase", Self.passphrase + "\n")
        let path = folder.place(home ?? name)
        let passphrases = PassphraseSource.file(folder.place("passphrase"))
        let founder = OrganisationFounder(
            path: path, clock: Clock { now }, locker: locker, passphrases: passphrases)
        _ = try await founder.found(
            FoundingRequest(
                name: organisation, member: "intake-officer", mailbox: "intake",
                validDays: validDays, mode: .live), broker: nil)
        return try TestOffice(folder, organisation, Home.open(path), passphrases, now)
    }

    private init(
        _ folder: TestFolder, _ name: OrganisationName, _ home: Home,
        _ passphrases: PassphraseSource, _ now: Timestamp
    ) throws {
        self.folder = folder
        self.name = name
        let warnings = warnings
        office = Office(
            home: home, clock: Clock { now }, locker: Self.locker, passphrases: passphrases,
            notices: NoticeBoard(warn: { warnings.add($0) }, progress: { _ in }))
    }

    /// The same office at another time.
    func at(_ time: Timestamp) -> Office {
        Office(
            home: office.home, clock: Clock { time }, locker: office.locker,
            passphrases: office.passphrases, notices: office.notices)
    }

    var own: OwnOrganisation { get throws { try OwnOrganisation(office.home) } }

    /// Exports, and lets the other add it with the right digits.
    @discardableResult
    func introduce(to other: TestOffice) throws -> Partner {
        let file = folder.place("\(name.text)-\(Hex.encode(Randomness.bytes(4))).org")
        try own.export(to: file)
        let digits = FingerprintDigits(try own.organisation.fingerprint)
        return try other.office.addPartner(file: file, digits: digits)
    }
}
