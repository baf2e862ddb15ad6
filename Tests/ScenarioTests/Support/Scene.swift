import Foundation
import Testing

/// Two organisations, a broker that admits both, and a case to send.
struct Scene: TwoParties {
    let folder: Folder
    let sender: Party
    let receiver: Party
    let broker: BrokerProcess

    static let names = [
        "Željka_Đurić_ćšž.mp4", "снимак 1.mov", "dëshmi të reja.pdf", "ЃоргиЌ.docx", "empty",
        "e\u{301}vidence-nfd.txt",
    ]

    init(admitting: Bool = true, brokerDisk: String? = nil) throws {
        folder = try Folder()
        (sender, receiver) = try Parties.copy(into: folder)
        broker = try BrokerProcess(in: folder, disk: brokerDisk)
        for party in [sender, receiver] {
            if admitting { try broker.admit(party) } else { try broker.introduce(party) }
        }
        try Self.writeCase(folder)
    }

    /// The same with the homes of both that lie in a folder already.
    init(in folder: Folder) throws {
        self.folder = folder
        sender = Party(name: Parties.sender, folder: folder)
        receiver = Party(name: Parties.receiver, folder: folder)
        broker = try BrokerProcess(in: folder)
        for party in [sender, receiver] { try broker.admit(party) }
        try Self.writeCase(folder)
    }

    /// `evidence/` with the names that went wrong elsewhere, and `case.json`.
    static func writeCase(_ folder: Folder) throws {
        for (number, name) in names.enumerated() {
            let content = name == "empty" ? [] : Array("content \(number)\n".utf8)
            try folder.write("evidence/" + name, content)
        }
        let example = try Program.run(
            Program.path("plomba"),
            ["case", "example", "--from", Parties.sender, "--to", Parties.receiver],
            in: folder.path)
        try #require(example.status == 0)
        try folder.write("case.json", example.output)
    }

    /// The state that `inbox` shows for one delivery.
    func inboxState(_ id: String) throws -> String? {
        let inbox = try receiver.plomba("inbox", "--format", "json")
        try #require(inbox.status == 0, "\(inbox.errors)")
        let deliveries = try #require(inbox.json()["deliveries"] as? [[String: Any]])
        return deliveries.first { $0["id"] as? String == id }?["state"] as? String
    }

    /// An organisation that the broker admits as well, and that nobody knows.
    func makeThird() throws -> Party {
        let third = try Parties.copyThird(into: folder)
        try broker.admit(third)
        return third
    }
}

extension Party {
    /// Takes another for a partner, by its file and the digits that it read out.
    func learn(of other: Party) throws {
        let added = try plomba(
            "partner", "add", other.name + ".org", "--fingerprint", other.digits())
        try #require(added.status == 0, "\(added.errors)")
    }
}
