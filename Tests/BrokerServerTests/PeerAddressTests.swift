import BrokerAPI
import BrokerClient
import Primitives
import Testing

@testable import BrokerServer

/// Where a broker connects to when a name leads there, and where never.
@Suite struct `Address of a peer` {
    private func isPublic(_ text: String) throws -> Bool {
        PeerAddress.isPublic(try #require(SelfSignedCertificate.addressBytes(text), "\(text)"))
    }

    @Test(arguments: [
        // This machine and its networks.
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "127.0.0.1", "127.8.8.8",
        "100.64.0.1", "100.127.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255",
        "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255",
        // Set aside.
        "192.0.0.8", "192.0.2.1", "198.51.100.7", "203.0.113.9", "192.88.99.1",
        // To many, and to nobody.
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "febf::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1",
        "ff0e::1", "100::1", "5f00::1",
        // IPv4 in another dress: mapped, compatible, translated.
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0.0.0.0",
        "::127.0.0.1", "::10.0.0.1", "::8.8.8.8", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254", "64:ff9b:1::8.8.8.8", "64:ff9b:1:7f00:1::",
        // 6to4, Teredo and ISATAP.
        "2002:7f00:1::1", "2002:a00:1::1", "2002:a9fe:a9fe::1", "2002:808:808::1",
        "2001::1", "2001:0:7f00:1::80ff:fffe", "2001:0:5ef5:79fd:0:fbff:80ff:fffe",
        "2001:4860:4860:0:0:5efe:127.0.0.1", "2a00:1450::5efe:10.0.0.1",
        "2a00:1450::200:5efe:192.168.1.1",
        // Protocols and examples.
        "2001:10::1", "2001:20::1", "2001:1::1", "2001:db8::1", "3fff::1", "3fff:fff::1",
    ])
    func `is refused`(_ address: String) throws {
        #expect(try !isPublic(address))
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1",
        "126.255.255.255", "128.0.0.1", "169.253.255.255", "169.255.0.1", "172.15.255.255",
        "172.32.0.1", "192.0.1.1", "192.0.3.1", "192.88.98.1", "192.167.255.255", "192.169.0.1",
        "198.17.255.255", "198.20.0.1", "198.51.99.1", "198.51.101.1", "203.0.112.1",
        "203.0.114.1", "223.255.255.255", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
        "2001:200::1", "2001:4860:4860::8888", "2001:db7::1", "2001:db9::1", "2003::1",
        "2606:4700:4700::1111", "2a00:1450:4001::1", "2a00:1450::5efe:8.8.8.8",
        "2a00:1450::1:5efe:10.0.0.1", "3ffe::1", "3fff:1000::1",
    ])
    func `is taken`(_ address: String) throws {
        #expect(try isPublic(address))
    }

    /// However a host is written, what it leads to is what counts.
    @Test(arguments: [
        "https://127.0.0.1:8443", "https://127.1:8443", "https://2130706433", "https://0x7f.1",
        "https://017700000001", "https://0:8443", "https://localhost:8443", "https://[::1]:8443",
        "https://[::ffff:127.0.0.1]", "https://[::ffff:7f00:1]:1", "https://10.1:443",
        "https://169.254.169.254", "https://0xa9fea9fe", "https://[fe80::1]",
    ])
    func `written in any way is not connected to`(_ text: String) async throws {
        // What is no address at all leads nowhere either.
        guard let origin = ExternalOrigin(text) else { return }
        await #expect(throws: PeerAddressError.self) {
            try await PeerAddress.resolve(origin, isPrivate: false)
        }
    }

    @Test func `of this machine is connected to where the configuration says so`() async throws {
        let origin = try #require(ExternalOrigin("https://127.0.0.1:8443"))
        let found = try await PeerAddress.resolve(origin, isPrivate: true)
        #expect(found.address == "127.0.0.1" && found.host == "127.0.0.1")
    }
}
