import Primitives

@testable import Age

/// What any reader of a file can do: another payload under the same header.
func substitute(
    _ plaintext: [UInt8], in file: [UInt8], knowing identities: IdentitySet
) throws -> [UInt8] {
    let header = try AgeHeader(startOf: file.span)
    let fileKey = try identities.unwrap(header.wrappedKeys)
    let nonce = Randomness.bytes(PayloadCipher.nonceSize)
    let cipher = try PayloadCipher(fileKey: fileKey, nonce: nonce)
    var payload: [UInt8] = []
    var number: UInt64 = 0
    var rest = plaintext[...]
    repeat {
        let chunk = Array(rest.prefix(PayloadCipher.chunkSize))
        rest = rest.dropFirst(chunk.count)
        var sealed = [UInt8](repeating: 0, count: chunk.count + PayloadCipher.tagSize)
        var span = sealed.mutableSpan
        cipher.seal(
            chunk.span, number: number, position: rest.isEmpty ? .final : .inner, into: &span)
        payload += sealed
        number += 1
    } while !rest.isEmpty
    return header.bytes + nonce + payload
}
