import BrokerServer
import Foundation
import Primitives
import TestSupport
import Testing

/// `plombad.json`: strict, closed, and the same in the code, the example and the documentation.
@Suite struct `Broker configuration` {
    private static func deploy(_ name: String) throws -> String {
        try String(
            contentsOf: Tool.root.appending(path: "deploy/\(name)"), encoding: .utf8)
    }

    @Test func `the example is what init writes for a broker of that name`() throws {
        let example = try Self.deploy("example/plombad.json")
        let folder = try Folder()
        let home = BrokerHome(folder.path + "/home")
        let setup = try BrokerSetup(
            name: "broker.example.org", mode: .live, host: "broker.example.org", port: 8443)
        _ = try setup.create(in: home, now: TestBroker.machineTime())
        let written = try String(
            contentsOfFile: home.path + "/" + BrokerHome.configurationName, encoding: .utf8)
        #expect(written == example)
    }

    @Test func `every key is described in the documentation`() throws {
        let value = try JSONValue.parse(Array(Self.deploy("example/plombad.json").utf8))
        let documentation = try Self.deploy("README.md")
        for path in Self.paths(value, "") {
            #expect(documentation.contains("`\(path)`"), "\(path)")
        }
    }

    private static func paths(_ value: JSONValue, _ prefix: String) -> [String] {
        guard case .object(let members) = value else { return [prefix] }
        return members.flatMap {
            paths($0.value, prefix.isEmpty ? $0.name : "\(prefix).\($0.name)")
        }
    }

    @Test func `what is written can be read again`() throws {
        let bytes = Array(try Self.deploy("example/plombad.json").utf8)
        #expect(try HomeConfiguration(jsonBytes: bytes).jsonBytes == bytes)
    }

    @Test(arguments: [
        ("\"version\": 1", "\"version\": 2", "version"),
        ("\"mode\": \"live\"", "\"mode\": \"test\"", "mode"),
        ("\"logLevel\": \"info\"", "\"logLevel\": \"loud\"", "logLevel"),
        ("\"stopSeconds\": 20", "\"stopSeconds\": 0", "stopSeconds"),
        ("\"stopSeconds\": 20", "\"stopSecond\": 20", "stopSeconds"),
        ("\"stopSeconds\": 20", "\"stopSeconds\": 20, \"extra\": 1", "extra"),
        ("\"connections\": 256", "\"connections\": 0", "limits.connections"),
        ("\"uploads\": 32", "\"uploads\": 0", "quotas.organisation.uploads"),
        ("\"uploads\": 32", "\"uploads\": 32, \"days\": 1", "quotas.organisation.days"),
        ("\"bytesPerSender\"", "\"bytePerSender\"", "quotas.mailbox.bytesPerSender"),
        ("Minute\": 3000", "Minute\": 59", "quotas.mailbox.requestsPerMinute"),
        ("\"reserveBytes\": 268435456", "\"reserveBytes\": 1", "quotas.reserveBytes"),
        ("\"port\": 8443", "\"port\": 65536", "listen.port"),
        ("https://broker", "http://broker", "origin"),
        ("https://broker", "https://Broker", "origin"),
        ("\"data\": \"data\"", "\"data\": \"\"", "data"),
    ])
    func `refuses and names a wrong member`(_ change: (String, String, String)) throws {
        let example = try Self.deploy("example/plombad.json")
        let changed = example.replacing(change.0, with: change.1)
        #expect(changed != example)
        do {
            _ = try HomeConfiguration(jsonBytes: Array(changed.utf8))
            Issue.record("it was accepted")
        } catch ConfigurationError.schema(let error) {
            #expect(error.path == change.2)
        }
    }

    private static let timestamps =
        "\"timestamps\": {\"authorities\": \"tsa/tsa.json\", \"everySeconds\": 600}, \"limits\""

    @Test func `reads whom to ask for time stamps, and refuses every other form`() throws {
        let example = try Self.deploy("example/plombad.json")
        let with = example.replacing("\"limits\"", with: Self.timestamps)
        let configuration = try HomeConfiguration(jsonBytes: Array(with.utf8))
        #expect(configuration.timestamps == .init(listPath: "tsa/tsa.json", everySeconds: 600))
        #expect(try HomeConfiguration(jsonBytes: configuration.jsonBytes) == configuration)
        for key in ["timestamps.authorities", "timestamps.everySeconds"] {
            #expect(try Self.deploy("README.md").contains("`\(key)`"))
        }
        for (old, new) in [
            ("600}", "0}"), ("600}", "86401}"), ("600}", "600, \"url\": \"\"}"),
            ("\"tsa/tsa.json\"", "\"\""), ("\"tsa/tsa.json\"", "null"),
        ] {
            let changed = with.replacing(old, with: new)
            #expect(changed != with)
            #expect(throws: ConfigurationError.self) {
                try HomeConfiguration(jsonBytes: Array(changed.utf8))
            }
        }
    }

    @Test(arguments: [
        ("Broker", "127.0.0.1", 8443), ("broker.example.org", "HOST", 8443),
        ("broker.example.org", "127.0.0.1", 0), ("broker.example.org", "a b", 8443),
        ("broker.example.org", "", 8443),
    ])
    func `init refuses names, hosts and ports that cannot work`(
        _ broker: (String, String, Int)
    ) throws {
        #expect(throws: ConfigurationError.self) {
            _ = try BrokerSetup(
                name: broker.0, mode: .live, host: broker.1, port: broker.2)
        }
    }

    @Test func `the unit keeps the lines that the threat model asks for`() throws {
        let unit = try Self.deploy("systemd/plombad.service").split(separator: "\n")
        for line in Self.required {
            #expect(unit.contains(Substring(line)), "\(line)")
        }
    }

    private static let required = [
        "UMask=0077", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "ProtectSystem=strict",
        "ProtectHome=yes", "PrivateTmp=yes", "PrivateDevices=yes", "PrivateUsers=yes",
        "ProtectKernelTunables=yes", "ProtectKernelModules=yes", "ProtectKernelLogs=yes",
        "ProtectControlGroups=yes", "ProtectClock=yes", "ProtectHostname=yes",
        "ProtectProc=invisible", "ProcSubset=pid", "RestrictNamespaces=yes",
        "RestrictRealtime=yes", "RestrictSUIDSGID=yes", "LockPersonality=yes",
        "MemoryDenyWriteExecute=yes", "SystemCallArchitectures=native",
        "SystemCallFilter=@system-service", "LimitCORE=0",
        "Environment=SWIFT_BACKTRACE=enable=no", "StateDirectoryMode=0700",
    ]
}
