import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastify, { type FastifyInstance } from 'fastify';
import { answerErrors } from './errors.ts';
import { encodedText, fieldText, readQuery, readUtf8Only } from './utf8.ts';

const gbk = Buffer.from('c4fabac3', 'hex');
const latin = (text: string): string => Buffer.from(text).toString('latin1');

const appWithEcho = async (): Promise<FastifyInstance> => {
  const app = fastify({ routerOptions: { querystringParser: readQuery } });
  app.decorate('problemPage', undefined);
  app.decorateRequest('language', 'en');
  answerErrors(app);
  readUtf8Only(app);
  app.post('/', (request) => ({ body: request.body }));
  app.get('/', (request) => ({ query: request.query }));
  await app.ready();
  return app;
};

test('a body that is not UTF-8 is refused, one that says it is something else as well, and what is read comes unchanged', async () => {
  const app = await appWithEcho();
  const sent = async (type: string, payload: Buffer | string) => {
    const answer = await app.inject({ method: 'POST', url: '/', headers: { 'content-type': type }, payload });
    const { code, body } = answer.json();
    return [answer.statusCode, code ?? body];
  };
  const json = (value: Buffer) => Buffer.concat([Buffer.from('{"facts":"'), value, Buffer.from('"}')]);
  const utf8 = json(Buffer.from('您好\u{FFFD}𠮷é'));
  for (const type of [
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset="UTF8"',
    'application/json; charset=us-ascii',
  ])
    assert.deepEqual(await sent(type, utf8), [200, { facts: '您好\u{FFFD}𠮷é' }], type);
  assert.deepEqual(await sent('application/json', Buffer.concat([Buffer.from('\u{FEFF}'), utf8])), [
    200,
    { facts: '您好\u{FFFD}𠮷é' },
  ]);
  for (const [what, payload] of [
    ['GBK', json(gbk)],
    ['one byte of Latin-1', json(Buffer.from('caf\xe9', 'latin1'))],
    ['cut off in a character', json(Buffer.from('您').subarray(0, 2))],
    ['half a pair', json(Buffer.from('eda080', 'hex'))],
    ['UTF-16', Buffer.from('{"facts":"您"}', 'utf16le')],
  ] as const)
    assert.deepEqual(await sent('application/json', payload), [400, 'text-not-utf8'], what);
  for (const charset of ['GBK', 'gb18030', '"iso-8859-1"', 'utf-16'])
    assert.deepEqual(await sent(`application/json; charset=${charset}`, utf8), [415, 'text-not-utf8'], charset);
  assert.deepEqual(await sent('application/json', '{"__proto__":{"a":1}}'), [400, 'body-malformed']);
  assert.deepEqual(await sent('application/json', ''), [400, 'body-empty']);

  const form = 'application/x-www-form-urlencoded';
  assert.deepEqual(await sent(form, 'a=%E6%82%A8+%E5%A5%BD&b=1&b=2&c=100%&d=%E6%82%A8 50%'), [
    200,
    { a: '您 好', b: ['1', '2'], c: '100%', d: '您 50%' },
  ]);
  assert.deepEqual(await sent(form, Buffer.from('a=您好&b=%')), [200, { a: '您好', b: '%' }]);
  assert.deepEqual(await sent(form, 'a=%C4%FA%BA%C3'), [400, 'text-not-utf8']);
  assert.deepEqual(await sent(form, Buffer.concat([Buffer.from('a='), gbk])), [400, 'text-not-utf8']);
  assert.deepEqual(await sent(`${form}; charset=gbk`, 'a=1'), [415, 'text-not-utf8']);
  const keys = Array.from({ length: 1500 }, (_, at) => `k${at}=${at}`).join('&');
  assert.equal(Object.keys((await sent(form, keys))[1]).length, 1500);

  assert.deepEqual(await sent('text/plain', 'text'), [415, 'content-type-unsupported']);
  await app.close();
});

test('a query that is not UTF-8 is refused and finds nobody instead of the wrong ones', async () => {
  const app = await appWithEcho();
  const asked = async (url: string) => {
    const { code, query } = (await app.inject(url)).json();
    return code ?? query;
  };
  assert.deepEqual(await asked('/?q=%E5%BC%A0+100%25&r=a&r=b&s'), { q: '张 100%', r: ['a', 'b'], s: '' });
  assert.deepEqual(await asked('/?q=100%'), { q: '100%' });
  assert.equal(await asked('/?q=%C7%BF%BD%A1'), 'text-not-utf8');
  assert.equal(await asked('/?q=%FF'), 'text-not-utf8');
  assert.equal(await asked('/?%FF=1'), 'text-not-utf8');
  assert.deepEqual(await asked('/'), {});
  await app.close();
});

test('bytes of an address that nobody encoded are read as what they are', () => {
  assert.deepEqual({ ...readQuery(latin('q=张&p=%E5%BC%A0%')) }, { q: '张', p: '张%' });
  assert.equal(encodedText(gbk.toString('latin1')), undefined);
});

test('a field of a form with files: UTF-8 comes unchanged, anything else is told, a cut is no fault of its own', () => {
  for (const text of ['', '您好', 'café', '\u{FFFD}', '\u{FEFF}a', '𠮷', 'a\r\nb'])
    assert.equal(fieldText(latin(text), false), text);
  assert.equal(fieldText(gbk.toString('latin1'), false), undefined);
  assert.equal(fieldText('caf\xe9', false), undefined);
  // Of a part that says its charset, the parser hands over what it has read.
  assert.equal(fieldText('您好', false), '您好');
  assert.equal(fieldText('您\u{FFFD}', false), undefined);
  const cut = Buffer.from('您好').subarray(0, 5).toString('latin1');
  assert.equal(fieldText(cut, true), '您');
  assert.equal(fieldText(cut, false), undefined);
});
