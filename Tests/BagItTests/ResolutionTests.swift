import Foundation
import Glibc
import TestSupport
import Testing

@testable import BagIt

/// Opening a name below an open folder, in both ways that there are.
@Suite struct `Resolution of names` {
    private static let ways: [Resolution] = [.kernel, .walk]

    @Test func `this machine's kernel resolves for us`() {
        // Tests run on Linux 5.6 and later; a sandbox that withholds openat2 shows here.
        #expect(Resolution.available == .kernel)
    }

    @Test(arguments: ways)
    func `opens and makes what stands in the folder itself`(way: Resolution) throws {
        let folder = try Folder()
        try folder.write("in/file", "text")
        try folder.write("in/below/x", "x")
        let base = try Descriptor.openRoot(Array(folder.place("in").utf8))
        var buffer = [UInt8](repeating: 0, count: 8)
        var span = buffer.mutableSpan
        let file = try open(base, "file", .readFile, way)
        #expect(try file.read(into: &span, []) == 4)
        #expect(try open(base, "below", .readFolder, way).status([]).kind == .folder)
        let made = try open(base, "new", .createFile, way)
        #expect(try made.status([]).isPrivate)
        #expect(throws: FileError.self) { _ = try open(base, "new", .createFile, way) }
    }

    @Test(arguments: ways)
    func `refuses links to files and folders, inside and outside, and broken ones`(
        way: Resolution
    ) throws {
        let folder = try Folder()
        try folder.write("outside/keep", "keep")
        try folder.write("in/file", "text")
        let links = [
            "a": "../outside/keep", "b": "../outside", "c": "file", "d": "nowhere", "e": "e",
            "f": "/proc/self/cwd", "g": "/proc/self/fd/0", "h": "../outside/new",
        ]
        for (name, target) in links {
            try FileManager.default.createSymbolicLink(
                atPath: folder.place("in/" + name), withDestinationPath: target)
        }
        let base = try Descriptor.openRoot(Array(folder.place("in").utf8))
        for name in links.keys.sorted() {
            for mode in [OpenMode.readFile, .readFolder, .createFile] {
                #expect(throws: FileError.self, "\(name) \(mode)") {
                    _ = try open(base, name, mode, way)
                }
            }
        }
        #expect(
            try folder.tree().filter { $0.hasPrefix("outside") } == ["outside", "outside/keep"])
    }

    @Test(arguments: ways)
    func `refuses whatever is not one name`(way: Resolution) throws {
        let folder = try Folder()
        try folder.write("outside/keep", "keep")
        try folder.write("in/below/x", "x")
        let base = try Descriptor.openRoot(Array(folder.place("in").utf8))
        for name in [
            "", ".", "..", "../outside/keep", "below/x", "below/../../outside/keep", "/etc/passwd",
            "below/", "x\u{0}y",
        ] {
            let error = #expect(throws: FileError.self, "\(name)") {
                _ = try open(base, name, .readFile, way)
            }
            #expect(error?.code == "file.open-failed")
        }
    }

    @Test func `the kernel alone would refuse what leads out`() throws {
        let folder = try Folder()
        try folder.write("outside/keep", "keep")
        try folder.write("in/below/x", "x")
        try FileManager.default.createSymbolicLink(
            atPath: folder.place("in/link"), withDestinationPath: "../outside")
        let base = try Descriptor.openRoot(Array(folder.place("in").utf8))
        let cases = [
            ("../outside/keep", EXDEV), (folder.place("outside/keep"), EXDEV), ("link/keep", ELOOP),
            ("below/x", 0), ("below/../../outside/keep", EXDEV),
        ]
        for (name, expected) in cases {
            let raw = unsafe Descriptor.withCString(Array(name.utf8)) { name in
                unsafe Resolution.kernel.open(base.raw, name, .readFile)
            }
            let failure = raw < 0 ? errno : 0
            if raw >= 0 { _ = close(raw) }
            #expect(failure == expected, "\(name)")
        }
    }

    private func open(
        _ base: borrowing Descriptor, _ name: String, _ mode: OpenMode, _ way: Resolution
    ) throws(FileError) -> Descriptor {
        try Descriptor.open(
            at: base.raw, Array(name.utf8), mode, shownAs: Array(name.utf8), by: way)
    }
}

/// What somebody who can write beside the target may exchange while a folder is filled.
@Suite struct `Exchanged staging` {
    @Test(arguments: ["link", "folder"])
    func `nothing but what was filled gets the final name`(_ decoy: String) throws {
        let folder = try Folder()
        try folder.write("outside/keep", "keep")
        do {
            var staging = try StagingDirectory(
                target: folder.place("case"), expectedSize: 0, durability: .eachFile)
            try staging.write(BagPath("bag/data/a"), content: [1])
            let name = try #require(try folder.tree().first { $0.hasSuffix(".partial") })
            try FileManager.default.moveItem(
                atPath: folder.place(name), toPath: folder.place("moved-away"))
            if decoy == "link" {
                try FileManager.default.createSymbolicLink(
                    atPath: folder.place(name), withDestinationPath: folder.place("outside"))
            } else {
                try folder.write(name + "/bag/data/a", "another text")
            }
            let error = #expect(throws: FileError.self) { try staging.commit() }
            #expect(error?.code == "file.replaced")
            #expect(error?.hint?.contains("nothing that stands there") == true)
        }
        // What was filled is emptied through its descriptor, wherever it is now.
        let left = try folder.tree().filter { $0.hasPrefix("moved-away") }
        #expect(left == ["moved-away"])
        #expect(try folder.read("outside/keep") == Array("keep".utf8))
    }

    @Test func `an exchanged file is noticed too`() throws {
        let folder = try Folder()
        var output = try StagedOutput(target: folder.place("file"), expectedSize: 0)
        try output.write([1, 2, 3].span)
        let name = try #require(try folder.tree().first { $0.hasSuffix(".partial") })
        try FileManager.default.removeItem(atPath: folder.place(name))
        try folder.write(name, "another text")
        let error = #expect(throws: FileError.self) { try output.commit() }
        #expect(error?.code == "file.replaced")
    }
}
