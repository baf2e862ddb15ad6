import Foundation
import Glibc
import Testing

/// An organisation with its home, driven through the real `plomba`.
struct Party {
    let name: String
    let folder: Folder
    static let passphrase = "correct horse battery staple"

    var home: String { folder.place(name) }
    var mailbox: String { "intake@" + name }

    /// Runs plomba as this organisation.
    func plomba(
        _ arguments: String..., passphrase file: String = "passphrase",
        environment: [String: String] = [:]
    ) throws -> Outcome {
        try Program.run(
            Program.path("plomba"), arguments + options(file), in: folder.path,
            environment: environment)
    }

    func plomba(arguments: [String]) throws -> Outcome {
        try Program.run(
            Program.path("plomba"), arguments + options("passphrase"), in: folder.path)
    }

    /// The same under another clock, like `+1d`.
    func plomba(clock: String, _ arguments: String...) throws -> Outcome {
        try plomba(clock: clock, arguments: arguments)
    }

    func plomba(clock: String, arguments: [String]) throws -> Outcome {
        try Program.run(
            Interop.path("at-clock"),
            [clock, Program.path("plomba")] + arguments + options("passphrase"), in: folder.path)
    }

    func start(_ arguments: String...) throws -> RunningProgram {
        try Program.start(
            Program.path("plomba"), arguments + options("passphrase"), in: folder.path)
    }

    /// The 60 digits that this organisation reads to others.
    func digits() throws -> String {
        let shown = try plomba("organisation", "show", "--format", "json").json()
        return try #require(shown["digits"] as? String)
    }

    private func options(_ file: String) -> [String] {
        ["--home", home, "--passphrase-file", folder.place(file)]
    }
}

/// Two organisations that know one another, made once and copied for every test.
enum Parties {
    static let sender = "vasaprava.ba"
    static let receiver = "group484.rs"

    /// Making keys takes seconds; a copy takes none.
    private static let template: Result<Folder, any Error> = Result { try make() }

    static func copy(into folder: Folder) throws -> (sender: Party, receiver: Party) {
        let made = try template.get()
        for name in [sender, receiver, "passphrase", sender + ".org", receiver + ".org"] {
            try FileManager.default.copyItem(
                atPath: made.place(name), toPath: folder.place(name))
        }
        return (Party(name: sender, folder: folder), Party(name: receiver, folder: folder))
    }

    /// An organisation that neither of the two knows, made once as well, with its file.
    static let third = "myla.example"
    private static let thirdTemplate: Result<Folder, any Error> = Result {
        let folder = try Folder()
        atexit { Parties.remove(Parties.thirdTemplate) }
        try folder.write("passphrase", Party.passphrase + "\n")
        let party = Party(name: third, folder: folder)
        try found(party, member: "lawyer")
        try party.makeCheap()
        return folder
    }

    static func copyThird(into folder: Folder) throws -> Party {
        let made = try thirdTemplate.get()
        for name in [third, third + ".org"] {
            try FileManager.default.copyItem(
                atPath: made.place(name), toPath: folder.place(name))
        }
        return Party(name: third, folder: folder)
    }

    private static func found(_ party: Party, member: String) throws {
        let made = try party.plomba(
            "organisation", "create", party.name, "--member", member, "--mailbox", "intake")
        try #require(made.status == 0, "\(made.errors)")
        let exported = try party.plomba("organisation", "export", "-o", party.name + ".org")
        try #require(exported.status == 0, "\(exported.errors)")
    }

    /// A static is never released: its folder goes when the tests end.
    private static func remove(_ template: Result<Folder, any Error>) {
        if let made = try? template.get() { try? FileManager.default.removeItem(atPath: made.path) }
    }

    private static func make() throws -> Folder {
        let folder = try Folder()
        atexit { Parties.remove(Parties.template) }
        try folder.write("passphrase", Party.passphrase + "\n")
        let parties = [sender, receiver].map { Party(name: $0, folder: folder) }
        for party in parties { try found(party, member: "intake-officer") }
        for (party, partner) in [(parties[0], parties[1]), (parties[1], parties[0])] {
            let added = try party.plomba(
                "partner", "add", partner.name + ".org", "--fingerprint", partner.digits())
            try #require(added.status == 0, "\(added.errors)")
        }
        for (party, partner) in [(parties[0], parties[1]), (parties[1], parties[0])] {
            let answer = try partner.plomba("partner", "answer", party.name, "--format", "json")
            let digits = try #require(answer.json()["answer"] as? String, "\(answer.errors)")
            let answered = try party.plomba("partner", "answered", partner.name, digits)
            try #require(answered.status == 0, "\(answered.errors)")
        }
        for party in parties { try party.makeCheap() }
        return folder
    }
}

extension Party {
    /// A passphrase costs a second each time, which is its purpose; for the tests it costs little.
    func makeCheap() throws {
        let files = folder.tree(name + "/keys").filter { $0.hasSuffix(".age") }
            .map { home + "/keys/" + $0 }
        let made = try Interop.run(
            "age_scrypt.py", ["relock", folder.place("passphrase"), "4"] + files, in: folder)
        try #require(made.status == 0 && !files.isEmpty, "\(made.errors)")
    }
}
