import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import multipart from '@fastify/multipart';
import { type FastifyInstance, fastify } from 'fastify';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { makeAccount } from '../auth/grants.ts';
import { endSessionsOf, openSession } from '../auth/sessions.ts';
import { csrfOf } from '../auth/tokens.ts';
import { type Database, nobody, openDatabase, type Tx } from '../db.ts';
import { guard } from './guard.ts';
import { partsOf } from './multipart-parts.ts';
import { requireActor } from './people.ts';
import { endSlowBodies } from './slow-bodies.ts';

let home: TestDatabase;
let database: Database;
let app: FastifyInstance;
/** Ends bodies after a second: nothing that must arrive late shares its clock. */
let hasty: FastifyInstance;
let acts = 0;

const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.transact(nobody, work);

const limits = { limits: { fileSize: 1000, files: 1 } };

const opened = async (seconds?: number): Promise<FastifyInstance> => {
  const made = fastify();
  await guard(made, { database, publicUrl: 'http://localhost:1', rate: 'off' });
  endSlowBodies(made, seconds);
  await made.register(multipart);
  made.post('/act', async (request) => {
    acts += 1;
    return { by: requireActor(request).account };
  });
  made.post('/long-act', async (request) => {
    await wait(2500);
    return { by: requireActor(request).account };
  });
  made.post('/hand', { config: { csrf: 'in-handler' } }, async (request) => {
    for await (const part of partsOf(request, limits)) if (part.type === 'file') part.file.resume();
    acts += 1;
    return { by: requireActor(request).account };
  });
  await made.listen({ host: '127.0.0.1', port: 0 });
  return made;
};

before(async () => {
  home = await testDatabase();
  database = openDatabase({ url: home.appUrl, connections: 4 });
  app = await opened();
  hasty = await opened(1);
});
after(async () => {
  await app.close();
  await hasty.close();
  await database.close();
  await home.drop();
});

const signedIn = async () => {
  const account = await inTx((tx) => makeAccount(tx, 'consumer'));
  const { token } = await inTx((tx) => openSession(tx, { account, kind: 'consumer', strong: false, device: 'x' }));
  const headers = [
    'Host: localhost',
    'Connection: close',
    `Cookie: ${app.cookieNames.session}=${token}`,
    `X-Csrf-Token: ${csrfOf(token)}`,
  ];
  return { account, headers };
};

type Slow = {
  readonly to?: FastifyInstance;
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: string;
};

/** The whole body but its last signs at once, the rest when `between` is done; the answer's first line and all of it. */
const sendSlowly = async (
  { to = app, path, headers, body }: Slow,
  between: () => Promise<unknown>,
): Promise<string> => {
  const socket = connect((to.server.address() as AddressInfo).port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (more: string) => {
    answer += more;
  });
  const closed = once(socket, 'close');
  await once(socket, 'connect');
  socket.write(
    [`POST ${path} HTTP/1.1`, ...headers, `Content-Length: ${body.length}`, '', body.slice(0, -4)].join('\r\n'),
  );
  await between();
  if (!socket.destroyed) socket.write(body.slice(-4));
  await closed;
  return answer;
};

const json = ['Content-Type: application/json'];
const form = ['Content-Type: multipart/form-data; boundary=b'];
const file = '--b\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\nhello\r\n--b--\r\n';

for (const [what, more, body] of [
  ['/act', json, '{"note":"x"}'],
  ['/hand', form, file],
] as const)
  test(`${what}: whoever was signed out while the body was on its way does nothing any more`, async () => {
    const { account, headers } = await signedIn();
    const slow = { path: what, headers: [...headers, ...more], body };
    const before = acts;
    const refused = await sendSlowly(slow, async () => {
      await wait(200);
      await inTx((tx) => endSessionsOf(tx, account));
      await wait(2100);
    });
    assert.match(refused, /^HTTP\/1\.1 401 /);
    assert.match(refused, /sign-in-required/);
    assert.equal(acts, before);
    const other = await signedIn();
    const done = await sendSlowly({ ...slow, headers: [...other.headers, ...more] }, () => wait(2300));
    assert.match(done, /^HTTP\/1\.1 200 /);
    assert.equal(acts, before + 1);
  });

test('a body that never ends is ended, with a sentence; a form with files has longer', async () => {
  const { headers } = await signedIn();
  const note = { to: hasty, path: '/act', headers: [...headers, ...json], body: '{"note":"x"}' };
  const before = Date.now();
  const answer = await sendSlowly(note, () => wait(2500));
  assert.match(answer, /^HTTP\/1\.1 408 /);
  assert.match(answer, /request-too-slow/);
  assert.ok(Date.now() - before < 20_000);
  const withFile = { to: hasty, path: '/hand', headers: [...headers, ...form], body: file };
  const handed = await sendSlowly(withFile, () => wait(2500));
  assert.match(handed, /^HTTP\/1\.1 200 /);
});

test('an act without a body may take longer than a body may: it is answered as done, not as sent too slowly', async () => {
  const { headers } = await signedIn();
  for (const [more, body] of [
    [[], ''],
    [json, '{"note":"x"}'],
  ] as const) {
    const long = { to: hasty, path: '/long-act', headers: [...headers, ...more], body };
    assert.match(await sendSlowly(long, () => Promise.resolve()), /^HTTP\/1\.1 200 /, `with “${body}”`);
  }
});
