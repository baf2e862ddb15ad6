import Foundation
import Testing

/// A network's charter as people make it: content that they edit, two roots in two hands, one of which has
/// nothing but ssh-keygen.
struct CharterMaker {
    let folder: Folder
    /// Who drafts it, and has the first root.
    let party: Party

    /// Makes both roots.
    init(by party: Party, in folder: Folder) throws {
        (self.party, self.folder) = (party, folder)
        let made = try party.plomba("charter", "root", "--make")
        try #require(made.status == 0, "\(made.errors)")
        try folder.write("first.pub", made.output)
        try Self.key("second", in: folder)
    }

    /// An SSH key without a passphrase, thrown away with the folder.
    static func key(_ name: String, in folder: Folder) throws {
        for file in [name, name + ".pub"] {
            try? FileManager.default.removeItem(atPath: folder.place(file))
        }
        let made = try Program.run(
            Program.tool("ssh-keygen"),
            ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", folder.place(name)], in: folder.path)
        try #require(made.status == 0, "\(made.errors)")
    }

    /// Writes network.json from what is known here, changed by `edit`.
    func content(_ edit: (inout [String: Any]) throws -> Void = { _ in }) throws {
        let shown = try party.plomba("charter", "content")
        try #require(shown.status == 0, "\(shown.errors)")
        var network = try shown.json()
        try edit(&network)
        let bytes = try JSONSerialization.data(
            withJSONObject: network, options: [.withoutEscapingSlashes])
        try folder.write("network.json", String(decoding: bytes, as: UTF8.self))
    }

    /// The first charter: two of two must sign.
    func propose() throws -> Outcome {
        try party.plomba(
            "charter", "propose", "network.json", "--name", "network.example", "--add",
            "first=first.pub", "--add", "second=second.pub", "--threshold", "2", "--format", "json")
    }

    /// Signs the draft that waits: with the root of the home, and with stock ssh-keygen.
    ///
    /// - Returns: what the last adoption said.
    func sign() throws -> Outcome {
        try? FileManager.default.removeItem(atPath: folder.place("charter.json.sig"))
        let signed = try party.plomba("charter", "sign")
        try #require(signed.status == 0, "\(signed.errors)")
        let half = try party.plomba("charter", "adopt", "charter.json.sig", "--format", "json")
        try #require(half.status == 0, "\(half.errors)")
        try #require(half.json()["missing"] as? [String] == ["second"])
        try signWithKeygen("second")
        return try party.plomba("charter", "adopt", "second.sig", "--format", "json")
    }

    func signWithKeygen(_ key: String) throws {
        let draft = party.home + "/charter/draft/charter.json"
        try? FileManager.default.removeItem(atPath: draft + ".sig")
        let signed = try Program.run(
            Program.tool("ssh-keygen"),
            ["-q", "-Y", "sign", "-n", "plomba/v1/Charter", "-f", folder.place(key), draft],
            in: folder.path)
        try #require(signed.status == 0, "\(signed.errors)")
        try folder.write(
            key + ".sig",
            String(decoding: try Data(contentsOf: URL(filePath: draft + ".sig")), as: UTF8.self))
        try FileManager.default.removeItem(atPath: draft + ".sig")
    }

    /// The file for others.
    func export(_ name: String) throws {
        let exported = try party.plomba("charter", "export", "-o", name)
        try #require(exported.status == 0, "\(exported.errors)")
    }

    func digits() throws -> String {
        let shown = try party.plomba("charter", "show", "--format", "json")
        return try #require(shown.json()["digits"] as? String)
    }

    /// `name+id+base64` as the line of a `.pub` file.
    static func sshLine(_ vkey: String) throws -> String {
        let encoded = vkey.split(separator: "+", maxSplits: 2)[2]
        let key = try #require(Data(base64Encoded: String(encoded))).dropFirst()
        let name = Data("ssh-ed25519".utf8)
        let blob = Data([0, 0, 0, 11]) + name + Data([0, 0, 0, 32]) + key
        return "ssh-ed25519 " + blob.base64EncodedString()
    }
}
