import Foundation
import Testing

/// Two organisations, each at a broker of its own, and the two brokers as each other's peers.
struct TwoBrokers: TwoParties {
    let folder: Folder
    let sender: Party
    let receiver: Party
    /// The sender's.
    let first: BrokerProcess
    /// The recipient's.
    let home: BrokerProcess

    /// The two as they usually are. Both listen where those of the last test did: one test at a time.
    init() throws {
        let made = try Self.template.get()
        folder = try Folder()
        for name in try FileManager.default.contentsOfDirectory(atPath: made.folder.path) {
            try FileManager.default.copyItem(
                atPath: made.folder.place(name), toPath: folder.place(name))
        }
        first = try BrokerProcess(of: made.first, in: folder)
        home = try BrokerProcess(of: made.home, in: folder)
        sender = Party(name: Parties.sender, folder: folder)
        receiver = Party(name: Parties.receiver, folder: folder)
    }

    private typealias Made = (
        folder: Folder, first: BrokerProcess.Card, home: BrokerProcess.Card
    )

    /// Founding two organisations takes eight locks with a passphrase; a copy takes none.
    private static let template: Result<Made, any Error> = Result {
        atexit {
            if let made = try? TwoBrokers.template.get() {
                try? FileManager.default.removeItem(atPath: made.folder.path)
            }
        }
        let two = try TwoBrokers(isPrivate: true)
        for broker in [two.first, two.home] { broker.stop() }
        for party in [two.sender, two.receiver] { try party.makeCheap() }
        return (two.folder, two.first.card, two.home.card)
    }

    /// Two that no other test has.
    ///
    /// - Parameters:
    ///   - route: under which address the home broker is reached; nil for its own.
    ///   - isPrivate: whether the first broker is told that its peer is on this machine.
    ///   - isPeer: whether the home broker knows the first one.
    init(
        route: ((BrokerProcess) throws -> String)? = nil, isPrivate: Bool,
        isPeer: Bool = true
    ) throws {
        folder = try Folder()
        try folder.write("passphrase", Party.passphrase + "\n")
        first = try BrokerProcess(
            in: folder, home: "first", called: "first.example", keepingPort: true)
        home = try BrokerProcess(
            in: folder, home: "home", called: "home.example", keepingPort: true)
        let url = try route?(home) ?? home.url
        home.stop()
        try home.configure { $0["origin"] = url }
        try home.start()
        sender = try Self.found(Parties.sender, at: first, first.url, folder)
        receiver = try Self.found(Parties.receiver, at: home, url, folder)
        for (party, partner) in [(sender, receiver), (receiver, sender)] {
            let added = try party.plomba(
                "partner", "add", partner.name + ".org", "--fingerprint", partner.digits())
            try #require(added.status == 0, "\(added.errors)")
        }
        try Self.peer(first, with: home, at: url, isPrivate: isPrivate)
        if isPeer { try Self.peer(home, with: first, at: first.url, isPrivate: true) }
        for broker in [first, home] {
            for party in [sender, receiver] { try Self.admit(party, at: broker) }
        }
        try first.introduce(sender)
        let used = try receiver.plomba("broker", "use", url, "--pin", home.pin)
        try #require(used.status == 0, "\(used.errors)")
        try Scene.writeCase(folder)
    }

    private static func found(
        _ name: String, at broker: BrokerProcess, _ url: String, _ folder: Folder
    ) throws -> Party {
        let party = Party(name: name, folder: folder)
        let made = try party.plomba(
            "organisation", "create", name, "--member", "intake-officer", "--mailbox", "intake",
            "--broker", url, "--pin", broker.pin)
        try #require(made.status == 0, "\(made.errors)")
        let exported = try party.plomba("organisation", "export", "-o", name + ".org")
        try #require(exported.status == 0, "\(exported.errors)")
        return party
    }

    private static func peer(
        _ broker: BrokerProcess, with other: BrokerProcess, at url: String, isPrivate: Bool
    ) throws {
        broker.stop()
        let name = other.home.hasSuffix("/home") ? "home.example" : "first.example"
        try broker.configure { value in
            value["relay"] = [
                "peers": [
                    [
                        "name": name, "url": url, "pin": other.pin,
                        "serviceKey": other.serviceKey, "privateAddress": isPrivate,
                    ]
                ], "retrySeconds": 1, "longestRetrySeconds": 2, "askSeconds": 1,
            ]
        }
        try broker.start()
    }

    private static func admit(_ party: Party, at broker: BrokerProcess) throws {
        let admitted = try broker.plombad(
            "admit", broker.folder.place(party.name + ".org"), "--fingerprint", party.digits(),
            "--home", broker.home)
        try #require(admitted.status == 0, "\(admitted.output) \(admitted.errors)")
    }

    /// Asks until the sender is shown a step, for a minute at most.
    func wait(for step: String, _ id: String, clock: String? = nil) throws -> [String] {
        var found: [String] = []
        for _ in 0..<60 {
            found = try steps(id, of: sender, clock: clock)
            if found.contains(step) { return found }
            Thread.sleep(forTimeInterval: 1)
        }
        Issue.record("never shown '\(step)', but \(found)\n\(first.log)\n\(home.log)")
        return found
    }

    /// Puts one file in the place of another, or all files of a statement.
    func copy(_ from: String, _ to: String, endings: Bool = false) throws {
        let all = [".json", ".json.sig", ".entry", ".tlog-proof"]
        for ending in endings ? all : [""] {
            try folder.write(to + ending, folder.read(from + ending))
        }
    }
}
