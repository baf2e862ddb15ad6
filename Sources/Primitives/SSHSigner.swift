/// Whoever makes SSH signatures with one Ed25519 key: the key itself, or what keeps it elsewhere.
package protocol SSHSigner: ~Copyable {
    var publicKey: PublicKey { get }

    /// - Precondition: `namespace` is not empty.
    func signature(
        over message: [UInt8], namespace: String
    ) throws(SigningFailure) -> SSHSignature
}

extension SigningKey: SSHSigner {
    package borrowing func signature(
        over message: [UInt8], namespace: String
    ) throws(SigningFailure) -> SSHSignature {
        SSHSignature.sign(message, namespace: namespace, with: self)
    }
}

/// Why a key that is kept elsewhere did not sign, in the words of whoever keeps it.
package struct SigningFailure: PlainFailure, Equatable {
    package let code: String
    package let message: String
    package let hint: String?

    package init(_ failure: any PlainFailure) {
        (code, message, hint) = (failure.code, failure.message, failure.hint)
    }
}
