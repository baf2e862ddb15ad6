import Age
import Glibc
import Primitives
import SystemPackage

/// Serves unlocked keys to the commands of one home, until one of many reasons to stop.
///
/// One thread, one loop; nobody is waited for: a visitor that sends nothing, too much or nonsense
/// costs a place in the list for a few seconds.
struct AgentServer: ~Copyable {
    private let keys: AgentKeys
    private let keyFiles: SHA256Digest
    private let ring: KeyRing
    private let place: AgentPlace
    private let session: LoginSession?
    private let listener: FileDescriptor
    private let mark: SocketMark
    private let endSignal: FileDescriptor
    private var term: AgentTerm
    private var visitors: [AgentVisitor] = []
    private var isDismissed = false

    /// Begins to listen.
    ///
    /// - Throws: `Errno`.
    init(
        _ keys: consuming AgentKeys, keyFiles: SHA256Digest, ring: KeyRing, place: AgentPlace,
        session: LoginSession?, term: AgentTerm
    ) throws {
        let endSignal = try EndSignal.install()
        let (listener, mark) = try place.listen()
        self.endSignal = endSignal
        self.listener = listener
        self.mark = mark
        self.keys = keys
        self.keyFiles = keyFiles
        self.ring = ring
        self.place = place
        self.session = session
        self.term = term
    }

    /// Returns when the keys are to be locked; they are erased with this value.
    mutating func run() {
        while !isOver(at: .now) {
            var sockets = [endSignal, listener].map {
                pollfd(fd: $0.rawValue, events: Int16(POLLIN), revents: 0)
            }
            sockets += visitors.map(\.interest)
            LocalSocket.wait(for: &sockets, atMost: timeToWait(at: .now))
            if sockets[0].revents != 0 { break }
            serve(sockets.dropFirst(2).map { $0.revents != 0 })
            if sockets[1].revents != 0 { welcome() }
            dismissTheSlow(at: .now)
        }
        place.remove(mark)
    }

    private func isOver(at now: ContinuousClock.Instant) -> Bool {
        isDismissed || term.timeLeft(at: now) <= .zero || !place.holds(mark)
            || session?.isOver == true || !keysAreUnchanged
    }

    /// A key that was replaced, or a folder that is gone, ends what was unlocked from it.
    private var keysAreUnchanged: Bool {
        (try? ring.digestOfMemberKeys()) == keyFiles  // a file that cannot be read is gone
    }

    private func timeToWait(at now: ContinuousClock.Instant) -> Duration {
        let nearest = visitors.map { $0.deadline - now }.min() ?? AgentLimits.lookAround
        return max(.zero, min(AgentLimits.lookAround, nearest, term.timeLeft(at: now)))
    }

    private mutating func welcome() {
        while let socket = LocalSocket.accept(listener) {
            let visitor = AgentVisitor(socket, deadline: .now + AgentLimits.visit)
            // Nobody else's business, not even root's: root can do without asking.
            guard LocalSocket.peer(of: socket)?.user == geteuid() else { continue }
            if visitors.count >= AgentLimits.visitors { visitors.removeFirst() }
            visitors.append(visitor)
        }
    }

    private mutating func serve(_ isReady: [Bool]) {
        for (visitor, isReady) in zip(visitors, isReady) where isReady {
            visitor.speak()
            if let body = visitor.listen() { answer(body, visitor) }
        }
        visitors.removeAll { $0.isLeaving }
    }

    private mutating func dismissTheSlow(at now: ContinuousClock.Instant) {
        visitors.removeAll { $0.deadline <= now }
    }

    private mutating func answer(_ body: [UInt8], _ visitor: AgentVisitor) {
        guard let request = AgentRequest(body: body) else { return visitor.answer(.refused) }
        if request.act == .lock {
            isDismissed = true
            return visitor.answer(.done)
        }
        let now = ContinuousClock.now
        guard !isOver(at: now) else {
            isDismissed = true
            return
        }
        guard request.keyFiles == keyFiles else { return visitor.answer(.otherKeys) }
        switch request.act {
        case .greet: visitor.answer(.done, greeting(at: now).body)
        case .sign(let namespace, let digest): sign(digest, namespace, visitor)
        case .unwrap(let wrapped): unwrap(wrapped, visitor)
        case .lock: break
        }
    }

    private func greeting(at now: ContinuousClock.Instant) -> AgentGreeting {
        let left = term.secondsLeft(at: now)
        return AgentGreeting(
            signingKey: keys.signingKey, recipient: keys.recipient, idleSecondsLeft: left.idle,
            secondsLeftAtMost: left.atMost)
    }

    private mutating func sign(
        _ digest: [UInt8], _ namespace: String, _ visitor: AgentVisitor
    ) {
        guard let signature = keys.sign(sha512: digest, namespace: namespace) else {
            return visitor.answer(.refused)
        }
        term.use(at: .now)
        visitor.answer(.done, signature)
    }

    private mutating func unwrap(_ wrapped: WrappedKey, _ visitor: AgentVisitor) {
        do {
            guard let fileKey = try keys.unwrap(wrapped) else { return visitor.answer(.notMine) }
            term.use(at: .now)
            var bytes = fileKey.withBytes { bytes in Array(bytes.indices.map { bytes[$0] }) }
            visitor.answer(.done, bytes)
            SecretBytes.erase(&bytes)
        } catch {
            visitor.answer(.unusable)
        }
    }
}
