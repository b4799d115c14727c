import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { receiptsFault } from './http-sms.ts';
import { type ReceiptReading, readReceipts } from './receipt.ts';
import { bodyOf, mayEnter, type ReceiptDoor } from './receipt-door.ts';

const reading: ReceiptReading = {
  reference: ['out_id', 'biz_id'],
  status: 'success',
  delivered: ['true'],
  code: 'err_code',
  reasons: { 'MK:0005': 'switched-off' },
};

describe('receipts in the form of an operator', () => {
  test('a list, one alone and a list inside an envelope are read', () => {
    const one = { biz_id: '77', success: true, err_code: 'DELIVERED' };
    const arrived = [{ reference: '77', outcome: 'delivered' }];
    assert.deepEqual(readReceipts(reading, [one]), arrived);
    assert.deepEqual(readReceipts(reading, one), arrived);
    assert.deepEqual(readReceipts({ ...reading, list: 'data.list' }, { data: { list: [one] } }), arrived);
  });

  test('our own number of the message comes before theirs, and failures are said in words of the house', () => {
    const failed = (err_code: string) => ({ biz_id: '77', out_id: 'ours', success: false, err_code });
    assert.deepEqual(readReceipts(reading, [failed('MK:0005'), failed('UNDELIV'), failed('什么')]), [
      { reference: 'ours', outcome: 'failed', reason: 'switched-off', code: 'MK:0005' },
      { reference: 'ours', outcome: 'failed', reason: 'undeliverable', code: 'UNDELIV' },
      { reference: 'ours', outcome: 'failed', reason: 'unknown' },
    ]);
  });

  test('what says nothing yet is left out, what is no receipt spoils the whole', () => {
    const states: ReceiptReading = { reference: ['id'], status: 'stat', delivered: ['DELIVRD'], waiting: ['ACCEPTD'] };
    assert.deepEqual(readReceipts(states, [{ id: '1', stat: 'ACCEPTD' }]), []);
    assert.equal(readReceipts(states, [{ id: '1', stat: 'DELIVRD' }, { id: '2' }]), undefined);
    assert.equal(readReceipts(states, [{ id: 'a b', stat: 'DELIVRD' }]), undefined);
    assert.equal(readReceipts({ ...states, list: 'constructor' }, {}), undefined);
    assert.equal(readReceipts(states, Array(1_001).fill({ id: '1', stat: 'DELIVRD' })), undefined);
  });

  test('whatever anybody sends, nothing is thrown and only short plain words come out', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        for (const receipt of readReceipts(reading, body) ?? []) {
          assert.match(receipt.reference, /^[\x21-\x7e]{1,200}$/u);
          assert.match(receipt.code ?? 'none', /^[A-Za-z0-9:_.-]{1,40}$/u);
        }
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), fc.boolean(), (bytes, asForm) => {
        bodyOf(asForm ? 'application/x-www-form-urlencoded' : 'application/json', Buffer.from(bytes));
      }),
    );
  });

  test('a number of 64 bits keeps its last digit, in JSON and in a form', () => {
    const long = '{"reports":[{"messageId":7309871234567890101,"status":"UNDELIV","at":1763700000000}]}';
    const read = bodyOf('application/json', Buffer.from(long));
    assert.deepEqual(read, {
      reports: [{ messageId: '7309871234567890101', status: 'UNDELIV', at: 1_763_700_000_000 }],
    });
    const states: ReceiptReading = { list: 'reports', reference: ['messageId'], status: 'status', delivered: ['D'] };
    assert.deepEqual(
      readReceipts(states, read)?.map(({ reference }) => reference),
      ['7309871234567890101'],
    );
    const form = new URLSearchParams({ reports: '[{"messageId":-9223372036854775808}]' }).toString();
    assert.deepEqual(bodyOf('application/x-www-form-urlencoded', Buffer.from(form)), {
      reports: [{ messageId: '-9223372036854775808' }],
    });
  });

  test('a form whose member holds JSON is opened', () => {
    const body = Buffer.from(new URLSearchParams({ report: '[{"id":"1"}]', sign: 'x' }).toString());
    assert.deepEqual(bodyOf('application/x-www-form-urlencoded; charset=utf-8', body), {
      report: [{ id: '1' }],
      sign: 'x',
    });
    assert.equal(bodyOf('application/json', Buffer.from([0xff, 0xfe])), undefined);
  });
});

