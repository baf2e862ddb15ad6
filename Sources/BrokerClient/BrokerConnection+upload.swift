package import BrokerAPI
import HTTPTypes
import Primitives

/// Uploads in pieces: tus 1.0.0, each piece with its digest.
extension BrokerConnection {
    /// Sends a source of any size and returns the name to deposit with.
    ///
    /// After a loss the broker is asked how far it is, and sending continues there; an upload that
    /// the broker no longer keeps is begun anew. At most one piece is in memory.
    ///
    /// - Parameters:
    ///   - resuming: an upload of this source that was begun before.
    ///   - began: told the name of a new upload before its first piece is sent, to be kept.
    ///   - progress: told how many bytes the broker has confirmed.
    package func upload(
        _ source: UploadSource, resuming: UploadID? = nil,
        began: (UploadID) async throws -> Void, progress: (Int64) -> Void
    ) async throws -> UploadID {
        if let resuming, let offset = try await resumableOffset(resuming, size: source.size) {
            try await send(source, to: resuming, from: offset, progress: progress)
            return resuming
        }
        let upload = try await createUpload(size: source.size)
        try await began(upload)
        try await send(source, to: upload, from: 0, progress: progress)
        return upload
    }

    /// Gives up an upload; one that the broker does not know is as good as given up.
    package func abandon(_ upload: UploadID) async throws {
        do {
            _ = try await exchange(Self.tus(.delete, .upload(upload)), expecting: [204])
        } catch let error as BrokerClientError where error.problem == .unknownUpload {
            return
        }
    }

    private func createUpload(size: Int64) async throws -> UploadID {
        var request = Self.tus(.post, .uploads)
        request.fields[.uploadLength] = "\(size)"
        let answer = try await exchange(request, expecting: [201])
        guard let location = answer.fields[.location],
            let upload = Self.upload(at: location, origin: origin)
        else { throw BrokerClientError.unexpectedAnswer("no location of the upload") }
        return upload
    }

    /// The broker names an upload by its path, or by its whole address at the same origin.
    static func upload(at location: String, origin: ExternalOrigin) -> UploadID? {
        var path = Array(location.utf8)
        if path.starts(with: origin.text.utf8) { path.removeFirst(origin.text.utf8.count) }
        guard case .upload(let upload) = BrokerResource(path: String(decoding: path, as: UTF8.self))
        else { return nil }
        return upload
    }

    /// How far the broker is; nil when it no longer keeps this upload or it is of another size.
    private func resumableOffset(_ upload: UploadID, size: Int64) async throws -> Int64? {
        do {
            return try await offset(of: upload, size: size)
        } catch let error as BrokerClientError {
            if error == .wrongSize { return nil }
            guard error.isGone else { throw error }
            return nil
        }
    }

    private func offset(of upload: UploadID, size: Int64) async throws -> Int64 {
        let answer = try await exchange(
            Self.tus(.head, .upload(upload)), expecting: [200, 204, 404, 410])
        // An answer to HEAD has no body, so the status alone has to tell.
        guard answer.status != 404 else { throw BrokerClientError.refused(.init(.unknownUpload)) }
        guard answer.status != 410 else { throw BrokerClientError.refused(.init(.uploadExpired)) }
        guard let offset = answer.fields[.uploadOffset].flatMap(Tus.number), offset <= size else {
            throw BrokerClientError.unexpectedAnswer("no offset of the upload")
        }
        guard let length = answer.fields[.uploadLength].flatMap(Tus.number), length == size else {
            throw BrokerClientError.wrongSize
        }
        return offset
    }

    private func send(
        _ source: UploadSource, to upload: UploadID, from start: Int64, progress: (Int64) -> Void
    ) async throws {
        var offset = start
        progress(offset)
        var pieceSize = PieceSize()
        var attempt = 0
        while offset < source.size {
            let count = Int(min(Int64(pieceSize.value), source.size - offset))
            let piece = try await source.piece(at: offset, count: count)
            let before = offset
            do {
                offset = try await append(piece, to: upload, at: offset)
                pieceSize.grow()
            } catch {
                let failure = Self.classify(error)
                attempt += 1
                guard failure.isWorthRetrying || failure.isOffsetMismatch,
                    let pause = retries.pause(after: attempt)
                else { throw failure.error }
                pieceSize.shrink()
                try await Task.sleep(for: pause)
                // The answer to a piece that was stored may have been lost: ask, then go on.
                offset = try await self.offset(of: upload, size: source.size)
            }
            if offset > before { attempt = 0 }
            progress(offset)
        }
    }

    /// Adds a piece and returns the new offset.
    private func append(
        _ piece: [UInt8], to upload: UploadID, at offset: Int64
    ) async throws -> Int64 {
        var request = Self.tus(.patch, .upload(upload))
        request.fields[.uploadOffset] = "\(offset)"
        request.setBody(piece, type: Tus.pieceMediaType)
        request.patience = .seconds(3600)
        request.isRepeated = false
        let answer = try await exchange(request, expecting: [204])
        guard let next = answer.fields[.uploadOffset].flatMap(Tus.number),
            next == offset + Int64(piece.count)
        else { throw BrokerClientError.unexpectedAnswer("a wrong offset of the upload") }
        return next
    }

    private static func tus(
        _ method: HTTPRequest.Method, _ resource: BrokerResource
    ) -> BrokerRequest {
        var request = BrokerRequest(method, resource)
        request.fields[.tusResumable] = Tus.version
        return request
    }
}

extension BrokerClientError {
    /// Whether the broker says that it does not keep the upload.
    fileprivate var isGone: Bool { problem == .unknownUpload || problem == .uploadExpired }
}

extension BrokerConnection.Failure {
    /// Whether the broker stands elsewhere than we thought.
    fileprivate var isOffsetMismatch: Bool {
        (error as? BrokerClientError)?.problem == .offsetMismatch
    }
}
