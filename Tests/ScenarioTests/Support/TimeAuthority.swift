import Foundation
import Testing

/// A time-stamping authority of `openssl`, with its list and roots as a broker and a client take them.
struct TimeAuthority {
    static let policy = "1.3.6.1.4.1.55555.1.1"
    /// When its certificates were made: an authority whose clock is behind is valid there too.
    private static let born = "-10d"
    let name: String
    private let folder: Folder
    private let place: String

    /// - Parameter place: a new folder below that of the test.
    init(_ name: String, in folder: Folder, at place: String) throws {
        (self.name, self.folder, self.place) = (name, folder, place)
        try folder.write(
            place + "/ca.cnf",
            """
            [req]
            distinguished_name = dn
            prompt = no
            [dn]
            CN = Test \(name)
            [root]
            basicConstraints = critical,CA:TRUE
            keyUsage = critical,keyCertSign
            subjectKeyIdentifier = hash
            [tsa]
            basicConstraints = CA:FALSE
            extendedKeyUsage = critical,timeStamping
            [tsa1]
            serial = serial
            signer_digest = sha256
            default_policy = \(Self.policy)
            digests = sha256
            accuracy = secs:1
            ess_cert_id_alg = sha256

            """)
        try folder.write(place + "/serial", "01\n")
        for key in ["root", "tsa"] {
            try openssl(
                "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out",
                key + ".key")
        }
        try openssl(
            clock: Self.born, "req", "-x509", "-new", "-key", "root.key", "-config", "ca.cnf",
            "-extensions", "root",
            "-days", "3650", "-out", name + ".pem")
        try openssl(
            "req", "-new", "-key", "tsa.key", "-config", "ca.cnf", "-subj", "/CN=Signer", "-out",
            "tsa.csr")
        try openssl(
            clock: Self.born, "x509", "-req", "-in", "tsa.csr", "-CA", name + ".pem", "-CAkey",
            "root.key",
            "-set_serial", "7", "-days", "3650", "-extfile", "ca.cnf", "-extensions", "tsa", "-out",
            "tsa.pem")
        try folder.write(
            place + "/tsa.json",
            """
            {"version": 1, "authorities": [{"name": "\(name)", "url": "http://127.0.0.1:9/",
             "policy": "\(Self.policy)", "roots": "\(name).pem"}]}
            """)
    }

    var list: String { folder.place(place + "/tsa.json") }

    /// A token over these bytes, by the clock as `at-clock` takes it.
    func stamp(_ bytes: [UInt8], clock: String? = nil) throws -> [UInt8] {
        try folder.write(place + "/data", bytes)
        try openssl(
            "ts", "-query", "-data", "data", "-sha256", "-cert", "-tspolicy", Self.policy, "-out",
            "q.tsq")
        try openssl(
            clock: clock, "ts", "-reply", "-config", "ca.cnf", "-section", "tsa1", "-queryfile",
            "q.tsq", "-signer", "tsa.pem", "-inkey", "tsa.key", "-token_out", "-out", "t.tst")
        return try folder.read(place + "/t.tst")
    }

    private func openssl(clock: String? = nil, _ arguments: String...) throws {
        let tool = try Program.tool("openssl")
        let done =
            if let clock {
                try Program.run(
                    Interop.path("at-clock"), [clock, tool] + arguments, in: folder.place(place))
            } else {
                try Program.run(tool, arguments, in: folder.place(place))
            }
        try #require(done.status == 0, "\(arguments): \(done.errors)")
    }
}
