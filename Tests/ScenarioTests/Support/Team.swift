import Foundation
import Testing

/// The scene with an office of two: a colleague at a computer of their own, who opens the same mailbox.
struct Team {
    let scene: Scene
    let colleague: Party
    static let label = "legal-officer"

    var folder: Folder { scene.folder }
    /// The office, which holds the root.
    var office: Party { scene.receiver }
    var partner: Party { scene.sender }

    init() throws {
        let made = try Self.template.get()
        let folder = try Folder()
        for name in try FileManager.default.contentsOfDirectory(atPath: made.path) {
            try FileManager.default.copyItem(
                atPath: made.place(name), toPath: folder.place(name))
        }
        scene = try Scene(in: folder)
        colleague = Party(name: "colleague", folder: folder)
        try scene.broker.introduce(colleague)
    }

    /// Making keys takes seconds; a copy takes none.
    private static let template: Result<Folder, any Error> = Result {
        let folder = try Folder()
        atexit {
            if let made = try? Team.template.get() {
                try? FileManager.default.removeItem(atPath: made.path)
            }
        }
        let (partner, office) = try Parties.copy(into: folder)
        let colleague = try Request(of: "colleague", in: folder, office: office).enrol(
            "--name", label, "--mailbox", "intake")
        let added = try colleague.plomba(
            "partner", "add", partner.name + ".org", "--fingerprint", partner.digits())
        try #require(added.status == 0, "\(added.errors)")
        return folder
    }

    /// Record versions of the own organisation.
    static func version(of party: Party) throws -> Int? {
        try party.plomba("organisation", "show", "--format", "json").json()["version"] as? Int
    }

    func members(of party: Party) throws -> [String: [String: Any]] {
        let listed = try party.plomba("member", "list", "--format", "json").json()
        let all = try #require(listed["members"] as? [[String: Any]])
        return try Dictionary(
            uniqueKeysWithValues: all.map { (try #require($0["label"] as? String), $0) })
    }

    /// Sends a case to the office's mailbox, sealed to those whom the newest record lists.
    func send() throws -> String { try scene.send() }

    /// Receives and accepts, as a person does.
    func take(_ id: String, by party: Party, into folder: String) throws -> Outcome {
        let received = try party.plomba("receive", id, "-o", folder)
        return received.status == 0 ? try party.plomba("accept", id) : received
    }
}

/// One request on its way: who asks, and the office that approves.
struct Request {
    let party: Party
    let office: Party
    let folder: Folder
    var file: String { party.name + ".request" }

    init(of name: String, in folder: Folder, office: Party) {
        party = Party(name: name, folder: folder)
        self.office = office
        self.folder = folder
    }

    /// The office's file as it is now, under a name of its own.
    func export() throws -> String {
        let name = UUID().uuidString + ".org"
        let exported = try office.plomba("organisation", "export", "-o", name)
        try #require(exported.status == 0, "\(exported.errors)")
        return name
    }

    /// Asks with `member request`; `words` say for what.
    func ask(_ words: [String]) throws -> Outcome {
        try party.plomba(
            arguments: ["member", "request", export(), "--fingerprint", office.digits()] + words
                + ["-o", file, "--format", "json"])
    }

    /// The digits that the challenge for this request is answered with.
    func answer() throws -> String {
        let challenge = UUID().uuidString + ".age"
        let sealed = try office.plomba("member", "challenge", file, "-o", challenge)
        try #require(sealed.status == 0, "\(sealed.errors)")
        let answered = try party.plomba("member", "answer", challenge, "--format", "json")
        try #require(answered.status == 0, "\(answered.errors)")
        return try #require(answered.json()["answer"] as? String)
    }

    func approve() throws -> Outcome {
        try office.plomba(
            "member", "approve", file, "--answer", answer(), "--format", "json")
    }

    /// All steps; the new home has taken over the record that lists it.
    func enrol(_ words: String...) throws -> Party {
        let asked = try ask(words)
        try #require(asked.status == 0, "\(asked.errors)")
        if !words.contains("--keys") { try party.makeCheap() }
        let approved = try approve()
        try #require(approved.status == 0, "\(approved.errors)")
        let adopted = try party.plomba("organisation", "adopt", export())
        try #require(adopted.status == 0, "\(adopted.errors)")
        return party
    }
}

/// Stock `age` with the identities of a person, as an expert would use it.
struct StockAge {
    let folder: Folder

    init(_ folder: Folder) throws {
        self.folder = folder
        guard !folder.exists("age-plugin-pq") else { return }
        let script =
            "#!/bin/sh\nexec '\(try Interop.python())' '\(Interop.path("age_plugin_pq.py"))' \"$@\"\n"
        try folder.write("age-plugin-pq", script, mode: 0o700)
    }

    /// Whether the person's newest identity opens the file.
    func opens(_ file: String, with party: Party) throws -> Bool {
        let keys = party.home + "/keys/member-encryption.age"
        let opened = try Interop.run(
            "age_scrypt.py", ["open", folder.place("passphrase"), keys], in: folder)
        let first = try #require(
            opened.output.split(separator: "\n").first { $0.hasPrefix("AGE-SECRET") })
        try folder.write("identity", first + "\n")
        let converted = try Interop.run(
            "age_plugin_pq.py", ["--convert", folder.place("identity")], in: folder)
        try folder.write("plugin-identity", converted.output)
        let decrypted = try Program.run(
            Program.tool("age"), ["-d", "-i", "plugin-identity", "-o", "/dev/null", file],
            in: folder.path, environment: ["PATH": folder.path + ":/usr/bin:/bin"])
        return decrypted.status == 0
    }

    /// How many stanzas the header has.
    func stanzas(_ file: String) throws -> Int {
        let header = try folder.read(file).prefix(64 * 1024)
        let end = try #require(
            header.indices.first { header[$0...].starts(with: "\n--- ".utf8) })
        return header[..<end].split(separator: UInt8(ascii: "\n"))
            .count { $0.starts(with: "-> ".utf8) }
    }

    /// The sealed payload of a bundle.
    func payload(of bundle: String, into name: String) throws {
        let made = try Program.run(
            Program.tool("tar"), ["-xf", bundle, "--transform", "s|.*|\(name)|", "payload.age"],
            in: folder.path)
        try #require(made.status == 0, "\(made.errors)")
    }
}
