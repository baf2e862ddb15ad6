import Broker
import BrokerAPI
package import Primitives
import SystemPackage
import TransparencyLog

/// `plombad export-all`: everything that a broker knows, in a folder that other people's tools read and check.
///
/// ```
/// README.txt                     what it is, and what it cannot show
/// data/export.json               broker, time, log, every table with its columns, what is left out
/// data/deliveries.csv            who sent when to which mailbox, how much, and what became of it
/// data/tables/NAME.json          every row of every table
/// data/files/NAME/...            signed statements, records and whatever else is long
/// data/configuration/...         what its operator has configured, without keys
/// data/sealed/...                only when asked for: the ciphertext
/// bagit.txt, bag-info.txt, manifest-sha256.txt, tagmanifest-sha256.txt
/// ```
package struct BrokerExport: Sendable {
    package let broker: String
    package let entries: UInt64
    package let deliveries: Int
    package let files: Int
    /// What is not in it although it was there, in words.
    package let leftOut: [String]

    /// - Parameters:
    ///   - path: the folder to make.
    ///   - withSealed: whether the ciphertext goes along.
    /// - Throws: `BackupError`, `StoreError`, `ConfigurationError`; what is there then has no list of digests.
    package init(
        of home: BrokerHome, to path: String, withSealed: Bool, now: Timestamp
    ) throws {
        let configuration = try home.configuration()
        let data = home.resolve(configuration.dataPath).string
        guard home.exists(configuration.dataPath + "/broker.db") else { throw BackupError.nothing }
        let staging = try BackupStaging(in: data)
        defer { staging.remove() }
        var folder = try ExportFolder(making: path)
        let snapshot = try StoreSnapshot(
            data: data, log: home.resolve(BrokerSetup.checkpointsName).string, to: staging.path)
        var leftOut = try Self.addConfiguration(home, configuration, &folder)
        let tables = try Self.addTables(staging.path, withSealed, &folder)
        deliveries = try Self.addDeliveries(staging.path, &folder)
        if withSealed {
            for name in try Folder.files(below: staging.path + "/data/payloads") {
                try folder.add(
                    "sealed/" + name, copying: staging.path + "/data/payloads/" + name)
            }
        } else {
            leftOut.append("the sealed bytes: run it again with --with-sealed")
        }
        leftOut += snapshot.damaged.map { "not whole on the broker's disk: payload \($0.text)" }
        (broker, entries, self.leftOut) = (configuration.name.text, snapshot.size, leftOut)
        // A broker that has lost its keys is exported too.
        let publicKey = try? home.serviceKey(configuration).publicKey.openSSHLine
        let about: [JSONMember] = [
            JSONMember("version", .integer(1)),
            JSONMember("broker", .string(broker)),
            JSONMember("mode", .string(configuration.mode.rawValue)),
            JSONMember("time", .string(now.text)),
            JSONMember(
                "serviceKey", publicKey.map { .string($0) } ?? .null),
            JSONMember(
                "logKey",
                (try? home.existingLogKey(configuration)).map { .string($0.text) } ?? .null),
            JSONMember("entries", .integer(Int64(clamping: entries))),
            JSONMember("root", .string(snapshot.root.hex)),
            JSONMember("withSealed", .bool(withSealed)),
            JSONMember("leftOut", .array(leftOut.map { .string($0) })),
            JSONMember("tables", .array(tables.map(\.json))),
        ]
        try folder.add("export.json", JSONValue.object(about).serialized())
        files = folder.files
        try folder.finish(
            readme: ExportReadme(
                broker: broker, time: now, withSealed: withSealed, leftOut: leftOut
            )
            .bytes, at: now)
    }

    private static func addTables(
        _ staging: String, _ withSealed: Bool, _ folder: inout ExportFolder
    ) throws -> [ExportedTable] {
        var tables: [ExportedTable] = []
        for database in ["data/broker.db", "log/checkpoints.db", "log/witnessed.db"] {
            try StoreTable.each(in: staging + "/" + database) { table in
                tables.append(try ExportedTable(table, withSealed: withSealed, into: &folder))
            }
        }
        return tables
    }

    private static func addDeliveries(
        _ staging: String, _ folder: inout ExportFolder
    ) throws -> Int {
        var file = try folder.begin("deliveries.csv")
        var count = 0
        try file.write(
            Array(
                "consignment,sender,mailbox,number,received,deadline,state,payloadBytes,sealedBytesHere\r\n"
                    .utf8))
        // Names, addresses and times have no comma, no quotation mark and no sign that a spreadsheet computes.
        try StoredDelivery.each(in: staging + "/data/broker.db") { delivery in
            count += 1
            let fields = [
                delivery.consignment, delivery.sender, delivery.mailbox,
                delivery.number.map(String.init) ?? "", delivery.received?.text ?? "",
                delivery.deadline?.text ?? "", delivery.state, String(delivery.payloadSize),
                delivery.isHere ? "yes" : "no",
            ]
            try file.write(Array((fields.joined(separator: ",") + "\r\n").utf8))
        }
        try folder.end(file)
        return count
    }

    /// - Returns: what holds a secret although it should not, and stays away.
    private static func addConfiguration(
        _ home: BrokerHome, _ configuration: HomeConfiguration, _ folder: inout ExportFolder
    ) throws -> [String] {
        var leftOut: [String] = []
        let names = try BrokerBackup.openFiles(home, configuration)
        for (number, name) in (names + [ScrubRecord.name]).enumerated() {
            guard home.exists(name) else { continue }
            let bytes = try home.read(name, limit: limit)
            guard !bytes.contains(Array("PRIVATE KEY".utf8)) else {
                leftOut.append("\(name): there is a private key in it")
                continue
            }
            let last = FilePath(name).lastComponent?.string ?? ""
            try folder.add("configuration/\(number + 1)-" + last.filter(isPlain), bytes)
        }
        return leftOut
    }

    private static let limit = 16 << 20

    private static func isPlain(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
    }
}
