internal import Primitives

/// `bagit.txt`: exactly these bytes, since we write version 1.0 only.
package enum BagDeclaration {
    package static let name = "bagit.txt"
    package static let bytes = Array(
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)
}

/// `bag-info.txt`: labels and values, one a line, in the order given.
/// ```
/// Payload-Oxum: 279164409832.1198
/// Bag-Software-Agent: plomba
/// ```
package struct BagInfo: Equatable, Sendable {
    package static let name = "bag-info.txt"

    package struct Field: Equatable, Sendable {
        package let label: String
        package let value: String

        package init(label: String, value: String) {
            self.label = label
            self.value = value
        }
    }

    package let fields: [Field]

    /// - Parameter payload: stands first, as `Payload-Oxum`.
    package init(payload: PayloadOxum, fields: [Field]) throws(BagInfoError) {
        let all = [Field(label: "Payload-Oxum", value: payload.text)] + fields
        for field in all where !Self.isWritable(field) { throw .unwritableField }
        self.fields = all
    }

    package var serialized: [UInt8] {
        fields.flatMap { Array("\($0.label): \($0.value)\n".utf8) }
    }

    /// A label has no colon and no surrounding space; neither part holds a control character.
    private static func isWritable(_ field: Field) -> Bool {
        let scalars = (field.label + field.value).unicodeScalars
        return !field.label.isEmpty && !field.label.utf8.contains(UInt8(ascii: ":"))
            && !field.label.hasPrefix(" ") && !field.label.hasSuffix(" ")
            && !scalars.contains { $0.properties.generalCategory == .control }
    }
}

/// `Payload-Oxum`: the number of bytes and of files in the payload, as `bytes.count`.
package struct PayloadOxum: Equatable, Sendable {
    package let size: UInt64
    package let count: Int

    package init(size: UInt64, count: Int) {
        self.size = size
        self.count = count
    }

    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let size = UInt64(parts[0]), let count = Int(parts[1]), count >= 0
        else { return nil }
        self.init(size: size, count: count)
    }

    package var text: String { "\(size).\(count)" }
}

/// Why fields cannot stand in `bag-info.txt`.
package enum BagInfoError: PlainFailure, Equatable {
    case unwritableField

    package var code: String { "bag-info.unwritable-field" }
    package var message: String { "a label or value of bag-info.txt holds what cannot be written" }
}
