import { Agent, request } from 'node:http';

export type Answer = { readonly status: number; readonly etag: string | undefined; readonly text: string };

export type Call = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Connections that stay open, as many as the load has; only ever to this machine. */
export class HttpClient {
  readonly #agent: Agent;
  readonly #port: number;
  readonly #timeout: number;

  constructor(port: number, connections: number, timeout = 30_000) {
    this.#port = port;
    this.#timeout = timeout;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  }

  /** Rejects where the connection fails: then nobody knows whether the request had its effect. */
  send({ method, path, token, body, headers }: Call): Promise<Answer> {
    const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.#port,
          agent: this.#agent,
          method,
          path,
          timeout: this.#timeout,
          headers: {
            authorization: `Bearer ${token}`,
            ...(payload === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': String(payload.length) }),
            ...headers,
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              etag: response.headers.etag,
              text: Buffer.concat(parts).toString('utf8'),
            }),
          );
        },
      );
      sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
      sent.on('error', reject);
      sent.end(payload);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** The answer's JSON, or an error that shows what came instead. */
export const expectStatus = (answer: Answer, status: number, what: string): Record<string, unknown> => {
  if (answer.status !== status) throw new Error(`${what}: ${answer.status} ${answer.text.slice(0, 400)}`);
  return answer.text === '' ? {} : (JSON.parse(answer.text) as Record<string, unknown>);
};
