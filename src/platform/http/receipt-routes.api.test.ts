import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import { type Api, openApi } from '#test/api.ts';
import { openWorld, type World } from '#test/world.ts';
import { nobody } from '../db.ts';
import { demoMailbox } from '../messages/demo-mailbox.ts';
import { httpSmsGateway } from '../messages/http-sms.ts';
import { Messages } from '../messages/messages.ts';
import type { ReceiptDoor } from '../messages/receipt-door.ts';
import { takeEarlyReceipts } from '../messages/receipt-store.ts';
import { receiptRoutes } from './receipt-routes.ts';

const secret = 'shared with the operator only';
const reading = { list: 'reports', reference: ['id'], status: 'stat', delivered: ['DELIVRD'], code: 'err' } as const;
const signed: ReceiptDoor = { by: 'signature', secret, header: 'x-signature', reading, answer: '{"result":0}' };
const byAddress: ReceiptDoor = { by: 'address', secret: 'in-the-address-0123456789', reading };

let world: World;
const apis: Api[] = [];
const openWith = async (door?: ReceiptDoor): Promise<{ api: Api; messages: Messages }> => {
  const { database } = world.context;
  const mailbox = demoMailbox(database);
  const messages = new Messages(database, { sms: mailbox, email: mailbox, ...(door === undefined ? {} : { door }) });
  const api = await openApi(world, [receiptRoutes(database, messages)]);
  apis.push(api);
  return { api, messages };
};
before(async () => {
  world = await openWorld();
});
after(async () => {
  for (const api of apis) await api.close();
  await world.close();
});

const url = '/api/v1/messages/receipts';
const signatureOf = (payload: string | Buffer) => createHmac('sha256', secret).update(payload).digest('hex');

const bring = async (api: Api, payload: string | Buffer, headers: Record<string, string> = {}, at = url) => {
  const answer = await api.app.inject({
    method: 'POST',
    url: at,
    payload,
    headers: { 'content-type': 'application/json', 'x-signature': signatureOf(payload), ...headers },
  });
  return { status: answer.statusCode, body: answer.body, code: answer.statusCode === 200 ? '' : answer.json().code };
};

const stateOf = async (delivery: string): Promise<unknown> =>
  await world.context.database.transact(nobody, (tx) =>
    tx.one('select state, reason, receipt_code as code from message_delivery where message_delivery = $1', [delivery]),
  );

