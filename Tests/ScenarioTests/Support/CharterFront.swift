import Foundation
import Testing

/// A front with the broker's own TLS key, in its place: it shows whatever charter it is told to.
struct CharterFront {
    private let folder: Folder
    private let program: RunningProgram
    private static let name = "front"

    init(before broker: BrokerProcess, in folder: Folder) throws {
        self.folder = folder
        let port = try BrokerProcess.freePort()
        broker.stop()
        try broker.configure { value in
            value["listen"] = ["host": "127.0.0.1", "port": Int(port)]
        }
        try broker.start()
        try folder.write(Self.name + "/empty", "")
        program = try Interop.start(
            "charter_front.py",
            [
                "\(broker.port)", "\(port)", broker.home + "/tls/certificate.pem",
                broker.home + "/tls/key.pem", folder.place(Self.name),
            ], in: folder)
        for _ in 0..<200 where program.isRunning {
            if program.output.contains("listens") { return }
            Thread.sleep(forTimeInterval: 0.05)
        }
        Issue.record("the front did not start: \(try program.outcome().errors)")
    }

    func show(_ mark: [String: Any], _ file: Data) throws {
        let json = try JSONSerialization.data(withJSONObject: mark)
        try folder.write(Self.name + "/mark", Array(json))
        try folder.write(Self.name + "/charter", Array(file))
    }

    /// What a broker says of a file that it hands out.
    func mark(of file: String, _ scene: Scene) throws -> [String: Any] {
        let records = try records(file)
        let digests = try records.map { record in
            let text = try #require(record["record"] as? String)
            let path = "digested"
            try folder.write(path, Array(try #require(Data(base64Encoded: text))))
            let summed = try Program.run(
                Program.tool("sha256sum"), [folder.place(path)], in: folder.path)
            return String(summed.output.prefix(64))
        }
        return [
            "fingerprint": digests[0], "version": records.count,
            "digest": digests[records.count - 1],
        ]
    }

    func records(_ file: String) throws -> [[String: Any]] {
        let json = try JSONSerialization.jsonObject(with: Data(try folder.read(file)))
        return try #require((json as? [String: Any])?["records"] as? [[String: Any]])
    }

    func file(_ records: [[String: Any]]) throws -> Data {
        try JSONSerialization.data(
            withJSONObject: ["type": "urn:plomba:v1:CharterHistory", "records": records],
            options: [.withoutEscapingSlashes])
    }

    /// With one of the two signatures that it needs.
    static func unsigned(_ record: [String: Any]) -> [String: Any] {
        record.merging(["signatures": Array((record["signatures"] as? [String] ?? []).prefix(1))]) {
            $1
        }
    }
}
