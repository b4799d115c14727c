import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { textsFor } from '#platform/texts.ts';
import { readPhoneForm } from '#site/kit/code-forms.ts';
import type { RawForm, Reading } from '#site/kit/form-reader.ts';
import { tellingOf } from '#site/kit/told-by.ts';
import {
  readCheck,
  readClaim,
  readConsents,
  readEvidenceAct,
  readFacts,
  readMatter,
  readPurchase,
  readRespondent,
  readRole,
  readShort,
} from './answers.ts';
import { readDraft } from './read-draft.ts';
import { readAgent, readHelper, readJoint, readPerson } from './read-people.ts';
import { progressOf, stepAfter, stepBefore, stepsFor } from './steps.ts';

const today = '2026-04-21';

function answered<T>(reading: Reading<T>): T {
  if ('faults' in reading) assert.fail(JSON.stringify(reading.faults));
  return reading.answer;
}

const faultsOf = (reading: Reading<unknown>): string[] =>
  'faults' in reading ? reading.faults.map(({ field, says }) => `${field}: ${says}`) : [];

const warningsOf = (reading: Reading<unknown>): string[] =>
  'warnings' in reading ? reading.warnings.map(({ field }) => field) : [];

describe('what a person writes is read as it was meant', () => {
  test('a purchase: days and money in every usual writing', () => {
    for (const boughtOn of [
      '2026-04-12',
      '2026.4.12',
      '2026/4/12',
      '2026年4月12日',
      '２０２６年４月１２日',
      '20260412',
      '2026年4月12日（星期日）',
      '12 Apr 2026',
      'Sun 12 Apr 2026',
      'Sunday, 12 April 2026',
      'Apr 12, 2026',
      ' 2026-4-12 ',
    ])
      for (const amount of ['1280', '¥1,280.00', '１２８０元', '1280.00']) {
        const answer = answered(readPurchase({ online: 'no', goods: '电饭煲', boughtOn, amount }, today));
        assert.deepEqual([answer.boughtOn, answer.amount, answer.online], ['2026-04-12', 128_000, false]);
      }
  });

  test('a day that is none, or has not come, is asked for again; nothing is guessed', () => {
    const of = (boughtOn: string) => faultsOf(readPurchase({ online: 'yes', goods: 'x', boughtOn }, today));
    assert.deepEqual(of('2026-02-30'), ['boughtOn: site:fault.day-unreadable']);
    assert.deepEqual(of('31 Feb 2026'), ['boughtOn: site:fault.day-unreadable']);
    assert.deepEqual(of('12 Brumaire 2026'), ['boughtOn: site:fault.day-unreadable']);
    assert.deepEqual(of('上个月'), ['boughtOn: site:fault.day-unreadable']);
    assert.deepEqual(of('2026-04-22'), ['boughtOn: site:fault.day-to-come']);
    assert.deepEqual(of('2026-04-21'), []);
    assert.deepEqual(of(''), []);
  });

  test('a respondent may be found, a platform shop, described, or nearly unknown', () => {
    assert.deepEqual(answered(readRespondent({ chosen: 'operator:op-1', name: 'ignored' })), {
      kind: 'operator',
      operator: 'op-1',
    });
    assert.deepEqual(
      answered(readRespondent({ chosen: 'platform-shop', platform: '某商城', shop: '某店', link: '' })),
      { kind: 'platform-shop', platform: '某商城', shop: '某店' },
    );
    assert.deepEqual(answered(readRespondent({ chosen: 'shop:s1' })), { kind: 'registered-shop', shop: 's1' });
    assert.deepEqual(answered(readRespondent({ chosen: 'described', clue: '收款码上写着“小李”' })), {
      kind: 'described',
      clue: '收款码上写着“小李”',
    });
    assert.deepEqual(faultsOf(readRespondent({ chosen: 'described' })), ['name: filing:fault.respondent-clue']);
    assert.deepEqual(faultsOf(readRespondent({})), ['chosen: filing:fault.respondent']);
    assert.deepEqual(faultsOf(readRespondent({ chosen: 'operator:' })), ['chosen: filing:fault.respondent']);
  });

  test('a wrong check digit warns and never blocks', () => {
    assert.deepEqual(warningsOf(readRespondent({ chosen: 'described', licence: '91330100MA0000000X' })), ['licence']);
    const person = { name: '林晓', phone: '13800001234', address: '桃源里', idKind: 'resident-id' };
    assert.deepEqual(warningsOf(readPerson({ ...person, idNumber: '11010519491231002X' }, 'complaint')), []);
    assert.deepEqual(warningsOf(readPerson({ ...person, idNumber: '110105194912310021' }, 'complaint')), ['idNumber']);
  });

  test('a complaint asks who one is, a report does not insist, a question asks where to answer', () => {
    assert.equal(faultsOf(readPerson({}, 'complaint')).length, 5);
    assert.deepEqual(answered(readPerson({ named: 'no', name: '林晓' }, 'report')), { kind: 'anonymous' });
    assert.deepEqual(faultsOf(readPerson({ name: '林晓', phone: '13800001234' }, 'question')), []);
    assert.deepEqual(warningsOf(readPerson({ name: '林晓', phone: '隔壁小卖部' }, 'question')), ['phone']);
  });

  test('form 2 note 2: the role of a helper frees nobody of what a report under a real name needs', () => {
    const known = { name: '孙奶奶', phone: '13800001234' };
    const needs = ['address: filing:fault.address', 'idKind: filing:fault.id-kind', 'idNumber: filing:fault.id-number'];
    assert.deepEqual(faultsOf(readPerson(known, 'complaint', 'helper')), []);
    assert.deepEqual(faultsOf(readPerson({ ...known, named: 'yes' }, 'report', 'helper')), needs);
    assert.deepEqual(faultsOf(readPerson({ ...known, reportNamed: 'yes' }, 'both', 'helper')), needs);
    assert.deepEqual(faultsOf(readPerson({ ...known, reportNamed: 'no' }, 'both', 'helper')), []);
    const steps = (matter: string) => ({
      ...{ matter: { matter }, role: { role: 'helper' } },
      person: { ...known, named: 'yes', reportNamed: 'yes' },
    });
    const read = (matter: string) => readDraft(steps(matter), today);
    assert.equal(read('complaint').role, 'helper');
    assert.ok(read('complaint').answers.person);
    for (const matter of ['report', 'both']) assert.equal(read(matter).answers.person, undefined, matter);
    assert.deepEqual([read('report').role, read('report').answers.role], [undefined, undefined], 'left over');
    assert.equal(read('both').role, 'helper');
  });

  test('how one is told may be left open; an e-mail needs an address, a letter is no electronic service (NTC-01)', () => {
    const person = {
      name: '林晓禾',
      phone: '13800001234',
      address: '桂花路 3 号',
      idKind: 'passport',
      idNumber: 'E12345678',
    };
    const wishOf = (raw: Record<string, string>) => {
      const answer = answered(readPerson({ ...person, ...raw }, 'complaint'));
      return answer.kind === 'named' && answer.telling !== undefined ? tellingOf(answer.telling) : undefined;
    };
    assert.equal(wishOf({}), undefined);
    assert.deepEqual(faultsOf(readPerson({ ...person, toldBy: 'e-mail' }, 'complaint')), [
      'email: site:toldBy.fault.emailNeeded',
    ]);
    assert.deepEqual(wishOf({ toldBy: 'e-mail', email: 'lin@example.org', electronic: 'yes' }), {
      tellBy: 'e-mail',
      electronic: true,
    });
    assert.deepEqual(wishOf({ toldBy: 'sms' }), { tellBy: 'sms', electronic: false });
    assert.deepEqual(wishOf({ toldBy: 'letter' }), { tellBy: 'letter', electronic: false, largePrint: false });
    assert.deepEqual(wishOf({ toldBy: 'large-letter', electronic: 'yes' }), {
      tellBy: 'letter',
      electronic: false,
      largePrint: true,
    });
    assert.deepEqual(wishOf({ electronic: 'yes' }), { electronic: true });
  });

  test('Order 121 art. 10(1): who has no telephone says so and is told by letter; the report beside a complaint may bear no name', () => {
    const person = { name: '王大爷', address: '桂花路 3 号', idKind: 'passport', idNumber: 'E12345678' };
    assert.deepEqual(faultsOf(readPerson(person, 'complaint')), ['phone: filing:fault.phone-or-none']);
    const none = { ...person, noPhone: 'yes' };
    assert.deepEqual(faultsOf(readPerson({ ...none, phone: '13800001234' }, 'complaint')), [
      'phone: filing:fault.phone-and-none',
    ]);
    assert.deepEqual(faultsOf(readPerson({ ...none, address: '' }, 'complaint')), ['address: filing:fault.address']);
    assert.deepEqual(faultsOf(readPerson({ ...none, toldBy: 'sms' }, 'complaint')), [
      'toldBy: filing:fault.no-phone-no-message',
    ]);
    const told = (raw: RawForm) => {
      const answer = answered(readPerson(raw, 'complaint'));
      return answer.kind === 'named' ? [answer.phone, answer.telling?.toldBy] : [];
    };
    assert.deepEqual(told(none), [undefined, 'letter']);
    assert.deepEqual(told({ ...none, toldBy: 'large-letter' }), [undefined, 'large-letter']);
    assert.deepEqual(faultsOf(readPerson({ ...person, phone: '13800001234' }, 'both')), [
      'reportNamed: filing:fault.reportNamed',
    ]);
    assert.deepEqual(faultsOf(readPerson({ ...none, reportNamed: 'yes' }, 'both')), [
      'reportNamed: filing:fault.report-needs-phone',
    ]);
    assert.deepEqual(faultsOf(readPerson({ ...none, reportNamed: 'no' }, 'both')), []);
    assert.deepEqual(faultsOf(readPerson({ noPhone: 'yes', name: '林晓' }, 'question')), ['phone: filing:fault.phone']);
  });

  test('a text that is both asks for both parts and keeps them apart', () => {
    assert.deepEqual(faultsOf(readFacts({}, 'both', today)), [
      'facts: filing:fault.facts',
      'breach: filing:fault.breach',
    ]);
    assert.deepEqual(answered(readFacts({ facts: '甲', breach: '乙' }, 'complaint', today)), { facts: '甲' });
  });

  test('a claim is at least one ticked or one written; amounts belong to what is ticked', () => {
    assert.deepEqual(faultsOf(readClaim({})), ['claims: filing:fault.claims']);
    assert.deepEqual(answered(readClaim({ claims: ['refund', 'return', 'nonsense'], refund: '12.5', damages: '99' })), {
      claims: ['return', 'refund'],
      refund: 1250,
    });
    assert.deepEqual(answered(readClaim({ details: '请道歉' })), { claims: [], details: '请道歉' });
  });

  test('no answer is no consent', () => {
    assert.equal(faultsOf(readConsents({ publish: 'yes' })).length, 1);
    assert.deepEqual(answered(readConsents({ publish: 'no', entrust: 'yes' })), { publish: false, entrust: true });
    assert.equal(faultsOf(readCheck({ truthful: 'on' }, 'complaint')).length, 1);
    assert.deepEqual(faultsOf(readCheck({}, 'question')), [], 'a question asserts nothing');
  });

  test('agent, helper, the short way and the files', () => {
    assert.equal(faultsOf(readAgent({}, today)).length, 7);
    assert.deepEqual(
      faultsOf(readAgent({ until: '2020-01-01' }, today)).map((fault) => fault.split(':')[0]),
      ['name', 'phone', 'address', 'idKind', 'idNumber', 'powers', 'matters', 'until'],
      'as they stand on the page',
    );
    assert.equal(faultsOf(readHelper({})).length, 4);
    assert.equal(faultsOf(readRole({ role: 'emperor' })).length, 1);
    for (const phone of ['12', '隔壁小卖部', '110', '86012345'])
      assert.deepEqual(
        faultsOf(readShort({ respondent: '家和电器', facts: '内胆脱落', phone })),
        ['phone: site:fault.phone-not-callable'],
        phone,
      );
    for (const phone of ['0571-88001234', '400-800-1234', '+852 2345 6789', '１３８ ００００ １２３４'])
      assert.deepEqual(faultsOf(readShort({ respondent: '家和电器', facts: '内胆脱落', phone })), [], phone);
    for (const phone of ['12', '隔壁小卖部', '0571-88001234', '400-800-1234'])
      assert.deepEqual(faultsOf(readPhoneForm({ phone })), ['phone: site:fault.phone-takes-no-code'], phone);
    for (const phone of ['13800001234', '+852 9123 4567']) assert.deepEqual(faultsOf(readPhoneForm({ phone })), []);
    assert.deepEqual(
      answered(readShort({ respondent: '家和电器', facts: '内胆脱落', phone: '13800001234' })).phone,
      '13800001234',
    );
    assert.deepEqual(readEvidenceAct({ act: 'remove:e1' }), { act: 'remove', evidence: 'e1' });
    assert.deepEqual(readEvidenceAct({}), { act: 'continue' });
  });

  test('line breaks count once and too long a text says by how much', () => {
    const reading = readFacts({ facts: '字\r\n'.repeat(2501) }, 'complaint', today);
    assert.ok('faults' in reading);
    assert.deepEqual(reading.faults, [
      { field: 'facts', says: 'site:fault.too-long', values: { most: 5000, over: 2 } },
    ]);
    assert.deepEqual(faultsOf(readFacts({ facts: '字\r\n'.repeat(2500) }, 'complaint', today)), []);
  });
});

