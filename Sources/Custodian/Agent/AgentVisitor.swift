import Glibc
import Primitives
import SystemPackage

/// One command that is connected to the agent, as far as its request and answer have come.
final class AgentVisitor {
    private enum State {
        case asking
        case answered
        case leaving
    }

    let socket: FileDescriptor
    /// Then it is sent away, whatever it is doing.
    let deadline: ContinuousClock.Instant
    private var state = State.asking
    private var received: [UInt8] = []
    /// May hold the key of a file: erased in place, never copied.
    private var message: [UInt8] = []
    private var sent = 0

    init(_ socket: FileDescriptor, deadline: ContinuousClock.Instant) {
        self.socket = socket
        self.deadline = deadline
    }

    deinit {
        SecretBytes.erase(&message)
        close(socket.rawValue)
    }

    var isLeaving: Bool { state == .leaving }

    /// What is waited for.
    var interest: pollfd {
        pollfd(
            fd: socket.rawValue, events: Int16(state == .asking ? POLLIN : POLLOUT), revents: 0)
    }

    /// Takes what has come.
    ///
    /// - Returns: the body of its request, once it is whole.
    func listen() -> [UInt8]? {
        guard state == .asking else { return nil }
        do {
            guard let bytes = try LocalSocket.receive(socket, atMost: AgentLimits.messageSize)
            else { return nil }
            if bytes.isEmpty { state = .leaving }
            received += bytes
        } catch {
            state = .leaving
        }
        switch AgentFrame.read(received) {
        case .incomplete: return nil
        case .malformed:
            state = .leaving
            return nil
        case .whole(let body): return state == .asking ? body : nil
        }
    }

    func answer(_ status: AgentStatus, _ rest: [UInt8] = []) {
        var body: [UInt8] = []
        body.reserveCapacity(rest.count + 1)
        body.append(status.rawValue)
        body += rest
        message = AgentFrame.framing(body)
        SecretBytes.erase(&body)
        state = .answered
        speak()
    }

    /// Hands over as much of the answer as the other side takes.
    func speak() {
        guard state == .answered else { return }
        do {
            sent += try LocalSocket.send(
                message.span.extracting(sent..<message.count), to: socket)
            guard sent == message.count else { return }
        } catch {
            // Whoever asked has gone.
        }
        state = .leaving
        SecretBytes.erase(&message)
    }
}
