import { createHash, createHmac, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Granted = {
  readonly challenge: string;
  readonly nonce: string;
  readonly redirectUri: string;
  readonly claims: Readonly<Record<string, unknown>>;
};

type Breaking =
  | 'nothing'
  | 'signature'
  | 'nonce'
  | 'audience'
  | 'issuer'
  | 'expired'
  | 'key'
  | 'unsigned'
  | 'public-key-as-secret'
  | 'secret'
  | 'endless';

export type FakeProvider = {
  readonly issuer: string;
  /** Who signs in next, and what the provider says about it. */
  person: Record<string, unknown>;
  /** Breaks the next ID token in the named way. */
  breaking: Breaking;
  /** How much of an endless answer was taken. */
  written: number;
  /** The name of the key that signs. */
  readonly kid: string;
  /** From now on another key signs, of this name. */
  rotate(kid: string): void;
  /** From now on tokens and keys are given out at other addresses. */
  move(): void;
  /** Plays the browser at the provider's page: the address it would be sent back to. */
  approve(address: string): URL;
  /** The person presses cancel there. */
  deny(address: string): URL;
  close(): Promise<void>;
};

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An OpenID Connect provider that checks what a real one checks: client, secret, redirect, PKCE, one use of a code. */
export const startFakeProvider = async (clientId: string, clientSecret: string): Promise<FakeProvider> => {
  const newKey = (kid: string) => ({ kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) });
  let key = newKey('one');
  let at = '';
  const granted = new Map<string, Granted>();
  let issuer = '';

  const idToken = (grant: Granted): string => {
    const seconds = Math.floor(Date.now() / 1000);
    const claims = {
      iss: fake.breaking === 'issuer' ? 'https://another.example' : issuer,
      aud: fake.breaking === 'audience' ? 'somebody-else' : clientId,
      iat: seconds,
      exp: fake.breaking === 'expired' ? seconds - 600 : seconds + 60,
      nonce: fake.breaking === 'nonce' ? 'another' : grant.nonce,
      ...grant.claims,
    };
    const kid = fake.breaking === 'key' ? 'unknown' : key.kid;
    const textOf = (alg: string): string => `${base64url({ alg, typ: 'JWT', kid })}.${base64url(claims)}`;
    if (fake.breaking === 'unsigned') return `${textOf('none')}.`;
    const asSecret = {
      secret: clientSecret,
      'public-key-as-secret': key.publicKey.export({ format: 'pem', type: 'spki' }),
    }[fake.breaking as string];
    if (asSecret !== undefined) {
      const text = textOf('HS256');
      return `${text}.${createHmac('sha256', asSecret).update(text).digest('base64url')}`;
    }
    const text = textOf('RS256');
    const signature = createSign('sha256')
      .update(fake.breaking === 'signature' ? `${text}x` : text)
      .sign(key.privateKey);
    return `${text}.${signature.toString('base64url')}`;
  };

  const redeem = (form: URLSearchParams): [number, unknown] => {
    const code = form.get('code') ?? '';
    const grant = granted.get(code);
    granted.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const known = form.get('client_id') === clientId && form.get('client_secret') === clientSecret;
    if (!known) return [401, { error: 'invalid_client' }];
    if (grant === undefined || grant.challenge !== challenge || grant.redirectUri !== form.get('redirect_uri')) {
      return [400, { error: 'invalid_grant' }];
    }
    return [200, { access_token: randomUUID(), token_type: 'Bearer', expires_in: 60, id_token: idToken(grant) }];
  };

  const answer = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

  const read = async (request: IncomingMessage): Promise<string> => {
    let text = '';
    for await (const part of request) text += String(part);
    return text;
  };

  const server = createServer(async (request, response) => {
    if (request.url === '/.well-known/openid-configuration') {
      return answer(response, 200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}${at}/token`,
        jwks_uri: `${issuer}${at}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        token_endpoint_auth_methods_supported: ['client_secret_post'],
        code_challenge_methods_supported: ['S256'],
      });
    }
    if (request.url === `${at}/keys`) {
      return answer(response, 200, {
        keys: [{ ...key.publicKey.export({ format: 'jwk' }), kid: key.kid, alg: 'RS256', use: 'sig' }],
      });
    }
    // Nobody is asked here: the browser is sent back at once.
    if (request.url?.startsWith('/authorize?'))
      return response.writeHead(303, { location: fake.approve(`${issuer}${request.url}`).href }).end();
    if (request.url === `${at}/token` && fake.breaking === 'endless') {
      fake.written = 0;
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"a":"');
      const more = 'x'.repeat(65_536);
      while (!response.destroyed && fake.written < 64 * 1024 * 1024) {
        if (!response.write(more)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
        fake.written += more.length;
      }
      return response.end('"}');
    }
    if (request.url === `${at}/token`) return answer(response, ...redeem(new URLSearchParams(await read(request))));
    return answer(response, 404, {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const fake: FakeProvider = {
    issuer,
    person: {},
    breaking: 'nothing',
    written: 0,
    get kid() {
      return key.kid;
    },
    rotate: (kid) => {
      key = newKey(kid);
    },
    move: () => {
      at = '/moved';
    },
    approve: (address) => {
      const asked = new URL(address).searchParams;
      const redirectUri = asked.get('redirect_uri') ?? '';
      const code = randomUUID();
      granted.set(code, {
        challenge: asked.get('code_challenge') ?? '',
        nonce: asked.get('nonce') ?? '',
        redirectUri,
        // OpenID Connect Core §2: required once max_age was asked for.
        claims: { ...(asked.has('max_age') ? { auth_time: Math.floor(Date.now() / 1000) } : {}), ...fake.person },
      });
      const back = new URL(redirectUri);
      back.searchParams.set('code', code);
      back.searchParams.set('state', asked.get('state') ?? '');
      return back;
    },
    deny: (address) => {
      const asked = new URL(address).searchParams;
      const back = new URL(asked.get('redirect_uri') ?? '');
      back.searchParams.set('error', 'access_denied');
      back.searchParams.set('error_description', 'the person cancelled');
      back.searchParams.set('state', asked.get('state') ?? '');
      return back;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return fake;
};
