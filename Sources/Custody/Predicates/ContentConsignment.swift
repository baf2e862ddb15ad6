package import Primitives

/// `ContentConsignment`: the deposit lies in the mailbox, under its running number.
///
/// Numbers of one mailbox begin at 1 and have no gaps, so that a delivery that is left out
/// contradicts the home broker's own signatures.
package struct ContentConsignment: BrokerStatement {
    package static let event = Event.contentConsignment
    package let step: BrokerStep
    /// SHA-256 of statement.json.
    package let deposit: SHA256Digest
    /// From 1.
    package let number: Int64

    package init(_ step: BrokerStep, deposit: SHA256Digest, number: Int64) {
        self.step = step
        self.deposit = deposit
        self.number = number
    }

    package func members(mode: Mode) -> [JSONMember] {
        step.members + [JSONMember("number", .integer(number))]
    }

    package init(
        reading predicate: inout JSONObjectReader, of statement: Statement
    ) throws(JSONSchemaError) {
        self.init(
            try BrokerStep(reading: &predicate), deposit: statement.subjects[0].digest,
            number: try predicate.integer("number"))
        guard number >= 1 else {
            throw .invalid(path: "predicate.number", expected: "a number from 1")
        }
    }
}
