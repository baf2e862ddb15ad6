import Foundation
import Glibc
import TestSupport
import Testing

@testable import BagIt

@Suite struct `Staging directory` {
    static func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test(arguments: [StagingDirectory.Durability.eachFile, .fileSystem])
    func `appears complete, private and only at commit`(
        durability: StagingDirectory.Durability
    ) throws {
        let folder = try Folder()
        var staging = try StagingDirectory(
            target: folder.place("case"), expectedSize: 100, durability: durability)
        try staging.write(BagPath("bag/data/a/b/c.txt"), content: [1])
        try staging.write(BagPath("bag/data/a/d.txt"), content: [2])
        try staging.write(BagPath("bag/data/a/b/e.txt"), content: [3])
        try staging.write(BagPath("top.txt"), content: [4])
        #expect(!FileManager.default.fileExists(atPath: folder.place("case")))
        try staging.commit()
        #expect(
            try folder.tree() == [
                "case", "case/bag", "case/bag/data", "case/bag/data/a", "case/bag/data/a/b",
                "case/bag/data/a/b/c.txt", "case/bag/data/a/b/e.txt", "case/bag/data/a/d.txt",
                "case/top.txt",
            ])
        #expect(try folder.read("case/bag/data/a/b/e.txt") == [3])
        for name in try folder.tree() {
            let expected = name.hasSuffix(".txt") ? 0o600 : 0o700
            #expect(try Self.mode(folder.place(name)) == expected)
        }
    }

    @Test func `is synced early by others only where one sync is for all`() throws {
        let folder = try Folder()
        var staging = try StagingDirectory(
            target: folder.place("case"), expectedSize: 0, durability: .fileSystem)
        guard let early = try staging.earlySync() else {
            Issue.record("there is none")
            return
        }
        try staging.write(BagPath("a/b"), content: [1])
        early.run()
        #expect(try folder.tree().count == 3)
        try staging.commit()
        // It has its own descriptor, and outlives what it was made for.
        early.run()
        #expect(try folder.read("case/a/b") == [1])
        let other = try StagingDirectory(
            target: folder.place("other"), expectedSize: 0, durability: .eachFile)
        if let unwanted = try other.earlySync() {
            unwanted.run()
            Issue.record("there is one")
        }
    }

    @Test func `leaves nothing when it is abandoned`() throws {
        let folder = try Folder()
        do {
            var staging = try StagingDirectory(
                target: folder.place("case"), expectedSize: 0, durability: .eachFile)
            try staging.write(BagPath("a/b/c/d"), content: [1])
            var open = try staging.create(BagPath("a/open"), size: 2)
            try open.write([1, 2].span)
            #expect(try folder.tree().count == 6)
        }
        #expect(try folder.tree().isEmpty)
        do {
            var output = try StagedOutput(target: folder.place("file"), expectedSize: 0)
            try output.write([1].span)
            #expect(try folder.tree().count == 1)
        }
        #expect(try folder.tree().isEmpty)
    }

    @Test func `never replaces what stands at the target`() throws {
        let folder = try Folder()
        for make in ["file", "folder", "link"] {
            let target = folder.place("case")
            switch make {
            case "file": try folder.write("case", "mine")
            case "folder":
                try FileManager.default.createDirectory(
                    atPath: target, withIntermediateDirectories: false)
            default:
                try FileManager.default.createSymbolicLink(
                    atPath: target, withDestinationPath: "nowhere")
            }
            let error = #expect(throws: FileError.self) {
                _ = try StagingDirectory(target: target, expectedSize: 0, durability: .eachFile)
            }
            #expect(error?.code == "file.exists")
            #expect(try folder.tree() == ["case"])
            try FileManager.default.removeItem(atPath: target)
        }
    }

    @Test func `does not replace what appeared meanwhile either`() throws {
        let folder = try Folder()
        do {
            var staging = try StagingDirectory(
                target: folder.place("case"), expectedSize: 0, durability: .eachFile)
            try staging.write(BagPath("a"), content: [1])
            // Even an empty folder, which rename(2) would replace.
            try FileManager.default.createDirectory(
                atPath: folder.place("case"), withIntermediateDirectories: false)
            let error = #expect(throws: FileError.self) { try staging.commit() }
            #expect(error?.code == "file.exists")
        }
        #expect(try folder.tree() == ["case"])
        do {
            try folder.write("file", "mine")
            var output = try StagedOutput(target: folder.place("other"), expectedSize: 0)
            try FileManager.default.moveItem(
                atPath: folder.place("file"), toPath: folder.place("other"))
            #expect(throws: FileError.self) { try output.commit() }
        }
        #expect(try folder.read("other") == Array("mine".utf8))
        #expect(try folder.tree() == ["case", "other"])
    }

    @Test func `creates each file once and never through a link`() throws {
        let folder = try Folder()
        try folder.write("outside/keep", "keep")
        var staging = try StagingDirectory(
            target: folder.place("case"), expectedSize: 0, durability: .eachFile)
        try staging.write(BagPath("a/x"), content: [1])
        let twice = #expect(throws: FileError.self) {
            try staging.write(BagPath("a/x"), content: [2])
        }
        #expect(twice?.code == "file.exists")
        let name = try #require(try folder.tree().first { $0.hasSuffix(".partial") })
        // What another process of the same person might do meanwhile.
        for link in ["b", "c"] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.place(name + "/" + link),
                withDestinationPath: folder.place(link == "b" ? "outside" : "outside/new"))
        }
        #expect(throws: FileError.self) { try staging.write(BagPath("b/x"), content: [1]) }
        #expect(throws: FileError.self) { try staging.write(BagPath("c"), content: [1]) }
        #expect(
            try folder.tree().filter { $0.hasPrefix("outside") } == ["outside", "outside/keep"])
    }

    @Test func `abandoning does not follow links out of the folder`() throws {
        let folder = try Folder()
        try folder.write("outside/keep", "keep")
        do {
            var staging = try StagingDirectory(
                target: folder.place("case"), expectedSize: 0, durability: .eachFile)
            try staging.write(BagPath("a"), content: [1])
            let name = try #require(try folder.tree().first { $0.hasSuffix(".partial") })
            try FileManager.default.createSymbolicLink(
                atPath: folder.place(name + "/link"), withDestinationPath: folder.place("outside"))
        }
        #expect(try folder.tree() == ["outside", "outside/keep"])
    }

    @Test func `clears away what a killed process left, and only that`() throws {
        let folder = try Folder()
        let dead = ".plomba-" + String(repeating: "0", count: 32) + ".partial"
        let fresh = ".plomba-" + String(repeating: "1", count: 32) + ".partial"
        let notOurs = ".plomba-notes.partial"
        try folder.write("outside/keep", "keep")
        for name in [dead, fresh] {
            try folder.write(name + "/bag/data/film.mov", "half")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o700], ofItemAtPath: folder.place(name))
        }
        try folder.write(notOurs, "mine")
        try FileManager.default.createSymbolicLink(
            atPath: folder.place(dead + "/link"), withDestinationPath: folder.place("outside"))
        let alive = try StagingDirectory(
            target: folder.place("other"), expectedSize: 0, durability: .eachFile)
        let all = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        for name in all where name != fresh {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -3600)],
                ofItemAtPath: folder.place(name))
        }
        do {
            _ = try StagedOutput(target: folder.place("file"), expectedSize: 0)
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(all).subtracting(left) == [dead])
        #expect(try folder.read("outside/keep") == Array("keep".utf8))
        withExtendedLifetime(alive) {}
    }

    @Test func `refuses at once what cannot fit, and leaves nothing`() throws {
        let folder = try Folder()
        let error = #expect(throws: FileError.self) {
            _ = try StagingDirectory(
                target: folder.place("case"), expectedSize: 1 << 60, durability: .eachFile)
        }
        #expect(error?.code == "file.disk-full")
        #expect(throws: FileError.self) {
            _ = try StagedOutput(target: folder.place("file"), expectedSize: 1 << 60)
        }
        #expect(try folder.tree().isEmpty)
    }

    @Test func `a disk that fills up gives its own code`() throws {
        let device = Descriptor(adopting: unsafe open("/dev/full", O_WRONLY | O_CLOEXEC))
        let error = #expect(throws: FileError.self) {
            _ = try device.write([1, 2, 3].span, Array("case/film.mov".utf8))
        }
        #expect(error?.code == "file.disk-full")
        #expect(error?.message == "could not write 'case/film.mov': the disk is full")
        #expect(error?.hint == "free some space or choose another disk")
    }

    @Test func `refuses a target without a name or without a parent`() throws {
        let folder = try Folder()
        for target in ["/", ".", folder.path + "/..", folder.place("missing/case")] {
            #expect(throws: FileError.self) {
                _ = try StagingDirectory(target: target, expectedSize: 0, durability: .eachFile)
            }
        }
    }

    /// threats.md, C15: somebody swaps a folder for a link again and again while files are created.
    @Test func `a folder swapped for a link meanwhile leads nowhere`() async throws {
        let folder = try Folder()
        try FileManager.default.createDirectory(
            atPath: folder.place("outside"), withIntermediateDirectories: false)
        var staging = try StagingDirectory(
            target: folder.place("case"), expectedSize: 0, durability: .fileSystem)
        try staging.write(BagPath("swap/first"), content: [1])
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .first { $0.hasSuffix(".partial") })
        let swapped = folder.place(name + "/swap")
        let (aside, outside) = (folder.place("aside"), folder.place("outside"))
        let swapping = Task.detached {
            while !Task.isCancelled {
                _ = unsafe rename(swapped, aside)
                _ = unsafe symlink(outside, swapped)
                _ = unsafe unlink(swapped)
                _ = unsafe rename(aside, swapped)
            }
        }
        var refused = 0
        for number in 0..<2000 {
            // Another folder in between, so that the descent to the swapped one is made anew.
            try staging.write(BagPath("other/\(number)"), content: [1])
            do {
                try staging.write(BagPath("swap/\(number)"), content: [1])
            } catch {
                refused += 1
            }
        }
        swapping.cancel()
        await swapping.value
        #expect(try FileManager.default.contentsOfDirectory(atPath: outside).isEmpty)
        #expect(refused < 2000)
    }
}