test('any bytes in any field are read or named, never thrown, and every fault has its text', () => {
  const readers: readonly ((raw: RawForm) => Reading<unknown>)[] = [
    readMatter,
    readRespondent,
    (raw) => readPurchase(raw, today),
    (raw) => readFacts(raw, 'both', today),
    readClaim,
    readRole,
    (raw) => readPerson(raw, 'complaint'),
    (raw) => readPerson(raw, 'report'),
    (raw) => readAgent(raw, today),
    readJoint,
    readHelper,
    readConsents,
    (raw) => readCheck(raw, 'complaint'),
    readShort,
  ];
  const names = [
    'matter',
    'chosen',
    'platform',
    'shop',
    'name',
    'address',
    'phone',
    'licence',
    'online',
    'goods',
    'boughtOn',
    'amount',
    'facts',
    'breach',
    'claims',
    'refund',
    'damages',
    'details',
    'role',
    'named',
    'idKind',
    'idNumber',
    'powers',
    'others',
    'agreed',
    'relation',
    'told',
    'publish',
    'entrust',
    'truthful',
    'respondent',
  ];
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'yes',
      'no',
      'described',
      'platform-shop',
      'refund',
      'self',
      '\0',
      '\uD800',
      '999999999999999',
      '-1',
      '__proto__',
    ),
  );
  const form = fc.dictionary(fc.constantFrom(...names), fc.oneof(text, fc.array(text, { maxLength: 3 })));
  const texts = [textsFor('zh-CN', 'throw'), textsFor('en', 'throw')];
  fc.assert(
    fc.property(form, (raw) => {
      for (const read of readers) {
        const reading = read(raw);
        for (const { says, values } of 'faults' in reading ? reading.faults : reading.warnings)
          for (const t of texts) assert.ok(t(says, values).length > 0);
      }
    }),
    { numRuns: 400 },
  );
});

describe('the steps', () => {
  test('are counted honestly and lead from one to the next', () => {
    assert.equal(stepsFor('complaint').length, 10);
    assert.equal(stepsFor('complaint', 'agent').length, 11);
    assert.equal(stepsFor('report').length, 6);
    assert.equal(stepsFor('question').length, 4);
    assert.deepEqual(progressOf('claim', 'complaint'), { step: 6, total: 10 });
    assert.equal(stepAfter('matter', 'both'), 'role');
    assert.equal(stepAfter('role', 'both', 'helper'), 'helper');
    assert.equal(stepAfter('helper', 'both', 'helper'), 'respondent');
    assert.equal(stepAfter('person', 'both', 'helper'), 'consents');
    assert.equal(stepAfter('person', 'both', 'agent'), 'agent');
    assert.equal(stepAfter('check', 'complaint'), undefined);
    assert.equal(stepBefore('matter', 'complaint'), undefined);
  });
});
