import Primitives
import Testing

@testable import BrokerAPI

@Suite struct ContentDigestTests {
    private let body = Array("{\"hello\": \"world\"}".utf8)
    private static let sha256 = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"
    private static let sha512 =
        "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:"

    @Test(arguments: [sha256, sha512, sha256 + ", " + sha512])
    func `checks every digest that is named`(value: String) throws {
        let digest = try #require(ContentDigest(value))
        #expect(digest.matches(body))
        #expect(!digest.matches(body + [0]))
        #expect(!digest.matches([]))
        #expect(digest.fieldValue == value)
    }

    @Test func `writes what it reads`() {
        #expect(ContentDigest(of: body).fieldValue == Self.sha256)
    }

    @Test func `refuses when one of two digests is another body's`() throws {
        let wrong = ContentDigest(of: [1]).fieldValue + ", " + Self.sha512
        #expect(try #require(ContentDigest(wrong)).matches(body) == false)
    }

    @Test(arguments: [
        "", "md5=:XrY7u+Ae7tCTyyK7j1rNww==:", sha256 + ", md5=:XrY7u+Ae7tCTyyK7j1rNww==:",
        "sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=",
        "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBP==:",
        "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:;p=1",
        "sha-256=(:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:)", "sha-256", "sha-256=::",
        "SHA-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:",
    ])
    func `refuses what it cannot check`(value: String) {
        #expect(ContentDigest(value) == nil)
    }
}

@Suite struct ByteRangeTests {
    @Test(
        arguments: [
            ("bytes=0-0", 0..<1), ("bytes=0-99", 0..<26), ("bytes=5-9", 5..<10),
            ("bytes=25-25", 25..<26), ("bytes=5-", 5..<26), ("bytes=-5", 21..<26),
            ("bytes=-100", 0..<26), ("bytes=0-25", 0..<26),
        ] as [(String, Range<Int64>)])
    func `resolves a range within 26 bytes`(value: String, expected: Range<Int64>) throws {
        let range = try #require(ByteRange(value))
        #expect(range.resolved(size: 26) == expected)
        #expect(range.fieldValue == value)
    }

    @Test(arguments: ["bytes=26-", "bytes=100-200", "bytes=-0", "bytes=26-26"])
    func `finds no byte outside of the content`(value: String) throws {
        #expect(try #require(ByteRange(value)).resolved(size: 26) == nil)
    }

    @Test(arguments: [
        "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-4", "bytes=0-1,3-4", "items=0-1",
        "bytes=+1-2", "bytes=1--2", "bytes= 1-2", "bytes=01-2", "Bytes=0-1",
        "bytes=9223372036854775807-", "bytes=0-18446744073709551616", "bytes=0x1-2",
    ])
    func `ignores a value that is not one range`(value: String) {
        #expect(ByteRange(value) == nil)
    }

    @Test func `finds nothing in empty content`() throws {
        for value in ["bytes=0-", "bytes=-1"] {
            #expect(try #require(ByteRange(value)).resolved(size: 0) == nil)
        }
    }

    @Test func `says which part it sends`() {
        #expect(ByteRange.contentRange(5..<10, size: 26) == "bytes 5-9/26")
        #expect(ByteRange.unsatisfied(size: 26) == "bytes */26")
    }
}

@Suite struct EntityTagTests {
    private let tag = EntityTag(.of(Array("x".utf8)))

    @Test func `reads what it writes`() {
        #expect(EntityTag(tag.fieldValue) == tag)
        #expect(tag.allowsRange(ifRange: tag.fieldValue))
        #expect(tag.allowsRange(ifRange: nil))
    }

    @Test(arguments: [
        "", "\"", "\"\"", "W/\"sha256-00\"", "\"sha256-\"", "Tue, 20 Apr 2021 02:07:55 GMT",
    ])
    func `allows no range with another tag or a date`(value: String) {
        #expect(!tag.allowsRange(ifRange: value))
    }
}

@Suite struct TusFieldTests {
    @Test(arguments: ["filename d29ybGQ=", "a", "a ,b YQ==", "a YQ==,b"])
    func `keeps metadata as it was sent`(value: String) throws {
        #expect(try #require(UploadMetadata(value)).fieldValue == value)
    }

    @Test(arguments: ["", "a YQ==,a YQ==", ",", "a YQ=", " YQ==", "a YQ== x", "a YQ==,"])
    func `refuses metadata that is not pairs of key and base64`(value: String) {
        #expect(UploadMetadata(value) == nil)
    }

    @Test func `refuses too much metadata`() {
        let pairs = (0..<17).map { "k\($0) YQ==" }.joined(separator: ",")
        #expect(UploadMetadata(pairs) == nil)
        #expect(UploadMetadata(String(repeating: "k", count: 1025)) == nil)
    }

    @Test(arguments: ["0", "1", "1073741824"])
    func `reads a size`(value: String) {
        #expect(Tus.number(value) == Int64(value))
    }

    @Test(arguments: ["", "-1", "+1", "01", "1.0", " 1", "1e3", "9999999999999999999"])
    func `refuses what is not a size`(value: String) {
        #expect(Tus.number(value) == nil)
    }
}

extension ContentDigest {
    /// A body in one piece and in two, which must agree.
    fileprivate func matches(_ body: [UInt8]) -> Bool {
        var whole = ContentDigestCheck(self)
        whole.update(body.span)
        var parts = ContentDigestCheck(self)
        parts.update(body.span.extracting(first: body.count / 2))
        parts.update(body.span.extracting(droppingFirst: body.count / 2))
        let (one, two) = (whole.finish(), parts.finish())
        #expect(one == two)
        return one
    }
}
