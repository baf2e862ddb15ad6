import Foundation
import Primitives
import PrivateFiles
import SystemPackage
import Testing

@testable import Custodian

@Suite struct `A home` {
    @Test func `stands where the option, the variables or the standard say`() throws {
        let all = ["PLOMBA_HOME": "/a", "XDG_DATA_HOME": "/b", "HOME": "/c"]
        #expect(try HomeLocation.resolve(option: "here", environment: all) == "here")
        #expect(try HomeLocation.resolve(option: nil, environment: all) == "/a")
        #expect(
            try HomeLocation.resolve(
                option: nil, environment: ["XDG_DATA_HOME": "/b", "HOME": "/c"]) == "/b/plomba")
        #expect(
            try HomeLocation.resolve(
                option: nil, environment: ["XDG_DATA_HOME": "relative", "HOME": "/c"])
                == "/c/.local/share/plomba")
        #expect(throws: HomeError.noPlace) {
            _ = try HomeLocation.resolve(option: nil, environment: [:])
        }
    }

    @Test func `is private in every part`() async throws {
        let folder = try TestFolder()
        let made = try await TestOffice.make("group484.rs", in: folder)
        let all = try FileManager.default.subpathsOfDirectory(
            atPath: made.office.home.path.string)
        #expect(all.contains("keys/device"))
        for name in all {
            let path = FilePath(folder.place("group484.rs/" + name))
            let isFolder = try path.stat().type == .directory
            #expect(try folder.mode("group484.rs/" + name) == (isFolder ? 0o700 : 0o600))
        }
    }

    @Test func `is refused when others can read it, when it is damaged, when it is newer`()
        async throws
    {
        let folder = try TestFolder()
        let made = try await TestOffice.make("group484.rs", in: folder)
        let path = made.office.home.path
        let marker = try folder.read("group484.rs/home.json")

        try folder.write("group484.rs/home.json", "{")
        #expect(throws: HomeError.self) { _ = try Home.open(path.string) }
        let newer = String(decoding: marker, as: UTF8.self).replacing(
            "\"version\": 1", with: "\"version\": 2")
        try folder.write("group484.rs/home.json", newer)
        #expect(throws: HomeError.newer(path)) { _ = try Home.open(path.string) }
        try folder.write("group484.rs/home.json", marker)
        _ = try Home.open(path.string)

        try FileManager.default.setAttributes(
            [.posixPermissions: 0o750], ofItemAtPath: path.string)
        #expect(throws: HomeError.open(path)) { _ = try Home.open(path.string) }
        #expect(throws: HomeError.noHome(FilePath(folder.place("absent")))) {
            _ = try Home.open(folder.place("absent"))
        }
    }

    @Test func `is not made over another, and an empty folder is taken`() async throws {
        let folder = try TestFolder()
        _ = try await TestOffice.make("group484.rs", in: folder)
        let before = try folder.read("group484.rs/organisation/0001.json")
        await #expect(throws: HomeError.self) {
            _ = try await TestOffice.make("group484.rs", in: folder)
        }
        #expect(try folder.read("group484.rs/organisation/0001.json") == before)
        try FileManager.default.createDirectory(
            atPath: folder.place("empty"), withIntermediateDirectories: false)
        _ = try await TestOffice.make("other.example", in: folder, home: "empty")
    }

    @Test func `serves one command at a time in each part`() async throws {
        let folder = try TestFolder()
        let home = try await TestOffice.make("group484.rs", in: folder).office.home
        let lock = try home.lock(.outbox)
        #expect(throws: HomeError.busy(home.path)) { _ = try home.lock(.outbox) }
        let other = try home.lock(.inbox)
        lock.release()
        try home.lock(.outbox).release()
        other.release()
    }
}

@Suite struct `Private files` {
    @Test func `are replaced as a whole and never followed through a link`() throws {
        let folder = try TestFolder()
        let path = folder.path.appending("file")
        try PrivateFile.write([1, 2, 3], to: path)
        try PrivateFile.write([4], to: path)
        #expect(try PrivateFile.read(path, limit: 10) == [4])
        #expect(try folder.mode("file") == 0o600)
        #expect(try folder.names() == ["file"])
        try FileManager.default.createSymbolicLink(
            atPath: folder.place("link"), withDestinationPath: folder.place("file"))
        #expect(throws: FileError.self) {
            _ = try PrivateFile.read(folder.path.appending("link"), limit: 10)
        }
    }

    @Test func `are read only up to their limit`() throws {
        let folder = try TestFolder()
        let path = folder.path.appending("file")
        try PrivateFile.write([UInt8](repeating: 7, count: 11), to: path)
        #expect(throws: FileError.tooLarge(path, limitInBytes: 10)) {
            _ = try PrivateFile.read(path, limit: 10)
        }
    }

    @Test func `a folder that could not be filled leaves nothing`() throws {
        struct Stop: Error {}
        let folder = try TestFolder()
        #expect(throws: Stop.self) {
            try PrivateFolder.stage(folder.path.appending("target")) { staged in
                try PrivateFile.write([1], to: staged.appending("file"))
                throw Stop()
            }
        }
        #expect(try folder.names().isEmpty)
    }

    @Test func `a folder that was filled is there under its name only`() throws {
        let folder = try TestFolder()
        try PrivateFolder.stage(folder.path.appending("target")) { staged in
            try PrivateFile.write([1], to: staged.appending("file"))
        }
        #expect(try folder.names() == ["target"])
        #expect(try folder.names("target") == ["file"])
        #expect(throws: FileError.self) {
            try PrivateFolder.stage(folder.path.appending("target")) { _ in }
        }
    }

    @Test func `removing a folder does not follow links out of it`() throws {
        let folder = try TestFolder()
        try folder.write("outside/kept", "kept")
        try folder.write("inside/file", "gone")
        try FileManager.default.createSymbolicLink(
            atPath: folder.place("inside/link"), withDestinationPath: folder.place("outside"))
        try PrivateFolder.remove(folder.path.appending("inside"))
        #expect(try folder.names() == ["outside"])
        #expect(folder.exists("outside/kept"))
    }
}
