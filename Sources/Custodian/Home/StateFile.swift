import Primitives
import PrivateFiles
import SystemPackage

/// A small JSON file of the home, replaced as a whole.
///
/// It is written only by plomba: whatever does not fit its form is damage, told with the file and
/// the place in it.
struct StateFile {
    static let limit = 1 << 20
    let path: FilePath

    init(_ path: FilePath) {
        self.path = path
    }

    var isThere: Bool { PrivateFolder.isThere(path) }

    func read() throws -> StateReader {
        try read(PrivateFile.read(path, limit: Self.limit))
    }

    /// Nil when the file is not there.
    func readIfThere() throws -> StateReader? {
        do {
            return try read(PrivateFile.read(path, limit: Self.limit))
        } catch FileError.notFound {
            return nil
        }
    }

    func write(_ members: [JSONMember]) throws(FileError) {
        try PrivateFile.write(JSONValue.object(members).serialized(), to: path)
    }

    private func read(_ bytes: [UInt8]) throws -> StateReader {
        do {
            let value = try JSONValue.parse(bytes)
            return StateReader(file: path, reader: try JSONObjectReader(value, at: ""))
        } catch let failure as any PlainFailure {
            throw HomeError.damaged(file: path, reason: failure.message)
        }
    }
}

/// The members of a state file; every departure from the form becomes ``HomeError/damaged``.
struct StateReader {
    let file: FilePath
    private var reader: JSONObjectReader

    init(file: FilePath, reader: JSONObjectReader) {
        self.file = file
        self.reader = reader
    }

    /// Reads with `body`, which asks the reader for members.
    mutating func wrapping<Value>(
        _ body: (inout JSONObjectReader) throws -> Value
    ) throws(HomeError) -> Value {
        do {
            return try body(&reader)
        } catch let failure as any PlainFailure {
            throw .damaged(file: file, reason: failure.message)
        } catch {
            throw .damaged(file: file, reason: "it has another form than expected")
        }
    }
}
