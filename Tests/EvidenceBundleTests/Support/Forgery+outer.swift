import Custody
import Primitives

/// An outer statement put in as it stands, which our own signing would not write.
extension Forgery {
    mutating func announce(_ json: [UInt8], by device: borrowing SigningKey) throws {
        let signature = SSHSignature.sign(json, namespace: mode.namespace("Deposit"), with: device)
            .armored
        statement = try SignedStatement(
            json: json, signature: signature,
            entry: OpeningFile(salt: .random(), statement: json, signature: signature).bytes)
    }
}
