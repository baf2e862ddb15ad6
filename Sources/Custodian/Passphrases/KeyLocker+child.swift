import Primitives
import PrivateFiles
import SystemPackage

/// The work with passphrases in a process of its own.
///
/// Request: action (1 byte), work factor logN (1 byte), then passphrase and content, each with its
/// size in 4 big-endian bytes before it. Answer: status (1 byte), then the locked or opened content.
extension KeyLocker {
    /// The hidden subcommand that the child is started with.
    package static let childCommand = "key-locker"
    private static let largestMessage = 256 * 1024

    private enum Action: UInt8 {
        case lock = 1
        case unlock = 2
    }

    private enum Status: UInt8 {
        case done = 0
        case wrongPassphrase = 1
        case damaged = 2
        case notEnoughMemory = 3
    }

    /// - Parameter logN: log2 of scrypt's work factor for what is locked.
    package static func child(logN: UInt8) -> KeyLocker {
        KeyLocker(
            lock: { secret, passphrase in
                try secret.withBytes { bytes in try ask(.lock, logN, passphrase, bytes) }
            },
            unlock: { file, passphrase in
                var content = try ask(.unlock, logN, passphrase, file.span)
                return try SecretBytes(copyingAndErasing: &content)
            })
    }

    /// The child's side: reads one request from standard input, writes the answer to standard
    /// output.
    package static func answerOneRequest() throws {
        var request = try PrivateFile.read(
            .standardInput, at: "request", limit: largestMessage)
        var answer = Self.answer(&request)
        defer { SecretBytes.erase(&answer) }
        try SystemCall.writeAll(answer.span, to: .standardOutput)
    }

    private static func answer(_ request: inout [UInt8]) -> [UInt8] {
        defer { SecretBytes.erase(&request) }
        var reader = MessageReader(request)
        guard let action = reader.byte().flatMap(Action.init(rawValue:)), let logN = reader.byte(),
            var passphrase = reader.field(), var content = reader.field()
        else { return [Status.damaged.rawValue] }
        defer { SecretBytes.erase(&content) }
        do {
            let secret = try SecretBytes(copyingAndErasing: &passphrase)
            let locker = KeyLocker.here(logN: Int(logN))
            switch action {
            case .lock:
                return [Status.done.rawValue]
                    + (try locker.lock(SecretBytes(copyingAndErasing: &content), secret))
            case .unlock:
                return answer(opening: try locker.unlock(content, secret))
            }
        } catch PassphraseError.wrong {
            return [Status.wrongPassphrase.rawValue]
        } catch is SecretMemoryError {
            return [Status.notEnoughMemory.rawValue]
        } catch {
            return [Status.damaged.rawValue]
        }
    }

    private static func ask(
        _ action: Action, _ logN: UInt8, _ passphrase: borrowing SecretBytes,
        _ content: Span<UInt8>
    ) throws -> [UInt8] {
        var request: [UInt8] = []
        // All at once: growing would leave copies behind that nobody erases.
        request.reserveCapacity(passphrase.count + content.count + 16)
        defer { SecretBytes.erase(&request) }
        request += [action.rawValue, logN]
        passphrase.withBytes { bytes in MessageField.append(bytes, to: &request) }
        MessageField.append(content, to: &request)
        var answer = try HelperProcess.answer(
            to: request, arguments: [childCommand], limit: largestMessage)
        defer { SecretBytes.erase(&answer) }
        switch answer.first.flatMap(Status.init(rawValue:)) {
        case .done: return Array(answer.dropFirst())
        case .wrongPassphrase: throw PassphraseError.wrong
        case .damaged: throw PassphraseError.keyFileDamaged
        case .notEnoughMemory: throw PassphraseError.notEnoughMemory
        case nil: throw PassphraseError.helperFailed
        }
    }

    private static func answer(opening secret: borrowing SecretBytes) -> [UInt8] {
        var answer: [UInt8] = []
        answer.reserveCapacity(secret.count + 1)
        answer.append(Status.done.rawValue)
        secret.withBytes { bytes in
            for index in 0..<bytes.count { answer.append(bytes[index]) }
        }
        return answer
    }
}
