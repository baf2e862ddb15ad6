import Glibc
import Primitives
import PrivateFiles
import SystemPackage

/// Where the agent of a home is reached: the socket `agent/socket`.
///
/// A new agent listens under another name first and is renamed over the old socket: there is one
/// agent that can be reached, or none.
struct AgentPlace: Sendable {
    static let socketName = "socket"
    private static let turnName = "turn"
    private static let newPrefix = ".new-"
    let folder: FilePath

    init(_ home: Home) {
        folder = home.agent
    }

    init(folder: FilePath) {
        self.folder = folder
    }

    private var socket: FilePath { folder.appending(Self.socketName) }

    /// Makes the folder, and takes away what killed agents left half-made. The caller has the turn.
    func clear() throws(FileError) {
        for name in try PrivateFolder.names(in: folder) where name.hasPrefix(Self.newPrefix) {
            try SystemCall.removeFile(folder.appending(name))
        }
    }

    /// The right to start or end an agent here; waits for another command that has it.
    ///
    /// - Throws: ``AgentError/busy`` and what making the folder throws.
    func turn() throws -> HomeLock {
        try PrivateFolder.makeAll(folder)
        let end = ContinuousClock.now + AgentLimits.turn
        while true {
            do {
                return try HomeLock(home: folder, file: folder.appending(Self.turnName))
            } catch HomeError.busy {
                guard ContinuousClock.now < end else { throw AgentError.busy }
                usleep(50_000)
            }
        }
    }

    /// Listens, and takes the place of whoever listened before.
    func listen() throws(Errno) -> (socket: FileDescriptor, mark: SocketMark) {
        let name = Self.newPrefix + Hex.encode(Randomness.bytes(8))
        let path = folder.appending(name)
        let listener = try LocalSocket.listen(as: name, in: folder)
        guard let mark = SocketMark(path), unsafe rename(path.string, socket.string) == 0 else {
            let reason = Errno(rawValue: errno)
            unsafe unlink(path.string)
            Glibc.close(listener.rawValue)
            throw reason
        }
        return (listener, mark)
    }

    /// Whether the socket at this place is still the one with this mark.
    func holds(_ mark: SocketMark) -> Bool { SocketMark(socket) == mark }

    func remove(_ mark: SocketMark) {
        guard holds(mark) else { return }
        // Without a listener the socket is dead in any case; the next command takes it away.
        unsafe unlink(socket.string)
    }

    /// Takes away a socket behind which nobody listens. The caller has the turn.
    func removeDeadSocket() {
        unsafe unlink(socket.string)
    }

    func connect() -> FileDescriptor? {
        guard PrivateFolder.isThere(socket) else { return nil }
        return LocalSocket.connect(to: Self.socketName, in: folder)
    }
}

/// By what a socket is told from another that took its place.
struct SocketMark: Equatable {
    private let device: DeviceID
    private let inode: Inode

    init?(_ path: FilePath) {
        guard let facts = try? path.stat(followTargetSymlink: false), facts.type == .socket else {
            return nil
        }
        device = facts.deviceID
        inode = facts.inode
    }
}
