import Primitives
import Testing

/// The two vectors of RFC 7914, section 11.
@Suite struct `PBKDF2 with HMAC-SHA-256` {
    @Test(arguments: [
        (
            "passwd", "salt", 1,
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"
        ),
        (
            "Password", "NaCl", 80_000,
            "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
                + "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"
        ),
    ])
    func `gives what the standard says`(
        _ password: String, _ salt: String, _ iterations: Int, _ expected: String
    ) {
        for count in [64, 32, 16] {
            let key = PBKDF2SHA256.derive(
                password: Array(password.utf8).span, salt: Array(salt.utf8).span,
                iterations: iterations, count: count)
            let hex = key.withBytes { Hex.encode(Array(copying: $0)) }
            #expect(hex == expected.prefix(2 * count))
        }
    }
}