describe('who may bring receipts', () => {
  const secret = 'a secret of twenty letters';
  const at = new Date('2026-11-28T02:00:00Z');
  const body = Buffer.from('[{"id":"1"}]');
  const door = (given: Partial<ReceiptDoor>): ReceiptDoor => ({
    by: 'signature',
    secret,
    header: 'X-Signature',
    reading,
    ...given,
  });
  const knock = (headers: Record<string, string>, key?: string) => ({ headers, body, key, at });
  const mac = (text: string, encoding: 'hex' | 'base64' = 'hex') =>
    createHmac('sha256', secret).update(text).digest(encoding);

  test('a signature over the very bytes', () => {
    assert.ok(mayEnter(door({}), knock({ 'x-signature': mac(body.toString()) })));
    assert.ok(!mayEnter(door({}), knock({ 'x-signature': mac('[{"id":"2"}]') })));
    assert.ok(!mayEnter(door({}), knock({ 'x-signature': '' })));
    assert.ok(!mayEnter(door({}), knock({})));
    const prefixed = door({ prefix: 'sha256=', encoding: 'base64' });
    assert.ok(mayEnter(prefixed, knock({ 'x-signature': `sha256=${mac(body.toString(), 'base64')}` })));
  });

  test('a signed time that is five minutes off is an old letter sent again', () => {
    const timed = door({ timestampHeader: 'x-timestamp' });
    const signed = (seconds: number) =>
      knock({ 'x-timestamp': String(seconds), 'x-signature': mac(`${seconds}.${body.toString()}`) });
    const now = at.getTime() / 1000;
    assert.ok(mayEnter(timed, signed(now - 300)));
    assert.ok(!mayEnter(timed, signed(now - 301)));
    assert.ok(!mayEnter(timed, knock({ 'x-timestamp': 'now', 'x-signature': mac(`now.${body.toString()}`) })));
  });

  test('a secret in a header or in the address, and never in the other place', () => {
    const byHeader = door({ by: 'header', header: 'authorization', prefix: 'Bearer ' });
    assert.ok(mayEnter(byHeader, knock({ authorization: `Bearer ${secret}` })));
    assert.ok(!mayEnter(byHeader, knock({ authorization: secret })));
    assert.ok(!mayEnter(byHeader, knock({}, secret)));
    const byAddress = door({ by: 'address' });
    assert.ok(mayEnter(byAddress, knock({}, secret)));
    assert.ok(!mayEnter(byAddress, knock({}, `${secret} `)));
    assert.ok(!mayEnter(byAddress, knock({ authorization: secret })));
  });

  test('a description that would let anybody in is found at the start', () => {
    const faultOf = (push: object, given: object = {}) =>
      receiptsFault({
        url: '',
        method: 'POST',
        contentType: 'application/json',
        body: '',
        receipts: { reading: { ...reading, ...given }, push: push as never },
      });
    assert.equal(faultOf({ by: 'address', secret }), undefined);
    assert.equal(faultOf({ by: 'address', secret: 'short' }), 'receipts.push.secret');
    assert.equal(faultOf({ by: 'nobody', secret }), 'receipts.push.by');
    assert.equal(faultOf({ by: 'signature', secret }), 'receipts.push.header');
    assert.equal(faultOf({ by: 'header', secret, header: 'x', answer: '{' }), 'receipts.push.answer');
    assert.equal(faultOf({ by: 'address', secret }, { reference: [] }), 'receipts.reading.reference');
    assert.equal(faultOf({ by: 'address', secret }, { delivered: undefined }), 'receipts.reading.delivered');
  });
});
