import Testing

@testable import Primitives

@Suite struct `Names as UUIDs` {
    /// Each computed by `uuid.uuid5(uuid.NAMESPACE_URL, name)` of Python.
    @Test(arguments: [
        ("urn:plomba:case-export:v1", "9657f533-15bf-5f80-941c-b5edd37daec2"),
        ("Željka", "107d8337-e132-59cd-96c8-f4adafdbc82b"),
    ])
    func `are those of everybody else`(name: String, text: String) {
        #expect(NameUUID(name, in: .url).text == text)
    }

    @Test func `differ with the namespace and with each byte of the name`() {
        let inner = NameUUID("a", in: .url)
        #expect(NameUUID("b", in: inner) != NameUUID("b", in: .url))
        #expect(NameUUID("\u{E9}", in: .url) != NameUUID("e\u{301}", in: .url))
        #expect(NameUUID("", in: .url) == NameUUID("", in: .url))
    }
}
