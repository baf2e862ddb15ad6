import CSodium
import Testing

@testable import Primitives

@Suite struct `Ciphers and derived keys` {
    @Test func `libcrypto and libsodium seal to the same bytes at every size that matters`() throws
    {
        let sizes = Array(0...130) + [1023, 1024, 4096, 65_535, 65_536, 65_537, 300_001]
        for size in sizes {
            let plaintext = Randomness.bytes(size)
            let nonce = Randomness.bytes(12)
            let keyBytes = Randomness.bytes(32)
            let key = try secret(keyBytes)
            var ours = [UInt8](repeating: 0, count: size + 16)
            var out = ours.mutableSpan
            ChaCha20Poly1305.seal(
                plaintext.span, nonce: InlineArray { nonce[$0] }, key: key, into: &out)
            var theirs = [UInt8](repeating: 0, count: size + 16)
            unsafe crypto_aead_chacha20poly1305_ietf_encrypt(
                &theirs, nil, plaintext, UInt64(size), nil, 0, nil, nonce, keyBytes)
            #expect(ours == theirs, "\(size) bytes")
            var opened = [UInt8](repeating: 0, count: size)
            var openedOut = opened.mutableSpan
            #expect(
                ChaCha20Poly1305.open(
                    theirs.span, nonce: InlineArray { nonce[$0] }, key: key, into: &openedOut))
            #expect(opened == plaintext, "\(size) bytes")
        }
    }

    @Test func `one flipped bit anywhere is noticed, and no plaintext comes out`() throws {
        let key = try SecretBytes(random: 32)
        let plaintext = [UInt8](repeating: 7, count: 40)
        let nonce = InlineArray<12, UInt8>(repeating: 9)
        var sealed = [UInt8](repeating: 0, count: 56)
        var out = sealed.mutableSpan
        ChaCha20Poly1305.seal(plaintext.span, nonce: nonce, key: key, into: &out)
        for bit in 0..<sealed.count * 8 {
            var altered = sealed
            altered[bit / 8] ^= 1 << UInt8(bit % 8)
            var opened = [UInt8](repeating: 1, count: 40)
            var openedOut = opened.mutableSpan
            #expect(
                !ChaCha20Poly1305.open(altered.span, nonce: nonce, key: key, into: &openedOut))
            #expect(opened == [UInt8](repeating: 0, count: 40))
        }
    }

    @Test func `less than a tag is never authentic`() throws {
        let key = try SecretBytes(random: 32)
        var nothing: [UInt8] = []
        var out = nothing.mutableSpan
        let short = [UInt8](repeating: 0, count: 15)
        #expect(
            !ChaCha20Poly1305.open(
                short.span, nonce: InlineArray(repeating: 0), key: key, into: &out))
    }

    @Test func `scrypt gives the third example of RFC 7914`() throws {
        let key = try Scrypt.derive(
            passphrase: secret(Array("pleaseletmein".utf8)), salt: Array("SodiumChloride".utf8),
            logN: 14)
        #expect(
            Hex.encode([UInt8](copying: key.span))
                == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2")
    }

    @Test(arguments: [-1, 0, 23, 64, Int.max])
    func `scrypt refuses a work factor without computing`(logN: Int) throws {
        let passphrase = try SecretBytes(random: 1)
        #expect(throws: ScryptError.workFactorOutOfRange(logN)) {
            _ = try Scrypt.derive(passphrase: passphrase, salt: [], logN: logN)
        }
    }

    @Test func `X25519 agrees from both sides and refuses other lengths`() throws {
        let one = try SecretBytes(random: 32)
        let other = try SecretBytes(random: 32)
        let shared = X25519.sharedSecret(one, X25519.publicKey(of: other))
        let same = X25519.sharedSecret(other, X25519.publicKey(of: one))
        #expect(copy(shared) != nil)
        #expect(copy(shared) == copy(same))
        #expect(copy(X25519.sharedSecret(one, Randomness.bytes(31))) == nil)
    }
}
