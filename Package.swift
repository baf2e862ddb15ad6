// swift-tools-version: 6.2
import PackageDescription

// One set of rules for every target of ours:
// - Swift 6 mode and the upcoming features that make imports, existentials and isolation explicit;
// - strict memory safety: each call into C is marked `unsafe` where it happens;
// - a warning is an error.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .enableExperimentalFeature("Lifetimes"),
]

// gold, the default linker, takes four times as long.
let linker: [LinkerSetting] = [.unsafeFlags(["-use-ld=lld"])]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let structuredFields = Target.Dependency.product(
    name: "RawStructuredFieldValues", package: "swift-http-structured-headers")
let database = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let httpParts = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let certificates = Target.Dependency.product(name: "X509", package: "swift-certificates")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "plomba",
    products: [
        .executable(name: "plomba", targets: ["plomba"]),
        .executable(name: "plomba-verify", targets: ["plomba-verify"]),
        .executable(name: "plombad", targets: ["plombad"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-structured-headers", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Layer 0: the C libraries and the only target that calls them.
        .systemLibrary(
            name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(
            name: "CLibcrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLinux"),
        .target(
            name: "Primitives", dependencies: ["CSodium", "CLibcrypto"], swiftSettings: strict),

        // Layer 1: files of ours, and borrowed formats, pure.
        .target(name: "PrivateFiles", dependencies: ["Primitives", system], swiftSettings: strict),
        .target(name: "Age", dependencies: ["Primitives", crypto], swiftSettings: strict),
        .target(
            name: "BagIt", dependencies: ["Primitives", "CLinux", system], swiftSettings: strict),
        .target(name: "SecretSharing", dependencies: ["Primitives"], swiftSettings: strict),
        .target(name: "TransparencyLog", dependencies: ["Primitives"], swiftSettings: strict),
        .target(
            name: "Timestamping", dependencies: ["Primitives", "CLibcrypto"],
            swiftSettings: strict),

        // Layer 2: who is who, and what was done.
        .target(name: "KeyDirectory", dependencies: ["Primitives"], swiftSettings: strict),
        .target(name: "Custody", dependencies: ["Primitives"], swiftSettings: strict),

        // Layer 3: the sealed bundle, and the words spoken to a broker.
        .target(
            name: "EvidenceBundle",
            dependencies: ["Primitives", "Age", "BagIt", "KeyDirectory", "Custody", system],
            swiftSettings: strict),
        .target(
            name: "BrokerAPI",
            dependencies: [
                "Primitives", "TransparencyLog", "Timestamping", httpTypes, structuredFields,
            ],
            swiftSettings: strict),

        // The report: words in eight languages, and what a court reads. Pure.
        .target(name: "Wording", dependencies: ["Primitives"], swiftSettings: strict),
        .target(
            name: "Report",
            dependencies: ["Primitives", "BagIt", "Custody", "EvidenceBundle", "Wording"],
            swiftSettings: strict),

        // Verification without a network: nothing from here up to it speaks HTTP.
        .target(
            name: "Verification",
            dependencies: [
                "Primitives", "PrivateFiles", "Age", "BagIt", "TransparencyLog", "Timestamping",
                "KeyDirectory", "Custody", "EvidenceBundle", system,
            ],
            swiftSettings: strict),

        // Layer 4: the two sides of the wire. Neither can open a bundle.
        .target(
            name: "Broker",
            dependencies: [
                "Primitives", "TransparencyLog", "Timestamping", "KeyDirectory", "Custody",
                "BrokerAPI", database,
            ],
            swiftSettings: strict),
        .target(
            name: "BrokerClient",
            dependencies: [
                "Primitives", "TransparencyLog", "BrokerAPI", httpTypes, httpClient, nioCore,
                nioHTTP1, nioSSL,
            ],
            swiftSettings: strict),

        .target(
            name: "Witness", dependencies: ["Primitives", "TransparencyLog", system],
            swiftSettings: strict),
        .target(
            name: "Asking", dependencies: [httpClient, nioCore, nioHTTP1], swiftSettings: strict),
        .target(
            name: "WitnessClient",
            dependencies: ["Primitives", "TransparencyLog", "Asking"],
            swiftSettings: strict),
        .target(
            name: "TimestampClient",
            dependencies: ["Primitives", "Timestamping", "Asking"],
            swiftSettings: strict),
        .target(
            name: "Listening",
            dependencies: ["Primitives", httpTypes, nioCore, httpParts, logging],
            swiftSettings: strict),

        // Layer 5: the services, and everything a person does with evidence.
        .target(
            name: "WitnessServer",
            dependencies: [
                "Primitives", "TransparencyLog", "Witness", "Listening", hummingbird,
                hummingbirdCore, httpTypes, nioCore, nioHTTP1, lifecycle, signals, logging,
            ],
            swiftSettings: strict),
        .target(
            name: "BrokerServer",
            dependencies: [
                "Primitives", "TransparencyLog", "Timestamping", "KeyDirectory", "Custody",
                "BrokerAPI", "Broker", "BrokerClient", "WitnessClient", "TimestampClient",
                "Listening",
                hummingbird, hummingbirdCore, hummingbirdTLS,
                httpTypes, httpParts, nioCore,
                nioPosix, nioHTTP1,
                nioSSL, certificates, asn1, crypto, lifecycle, signals, logging, system,
            ],
            swiftSettings: strict),
        .target(
            name: "Custodian",
            dependencies: [
                "Primitives", "PrivateFiles", "Age", "TransparencyLog", "Timestamping",
                "KeyDirectory", "Custody", "EvidenceBundle", "Verification", "BrokerAPI",
                "BrokerClient", "WitnessClient", "BagIt", "SecretSharing", "Wording", "Report",
                system,
            ],
            swiftSettings: strict),

        // Layer 6: what commands show.
        .target(
            name: "Screen",
            dependencies: ["Primitives", "TransparencyLog", "Verification", arguments],
            swiftSettings: strict),

        // Layer 7: the commands.
        .executableTarget(
            name: "plomba",
            dependencies: [
                "Primitives", "TransparencyLog", "Verification", "Custodian",
                "Witness", "WitnessServer", "Listening", "Wording", "Report", "Screen", arguments,
            ],
            swiftSettings: strict, linkerSettings: linker),
        .executableTarget(
            name: "plomba-verify",
            dependencies: [
                "Primitives", "PrivateFiles", "KeyDirectory", "TransparencyLog", "Timestamping",
                "Verification", "Screen", arguments,
            ],
            swiftSettings: strict, linkerSettings: linker),
        .executableTarget(
            name: "plombad",
            dependencies: ["Primitives", "BrokerServer", "Listening", arguments],
            swiftSettings: strict, linkerSettings: linker),

        // Tests.
        // Programs and folders for the tests of every target.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(
            name: "PrimitivesTests", dependencies: ["TestSupport", "Primitives", "CSodium"],
            swiftSettings: strict),
        .testTarget(
            name: "AgeTests", dependencies: ["TestSupport", "Age", "Primitives", crypto],
            swiftSettings: strict),
        .testTarget(
            name: "SecretSharingTests",
            dependencies: ["TestSupport", "SecretSharing", "Primitives"],
            swiftSettings: strict),
        .testTarget(
            name: "BagItTests", dependencies: ["TestSupport", "BagIt", "Primitives"],
            swiftSettings: strict),
        .testTarget(
            name: "TransparencyLogTests",
            dependencies: ["TestSupport", "TransparencyLog", "Primitives"],
            swiftSettings: strict),
        .testTarget(
            name: "TimestampingTests", dependencies: ["TestSupport", "Timestamping", "Primitives"],
            swiftSettings: strict),
        .testTarget(
            name: "KeyDirectoryTests",
            dependencies: ["TestSupport", "KeyDirectory", "Age", "Primitives"],
            swiftSettings: strict),
        .testTarget(
            name: "CustodyTests", dependencies: ["TestSupport", "Custody", "Primitives"],
            swiftSettings: strict),
        .testTarget(
            name: "EvidenceBundleTests",
            dependencies: [
                "TestSupport",
                "EvidenceBundle", "Age", "BagIt", "KeyDirectory", "Custody", "Primitives",
            ],
            exclude: ["Support/Hostile/exchange.py", "Support/TortureMain"],
            swiftSettings: strict),
        .testTarget(
            name: "WordingTests", dependencies: ["Wording", "Primitives"], swiftSettings: strict),
        .testTarget(
            name: "ReportTests",
            dependencies: [
                "Report", "Wording", "EvidenceBundle", "Custody", "BagIt", "Primitives",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "BrokerAPITests",
            dependencies: [
                "TestSupport",
                "BrokerAPI", "Timestamping", "Primitives", httpTypes, structuredFields,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "BrokerTests",
            dependencies: [
                "Broker", "BrokerAPI", "TransparencyLog", "Timestamping", "KeyDirectory",
                "Custody", "Primitives", httpTypes, database,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "BrokerServerTests",
            dependencies: [
                "TestSupport",
                "BrokerServer", "Broker", "BrokerAPI", "BrokerClient", "TransparencyLog",
                "Timestamping", "Witness", "WitnessServer", "Listening", "KeyDirectory", "Custody",
                "Primitives",
                httpTypes, logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "WitnessTests",
            dependencies: [
                "TestSupport",
                "Witness", "WitnessServer", "WitnessClient", "Listening", "TransparencyLog",
                "Primitives", logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CustodianTests",
            dependencies: [
                "TestSupport",
                "Custodian", "Verification", "PrivateFiles", "EvidenceBundle", "BrokerAPI",
                "BrokerClient", "Age", "BagIt",
                "TransparencyLog", "Timestamping", "KeyDirectory", "Custody", "SecretSharing",
                "Primitives", system,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ScenarioTests",
            dependencies: ["TestSupport", "Primitives"],
            swiftSettings: strict),
        // What our verifier says, for the comparison with Protocol/verifier (torture test T32).
        .executableTarget(
            name: "agreement",
            dependencies: ["Primitives", "Age", "KeyDirectory", "Custody", "EvidenceBundle"],
            path: "Tests/Torture/agreement", swiftSettings: strict, linkerSettings: linker),
        // The real client and the real witnesses on a pipe, for a broker that lies (torture test T14).
        .executableTarget(
            name: "parties",
            dependencies: [
                "Primitives", "PrivateFiles", "TransparencyLog", "Verification", "Custodian",
                "Witness", "WitnessServer", "Listening",
            ],
            path: "Tests/Torture/parties", swiftSettings: strict, linkerSettings: linker),
        // The audit log under measurement (rows P7 to P9 of `make bench`).
        .executableTarget(
            name: "logbench",
            dependencies: ["CSodium", "Primitives", "TransparencyLog", "Broker", "BrokerServer"],
            path: "Benchmarks/log", swiftSettings: strict, linkerSettings: linker),
        // What the fuzzers read, and the replay of what they found.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Primitives", "Age", "BagIt", "TransparencyLog", "Timestamping", "KeyDirectory",
                "Custody", "BrokerAPI",
            ],
            path: "Fuzz/Targets", swiftSettings: strict),
        .testTarget(
            name: "FuzzReplayTests", dependencies: ["FuzzTargets"], swiftSettings: strict),
        .testTarget(name: "TidyTests", swiftSettings: strict, linkerSettings: linker),
    ]
)

// The fuzzer has no main of its own: `make fuzz TARGET=age SECONDS=60` builds it apart.
if Context.environment["PLOMBA_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz", dependencies: ["FuzzTargets"], path: "Fuzz/Driver",
            swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])],
            linkerSettings: linker))
}

// The torture tests of the sealed bundle are fast only with optimisation, and need none of the test
// targets: `make torture TEST=T10` builds them instead of those.
if Context.environment["PLOMBA_TORTURE"] != nil {
    package.targets.removeAll { $0.type == .test }
    package.targets.append(
        .executableTarget(
            name: "torture",
            dependencies: [
                "TestSupport", "EvidenceBundle", "Age", "BagIt", "KeyDirectory", "Custody",
                "Primitives",
            ],
            path: "Tests/EvidenceBundleTests/Support",
            exclude: ["Hostile/exchange.py", "PassedOn.swift", "PassedOn+stories.swift"],
            swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])],
            linkerSettings: linker))
}
