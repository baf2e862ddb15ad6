package import Primitives

/// `plombad admit` to the broker: an organisation file and the digits that were compared.
struct AdmissionRequest: Sendable, Equatable {
    let file: [UInt8]
    let digits: String

    init(file: [UInt8], digits: String) {
        self.file = file
        self.digits = digits
    }

    var jsonBytes: [UInt8] {
        JSONValue.object([
            JSONMember("fingerprint", .string(digits)),
            JSONMember("file", .string(Base64.encode(file))),
        ]).serialized()
    }

    init(jsonBytes: [UInt8], name: String) throws(ConfigurationError) {
        var reader = try AdmissionMessages.reader(jsonBytes, name)
        do {
            digits = try reader.string("fingerprint")
            file = try reader.parsed("file", expected: "base64") { Base64.decode($0) }
            try reader.finish(allowUnknown: false)
        } catch {
            throw .file(name, reason: error.message)
        }
    }
}

/// What became of a request to admit an organisation.
package enum AdmissionAnswer: Sendable, Equatable {
    case admitted(name: String)
    case refused(code: String, message: String, hint: String?)

    package init(refusal: any PlainFailure) {
        self = .refused(code: refusal.code, message: refusal.message, hint: refusal.hint)
    }

    var jsonBytes: [UInt8] {
        switch self {
        case .admitted(let name):
            JSONValue.object([
                JSONMember("outcome", .string("admitted")),
                JSONMember("name", .string(name)),
            ]).serialized()
        case .refused(let code, let message, let hint):
            JSONValue.object([
                JSONMember("outcome", .string("refused")),
                JSONMember("code", .string(code)),
                JSONMember("message", .string(message)),
                JSONMember("hint", hint.map { .string($0) } ?? .null),
            ]).serialized()
        }
    }

    init(jsonBytes: [UInt8], name: String) throws(ConfigurationError) {
        var reader = try AdmissionMessages.reader(jsonBytes, name)
        do {
            if try reader.string("outcome") == "admitted" {
                self = .admitted(name: try reader.string("name"))
            } else {
                self = .refused(
                    code: try reader.string("code"), message: try reader.string("message"),
                    hint: try reader.nullableString("hint"))
            }
            try reader.finish(allowUnknown: false)
        } catch {
            throw .file(name, reason: error.message)
        }
    }
}

private enum AdmissionMessages {
    private static let limits = JSONLimits(
        maximumSize: 2 << 20, maximumDepth: 2, maximumMembers: 16)

    static func reader(
        _ bytes: [UInt8], _ name: String
    ) throws(ConfigurationError) -> JSONObjectReader {
        do {
            return try JSONObjectReader(JSONValue.parse(bytes, limits: limits), at: "")
        } catch let error as any PlainFailure {
            throw .file(name, reason: error.message)
        } catch {
            throw .file(name, reason: "not a message of plombad")
        }
    }
}
