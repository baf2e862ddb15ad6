import Foundation
import SystemPackage
import TestSupport

@testable import Custodian
@testable import Verification

/// Follows README-VERIFY of an evidence folder to the letter, where Plomba is not installed.
protocol ReadmeFollower {}

extension ReadmeFollower {
    /// A folder of `Protocol/vectors/evidence-folders`, with its text.
    func folder(
        _ name: String, in kind: String = "valid"
    ) throws -> (TestFolder, text: String) {
        let folder = try TestFolder()
        try VectorFiles.write("\(kind)/\(name)", to: folder)
        let read = try EvidenceFolder(reading: FilePath(folder.place("folder")))
        let text = String(decoding: try ReceiptReadme(read).text(), as: UTF8.self)
        try folder.write("folder/README-VERIFY", text)
        return (folder, text)
    }

    func follow(_ folder: TestFolder) throws -> (status: Int32, text: String) {
        try FileManager.default.createDirectory(
            atPath: folder.place("desk"), withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder.place("desk")) }
        let told = try Tool.python(
            "receipt_readme.py", [folder.place("folder"), folder.place("desk")])
        return (told.status, told.everything)
    }
}

/// The files of a case of `Protocol/vectors/evidence-folders`.
enum VectorFiles {
    static func write(_ name: String, to folder: TestFolder) throws {
        let place = Tool.path("Protocol/vectors/evidence-folders/\(name).json")
        let files = try JSONDecoder().decode(
            Files.self, from: Data(contentsOf: URL(filePath: place))
        ).files
        for case (let path, .text(let text)) in files {
            try folder.write("folder/" + path, text)
        }
    }
}

private struct Files: Decodable { let files: [String: Content] }

private enum Content: Decodable {
    case text(String)
    case none

    init(from decoder: any Decoder) throws {
        let text = try? decoder.singleValueContainer().decode(String.self)
        self = text.map { .text($0) } ?? .none
    }
}
