import Foundation
import Glibc
import Synchronization
import Testing

/// A real `plombad` on a loopback port of its own.
final class BrokerProcess {
    let folder: Folder
    let home: String
    let port: UInt16
    private let disk: String?
    private(set) var pin = ""
    private(set) var serviceKey = ""
    private var program: RunningProgram?
    var url: String { "https://127.0.0.1:\(port)" }

    /// Makes a broker and starts it.
    ///
    /// - Parameters:
    ///   - disk: when given, payloads lie on a disk of their own with so much room.
    ///   - keepingPort: whether it, or a copy of it, may be stopped and listen there again.
    init(
        in folder: Folder, disk: String? = nil, home name: String = "broker",
        called label: String = "broker.example", keepingPort: Bool = false
    ) throws {
        self.folder = folder
        self.disk = disk
        home = folder.place(name)
        port = try Self.freePort(kept: keepingPort)
        let made = try plombad(
            "init", home, "--name", label, "--port", "\(port)", "--format",
            "json")
        try #require(made.status == 0, "\(made.errors)")
        pin = try #require(made.json()["pin"] as? String)
        serviceKey = try #require(made.json()["serviceKey"] as? String)
        try start()
    }

    /// What its home was made with.
    struct Card: Sendable {
        let name: String
        let port: UInt16
        let pin: String
        let serviceKey: String
    }

    var card: Card {
        Card(
            name: URL(filePath: home).lastPathComponent, port: port, pin: pin,
            serviceKey: serviceKey)
    }

    /// One whose home was copied into this folder. It listens where the one that it is a copy of did.
    init(of card: Card, in folder: Folder) throws {
        self.folder = folder
        disk = nil
        home = folder.place(card.name)
        (port, pin, serviceKey) = (card.port, card.pin, card.serviceKey)
        try start()
    }

    deinit { stop() }

    /// - Parameter clock: another one, as `at-clock` takes it.
    func start(clock: String? = nil) throws {
        let shift = clock.map { [Interop.path("at-clock"), $0] } ?? []
        let command = try shift + [Program.path("plombad"), "serve", "--home", home]
        let (path, arguments) =
            try disk.map {
                try SmallDisk.command(command, at: home + "/data/payloads", size: $0)
            } ?? (command[0], Array(command.dropFirst()))
        let started = try Program.start(path, arguments, in: folder.path)
        program = started
        for _ in 0..<400 where started.isRunning {
            if started.output.contains("listens") { return }
            Thread.sleep(forTimeInterval: 0.05)
        }
        Issue.record("plombad did not start: \(try started.outcome().errors)")
    }

    /// What it has written of itself since this start.
    var log: String { program?.errors ?? "" }

    /// Edits its configuration; what it says counts from the next start on.
    func configure(_ edit: (inout [String: Any]) -> Void) throws {
        let path = URL(fileURLWithPath: home + "/plombad.json")
        var value = try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: path)) as? [String: Any])
        edit(&value)
        try JSONSerialization.data(withJSONObject: value).write(to: path)
    }

    /// Kills it as a power cut would.
    func stop() {
        program?.kill()
        program = nil
    }

    func plombad(_ arguments: String...) throws -> Outcome {
        try Program.run(Program.path("plombad"), arguments, in: folder.path)
    }

    /// Lets the organisation use this broker, and the organisation choose it.
    func admit(_ party: Party) throws {
        let admitted = try plombad(
            "admit", folder.place(party.name + ".org"), "--fingerprint", party.digits(), "--home",
            home)
        try #require(admitted.status == 0, "\(admitted.output) \(admitted.errors)")
        try introduce(party)
    }

    func introduce(_ party: Party) throws {
        let used = try party.plomba("broker", "use", url, "--pin", pin)
        try #require(used.status == 0, "\(used.errors)")
    }

    /// A port that was free a moment ago, and that nobody keeps for later.
    static func freePort(kept: Bool = false) throws -> UInt16 {
        while true {
            let port = try Listener().port
            let isTaken = keptPorts.withLock { ports in
                kept ? !ports.insert(port).inserted : ports.contains(port)
            }
            if !isTaken { return port }
        }
    }

    private static let keptPorts = Mutex<Set<UInt16>>([])
}

/// A socket that listens on a port of its own until it is gone.
final class Listener {
    private let descriptor: Int32
    let port: UInt16

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(UInt32(0x7F00_0001).bigEndian)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe bind(descriptor, generic, size) == 0
                    && listen(descriptor, 8) == 0
                    && getsockname(descriptor, generic, &size) == 0
            }
        }
        try #require(bound, "no loopback port could be had")
        self.descriptor = descriptor
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(descriptor) }
}
