import Foundation
import Testing

/// Backups of one broker, opened with the stock programs.
struct Safe {
    let folder: Folder
    let broker: BrokerProcess
    let recipient: String

    init(_ scene: Scene) throws {
        try self.init(of: scene.broker, in: scene.folder)
    }

    init(of broker: BrokerProcess, in folder: Folder) throws {
        self.folder = folder
        self.broker = broker
        let made = try Program.run(
            Program.tool("age-keygen"), ["-o", folder.place("operator.key")],
            in: folder.path)
        try #require(made.status == 0, "\(made.errors)")
        recipient = try #require(made.errors.split(separator: " ").last.map(String.init))
            .trimmingCharacters(in: .newlines)
    }

    @discardableResult
    func backup(_ name: String) throws -> [String: Any] {
        let done = try broker.plombad(
            "backup", folder.place(name), "--recipient", recipient, "--home",
            broker.home, "--format", "json")
        try #require(done.status == 0, "\(done.errors)")
        return try done.json()
    }

    /// `age -d ... | tar -x`, as the help says.
    func unpack(_ name: String) throws -> String {
        let place = folder.place(name + ".unpacked")
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: false)
        let command =
            "set -o pipefail; age -d -i operator.key '\(name)' | tar -x -C '\(place)' && "
            + "cd '\(place)' && sha256sum -c --quiet SHA256SUMS"
        let done = try Program.run("/bin/bash", ["-c", command], in: folder.path)
        try #require(done.status == 0, "\(done.errors)")
        return place
    }

    func restore(_ unpacked: String, _ more: String...) throws -> Outcome {
        try restore(unpacked, arguments: more)
    }

    /// An empty home, as a new server has it.
    func makeHome() throws {
        try FileManager.default.createDirectory(
            atPath: broker.home, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
    }

    func restore(_ unpacked: String, arguments more: [String]) throws -> Outcome {
        try Program.run(
            Program.path("plombad"),
            ["restore", unpacked, "--home", broker.home] + more, in: folder.path)
    }

    /// The server burns down.
    func lose() throws {
        broker.stop()
        try FileManager.default.removeItem(atPath: broker.home)
    }
}

extension Scene {
    /// The code with which a sealing and sending ends; nil when it goes through.
    func refusal() throws -> String? {
        let sent = try sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", receiver.mailbox, "--format", "json")
        return sent.status == 1 ? sent.code : nil
    }
}
