import Testing

/// The arrows of the house, held by a test: what each target may import, besides Swift itself.
///
/// Read it as the security argument: nothing on the broker's side can open what it carries, nothing
/// on the person's side can store for others, and the formats know no file, clock, wire or database.
@Suite struct `Import table` {
    static let allowed: [String: Set<String>] = [
        "Primitives": ["CSodium", "CLibcrypto", "Glibc"],
        "Age": ["Primitives", "Crypto", "FoundationEssentials"],
        "PrivateFiles": ["Primitives", "SystemPackage", "Glibc"],
        "BagIt": ["Primitives", "CLinux", "SystemPackage", "Glibc"],
        "SecretSharing": ["Primitives"],
        "TransparencyLog": ["Primitives"],
        "Timestamping": ["Primitives", "CLibcrypto"],
        "KeyDirectory": ["Primitives"],
        "Custody": ["Primitives"],
        "EvidenceBundle": [
            "Primitives", "Age", "BagIt", "KeyDirectory", "Custody", "SystemPackage", "Glibc",
            "Synchronization", "Dispatch",
        ],
        "BrokerAPI": [
            "Primitives", "TransparencyLog", "Timestamping", "HTTPTypes",
            "RawStructuredFieldValues",
        ],
        "Broker": [
            "Primitives", "TransparencyLog", "Timestamping", "KeyDirectory", "Custody",
            "BrokerAPI", "GRDB",
            "Glibc",
            "Synchronization", "Foundation", "Dispatch",
        ],
        "BrokerClient": [
            "Primitives", "TransparencyLog", "BrokerAPI", "HTTPTypes", "AsyncHTTPClient", "NIOCore",
            "NIOHTTP1",
            "NIOSSL", "Synchronization", "Glibc",
        ],
        "Wording": ["Primitives"],
        "Report": ["Primitives", "BagIt", "Custody", "EvidenceBundle", "Wording"],
        "Verification": [
            "Primitives", "PrivateFiles", "Age", "BagIt", "TransparencyLog", "Timestamping",
            "KeyDirectory", "Custody", "EvidenceBundle", "SystemPackage", "Glibc",
        ],
        "Witness": [
            "Primitives", "TransparencyLog", "SystemPackage", "Synchronization", "Dispatch",
            "Glibc",
        ],
        "Asking": ["AsyncHTTPClient", "NIOCore", "NIOHTTP1"],
        "WitnessClient": ["Primitives", "TransparencyLog", "Asking"],
        "TimestampClient": ["Primitives", "Timestamping", "Asking"],
        "Listening": [
            "Primitives", "HTTPTypes", "NIOCore", "NIOHTTPTypes", "Logging", "Glibc",
        ],
        "WitnessServer": [
            "Primitives", "TransparencyLog", "Witness", "Listening", "Hummingbird",
            "HummingbirdCore", "HTTPTypes", "NIOCore", "NIOHTTP1", "ServiceLifecycle",
            "UnixSignals", "Logging",
        ],
        "BrokerServer": [
            "Primitives", "TransparencyLog", "Timestamping", "KeyDirectory", "Custody",
            "BrokerAPI", "Broker", "BrokerClient", "WitnessClient", "TimestampClient", "Listening",
            "Hummingbird",
            "HummingbirdCore", "HummingbirdTLS", "HTTPTypes", "NIOCore", "NIOHTTP1", "NIOSSL",
            "NIOHTTPTypes", "NIOPosix", "X509", "SwiftASN1", "Crypto", "ServiceLifecycle",
            "UnixSignals",
            "Logging", "SystemPackage", "Synchronization", "Glibc", "FoundationEssentials",
        ],
        "Custodian": [
            "Primitives", "PrivateFiles", "TransparencyLog", "Timestamping", "Age", "BagIt",
            "KeyDirectory", "Custody", "EvidenceBundle", "Verification",
            "BrokerAPI", "BrokerClient", "WitnessClient", "SecretSharing", "SystemPackage",
            "Wording", "Report", "Synchronization", "Glibc",
        ],
        "Screen": [
            "Primitives", "TransparencyLog", "Verification", "ArgumentParser", "Synchronization",
            "Glibc",
        ],
        "plomba": [
            "Primitives", "TransparencyLog", "Verification", "Custodian", "Witness",
            "WitnessServer", "Listening", "Wording", "Report", "Screen", "ArgumentParser", "Glibc",
        ],
        "plomba-verify": [
            "Primitives", "PrivateFiles", "KeyDirectory", "TransparencyLog", "Timestamping",
            "Verification", "Screen", "ArgumentParser", "Glibc",
        ],
        "plombad": ["Primitives", "BrokerServer", "Listening", "ArgumentParser", "Glibc"],
    ]

    @Test func `every target imports only what its row allows`() throws {
        var checked = 0
        for file in try SourceTree.files(below: "Sources", endings: [".swift"]) {
            let target = String(file.path.split(separator: "/")[1])
            let row = try #require(Self.allowed[target], "\(target) has no row in the table")
            for module in file.lines.compactMap(importedModule) {
                checked += 1
                #expect(row.contains(module), "\(file.path) imports \(module)")
            }
        }
        #expect(checked > 0)
    }

    @Test func `every target of the table exists`() throws {
        let files = try SourceTree.files(below: "Sources", endings: [".swift"])
        let targets = Set(files.map { String($0.path.split(separator: "/")[1]) })
        #expect(targets == Set(Self.allowed.keys))
    }

    /// `internal import Crypto`, `import struct NIOCore.TimeAmount` → the module's name.
    private func importedModule(_ line: String) -> String? {
        var words = line.split(separator: " ").map(String.init)
        guard let keyword = words.firstIndex(of: "import"), keyword <= 3 else { return nil }
        let before = words[..<keyword]
        let modifiers: Set = [
            "public", "package", "internal", "fileprivate", "private", "@preconcurrency",
            "@testable", "@_exported",
        ]
        guard before.allSatisfy(modifiers.contains) else { return nil }
        words.removeFirst(keyword + 1)
        let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        if let first = words.first, kinds.contains(first) { words.removeFirst() }
        return words.first.map { String($0.split(separator: ".")[0]) }
    }
}
