import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';
import {
  type Arrival,
  objectionToAddress,
  objectionToChannel,
  objectionToHotlineDay,
  objectionToReceipt,
} from './channel-objection.ts';

const today = '2026-04-20' as Day;
const as = (kind: Actor['kind']): Actor => ({
  kind,
  account: 'a',
  roles: kind === 'staff' ? ['intake-officer'] : [],
  tenants: [],
  bureaus: [],
  principals: [],
});
const channelFault = (arrival: Arrival, kind: Actor['kind'] = 'staff') =>
  objectionToChannel(arrival, as(kind))?.refusal;
const dayFault = (arrival: Arrival, rule = 'CMP-01') => objectionToReceipt(arrival, today, { rulebook, rule })?.refusal;

describe('CMP-01 runs from the receipt, which an official states (Order 121 arts 15, 40, 45)', () => {
  test('nobody but an official can say that something came through the hotline, by letter or from 12315', () => {
    for (const channel of ['counter', 'phone', 'letter', 'hotline-12345', 'platform-12315']) {
      assert.equal(channelFault({ channel, externalNumber: '1' }, 'consumer'), 'channel-not-yours', channel);
      assert.equal(channelFault({ channel, externalNumber: '1' }, 'operator'), 'channel-not-yours', channel);
      assert.equal(channelFault({ channel, externalNumber: '1' }), undefined, channel);
    }
    assert.equal(channelFault({ channel: 'web' }, 'consumer'), undefined);
    assert.equal(channelFault({}, 'consumer'), undefined);
  });

  test('what was registered in 12315 brings its number and its day', () => {
    const channel = 'platform-12315';
    assert.equal(channelFault({ channel }), 'registration-number-missing');
    assert.equal(channelFault({ channel, externalNumber: '  ' }), 'registration-number-missing');
    assert.equal(dayFault({ channel }), 'registration-day-missing');
    assert.equal(dayFault({ channel, receivedOn: '2026-04-17' }), undefined);
  });

  test('the hotline’s own day is of its orders only, a day, and not after receipt here', () => {
    const fault = (given: Arrival) => objectionToHotlineDay({ channel: 'hotline-12345', ...given }, today)?.refusal;
    assert.equal(fault({}), undefined);
    assert.equal(fault({ hotlineReceivedOn: '2026-04-16', receivedOn: '2026-04-17' }), undefined);
    assert.equal(fault({ hotlineReceivedOn: '2026-04-18', receivedOn: '2026-04-17' }), 'hotline-day-after-receipt');
    assert.equal(fault({ hotlineReceivedOn: '2026-04-21' }), 'hotline-day-after-receipt');
    assert.equal(fault({ hotlineReceivedOn: '2026-02-30' }), 'receipt-day-not-a-day');
    const phone = { channel: 'phone', hotlineReceivedOn: '2026-04-16' };
    assert.equal(fault(phone), 'hotline-day-of-another-channel');
  });

  test('a day of receipt is a day, not ahead, and only of what can lie before it is entered', () => {
    assert.equal(dayFault({ channel: 'letter', receivedOn: '2026-04-20' }), undefined);
    assert.equal(dayFault({ channel: 'letter' }), undefined);
    assert.equal(dayFault({ channel: 'letter', receivedOn: '2026-04-21' }), 'receipt-day-ahead');
    assert.equal(dayFault({ channel: 'letter', receivedOn: '2026-02-30' }), 'receipt-day-not-a-day');
    assert.equal(dayFault({ channel: 'counter', receivedOn: '2026-04-17' }), 'receipt-day-is-today');
    assert.equal(dayFault({ receivedOn: '2026-04-17' }), 'receipt-day-is-today');
  });

  test('CMP-01 CMP-05 RCV-01 a day long past is asked about once more, one before any rule is a slip', () => {
    const letter = (receivedOn: string, receivedLongAgo?: boolean) => ({
      channel: 'letter',
      receivedOn,
      receivedLongAgo,
    });
    assert.equal(dayFault(letter('2026-04-05')), undefined);
    assert.equal(dayFault(letter('2026-04-04')), 'receipt-day-long-past');
    assert.equal(dayFault(letter('2026-04-04', true)), undefined);
    assert.equal(dayFault(letter('2014-03-15', true)), undefined);
    assert.equal(dayFault(letter('2014-03-14', true)), 'receipt-day-before-the-law');
    assert.equal(dayFault(letter('2019-12-31', true), 'CMP-05'), 'receipt-day-before-the-law');
  });

  test('without a telephone number an address is needed', () => {
    assert.equal(objectionToAddress({})?.refusal, 'no-phone-no-address');
    assert.equal(objectionToAddress({ address: ' ' })?.refusal, 'no-phone-no-address');
    assert.equal(objectionToAddress({ address: '临溪路 1 号' }), undefined);
    assert.equal(objectionToAddress({ phone: '13800000001' }), undefined);
  });
});
