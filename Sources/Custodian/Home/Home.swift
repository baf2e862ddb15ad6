import Primitives
import PrivateFiles
package import SystemPackage

/// The folder that holds an organisation's keys, partners and cases.
///
/// ```
/// home.json      the layout's version
/// lock           held by the command that is changing something here; also in outbox/, inbox/
/// organisation/  NNNN.json and NNNN.json.sig.1, .2 ...: the organisation's own records
/// keys/          root.age, member-signing.age, member-encryption.age, recovery.age, device
/// partners/      FINGERPRINT/history.json and partner.json
/// charter.json   which network's charter was confirmed, and its highest version that was seen
/// charter/       history.json, unconfirmed.json, draft/: its versions
/// records-seen.json  which record of each partner was seen last
/// broker.json    the broker in use
/// witnesses.json the policy of witnesses for the broker in use, and those before it
/// authorities.json the time-stamping authorities whose tokens count
/// recovery.json  which shares of the recovery key were made, and when they were last tried
/// streams.json   the next stream number of each mailbox
/// streams-seen.json  the stream numbers that came, of each sender's device
/// mailboxes-seen.json  how many deliveries each own mailbox has had
/// consent/       what was said about consent, sent and received
/// outbox/ID/     what was sealed here
/// inbox/ID/      what was fetched here
/// opened/ID/     the outer statement of each sealed file that came by hand and was opened
/// agent/         the socket of the process that keeps unlocked keys, while there is one
/// logs/ORIGIN/   the largest checkpoint of a broker's log that was verified here, and tokens over some
/// ```
/// Folders are 0700, files 0600. A home that others can read is refused.
///
/// - SeeAlso: `Protocol/home.md`
package struct Home: Sendable {
    package let path: FilePath

    private static let type = "urn:plomba:v1:Home"
    private static let version = 1

    init(at path: FilePath) {
        self.path = path
    }

    /// A home that exists, is private, and has a layout this program knows.
    package static func open(_ path: String) throws -> Home {
        let path = FilePath(path)
        let home = Home(at: path)
        guard PrivateFolder.isThere(home.marker) else { throw HomeError.noHome(path) }
        guard let permissions = (try? path.stat())?.permissions,
            permissions.isDisjoint(with: [.groupReadWriteExecute, .otherReadWriteExecute])
        else { throw HomeError.open(path) }
        var marker = try StateFile(home.marker).read()
        guard try marker.wrapping({ try $0.integer("version") }) <= version else {
            throw HomeError.newer(path)
        }
        return home
    }

    /// The parts of a home that can be changed independently of one another.
    enum Area: String {
        /// The organisation, its partners, its broker.
        case settings = "."
        case outbox
        case inbox
    }

    /// Takes the right to change a part of this home, until the lock is released.
    func lock(_ area: Area) throws -> HomeLock {
        try HomeLock(home: path, file: path.appending(area.rawValue).appending("lock"))
    }

    func writeMarker() throws {
        try StateFile(marker).write([
            JSONMember("type", .string(Self.type)),
            JSONMember("version", .integer(Int64(Self.version))),
        ])
    }

    private var marker: FilePath { path.appending("home.json") }
    var organisation: FilePath { path.appending("organisation") }
    var keys: FilePath { path.appending("keys") }
    var partners: FilePath { path.appending("partners") }
    var charter: FilePath { path.appending("charter") }
    var charterState: FilePath { path.appending("charter.json") }
    var recordsSeen: FilePath { path.appending("records-seen.json") }
    var broker: FilePath { path.appending("broker.json") }
    var witnesses: FilePath { path.appending("witnesses.json") }
    var authorities: FilePath { path.appending("authorities.json") }
    var recovery: FilePath { path.appending("recovery.json") }
    var streams: FilePath { path.appending("streams.json") }
    var streamsSeen: FilePath { path.appending("streams-seen.json") }
    var mailboxesSeen: FilePath { path.appending("mailboxes-seen.json") }
    var skipped: FilePath { path.appending("skipped") }
    var consent: FilePath { path.appending("consent") }
    var outbox: FilePath { path.appending("outbox") }
    var inbox: FilePath { path.appending("inbox") }
    var opened: FilePath { path.appending("opened") }
    var agent: FilePath { path.appending("agent") }
    var logs: FilePath { path.appending("logs") }
}
