import Foundation
import KeyDirectory
import Primitives
import SystemPackage
import TestSupport
import Testing
import TransparencyLog

@testable import Custodian
@testable import Verification

/// Adds folders of another network to the vectors of evidence folders.
struct EvidenceFolderVectorWriter {
    private static let world = "revoked"
    let policy: String
    let trust: BrokerTrust
    let organisations: [OrganisationFile]
    let time: Timestamp

    func add(valid: [String: EvidenceFolder], invalid: [String: EvidenceFolder]) throws {
        let place = Tool.root.appending(path: "Protocol/vectors/evidence-folders")
        try write(
            [
                "organisations": organisations.map {
                    String(decoding: $0.serialized(), as: UTF8.self)
                },
                "broker": [
                    "name": trust.name.text, "serviceKey": trust.serviceKey.openSSHLine,
                    "logKey": try #require(trust.logKey).text,
                ], "policies": ["chosen": policy],
            ] as [String: Any], place.appending(path: Self.world + ".json"))
        for (kind, folders) in [("valid", valid), ("invalid", invalid)] {
            let file = place.appending(path: "\(kind)/cases.json")
            let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
            var list = try #require((object as? [String: Any])?["cases"] as? [[String: Any]])
            list.removeAll { $0["world"] as? String == Self.world }
            for (name, folder) in folders.sorted(by: { $0.key < $1.key }) {
                list.append([
                    "name": name, "what": "a key that was revoked", "world": Self.world,
                    "organisations": true, "broker": true, "policy": "chosen",
                    "authorities": false, "time": time.text, "outcomes": [String: String](),
                ])
                try write(
                    ["files": files(folder)], place.appending(path: "\(kind)/\(name).json"))
            }
            try write(["cases": list], file)
        }
    }

    private func files(_ folder: EvidenceFolder) throws -> [String: String] {
        let place = try TestFolder()
        try folder.write(to: place.path, readme: [])
        var files: [String: String] = [:]
        let names = try FileManager.default.subpathsOfDirectory(atPath: place.path.string)
        for name in names where name != "README-VERIFY" {
            // Folders cannot be read.
            guard let bytes = try? place.read(name) else { continue }
            files[name] = String(decoding: bytes, as: UTF8.self)
        }
        return files
    }

    private func write(_ object: [String: Any], _ file: URL) throws {
        let data = try JSONSerialization.data(
            withJSONObject: object,
            options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        try (data + Data("\n".utf8)).write(to: file)
    }
}
