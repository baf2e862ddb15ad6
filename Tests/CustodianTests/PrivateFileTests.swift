import Custody
import Foundation
import Glibc
import Primitives
import PrivateFiles
import SystemPackage
import Testing

@testable import Custodian
@testable import Verification

/// Folders from others may hold anything under the name of a file.
@Suite struct `Files that are read` {
    /// A pipe that nobody writes into once made `plomba verify` and `plomba lint` wait for ever.
    @Test(.timeLimit(.minutes(10))) func `a pipe is refused at once`() throws {
        let folder = try TestFolder()
        let path = folder.path.appending("statement.json")
        try #require(unsafe mkfifo(path.string, 0o600) == 0)
        #expect(throws: FileError.notAFile(path)) {
            try PrivateFile.read(path, limit: 100)
        }
        #expect(throws: FileError.notAFile(path)) {
            try OutsideFile.read(path.string, limit: 100)
        }
        #expect(try HistoriesReport.readIfSuch(path.string) == nil)
    }

    @Test func `what a person names may be a link, and is a file`() throws {
        let folder = try TestFolder()
        try folder.write("plain", "content")
        let link = folder.path.appending("link")
        let plain = folder.path.appending("plain")
        try #require(unsafe symlink(plain.string, link.string) == 0)
        #expect(try OutsideFile.read(link.string, limit: 100) == Array("content".utf8))
        for path in [folder.path, FilePath("/dev/zero")] {
            #expect(throws: FileError.notAFile(path)) {
                try OutsideFile.read(path.string, limit: 100)
            }
        }
    }

    @Test func `a folder, a device and a link are refused`() throws {
        let folder = try TestFolder()
        let plain = folder.path.appending("plain")
        try folder.write("plain", "content")
        let link = folder.path.appending("link")
        try #require(unsafe symlink(plain.string, link.string) == 0)
        for path in [folder.path, FilePath("/dev/zero"), link] {
            #expect(throws: FileError.notAFile(path)) {
                try PrivateFile.read(path, limit: 100)
            }
        }
        #expect(try PrivateFile.read(plain, limit: 100) == Array("content".utf8))
    }
}

/// Folders that are removed with all that is in them, and statements that are too many.
@Suite struct `Private folders` {
    @Test func `are removed while somebody else removes them`() async throws {
        let folder = try TestFolder()
        for round in 0..<20 {
            for number in 0..<200 { try folder.write("all-\(round)/\(number % 7)/\(number)", "x") }
            let path = folder.path.appending("all-\(round)")
            let failures = await withTaskGroup(of: String?.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        do {
                            try PrivateFolder.remove(path)
                            return nil
                        } catch FileError.notFound(path) {
                            // The other was done before this one began.
                            return nil
                        } catch {
                            return "\(error)"
                        }
                    }
                }
                return await group.reduce(into: []) { all, one in all += one.map { [$0] } ?? [] }
            }
            #expect(failures.isEmpty)
            #expect(!folder.exists("all-\(round)"))
        }
    }

    @Test func `are removed without following a link`() throws {
        let folder = try TestFolder()
        try folder.write("outside/kept", "x")
        try folder.write("inside/deep/file", "x")
        for place in ["inside/link", "inside/deep/link"] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.place(place), withDestinationPath: folder.place("outside"))
        }
        try PrivateFolder.remove(folder.path.appending("inside"))
        #expect(!folder.exists("inside") && folder.exists("outside/kept"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.place("link"), withDestinationPath: folder.place("outside"))
        #expect(throws: FileError.self) {
            try PrivateFolder.remove(folder.path.appending("link"))
        }
        #expect(throws: FileError.notFound(folder.path.appending("none"))) {
            try PrivateFolder.remove(folder.path.appending("none"))
        }
        #expect(folder.exists("outside/kept"))
    }

    @Test func `keep so many statements of one kind, and say so`() throws {
        let folder = try TestFolder()
        let statements = StatementFolder(folder.path.appending("lane"))
        func statement(_ number: Int) throws -> SignedStatement {
            let exchange = try Exchange()
            return exchange.statement
        }
        var first: SignedStatement?
        for number in 0..<StatementFolder.maximumOfOneEvent {
            let one = try statement(number)
            first = first ?? one
            try statements.add(one, as: .deposit, nil)
        }
        // One that is here is no further one.
        try statements.add(#require(first), as: .deposit, nil)
        let further = try statement(0)
        #expect(throws: StatementFolderError.full(Event.deposit.fileStem, statements.path)) {
            try statements.add(further, as: .deposit, nil)
        }
        #expect(try statements.all().count == StatementFolder.maximumOfOneEvent)
    }
}
