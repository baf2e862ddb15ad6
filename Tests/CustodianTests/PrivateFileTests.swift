import Foundation
import Glibc
import Primitives
import SystemPackage
import Testing

@testable import Custodian

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
