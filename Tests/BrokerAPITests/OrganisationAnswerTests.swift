import BrokerAPI
import Primitives
import Testing

@Suite struct `The answer with an organisation's records` {
    @Test func `is read up to the largest file that brokers take, and no further`() throws {
        let largest = [UInt8](repeating: 7, count: BrokerLimits.organisationFileBytes)
        let answer = OrganisationAnswer(file: largest, proof: [1])
        #expect(answer.jsonBytes.count <= BrokerLimits.organisationAnswerBytes)
        #expect(try OrganisationAnswer(jsonBytes: answer.jsonBytes) == answer)
        let larger = OrganisationAnswer(file: largest + [7], proof: [1])
        #expect(throws: WireError.self) {
            _ = try OrganisationAnswer(jsonBytes: larger.jsonBytes)
        }
    }
}
