import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { test } from 'node:test';
import { type Closing, closeAll, closeServer, unlessCalledOff } from './closing.ts';

const never = new Promise<never>(() => undefined);

test('everything is ended the other way round, also after what fails and what never ends', async () => {
  const ended: string[] = [];
  const ends = (name: string) => async (): Promise<void> => void ended.push(name);
  const all: Closing = [ends('lock'), ends('database'), ends('connections'), () => never, ends('requests')];
  const held = setInterval(() => undefined, 1_000);
  assert.equal(await closeAll(all, 30), true);
  assert.deepEqual(ended.splice(0), ['requests', 'connections', 'database', 'lock']);
  clearInterval(held);

  const failing = async (): Promise<void> => {
    throw new Error('the worker');
  };
  await assert.rejects(closeAll([ends('lock'), ends('database'), failing, ends('requests')]), /the worker/u);
  assert.deepEqual(ended, ['requests', 'database', 'lock']);
});

test('the database and the lock are waited for however late it is', async () => {
  let isStopped = false;
  const database = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    isStopped = true;
  };
  assert.equal(await closeAll([async () => undefined, database], 1), false);
  assert.equal(isStopped, true);
});

test('a start that does not hear the wish to stop is left behind soon after it, and one that ends by itself is not hurried', async () => {
  const wish = new AbortController();
  const hangs = unlessCalledOff(never, wish.signal, 20);
  const ends = unlessCalledOff(new Promise((resolve) => setTimeout(resolve, 10)), wish.signal, 60_000);
  const fails = unlessCalledOff(Promise.reject(new Error('the worker')), wish.signal, 20);
  await assert.rejects(fails, /the worker/u);
  wish.abort();
  await ends;
  await assert.rejects(hangs, (error) => error === wish.signal.reason);
});

test('a server finishes an open request and cuts off one that is not over in time', async () => {
  const server = createServer((asked, reply) => {
    if (asked.url === '/soon') setTimeout(() => reply.end('done'), 100);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const ask = (path: string): Promise<string> =>
    new Promise((resolve) => {
      const asked = request({ port, host: '127.0.0.1', path, method: 'POST' }, (reply) => {
        reply.resume();
        reply.once('end', () => resolve(`${reply.statusCode}`));
      });
      asked.once('error', () => resolve('cut off'));
      // The upload that never comes to its end.
      if (path === '/soon') asked.end();
      else asked.write('a');
    });
  const answers = [ask('/soon'), ask('/upload')];
  await new Promise((resolve) => setTimeout(resolve, 50));
  const app = { server, close: () => new Promise((resolve) => server.close(resolve)) };
  await closeServer(app, 400);
  assert.deepEqual(await Promise.all(answers), ['200', 'cut off']);
});
