import Primitives

/// How a form departs from the strict profile of multipart/form-data.
package enum MultipartError: PlainFailure, Equatable {
    /// `Content-Type` is not `multipart/form-data` with one boundary.
    case contentType
    /// The lines around a part are not in the exact form.
    case framing
    /// A part that does not belong at this place, or belongs nowhere.
    case unexpectedPart
    /// The form ended before this part.
    case missingPart(String)
    case partTooLarge(String)
    case truncated
    case trailingBytes

    package var code: String {
        switch self {
        case .contentType: "form.content-type"
        case .framing: "form.framing"
        case .unexpectedPart: "form.unexpected-part"
        case .missingPart: "form.missing-part"
        case .partTooLarge: "form.part-too-large"
        case .truncated: "form.truncated"
        case .trailingBytes: "form.trailing-bytes"
        }
    }

    package var message: String {
        switch self {
        case .contentType: "the content-type is not multipart/form-data with a boundary"
        case .framing: "the lines around a part are not in the form that the API describes"
        case .unexpectedPart: "a part stands where it does not belong"
        case .missingPart(let name): "the part '\(name)' is missing"
        case .partTooLarge(let name): "the part '\(name)' is too large"
        case .truncated: "the form ends too early"
        case .trailingBytes: "bytes follow the end of the form"
        }
    }

    package var problem: ProblemCode {
        switch self {
        case .contentType: .unsupportedMediaType
        case .partTooLarge: .bodyTooLarge
        default: .malformedForm
        }
    }
}
