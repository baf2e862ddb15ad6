import Testing

@testable import Primitives

@Suite struct `JSON Vectors` {
    /// Valid JSON that we refuse on purpose: fractions, exponents, minus zero, duplicate names.
    static let refusedOnPurpose: Set = [
        "y_number.json", "y_number_0e+1.json", "y_number_0e1.json",
        "y_number_double_close_to_zero.json", "y_number_int_with_exp.json",
        "y_number_minus_zero.json", "y_number_negative_zero.json",
        "y_number_real_capital_e.json", "y_number_real_capital_e_neg_exp.json",
        "y_number_real_capital_e_pos_exp.json", "y_number_real_exponent.json",
        "y_number_real_fraction_exponent.json", "y_number_real_neg_exp.json",
        "y_number_real_pos_exponent.json", "y_number_simple_real.json",
        "y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json",
        "y_object_extreme_numbers.json", "y_structure_lonely_negative_real.json",
    ]

    /// The only ones of the cases left to the implementation that we take; all others are refused:
    /// numbers out of range, lone surrogates, bytes that are not UTF-8, other encodings, depth.
    static let acceptedByChoice: Set<String> = []

    @Test func `every file is judged as its name and our profile say`() throws {
        let names = try VectorFolder.names(in: "json-parsing/test_parsing")
        var counts: [Character: Int] = [:]
        for name in names {
            let kind = try #require(name.first)
            counts[kind, default: 0] += 1
            let bytes = try VectorFolder.bytes("json-parsing/test_parsing/" + name)
            let isAccepted = (try? JSONValue.parse(bytes)) != nil
            switch kind {
            case "y": #expect(isAccepted == !Self.refusedOnPurpose.contains(name), "\(name)")
            case "n": #expect(!isAccepted, "\(name)")
            default: #expect(isAccepted == Self.acceptedByChoice.contains(name), "\(name)")
            }
        }
        for (kind, minimum) in [("y", 73), ("n", 143), ("i", 25)] as [(Character, Int)] {
            #expect(counts[kind, default: 0] >= minimum, "\(kind)_ files")
        }
        VectorFolder.report("json-parsing", cases: names.count, atLeast: 241)
    }

    @Test func `what is accepted is written and read back as the same value`() throws {
        for name in try VectorFolder.names(in: "json-parsing/test_parsing") {
            let bytes = try VectorFolder.bytes("json-parsing/test_parsing/" + name)
            guard let value = try? JSONValue.parse(bytes) else { continue }
            let written = value.serialized()
            #expect(try JSONValue.parse(written) == value, "\(name)")
            #expect(try JSONValue.parse(written).serialized() == written, "\(name)")
        }
    }
}
