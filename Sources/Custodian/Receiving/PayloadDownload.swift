import BrokerClient
import Custody
import Glibc
import Primitives
import PrivateFiles
import SystemPackage

/// payload.age on its way from the broker to the disk, continued where it stopped.
struct PayloadDownload {
    let entry: InboxEntry
    let deposit: DepositStatement
    let path: FilePath
    /// What came of it by hand.
    let pieces: ArrivedPieces
    let notices: NoticeBoard

    private static let syncEvery: Int64 = 64 << 20

    /// Fetches what is missing and nothing else; the file then has the announced size and is on the disk.
    ///
    /// Its digest is checked by whoever opens it.
    func run(by session: BrokerSession) async throws {
        repeat {
            try pieces.absorb()
            let end = try pieces.nextStored(after: pieces.firstBytes()) ?? deposit.payloadSize
            try await fetch(upTo: Int64(clamping: end), by: session)
        } while try pieces.absorb() < deposit.payloadSize
    }

    private func fetch(upTo end: Int64, by session: BrokerSession) async throws {
        let size = Int64(clamping: deposit.payloadSize)
        let file = try PrivateFile.open(
            path, .writeOnly, options: [.create, .noFollow, .closeOnExec])
        // A failed close would show at the last sync before it.
        defer { try? file.close() }
        var position = try start(file, size: size)
        try SystemCall.requireSpace(UInt64(clamping: end - position), at: path)
        var synced = position
        try await session.connection.payload(
            of: entry.numberAtBroker(), in: entry.mailbox, size: size,
            digest: deposit.payloadDigest,
            from: position, upTo: end
        ) { bytes in
            try write(bytes, to: file)
            position += Int64(bytes.count)
            if position - synced >= Self.syncEvery {
                try sync(file)
                synced = position
            }
            notices.progress(
                Progress(
                    .fetching, done: UInt64(clamping: position),
                    total: UInt64(clamping: size)))
        }
        try sync(file)
    }

    /// Where to continue; what is longer than announced is begun anew.
    private func start(_ file: FileDescriptor, size: Int64) throws -> Int64 {
        do {
            let there = try file.stat().size
            if there > size { try file.resize(to: 0) }
            return try file.seek(offset: there > size ? 0 : there, from: .start)
        } catch {
            throw FileError(error, at: path)
        }
    }

    private func write(_ bytes: [UInt8], to file: FileDescriptor) throws(FileError) {
        do {
            try SystemCall.writeAll(bytes.span, to: file)
        } catch {
            throw FileError(error, at: path)
        }
    }

    private func sync(_ file: FileDescriptor) throws(FileError) {
        do {
            try SystemCall.sync(file)
        } catch {
            throw FileError(error, at: path)
        }
    }
}
