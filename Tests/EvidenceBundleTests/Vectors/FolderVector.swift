import EvidenceBundle
import Foundation
import Primitives

/// One case of `Protocol/vectors/bundles/folders.json`: a good file that was opened, what somebody put into
/// the folder since, and the verdict.
struct FolderVector {
    /// A link, a file, or a folder where the path ends so.
    struct Put {
        let path: String
        let link: String?
        let text: String?
    }

    let opened: BundleVector
    let put: Put?
    let outcome: BundleVector.Outcome

    static func read() throws -> [FolderVector] {
        let path = BundleVector.folder.appending(path: "folders.json")
        var reader = try JSONObjectReader(
            JSONValue.parse(Array(try Data(contentsOf: path))), at: "")
        return try reader.objects("cases", limit: 1000).map { entry in
            var entry = entry
            let put = try entry.nullableObject("put").map { put in
                var put = put
                return Put(
                    path: try put.string("path"), link: try put.optionalString("link"),
                    text: try put.optionalString("text"))
            }
            return FolderVector(
                opened: BundleVector(
                    name: try entry.string("name"), file: try entry.string("file"),
                    mode: try entry.mode("mode"), time: try entry.timestamp("time"),
                    organisations: try entry.strings("organisations", limit: 16),
                    sealed: .verified, bundle: .verified),
                put: put, outcome: try BundleVector.outcome("folder", in: &entry))
        }
    }

    /// Opens it into `target`, changes that, and verifies it.
    func verify(in target: String) throws -> BundleVector.Outcome {
        guard try opened.verifyBundle(into: target) == .verified else { throw NotMade() }
        if let put {
            let place = URL(filePath: target).appending(path: put.path)
            let folder = put.path.hasSuffix("/") ? place : place.deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            if let link = put.link {
                try FileManager.default.createSymbolicLink(
                    atPath: place.path, withDestinationPath: link)
            }
            if let text = put.text { try Data(text.utf8).write(to: place) }
        }
        let found = try BundleVerifier.verify(
            folder: target, context: opened.context(), progress: { _, _ in })
        return BundleVector.Outcome(found.failure, found.verdict)
    }
}
