import Testing

@testable import Primitives

@Suite struct `JSON object reader` {
    private func reader(_ text: String, at path: String = "") throws -> JSONObjectReader {
        try JSONObjectReader(JSONValue.parse(Array(text.utf8)), at: path)
    }

    @Test func `reads typed members and is content when nothing is left`() throws {
        var object = try reader(
            #"{"n":3,"to":"intake@group484.rs","at":"2026-11-23T18:57:49Z","previous":null}"#)
        #expect(try object.integer("n", in: 1...5) == 3)
        #expect(try object.mailboxAddress("to").local == "intake")
        #expect(try object.timestamp("at").text == "2026-11-23T18:57:49Z")
        #expect(try object.nullableDigest("previous") == nil)
        try object.finish(allowUnknown: false)
    }

    @Test func `names the whole path of what is wrong`() throws {
        var outer = try reader(#"{"mailboxes":[{"address":"no"}]}"#, at: "predicate")
        var inner = try #require(try outer.objects("mailboxes", limit: 4).first)
        let error = #expect(throws: JSONSchemaError.self) {
            try inner.mailboxAddress("address")
        }
        #expect(error?.path == "predicate.mailboxes[0].address")
        #expect(error?.code == "json.invalid-value")
    }

    @Test func `tells absent, null and wrong apart`() throws {
        var object = try reader(#"{"a":null,"b":1}"#)
        #expect(throws: JSONSchemaError.missing(path: "c")) { try object.string("c") }
        #expect(throws: JSONSchemaError.wrongType(path: "a", expected: "a string")) {
            try object.optionalString("a")
        }
        #expect(throws: JSONSchemaError.wrongType(path: "b", expected: "a string")) {
            try object.nullableString("b")
        }
        #expect(try object.optionalString("c") == nil)
        #expect(try object.nullableString("a") == nil)
    }

    @Test func `a closed schema refuses what it does not know, an open one keeps it`() throws {
        var object = try reader(#"{"a":1,"new\u001b[2J":2}"#, at: "p")
        _ = try object.integer("a")
        try object.finish(allowUnknown: true)
        #expect(object.unknownMembers == [JSONMember("new\u{1b}[2J", .integer(2))])
        let error = #expect(throws: JSONSchemaError.self) {
            try object.finish(allowUnknown: false)
        }
        #expect(error?.message.contains("\u{1b}") == false)
    }

    @Test func `holds the limits of arrays and numbers`() throws {
        var object = try reader(#"{"a":[1,2,3],"n":6}"#)
        #expect(throws: JSONSchemaError.self) { try object.array("a", limit: 2) }
        #expect(throws: JSONSchemaError.self) { try object.integer("n", in: 1...5) }
        #expect(throws: JSONSchemaError.self) { try object.strings("a", limit: 3) }
    }
}
