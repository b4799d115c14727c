import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { RawForm, Reading } from '#site/kit/form-reader.ts';
import {
  readCheck,
  readClaim,
  readConsents,
  readFacts,
  readMatter,
  readPurchase,
  readRespondent,
  readRole,
  readShort,
} from './answers.ts';
import { readAgent, readHelper, readJoint, readPerson } from './read-people.ts';

/** Every fault by itself: an answer that is whole but for one thing is asked for that one thing, at its field. */

const today = '2026-04-21';
type Read = (raw: RawForm) => Reading<unknown>;
type Row = readonly [fault: string, field: string, instead: RawForm];
type Step = { readonly read: Read; readonly whole: RawForm; readonly rows: readonly Row[] };

const identity = { idKind: 'passport', idNumber: 'E12345678' };
const contact = { name: '林晓禾', phone: '13800000001' };
const person = { ...contact, address: '桂花路 12 号', ...identity };
const listed = '王强 13800000002\n李梅 13800000003';
const long = (most: number) => '字'.repeat(most + 1);

const steps: Readonly<Record<string, Step>> = {
  matter: {
    read: readMatter,
    whole: { matter: 'complaint' },
    rows: [['filing:fault.matter', 'matter', { matter: 'x' }]],
  },
  'respondent in words': {
    read: readRespondent,
    whole: { chosen: 'described', name: '强健健身' },
    rows: [
      ['filing:fault.respondent', 'chosen', { chosen: '' }],
      ['filing:fault.respondent-clue', 'name', { name: ' ' }],
      ['site:fault.too-long', 'contact', { contact: long(100) }],
      ['site:fault.unstorable', 'address', { address: '桂花路\0' }],
    ],
  },
  'shop on a platform': {
    read: readRespondent,
    whole: { chosen: 'platform-shop', platform: '好物网', shop: '晴天小店' },
    rows: [
      ['filing:fault.platform', 'platform', { platform: '' }],
      ['filing:fault.shop', 'shop', { shop: '' }],
    ],
  },
  purchase: {
    read: (raw) => readPurchase(raw, today),
    whole: { goods: '电饭煲', online: 'no' },
    rows: [
      ['filing:fault.goods', 'goods', { goods: '' }],
      ['filing:fault.online', 'online', { online: '' }],
      ['site:fault.day-unreadable', 'boughtOn', { boughtOn: '2026-02-30' }],
      ['site:fault.day-to-come', 'boughtOn', { boughtOn: '2026-04-22' }],
      ['site:fault.money-not-a-number', 'amount', { amount: '很多' }],
    ],
  },
  complaint: {
    read: (raw) => readFacts(raw, 'complaint', today),
    whole: { facts: '买后不能用。' },
    rows: [['filing:fault.facts', 'facts', { facts: '' }]],
  },
  report: {
    read: (raw) => readFacts(raw, 'report', today),
    whole: { breach: '没有明码标价。' },
    rows: [['filing:fault.breach', 'breach', { breach: '' }]],
  },
  question: {
    read: (raw) => readFacts(raw, 'question', today),
    whole: { question: '怎样投诉？' },
    rows: [['filing:fault.question', 'question', { question: '' }]],
  },
  claim: {
    read: readClaim,
    whole: { claims: ['refund'], refund: '19' },
    rows: [['filing:fault.claims', 'claims', { claims: [] }]],
  },
  role: { read: readRole, whole: { role: 'self' }, rows: [['filing:fault.role', 'role', { role: '' }]] },
  'who complains': {
    read: (raw) => readPerson(raw, 'complaint'),
    whole: person,
    rows: [
      ['filing:fault.name', 'name', { name: '' }],
      ['filing:fault.phone-or-none', 'phone', { phone: '' }],
      ['filing:fault.phone-and-none', 'phone', { noPhone: 'yes' }],
      ['filing:fault.address', 'address', { address: '' }],
      ['filing:fault.id-kind', 'idKind', { idKind: '' }],
      ['filing:fault.id-number', 'idNumber', { idNumber: '' }],
      ['filing:fault.no-phone-no-message', 'toldBy', { phone: '', noPhone: 'yes', toldBy: 'sms' }],
      ['site:toldBy.fault.emailNeeded', 'email', { toldBy: 'e-mail' }],
    ],
  },
  'who reports': {
    read: (raw) => readPerson(raw, 'report'),
    whole: { ...person, named: 'yes' },
    rows: [
      ['filing:fault.named', 'named', { named: '' }],
      ['filing:fault.phone', 'phone', { phone: '' }],
    ],
  },
  'who does both': {
    read: (raw) => readPerson(raw, 'both'),
    whole: { ...person, reportNamed: 'no' },
    rows: [
      ['filing:fault.reportNamed', 'reportNamed', { reportNamed: '' }],
      ['filing:fault.report-needs-phone', 'reportNamed', { phone: '', noPhone: 'yes', reportNamed: 'yes' }],
    ],
  },
  agent: {
    read: (raw) => readAgent(raw, today),
    whole: { ...contact, ...identity, address: '竹林路 8 号', powers: 'general', matters: '退款' },
    rows: [
      ['filing:fault.agent-name', 'name', { name: '' }],
      ['filing:fault.phone', 'phone', { phone: '' }],
      ['site:agent.fault.address', 'address', { address: '' }],
      ['filing:fault.powers', 'powers', { powers: '' }],
      ['filing:fault.matters', 'matters', { matters: '' }],
      ['filing:fault.agent-until', 'until', { until: '2026-04-20' }],
    ],
  },
  'those who complain along': {
    read: readJoint,
    whole: { others: listed, agreed: 'yes' },
    rows: [
      ['filing:fault.others', 'others', { others: '' }],
      ['filing:fault.number-without-name', 'others', { others: `${listed}\n13800000009` }],
      ['filing:fault.listed-twice', 'others', { others: `${listed}\n王强 13800000002` }],
      ['filing:fault.agreed', 'agreed', { agreed: '' }],
      ['filing:fault.second-not-listed', 'secondName', { secondName: '赵云' }],
      ['filing:fault.second-which', 'secondPhone', { others: `${listed}\n王强 13800000008`, secondName: '王强' }],
    ],
  },
  helper: {
    read: readHelper,
    whole: { ...contact, relation: 'clerk', told: 'in-person' },
    rows: [
      ['filing:fault.helper-name', 'name', { name: '' }],
      ['filing:fault.phone', 'phone', { phone: '' }],
      ['filing:fault.relation', 'relation', { relation: '' }],
      ['filing:fault.told', 'told', { told: '' }],
    ],
  },
  consents: {
    read: readConsents,
    whole: { publish: 'no', entrust: 'yes' },
    rows: [
      ['filing:fault.publish', 'publish', { publish: '' }],
      ['filing:fault.entrust', 'entrust', { entrust: '' }],
    ],
  },
  check: {
    read: (raw) => readCheck(raw, 'complaint'),
    whole: { truthful: 'yes' },
    rows: [['filing:fault.truthful', 'truthful', { truthful: '' }]],
  },
  'three questions': {
    read: (raw) => readShort(raw),
    whole: { respondent: '楼下健身房', facts: '办卡后停业。', phone: '13800000001' },
    rows: [
      ['filing:fault.short-respondent', 'respondent', { respondent: '' }],
      ['filing:fault.facts', 'facts', { facts: '' }],
      ['filing:fault.phone', 'phone', { phone: '' }],
      ['site:fault.phone-not-callable', 'phone', { phone: '无' }],
    ],
  },
};

for (const [name, { read, whole, rows }] of Object.entries(steps))
  describe(`a filing asks for what is wrong, and for nothing else: ${name}`, () => {
    test('whole, nothing is asked', () => assert.deepEqual('faults' in read(whole) && read(whole), false));
    for (const [says, field, instead] of rows)
      test(`${says} at ${field}`, () => {
        const reading = read({ ...whole, ...instead });
        const said = 'faults' in reading ? reading.faults.map((one) => [one.field, one.says]) : [];
        assert.deepEqual(said, [[field, says]]);
      });
  });

test('no fault of the readers is missing here', () => {
  const sources = ['answers.ts', 'read-people.ts'].map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'));
  const written = new Set(sources.join().match(/'(?:filing|site:toldBy)[:.]fault\.[a-zA-Z-]+'/gu));
  const tried = new Set(Object.values(steps).flatMap(({ rows }) => rows.map(([says]) => `'${says}'`)));
  assert.ok(written.size > 30, `${written.size}`);
  assert.deepEqual(
    [...written].filter((one) => !tried.has(one)),
    [],
  );
});
