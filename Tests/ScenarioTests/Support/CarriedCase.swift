import Foundation
import Testing

/// A case that was sealed into a file, and a folder that stands for a stick.
struct CarriedCase {
    let folder: Folder
    let sender: Party
    let receiver: Party
    let id: String
    /// 16 MiB of content are 5 pieces.
    static let largeSize = 16 << 20

    /// - Parameter size: of a file that is added to the usual ones.
    init(_ folder: Folder, _ sender: Party, _ receiver: Party, size: Int) throws {
        (self.folder, self.sender, self.receiver) = (folder, sender, receiver)
        if size > 0 {
            var generator = SystemRandomNumberGenerator()
            var bytes: [UInt8] = []
            bytes.reserveCapacity(size)
            while bytes.count < size {
                unsafe withUnsafeBytes(of: generator.next()) { unsafe bytes.append(contentsOf: $0) }
            }
            try folder.write("evidence/video.mp4", bytes)
        }
        id = try sender.sealCase(for: receiver.mailbox)
        try FileManager.default.createDirectory(
            atPath: folder.place("stick"), withIntermediateDirectories: true)
    }

    /// Without a broker.
    init(size: Int = 0) throws {
        let folder = try Folder()
        let (sender, receiver) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        try self.init(folder, sender, receiver, size: size)
    }

    /// With the broker of a scene.
    init(_ scene: Scene, size: Int = 0) throws {
        try self.init(scene.folder, scene.sender, scene.receiver, size: size)
    }

    @discardableResult
    func export(_ more: String...) throws -> [String: Any] {
        let done = try sender.plomba(
            arguments: ["export", id, "-o", "stick", "--format", "json"] + more)
        try #require(done.status == 0, "\(done.errors)")
        return try done.json()
    }

    /// What the receiver finds; the one parcel that is for it.
    @discardableResult
    func taken(status: Int32 = 0) throws -> [String: Any] {
        let done = try receiver.plomba("import", "stick", "--format", "json")
        try #require(done.status == status, "\(done.output) \(done.errors)")
        return try #require(try Self.parcels(done).first { $0["outcome"] as? String == "case" })
    }

    static func parcels(_ outcome: Outcome) throws -> [[String: Any]] {
        try #require(try outcome.json()["parcels"] as? [[String: Any]])
    }

    /// The folder of the sender's parcel.
    func parcel() throws -> String {
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.place("stick/plomba")).first)
        return "stick/plomba/" + name
    }

    func receive(_ name: String = "case") throws -> Outcome {
        try receiver.plomba("receive", id, "-o", name, "--format", "json")
    }

    /// What `status` says about the one lane.
    func lane(of party: Party) throws -> [String: Any] {
        let status = try party.plomba("status", id, "--format", "json")
        try #require(status.status == 0, "\(status.errors)")
        return try #require((try status.json()["lanes"] as? [[String: Any]])?.first)
    }

    func steps(_ key: String, of party: Party) throws -> [String] {
        (try lane(of: party)[key] as? [[String: Any]] ?? []).compactMap { $0["step"] as? String }
    }

    /// The receiver's answer goes back the same way.
    func answer() throws -> [[String: Any]] {
        let exported = try receiver.plomba("export", id, "-o", "stick", "--format", "json")
        try #require(exported.status == 0, "\(exported.errors)")
        let imported = try sender.plomba("import", "stick", "--format", "json")
        try #require(imported.status == 0, "\(imported.errors)")
        let parcels = try Self.parcels(imported)
        let answers = try #require(parcels.first { $0["outcome"] as? String == "answers" })
        return try #require(answers["new"] as? [[String: Any]])
    }
}
