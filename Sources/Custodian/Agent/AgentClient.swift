import Age
import Glibc
import Primitives
import PrivateFiles
import SystemPackage

/// Asks the agent of a home, if there is one.
///
/// The other end is believed only when it runs under this account and keeps exactly the keys whose
/// files lie here; a signature is verified before it is used.
struct AgentClient: Sendable {
    private let place: AgentPlace
    private let keyFiles: SHA256Digest

    init(_ home: Home) throws {
        self.init(AgentPlace(home), keyFiles: try KeyRing(home).digestOfMemberKeys())
    }

    init(_ place: AgentPlace, keyFiles: SHA256Digest) {
        self.place = place
        self.keyFiles = keyFiles
    }

    /// The agent that answers, with its process; nil when there is none.
    func greet() throws(AgentError) -> (greeting: AgentGreeting, process: pid_t)? {
        guard let visit = AgentVisit(place) else { return nil }
        let body = try ask(.greet, visit)
        guard let greeting = AgentGreeting(body: body) else { throw .gone }
        return (greeting, visit.peer.process)
    }

    func sign(
        _ message: [UInt8], namespace: String, by key: PublicKey
    ) throws(AgentError) -> SSHSignature {
        var hasher = SHA512Hasher()
        hasher.update(message)
        let body = try ask(.sign(namespace: namespace, sha512: hasher.finalize()))
        guard let signature = try? SSHSignature(armored: body),
            signature.verify(message, namespace: namespace, by: key)
        else { throw .refused }
        return signature
    }

    /// - Returns: the file key, or nil when the stanza is for another identity.
    func unwrap(_ wrapped: WrappedKey) throws(AgentUnwrapError) -> SecretBytes? {
        var answer: [UInt8]
        do {
            guard let visit = AgentVisit(place) else { throw AgentError.gone }
            answer = try visit.exchange(AgentRequest(.unwrap(wrapped), keyFiles: keyFiles))
        } catch {
            throw .unanswered
        }
        defer { SecretBytes.erase(&answer) }
        switch answer.first.flatMap(AgentStatus.init(rawValue:)) {
        case .done:
            guard let key = try? SecretBytes(copying: answer.span.extracting(droppingFirst: 1))
            else { throw .unanswered }
            return key
        case .notMine: return nil
        case .unusable: throw .unusable
        case .otherKeys, .refused, nil: throw .unanswered
        }
    }

    private func ask(_ act: AgentRequest.Act) throws(AgentError) -> [UInt8] {
        guard let visit = AgentVisit(place) else { throw .gone }
        return try ask(act, visit)
    }

    private func ask(
        _ act: AgentRequest.Act, _ visit: AgentVisit
    ) throws(AgentError) -> [UInt8] {
        let answer = try visit.exchange(AgentRequest(act, keyFiles: keyFiles))
        switch answer.first.flatMap(AgentStatus.init(rawValue:)) {
        case .done: return Array(answer.dropFirst())
        case .otherKeys: throw .otherKeys
        case .refused: throw .refused
        case .notMine, .unusable, nil: throw .gone
        }
    }
}

/// Why the agent did not unwrap.
enum AgentUnwrapError: Error {
    case unanswered
    /// The stanza holds a key share that no honest sender makes.
    case unusable
}

/// One connection to the agent, for one request.
final class AgentVisit {
    let peer: LocalSocket.Peer
    private let socket: FileDescriptor

    /// Nil when nobody listens, or somebody under another account.
    init?(_ place: AgentPlace) {
        guard let socket = place.connect() else { return nil }
        guard let peer = LocalSocket.peer(of: socket), peer.user == geteuid() else {
            close(socket.rawValue)
            return nil
        }
        self.socket = socket
        self.peer = peer
    }

    deinit { close(socket.rawValue) }

    /// Ends the agent that is there now, whatever listens there later; kills it when it must.
    ///
    /// - Throws: ``AgentError/notEnded``.
    func endAgent() throws(AgentError) {
        // Whoever asks to lock need not have the keys. A process that is stopped or stuck does not
        // answer: it is killed below.
        _ = try? exchange(AgentRequest(.lock, keyFiles: .of([])))
        if peer.hasEnded(within: .seconds(1)) { return }
        kill(peer.process, SIGKILL)
        guard peer.hasEnded(within: .seconds(2)) else { throw .notEnded }
    }

    /// The body of the answer.
    ///
    /// - Throws: ``AgentError/gone`` when none came in time.
    func exchange(_ request: AgentRequest) throws(AgentError) -> [UInt8] {
        let end = ContinuousClock.now + AgentLimits.patience
        let message = AgentFrame.framing(request.body)
        do {
            var sent = 0
            while sent < message.count {
                try wait(for: POLLOUT, until: end)
                sent += try LocalSocket.send(
                    message.span.extracting(droppingFirst: sent), to: socket)
            }
            return try answer(until: end)
        } catch {
            throw .gone
        }
    }

    private func answer(until end: ContinuousClock.Instant) throws -> [UInt8] {
        var received: [UInt8] = []
        // All at once: an answer may be a file key, and growing would leave copies of it.
        received.reserveCapacity(2 * AgentLimits.messageSize)
        defer { SecretBytes.erase(&received) }
        while true {
            switch AgentFrame.read(received) {
            case .whole(let body): return body
            case .malformed: throw AgentError.gone
            case .incomplete: break
            }
            try wait(for: POLLIN, until: end)
            guard var bytes = try LocalSocket.receive(socket, atMost: AgentLimits.messageSize)
            else { continue }
            guard !bytes.isEmpty else { throw AgentError.gone }
            received += bytes
            SecretBytes.erase(&bytes)
        }
    }

    private func wait(for event: Int32, until end: ContinuousClock.Instant) throws {
        let left = end - .now
        guard left > .zero else { throw AgentError.gone }
        var sockets = [pollfd(fd: socket.rawValue, events: Int16(event), revents: 0)]
        LocalSocket.wait(for: &sockets, atMost: left)
    }
}

extension LocalSocket.Peer {
    /// Whether the process has ended, or does within the time.
    func hasEnded(within time: Duration) -> Bool {
        let end = ContinuousClock.now + time
        while kill(process, 0) == 0, !isWaitingToBeCounted {
            guard ContinuousClock.now < end else { return false }
            usleep(10_000)
        }
        return true
    }

    /// Ended, with its parent yet to take note.
    private var isWaitingToBeCounted: Bool {
        guard let stat = try? PrivateFile.read(FilePath("/proc/\(process)/stat"), limit: 4096),
            let nameEnd = stat.lastIndex(of: UInt8(ascii: ")"))
        else { return false }
        return stat[nameEnd...].dropFirst(2).first == UInt8(ascii: "Z")
    }
}
