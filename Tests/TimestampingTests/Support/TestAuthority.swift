import Foundation
import Primitives
import TestSupport
import Testing

@testable import Timestamping

/// A time-stamping authority of `openssl`, made for one test and gone with it.
final class TestAuthority {
    let folder: Folder
    let plan: Plan

    /// How the authority is set up. The default is the honest one.
    struct Plan {
        var name = "tsa.example.org"
        var key = Key.ecdsa
        var hasIntermediate = false
        /// Whether tokens carry the root too, which nobody needs.
        var sendsRoot = false
        var extendedKeyUsage = "critical,timeStamping"
        var policy = Self.policy
        /// When its certificates were made, as `at-clock` takes it; nil for now.
        var born: String?
        var signerDays = 3650
        var chainDigest = "sha256"
        var accuracy = "secs:1"
        var certificateDigest = "sha256"

        static let policy = "1.3.6.1.4.1.55555.1.1"
    }

    enum Key: String {
        case ecdsa, ecdsa384, rsa, ed25519, smallRSA

        var arguments: [String] {
            switch self {
            case .ecdsa: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
            case .ecdsa384: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"]
            case .rsa: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072"]
            case .ed25519: ["-algorithm", "ED25519"]
            case .smallRSA: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"]
            }
        }
    }

    init(_ plan: Plan = Plan()) throws {
        self.plan = plan
        folder = try Folder()
        try folder.write("ca.cnf", Array(Self.extensions(plan).utf8))
        try makeKey("root", .ecdsa)
        try run(
            [
                "req", "-x509", "-new", "-key", path("root.key"), "-subj", "/CN=Test root",
                "-days", "7300", "-config", path("ca.cnf"), "-extensions", "ca", "-out",
                path("root.pem"),
            ], at: plan.born)
        var issuer = "root"
        if plan.hasIntermediate {
            try makeKey("middle", .ecdsa)
            try certify("middle", by: "root", extensions: "ca", days: 7000)
            issuer = "middle"
        }
        try makeKey("tsa", plan.key)
        try certify("tsa", by: issuer, extensions: "tsa", days: plan.signerDays)
        let middle = plan.hasIntermediate ? try folder.read("middle.pem") : []
        let root = plan.sendsRoot ? try folder.read("root.pem") : []
        try folder.write("chain.pem", middle + root)
        try folder.write("serial", Array("01\n".utf8))
        try folder.write("tsa.cnf", Array(configuration.utf8))
    }

    func path(_ name: String) -> String { folder.path + "/" + name }

    /// As a verifier knows it.
    var known: TimestampAuthority {
        get throws {
            TimestampAuthority(
                name: try #require(AuthorityName(plan.name)),
                policy: .only(try #require(ASN1ObjectIdentifier(plan.policy))),
                roots: try PinnedRoots(pem: folder.read("root.pem")))
        }
    }

    /// A certificate of the authority as DER.
    func certificate(_ name: String) throws -> [UInt8] {
        try run(["x509", "-in", path(name + ".pem"), "-outform", "DER", "-out", path("out.der")])
        return try folder.read("out.der")
    }

    /// What `openssl ts -reply` answers.
    func respond(to request: TimestampRequest, at time: String? = nil) throws -> [UInt8] {
        try folder.write("q.tsq", request.der)
        try run(
            [
                "ts", "-reply", "-config", path("tsa.cnf"), "-section", "tsa1", "-queryfile",
                path("q.tsq"), "-out", path("r.tsr"),
            ], at: time ?? plan.born)
        return try folder.read("r.tsr")
    }

    /// A token over these bytes, with the request that it answers.
    func stamp(
        _ bytes: [UInt8], at time: String? = nil
    ) throws -> (request: TimestampRequest, token: UnverifiedTimestampToken) {
        let request = TimestampRequest(
            imprint: .of(bytes), nonce: .random(), policy: ASN1ObjectIdentifier(plan.policy))
        let response = try TimestampResponse(der: respond(to: request, at: time))
        return (request, response.token)
    }

    /// Whether `openssl ts -verify` accepts the token over these bytes, judged at its own time.
    func opensslAccepts(
        _ token: [UInt8], over bytes: [UInt8], at time: Timestamp
    ) throws -> Bool {
        try folder.write("t.tst", token)
        try folder.write("data", bytes)
        return try Tool.run(
            "openssl",
            [
                "ts", "-verify", "-data", path("data"), "-in", path("t.tst"), "-token_in",
                "-CAfile", path("root.pem"), "-attime", String(time.secondsSinceEpoch),
            ]
        ).status == 0
    }

    private func makeKey(_ name: String, _ key: Key) throws {
        try run(["genpkey"] + key.arguments + ["-out", path(name + ".key")])
    }

    private func certify(
        _ name: String, by issuer: String, extensions: String, days: Int
    ) throws {
        try run([
            "req", "-new", "-key", path(name + ".key"), "-subj", "/CN=Test \(name)", "-config",
            path("ca.cnf"), "-out", path(name + ".csr"),
        ])
        try run(
            [
                "x509", "-req", "-in", path(name + ".csr"), "-CA", path(issuer + ".pem"),
                "-CAkey", path(issuer + ".key"), "-set_serial",
                String(UInt32.random(in: 1...(.max))), "-days", String(days),
                "-" + plan.chainDigest, "-extfile", path("ca.cnf"), "-extensions", extensions,
                "-out", path(name + ".pem"),
            ], at: plan.born)
    }

    /// - Parameter time: what the program takes for now; UTC.
    @discardableResult
    func run(_ arguments: [String], at time: String? = nil) throws -> [UInt8] {
        let result =
            if let time {
                try Tool.run(
                    Tool.path("Tests/Interop/at-clock"), ["@" + time, "openssl"] + arguments)
            } else {
                try Tool.run("openssl", arguments)
            }
        guard result.status == 0 else {
            throw OpenSSLFailure(arguments: arguments, errors: result.errors)
        }
        return result.output
    }

    private static func extensions(_ plan: Plan) -> String {
        """
        [req]
        distinguished_name=dn
        [dn]
        [ca]
        basicConstraints=critical,CA:TRUE
        keyUsage=critical,keyCertSign,cRLSign
        subjectKeyIdentifier=hash
        [tsa]
        basicConstraints=CA:FALSE
        keyUsage=critical,digitalSignature
        extendedKeyUsage=\(plan.extendedKeyUsage)
        subjectKeyIdentifier=hash
        authorityKeyIdentifier=keyid

        """
    }

    private var configuration: String {
        """
        [tsa1]
        serial=\(path("serial"))
        crypto_device=builtin
        signer_cert=\(path("tsa.pem"))
        \(plan.hasIntermediate || plan.sendsRoot ? "certs=" + path("chain.pem") : "")
        signer_key=\(path("tsa.key"))
        signer_digest=sha256
        default_policy=\(plan.policy)
        digests=sha256,sha512
        accuracy=\(plan.accuracy)
        ordering=no
        tsa_name=yes
        ess_cert_id_chain=\(plan.hasIntermediate ? "yes" : "no")
        ess_cert_id_alg=\(plan.certificateDigest)

        """
    }
}

struct OpenSSLFailure: Error, CustomStringConvertible {
    let arguments: [String]
    let errors: String
    var description: String { "openssl \(arguments.joined(separator: " ")): \(errors)" }
}
