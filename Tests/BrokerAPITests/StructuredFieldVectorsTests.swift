import Foundation
import Primitives
import RawStructuredFieldValues
import Testing

@testable import BrokerAPI

@Suite struct StructuredFieldVectorsTests {
    /// Every dictionary, and every byte sequence, as a member of a dictionary.
    @Test func `accepts and refuses the dictionaries and byte sequences of the suite`() throws {
        var count = 0
        for name in try VectorFolder.names(in: "structured-fields") where name.hasSuffix(".json") {
            let cases = try #require(
                VectorFolder.json("structured-fields/\(name)") as? [[String: Any]])
            for example in cases {
                guard let raw = example["raw"] as? [String],
                    let text = Self.dictionary(example["header_type"] as? String, name, raw)
                else { continue }
                count += 1
                let mustFail = example["must_fail"] as? Bool ?? false
                let canFail = example["can_fail"] as? Bool ?? false
                let isAccepted = Self.isAccepted(text, name)
                let title = "\(name): \(example["name"] as? String ?? "")"
                if mustFail { #expect(!isAccepted, "\(title)") }
                if !mustFail && !canFail { #expect(isAccepted, "\(title)") }
            }
        }
        VectorFolder.report("structured-fields", cases: count, atLeast: 300)
    }

    /// A byte sequence counts when it decodes, which the parser leaves to us.
    private static func isAccepted(_ text: String, _ file: String) -> Bool {
        guard let members = StructuredField.dictionary(text) else { return false }
        guard file == "binary.json" else { return true }
        return members.allSatisfy { member in
            if case .item(let item) = member.value {
                StructuredField.bytes(item) != nil
            } else {
                false
            }
        }
    }

    private static func dictionary(
        _ type: String?, _ file: String, _ raw: [String]
    ) -> String? {
        switch type {
        case "dictionary": raw.joined(separator: ", ")
        case "item" where file == "binary.json": "a=" + raw.joined(separator: ", ")
        default: nil
        }
    }

    @Test func `reads byte sequences only in canonical base64`() throws {
        let members = try #require(StructuredField.dictionary("a=:aGVsbG8=:, b=:aGVsbG9:, c=x"))
        let bytes = members.map { member -> [UInt8]? in
            guard case .item(let item) = member.value else { return nil }
            return StructuredField.bytes(item)
        }
        #expect(bytes == [Array("hello".utf8), nil, nil])
    }

    @Test func `refuses a field beyond its limit`() {
        let long = "a=" + String(repeating: "b", count: BrokerLimits.fieldBytes)
        #expect(StructuredField.dictionary(long) == nil)
    }
}
