import { PassThrough, type Writable } from 'node:stream';

/** Marks a handler that writes its answer to a stream: AWS's own mark. */
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

/** Between the head of an HTTP response and its body. */
const HEAD_END = Buffer.alloc(8);
const HTTP_RESPONSE = 'application/vnd.awslambda.http-integration-response';

/** What a streaming handler writes to. */
export class ResponseStream extends PassThrough {
  contentType = 'application/octet-stream';

  setContentType(contentType: string): void {
    this.contentType = contentType;
  }
}

export type StreamingHandler = (event: unknown, stream: ResponseStream, context: unknown) => unknown;

export function isStreaming(handler: object): boolean {
  return STREAMING in handler;
}

/** `awslambda`, which functions find as a global. */
export const awslambda = {
  /** Makes a handler one that writes its answer to a stream. */
  streamifyResponse(handler: StreamingHandler): StreamingHandler {
    return Object.assign(handler, { [STREAMING]: 'response' });
  },

  HttpResponseStream: {
    /** Writes the head of an HTTP response (statusCode, headers, cookies) before the body. */
    from(stream: Writable, head: unknown): Writable {
      if (stream instanceof ResponseStream) {
        stream.setContentType(HTTP_RESPONSE);
      }
      stream.write(JSON.stringify(head));
      stream.write(HEAD_END);
      return stream;
    },
  },
};
