import Broker
import BrokerAPI
import HTTPTypes
import Hummingbird
import NIOCore
import Timestamping
import TransparencyLog

/// The broker's log, for everybody: it holds nothing but digests. (Decision record 0065)
enum LogRoutes {
    /// `GET /v1/log/checkpoint`
    static func checkpoint(_ service: BrokerService) throws -> Response {
        guard let checkpoint = service.log.checkpoint else {
            throw BrokerRefusal(ProblemDocument(.readOnly))
        }
        return response(checkpoint, "text/plain; charset=utf-8")
    }

    /// `GET /v1/log/witnessed`, `GET /v1/log/witnessed/{index}`
    static func witnessed(_ index: UInt64?, _ service: BrokerService) async throws -> Response {
        guard let note = try await service.log.witnessed(covering: index) else {
            throw BrokerRefusal(ProblemDocument(.notFound))
        }
        return response(note, "text/plain; charset=utf-8")
    }

    /// `GET /v1/log/time`, `GET /v1/log/time/{index}`
    static func time(_ index: UInt64?, _ service: BrokerService) async throws -> Response {
        guard let stamped = try await service.log.stamped(covering: index) else {
            throw BrokerRefusal(ProblemDocument(.notFound))
        }
        return Answer.json(stamped.jsonBytes)
    }

    /// `GET /v1/log/time/checkpoint-SIZE.txt`, `GET /v1/log/time/checkpoint-SIZE.AUTHORITY.tst`
    static func timeFile(
        _ size: UInt64, _ authority: AuthorityName?, _ service: BrokerService
    ) async throws -> Response {
        guard let authority else {
            guard let text = try await service.log.stampedText(of: size) else {
                throw BrokerRefusal(ProblemDocument(.notFound))
            }
            return response(text, "text/plain; charset=utf-8")
        }
        guard let token = try await service.log.token(of: size, by: authority) else {
            throw BrokerRefusal(ProblemDocument(.notFound))
        }
        return response(token, "application/octet-stream")
    }

    /// `GET /v1/log/tile/...`
    static func tile(_ tile: Tile, _ service: BrokerService) async throws -> Response {
        guard let bytes = try await service.log.tile(tile) else {
            throw BrokerRefusal(ProblemDocument(.notFound))
        }
        return response(bytes, "application/octet-stream")
    }

    private static func response(_ bytes: [UInt8], _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
