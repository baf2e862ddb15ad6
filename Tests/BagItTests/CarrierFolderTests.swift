import Foundation
import Testing

@testable import BagIt

/// A folder that others write to.
@Suite struct `A folder on a carrier` {
    private let path: String

    init() throws {
        path = NSTemporaryDirectory() + "plomba-carrier-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    private func bytes(_ folder: CarrierFolder, _ name: String) throws -> [UInt8]? {
        guard case .file(let file) = try folder.find(name) else { return nil }
        return try file.bytes(limit: 100)
    }

    @Test func `a file appears whole, replaces one, and a failure leaves nothing of it`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = try CarrierFolder(path)
        try folder.write("0001", size: 3) { try $0([1, 2, 3].span) }
        try folder.write("0001", size: 2) { try $0([4, 5].span) }
        #expect(try bytes(folder, "0001") == [4, 5])
        struct Broken: Error {}
        #expect(throws: Broken.self) {
            try folder.write("0001", size: 9) { write in
                try write([6].span)
                throw Broken()
            }
        }
        #expect(try bytes(folder, "0001") == [4, 5])
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["0001"])
        #expect(throws: FileError.self) {
            try folder.write("0002", size: .max) { _ in }
        }
    }

    @Test func `links are not followed, and a leftover that is one goes without its target`() throws
    {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = try CarrierFolder(path)
        try Data([7]).write(to: URL(filePath: path + "/target"))
        for name in ["0001", "0002.new"] {
            try FileManager.default.createSymbolicLink(
                atPath: path + "/" + name, withDestinationPath: path + "/target")
        }
        guard case .other = try folder.find("0001") else {
            Issue.record("a link was taken for what it leads to")
            return
        }
        try folder.write("0002", size: 1) { try $0([8].span) }
        #expect(try bytes(folder, "target") == [7])
        #expect(try bytes(folder, "0002") == [8])
        guard case .nothing = try folder.find("0003") else {
            Issue.record("something is where nothing is")
            return
        }
        #expect(throws: FileError.self) { _ = try folder.find("../" + "etc") }
    }

    @Test func `a file longer than its limit is not read`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = try CarrierFolder(path)
        try folder.write("0001", size: 101) {
            try $0([UInt8](repeating: 0, count: 101).span)
        }
        #expect(try bytes(folder, "0001") == nil)
        #expect(throws: FileError.self) { _ = try folder.names(maximum: 0) }
    }
}
