import Foundation
import Testing

/// That the stand-alone verifier cannot speak to a network, read from the manifest alone.
@Suite struct `No network for the verifier` {
    /// The packages' products that it may link: formats, files and arguments. None of them depends on
    /// anything that speaks to a network.
    private static let products: Set = ["crypto", "system", "arguments"]
    private static let libraries: Set = ["CSodium", "CLibcrypto", "CLinux"]

    @Test func `nothing that it is made of links a client, a server or a socket library`() throws {
        let closure = try Manifest().closure(of: "plomba-verify")
        #expect(closure.targets.contains("Verification"))
        #expect(closure.products.isSubset(of: Self.products), "\(closure.products)")
        let ours = closure.targets.subtracting(Self.libraries)
        let sides: Set = [
            "Custodian", "BrokerClient", "BrokerAPI", "Asking", "WitnessClient", "TimestampClient",
            "Listening", "Witness", "WitnessServer", "Broker", "BrokerServer",
        ]
        #expect(ours.isDisjoint(with: sides), "\(ours)")
    }

    @Test func `the same reading finds a network where there is one`() throws {
        let closure = try Manifest().closure(of: "plomba")
        #expect(closure.products.isSuperset(of: ["httpClient", "nioCore", "hummingbird"]))
    }

    /// What the system offers for speaking to others is called nowhere below it either.
    @Test func `no source that it is made of names a call for sockets`() throws {
        let ours = try Manifest().closure(of: "plomba-verify").targets.subtracting(Self.libraries)
        let call = /\b(socket|connect|getaddrinfo|gethostbyname|sendto|recvfrom)\(/
        var count = 0
        for target in ours {
            for file in try SourceTree.files(below: "Sources/\(target)", endings: [".swift"]) {
                count += 1
                for (number, line) in file.lines.enumerated() {
                    #expect(!line.contains(call), "\(file.path):\(number + 1): \(line)")
                }
            }
        }
        #expect(count > 150)
    }
}

/// `Package.swift`, as far as this project writes it: each target with its name and dependencies. Names in
/// quotation marks are targets, others stand for products of packages.
private struct Manifest {
    private var dependencies: [String: [String]] = [:]

    init() throws {
        let text = try String(
            contentsOf: SourceTree.root.appending(path: "Package.swift"), encoding: .utf8)
        let code = text.split(separator: "\n").filter { !$0.contains(/^ *\/\//) }
            .joined(separator: "\n")
        let parts = code.split(separator: /\.(systemLibrary|target|executableTarget|testTarget)\(/)
        for part in parts.dropFirst() {
            guard let name = part.firstMatch(of: /name: "([^"]+)"/)?.1 else { continue }
            let list = part.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.1 ?? ""
            dependencies[String(name)] = list.split(separator: ",")
                .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
        }
    }

    /// Everything that a target is linked from.
    func closure(of target: String) throws -> (targets: Set<String>, products: Set<String>) {
        var (targets, products): (Set<String>, Set<String>) = ([], [])
        var open = [target]
        while let next = open.popLast() {
            guard targets.insert(next).inserted else { continue }
            for name in try #require(dependencies[next], "\(next) is no target") {
                if name.hasPrefix("\"") {
                    open.append(name.trimmingCharacters(in: ["\""]))
                } else {
                    products.insert(name)
                }
            }
        }
        return (targets, products)
    }
}
