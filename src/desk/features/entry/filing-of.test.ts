import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Value } from 'typebox/value';
import { FilingRequest } from '#modules/complaints/contract.ts';
import { QuestionRequest } from '#modules/intake/consultations/contract.ts';
import { ReportRequest } from '#modules/reports/contract.ts';
import { newEntry } from './entry-draft.ts';
import { type Entry, wishOf } from './filing-of.ts';

const told: Entry = {
  channel: 'counter',
  name: '孙桂兰',
  phone: '13800000011',
  address: '临溪区桂花路 3 号',
  respondentKind: 'ordinary',
  respondentName: '桥下理发',
  facts: '办卡以后搬走了。',
  claims: [{ kind: 'refund', amount: '960' }],
  publicity: true,
  entrust: false,
};

test('each kind goes to its own address in the shape the API takes', () => {
  const complaint = wishOf({ ...told, kind: 'complaint' });
  const report = wishOf({ ...told, kind: 'report', place: '桥下街' });
  const question = wishOf({ ...told, kind: 'question' });
  assert.deepEqual([complaint.path, report.path, question.path], ['/complaints', '/reports', '/consultations']);
  assert.ok(Value.Check(FilingRequest, complaint.body), JSON.stringify(complaint.body));
  assert.ok(Value.Check(ReportRequest, report.body), JSON.stringify(report.body));
  assert.ok(Value.Check(QuestionRequest, question.body), JSON.stringify(question.body));
});

test('whether it was bought online is told only where somebody chose', () => {
  const bought = (entry: Entry) => wishOf({ ...told, ...entry, kind: 'complaint', place: '桥下街' }).body['purchase'];
  assert.deepEqual([bought({}), bought(newEntry)], [{ place: '桥下街' }, { place: '桥下街' }]);
  assert.deepEqual(bought({ online: false }), { online: false, place: '桥下街' });
  const { body } = wishOf({ ...newEntry, ...told });
  assert.ok(Value.Check(FilingRequest, body), JSON.stringify(body));
});

test('somebody without a telephone is entered with none, and an unnamed reporter not at all', () => {
  const { body } = wishOf({ ...told, kind: 'complaint', noPhone: true, largePrint: true });
  assert.deepEqual(body['complainant'], { name: '孙桂兰', address: '临溪区桂花路 3 号' });
  assert.equal(body['largePrint'], true);
  assert.equal('reporter' in wishOf({ ...told, kind: 'report', unnamed: true }).body, false);
});

test('those who complain together stand beside the complainant, one of them as second representative', () => {
  const joint = [{ name: '王芳', phone: '13800000012' }, { name: '李强', idNumber: '990102199001010023' }, {}];
  const { body } = wishOf({
    ...told,
    kind: 'complaint',
    hasJoint: true,
    joint,
    secondRepresentative: 1,
    jointAgreed: true,
  });
  assert.ok(Value.Check(FilingRequest, body), JSON.stringify(body));
  assert.deepEqual(body['joint'], [
    { name: '王芳', phone: '13800000012' },
    { name: '李强', idType: 'resident-id', idNumber: '990102199001010023' },
  ]);
  assert.deepEqual([body['representatives'], body['jointAgreed']], [[1], true]);
  assert.equal('joint' in wishOf({ ...told, kind: 'complaint', joint }).body, false);
});

test('an agent is entered with its identity, the power that was seen and its scan; the other papers about persons go along', () => {
  const { body } = wishOf({
    ...told,
    kind: 'complaint',
    email: 'sun@example.org',
    tellBy: 'e-mail',
    hasAgent: true,
    agentName: '周凯',
    agentPhone: '13800000013',
    agentMatters: '办理本投诉',
    agentPowers: 'special',
    agentUntil: '2026-12-31',
    agentIdType: 'resident-id',
    agentIdNumber: '990102199001010023',
    agentOriginalSeen: true,
    agentPower: [{ file: '00000000-0000-7000-8000-00000000f001', name: '委托书.pdf' }],
    hasJoint: true,
    joint: [{ name: '王芳', idType: 'passport', idNumber: 'E00000000' }],
    jointAgreed: true,
    jointChoice: [{ file: '00000000-0000-7000-8000-00000000f002', name: '推选书.pdf' }],
    hasHelper: true,
    helperRelation: 'keeper',
    helperName: '站长老吴',
    helperStation: '桂花路维权服务站',
    helperTold: 'voice',
    helperRecording: [{ file: '00000000-0000-7000-8000-00000000f003', name: '口述.m4a' }],
  });
  assert.ok(Value.Check(FilingRequest, body), JSON.stringify(body));
  assert.deepEqual(body['agent'], {
    ...{ name: '周凯', phone: '13800000013', matters: '办理本投诉', powers: 'special', until: '2026-12-31' },
    ...{ idType: 'resident-id', idNumber: '990102199001010023', originalSeen: true },
  });
  assert.deepEqual(body['papers'], [
    { file: '00000000-0000-7000-8000-00000000f001', purpose: 'power-of-attorney' },
    { file: '00000000-0000-7000-8000-00000000f002', purpose: 'representation' },
    { file: '00000000-0000-7000-8000-00000000f003', purpose: 'telling' },
  ]);
  assert.deepEqual(body['joint'], [{ name: '王芳', idType: 'passport', idNumber: 'E00000000' }]);
  assert.deepEqual(body['helper'], {
    ...{ relation: 'keeper', name: '站长老吴', station: '桂花路维权服务站', told: 'voice' },
  });
  assert.equal(body['tellBy'], 'e-mail');
});

test('the day of the hotline goes along with an order of the hotline alone', () => {
  const hotlineReceivedOn = '2026-04-16';
  const dayOn = (channel: string) => wishOf({ ...told, channel, hotlineReceivedOn }).body['hotlineReceivedOn'];
  assert.deepEqual([dayOn('hotline-12345'), dayOn('phone')], [hotlineReceivedOn, undefined]);
});

test('a day of receipt goes along only where one can be stated', () => {
  assert.equal(wishOf({ ...told, receivedOn: '2026-04-17' }).body['receivedOn'], undefined);
  assert.equal(wishOf({ ...told, channel: 'letter', receivedOn: '2026-04-17' }).body['receivedOn'], '2026-04-17');
});