describe('receipts brought by the operator', () => {
  test('signed ones are taken, each once, and answered as the operator wants it', async () => {
    const { api, messages } = await openWith(signed);
    const sent = await messages.sendOnce({
      channel: 'sms',
      to: '13800005555',
      subject: 's',
      body: 'b',
      purpose: 'paper-notice',
      tenant: 'yunqi',
      subjectRef: 'paper:x',
    });
    assert.ok(!isRefusal(sent));
    const payload = JSON.stringify({ reports: [{ id: sent.delivery, stat: 'UNDELIV', err: 'MK:0001' }] });
    const taken = await bring(api, payload);
    assert.deepEqual([taken.status, taken.body], [200, '{"result":0}']);
    assert.deepEqual(await stateOf(sent.delivery), { state: 'failed', reason: 'no-such-number', code: 'MK:0001' });
    assert.equal((await bring(api, payload)).status, 200);
  });

  test('a number that fits several messages changes none of them; one of 64 bits fits its own alone', async () => {
    const { api } = await openWith(signed);
    const { database } = world.context;
    const sentAs = async (answered: string): Promise<string> => {
      const server = createServer((_incoming, outgoing) => outgoing.end(`{"code":0,"data":{"messageId":${answered}}}`));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
      const sms = httpSmsGateway({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
        method: 'POST',
        contentType: 'application/json',
        body: '{"mobile":"{{to}}"}',
        reference: 'data.messageId',
      });
      const sent = await new Messages(database, { sms, email: sms }).send({
        ...{ channel: 'sms', to: '13800005555', subject: 's', body: 'b' },
        ...{ purpose: 'paper-notice', tenant: 'yunqi' },
      });
      server.close();
      assert.ok(!isRefusal(sent));
      return sent.delivery;
    };
    const first = await sentAs('7309871234567890101');
    const next = await sentAs('7309871234567890102');
    const failed = '{"reports":[{"id":7309871234567890101,"stat":"UNDELIV","err":"MK:0001"}]}';
    assert.equal((await bring(api, failed)).status, 200);
    assert.deepEqual(await stateOf(first), { state: 'failed', reason: 'no-such-number', code: 'MK:0001' });
    assert.deepEqual(await stateOf(next), { state: 'sent', reason: null, code: null });
    const twice = [await sentAs('"again"'), await sentAs('"again"')];
    assert.equal((await bring(api, '{"reports":[{"id":"again","stat":"DELIVRD"}]}')).status, 200);
    for (const one of twice) assert.deepEqual(await stateOf(one), { state: 'sent', reason: null, code: null });
  });

  test('a number that comes round again is that of the message that waits; one that was stored rounded is found when the rest had its time', async () => {
    const { api, messages } = await openWith(signed);
    const change = (set: string, delivery: string) =>
      world.context.database.transact(nobody, (tx) =>
        tx.run(`update message_delivery set ${set} where message_delivery = $1`, [delivery]),
      );
    const sent = async (number: string, at = 'at'): Promise<string> => {
      const left = await messages.send({
        ...{ channel: 'sms', to: '13800005555', subject: 's', body: 'b' },
        ...{ purpose: 'paper-notice', tenant: 'yunqi' },
      });
      assert.ok(!isRefusal(left));
      await change(`gateway_ref = '${number}', at = ${at}`, left.delivery);
      return left.delivery;
    };
    const ended = async (delivery: string) => ((await stateOf(delivery)) as { state: string }).state;
    const first = await sent('round-1');
    await bring(api, '{"reports":[{"id":"round-1","stat":"DELIVRD"}]}');
    const forgotten = await sent('round-1', "at - interval '20 days'");
    const next = await sent('round-1');
    await bring(api, '{"reports":[{"id":"round-1","stat":"UNDELIV","err":"MK:0001"}]}');
    assert.deepEqual([await ended(first), await ended(forgotten), await ended(next)], ['delivered', 'sent', 'failed']);

    // On its way while the service was upgraded: its number was stored rounded.
    const [flying, one, other] = [
      await sent('7309871234567990000'),
      await sent('7309871234568990000'),
      await sent('7309871234568990000'),
    ];
    await bring(
      api,
      '{"reports":[{"id":7309871234567990101,"stat":"DELIVRD"},{"id":7309871234568990101,"stat":"DELIVRD"}]}',
    );
    await takeEarlyReceipts(world.context.database);
    assert.equal(await ended(flying), 'sent', 'our own record may be slower');
    await world.context.database.transact(nobody, (tx) =>
      tx.run(
        `insert into message_receipt (message_receipt, reference, outcome, reason, code, received_at)
         select gen_random_uuid(), reference, outcome, reason, code, received_at - interval '10 minutes' from message_receipt`,
      ),
    );
    await takeEarlyReceipts(world.context.database);
    assert.deepEqual([await ended(flying), await ended(one), await ended(other)], ['delivered', 'sent', 'sent']);
  });

  test('nobody else gets in, and learns nothing', async () => {
    const { api } = await openWith(signed);
    const payload = '{"reports":[]}';
    for (const headers of [
      { 'x-signature': '' },
      { 'x-signature': signatureOf(`${payload} `) },
      { 'x-signature': 'zz'.repeat(32) },
      { authorization: 'Bearer not-one-of-ours-0123456789', 'x-signature': '' },
    ]) {
      const refused = await bring(api, payload, headers);
      assert.deepEqual([refused.status, refused.code], [401, 'receipts-not-signed']);
    }
    assert.equal((await bring(api, payload, {}, `${url}/${secret.replaceAll(' ', '')}`)).code, 'receipts-not-signed');
    const closed = await openWith();
    assert.deepEqual(await bring(closed.api, payload).then(({ status, code }) => [status, code]), [
      404,
      'route-not-found',
    ]);
  });

  test('a secret in the address, for operators that can do nothing else; a form whose member holds the list', async () => {
    const { api } = await openWith(byAddress);
    const payload = new URLSearchParams({ reports: '[{"id":"far","stat":"DELIVRD"}]' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const taken = await bring(api, payload, headers, `${url}/${byAddress.secret}`);
    assert.deepEqual([taken.status, taken.body], [200, '{"code":0}']);
    assert.equal((await bring(api, payload, headers, `${url}/another`)).status, 401);
    assert.equal((await bring(api, payload, headers)).status, 401);
  });

  test('whatever is brought under a good signature ends in a clear answer, and nothing is half taken', async () => {
    const { api } = await openWith(signed);
    const statusOf = async (payload: string | Buffer, headers: Record<string, string> = {}) => {
      const { status, code } = await bring(api, payload, headers);
      return `${status} ${code}`;
    };
    assert.equal(await statusOf(''), '400 body-malformed');
    assert.equal(await statusOf('{'), '400 body-malformed');
    assert.equal(await statusOf(Buffer.from([0xff, 0xfe, 0x00])), '400 body-malformed');
    for (const body of [
      null,
      [],
      {},
      'text',
      { reports: 'x' },
      { reports: [null] },
      { reports: [{ id: '1' }] },
      { reports: [{ id: 'a\u0000b', stat: 'DELIVRD' }] },
      { reports: [{ id: '\ud800', stat: 'DELIVRD' }] },
      {
        reports: [
          { id: 'ok', stat: 'DELIVRD' },
          { id: { $gt: '' }, stat: 'DELIVRD' },
        ],
      },
      { reports: Array(1_001).fill({ id: '1', stat: 'DELIVRD' }) },
    ])
      assert.equal(
        await statusOf(JSON.stringify(body)),
        '422 receipts-not-readable',
        JSON.stringify(body).slice(0, 60),
      );
    assert.match(await statusOf('<xml/>', { 'content-type': 'application/xml' }), /^415 /u);
    assert.match(await statusOf('x'.repeat(1_100_000)), /^413 /u);
    const early = await world.context.database.transact(nobody, (tx) =>
      tx.rows("select 1 from message_receipt where reference = 'ok'"),
    );
    assert.deepEqual(early, []);
    const sql = [{ id: "x'; drop table message_delivery; --", stat: 'DELIVRD' }];
    assert.equal(await statusOf(JSON.stringify({ reports: sql })), '422 receipts-not-readable');
    assert.equal(await statusOf(JSON.stringify({ reports: [{ id: "x';drop", stat: 'DELIVRD' }] })), '200 ');
  });
});
