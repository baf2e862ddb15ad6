import Primitives
import Testing

@testable import BrokerAPI

@Suite struct BrokerResourceTests {
    @Test(arguments: [
        "/v1/broker", "/v1/deposits", "/v1/uploads",
        "/v1/deposits/00112233445566778899aabbccddeeff/evidence",
        "/v1/uploads/00112233445566778899aabbccddeeff",
        "/v1/mailboxes/intake@group484.rs/deliveries",
        "/v1/mailboxes/intake@group484.rs/deliveries/7/preview",
        "/v1/mailboxes/intake@group484.rs/deliveries/7/payload",
        "/v1/mailboxes/intake@group484.rs/deliveries/0/evidence",
        "/v1/log/witnessed", "/v1/log/witnessed/7", "/v1/log/time", "/v1/log/time/0",
        "/v1/log/time/checkpoint-300.txt", "/v1/log/time/checkpoint-300.tsa.example.org.tst",
        "/v1/log/time/checkpoint-300.txt.tst",
    ])
    func `reads the paths that it writes`(path: String) throws {
        #expect(try #require(BrokerResource(path: path)).path == path)
    }

    @Test(arguments: [
        "", "/", "/v1", "/v1/", "/v1/broker/", "//v1/broker", "/v2/broker", "/V1/broker",
        "v1/broker", "/v1/deposits/", "/v1/deposits/00112233445566778899AABBCCDDEEFF/evidence",
        "/v1/deposits/0011/evidence", "/v1/deposits/00112233445566778899aabbccddeeff",
        "/v1/uploads/..%2f", "/v1/uploads/../broker", "/v1/mailboxes/intake/deliveries",
        "/v1/mailboxes/intake%40group484.rs/deliveries",
        "/v1/mailboxes/Intake@group484.rs/deliveries",
        "/v1/mailboxes/intake@group484.rs/deliveries/-1/preview",
        "/v1/mailboxes/intake@group484.rs/deliveries/07/preview",
        "/v1/mailboxes/intake@group484.rs/deliveries/7/previews",
        "/v1/mailboxes/intake@group484.rs/deliveries/7",
        "/v1/mailboxes/intake@group484.rs/deliveries/99999999999999999999/preview",
        "/v1/bro\u{212A}er", "/v1/log/witnessed/07", "/v1/log/time/", "/v1/log/time/+7",
        "/v1/log/time/07", "/v1/log/time/7/8", "/v1/log/time/9223372036854775807",
        "/v1/log/time/checkpoint-0300.txt", "/v1/log/time/checkpoint-300.tst",
        "/v1/log/time/checkpoint-300.TSA.tst", "/v1/log/time/checkpoint-300.-a.tst",
        "/v1/log/time/checkpoint-300", "/v1/log/time/checkpoint-.txt",
        "/v1/log/time/checkpoint-300.tsa.example.org", "/v1/log/time/checkpoint-300/x.tst",
    ])
    func `finds nothing at any other path`(path: String) {
        #expect(BrokerResource(path: path) == nil)
    }

    @Test func `finds nothing at a path beyond the limit`() {
        #expect(BrokerResource(path: "/v1/uploads/" + String(repeating: "a", count: 3000)) == nil)
    }
}

@Suite struct DeliveryQueryTests {
    @Test func `reads its own text and the defaults`() throws {
        let query = DeliveryQuery(
            after: try #require(DeliveryNumber(7)), limit: 10, waitSeconds: 20)
        #expect(DeliveryQuery(query: query.text) == query)
        #expect(DeliveryQuery(query: "") == DeliveryQuery())
        #expect(DeliveryQuery(query: "wait=1")?.limit == 50)
    }

    @Test(arguments: [
        "after=-1", "limit=0", "limit=101", "wait=61", "after=1&after=2", "after", "after=",
        "after=1&", "&", "wiat=10", "after=1=2", "limit=5 ", "after=+1", "AFTER=1",
        "after=9007199254740992",
    ])
    func `refuses what it does not know`(query: String) {
        #expect(DeliveryQuery(query: query) == nil)
    }
}

@Suite struct ExternalOriginTests {
    @Test(arguments: [
        "https://broker.example", "https://broker.example:8443", "http://127.0.0.1:8080",
        "https://[::1]:8443", "http://[fe80::1]", "https://a.onion",
    ])
    func `builds the target URI`(text: String) throws {
        #expect(try #require(ExternalOrigin(text)).targetURI("/v1/x?y") == text + "/v1/x?y")
    }

    @Test(arguments: [
        "", "https://", "https://broker.example/", "https://Broker.example", "ftp://a",
        "https://user@broker.example", "https://broker.example:443", "http://a:80",
        "https://a:", "https://a:0", "https://a:65536", "https://a:08443", "https://[::1",
        "https://[::1]x", "https://a b", "https://:8443", "https://[]",
    ])
    func `refuses every other form`(text: String) {
        #expect(ExternalOrigin(text) == nil)
    }
}
