import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseParty, CaseView } from '#modules/complaints/case-contract.ts';
import { whatPartiesRead } from '#modules/complaints/views/what-parties-read.ts';
import { textsFor } from '#platform/texts.ts';
import { siteAssets } from '#site/kit/assets.ts';
import { agreedHow, didOthers, isWithdrawn, lastReason, storyOf } from '#site/visit/case-parts.ts';
import { siteSamples } from '#test/site-samples/site-samples.ts';
import { peopleOf } from './follow-view.ts';

const zh = textsFor('zh-CN');
const en = textsFor('en');

/** A sample page as it is shown. */
const pagesIn = (language: 'zh-CN' | 'en') => {
  const samples = siteSamples({ language, largePrint: false }, siteAssets().addresses);
  return (name: string): string => String(samples[name]?.());
};

const answer = (details: Record<string, string | boolean | null>, texts: Record<string, string>) => ({
  version: 4,
  type: 'OperatorAnswered',
  at: '2026-04-22T02:00:00.000Z',
  actor: '',
  actorName: null,
  actorKind: 'operator' as const,
  actorParty: 'respondent' as const,
  actorRelation: null,
  own: false,
  details,
  texts: Object.entries(texts).map(([field, text]) => ({ field, text })),
});

const told = (audience: CaseView['audience'], ...timeline: CaseView['timeline']) =>
  storyOf({ audience, timeline }, zh).map(({ title, text }) => [title, text]);

test('what the complainant is told of has words of its own in both languages, the cost of an appraisal too', () => {
  const types = Object.entries(whatPartiesRead).flatMap(([type, row]) => (row.complainant === null ? [] : [type]));
  const untold = [zh, en].flatMap((t) =>
    types.filter((type) => {
      const title =
        storyOf({ audience: 'complainant', timeline: [event(type, { n: 1, code: 'form-5' })] }, t)[0]?.title ?? '';
      return title === t('follow:story.other') || title.startsWith('follow:') || title.startsWith('story.');
    }),
  );
  assert.deepEqual(untold, []);
  const back = { n: 1, outcome: 'delivered', takenBackOn: '2026-05-21' };
  assert.equal(told('complainant', event('PaperDelivered', back))[0]?.[0], '送达登记有误，已撤销');
  assert.match(told('complainant', event('AppraisalNotAgreed', {}))[0]?.[0] ?? '', /费用协商一致/u);
});

test('a party reads whether the business agreed to mediation and to entrusting, when it has time, and what it said', () => {
  const said = answer(
    { consentsToMediation: true, consentsToEntrust: false, by: 'internet' },
    { statement: '愿意退费。\n经办人：吴敏', wishedTimes: '周三下午' },
  );
  const words = '同意调解。\n不同意委托调解。\n希望的调解时间：周三下午\n愿意退费。\n经办人：吴敏';
  assert.deepEqual(told('complainant', said), [['商家作了答复', words]]);
  assert.deepEqual(told('respondent', said), [['您作了答复', words]]);
  const refused = answer({ consentsToMediation: false, consentsToEntrust: null }, {});
  assert.deepEqual(told('complainant', refused), [['商家作了答复', '不同意调解。']]);
  const settled = answer({ consentsToMediation: null, settledOn: '2026-04-21' }, {});
  assert.deepEqual(told('complainant', settled), [['商家作了答复', '说明双方已于2026年4月21日自行和解。']]);
});

test('both read that the business agreed as mediation was opened or the agreement made', () => {
  for (const [type, title] of [
    ['MediationOpened', '开始调解'],
    ['AgreementRecorded', '双方达成一致'],
  ] as const) {
    const said = event(type, { respondentConsented: true });
    assert.deepEqual(told('complainant', said), [[title, '商家当时表示同意调解。']]);
    assert.deepEqual(told('respondent', said), [[title, '您当时表示同意调解。']]);
    assert.deepEqual(told('complainant', event(type, {})), [[title, undefined]]);
  }
});

const party = (kind: CaseParty['kind'], name: string | null): CaseParty => ({
  person: `${kind} ${name}`,
  kind,
  relation: null,
  station: null,
  told: null,
  masked: { name, phone: null, idType: null, idNumber: null, address: null, email: null },
  power: null,
  standing: null,
  erased: name === null,
  said: null,
  mayReveal: false,
});

test('everybody who complains together is named, masked, to those who follow the case', () => {
  const people = (...parties: CaseParty[]) =>
    peopleOf(
      {
        parties,
        respondent: { name: null } as CaseView['respondent'],
        bureauName: '临溪区市场监督管理局',
        bureauPhone: '',
        handlerName: null,
        mediatorName: null,
        entrustedToName: null,
      },
      zh,
    ).map(({ role, name, note = '' }) => `${zh(`follow:role.${role}`)} ${name} ${note}`.trim());
  const alone = ['承办机关 临溪区市场监督管理局', '投诉人 林**'];
  assert.deepEqual(people(party('complainant', '林**')), alone);
  assert.deepEqual(
    people(
      party('complainant', '林**'),
      party('representative', '王**'),
      party('joint', '赵**'),
      party('joint', '孙**'),
      party('joint', null),
    ),
    [alone[0], '投诉人 林** 共同投诉的代表人。', '代表人 王**', '共同投诉人 赵**、孙** 共 3 人。'],
  );
});

const event = (type: string, details: CaseView['timeline'][number]['details'], reasons?: string) => ({
  ...answer({}, reasons === undefined ? {} : { reasons }),
  type,
  details,
});

test('the reason shown is that of the decision that stands, and an agreement has none', () => {
  const ended = event('MediationTerminated', { ground: 2 }, '被投诉人明确拒绝调解。');
  const annulled = event('DecisionAnnulled', { decision: 'MediationTerminated' });
  const again = event('MediationTerminated', { ground: 3 }, '不能达成一致。');
  const agreed = event('AgreementRecorded', { form: 'record', performed: true });
  const reason = (phase: CaseView['phase'], ...timeline: CaseView['timeline']) => lastReason({ phase, timeline });
  assert.equal(reason('terminated', ended), '被投诉人明确拒绝调解。');
  assert.equal(reason('mediating', ended, annulled), undefined);
  assert.equal(reason('agreed', ended, annulled, agreed), undefined);
  assert.equal(reason('terminated', ended, annulled, again), '不能达成一致。');
});

test('an agreement says what is left to do by whether it was performed and on what it was written (art. 24)', () => {
  const how = (details: CaseView['timeline'][number]['details']) =>
    agreedHow({ phase: 'agreed', timeline: [event('AgreementRecorded', details)] });
  assert.equal(how({ form: 'record', performed: true }), 'performed');
  assert.equal(how({ form: 'mediation-paper', performed: true }), 'performed');
  assert.equal(how({ form: 'mediation-paper', performed: false }), 'paper');
  assert.equal(how({ form: 'record', performed: false }), 'record');
});

test('a stated withdrawal counts until the case has ended', () => {
  const timeline = [event('WithdrawalStated', { on: '2026-04-24' })];
  assert.equal(isWithdrawn({ closedOn: null, timeline }), true);
  assert.equal(isWithdrawn({ closedOn: '2026-04-27', timeline }), false);
  assert.equal(isWithdrawn({ closedOn: null, timeline: [] }), false);
});

test('what others of the complaining side did is not told as what the reader did, in either language', () => {
  const en = textsFor('en');
  const done = (type: string, more: Partial<CaseView['timeline'][number]>) => ({ ...event(type, {}), ...more });
  const mine = { own: true, actorParty: 'complainant', actorKind: 'consumer' } as const;
  const theirs = { own: false, actorParty: 'complainant', actorKind: 'consumer' } as const;
  const byOfficial = { own: false, actorParty: null, actorKind: 'staff' } as const;
  const told = (type: string, by: Partial<CaseView['timeline'][number]>, more: Partial<CaseView> = {}, t = zh) =>
    storyOf({ audience: 'complainant', timeline: [done(type, by)], ...more }, t)[0]?.title;
  const joint = { parties: [party('complainant', '林**'), party('representative', '王**')] };
  const agent = { ownAgency: {} as CaseView['ownAgency'] };
  assert.equal(told('WithdrawalStated', mine, joint), '您表示撤回投诉');
  assert.equal(told('WithdrawalStated', theirs, joint), '投诉人一方表示撤回投诉');
  assert.equal(told('ComplaintWithdrawn', theirs, joint, en), 'The complainants’ side withdrew the complaint');
  assert.equal(told('ComplaintFiled', theirs), '提交了投诉', 'an agent filed');
  assert.equal(told('ComplaintFiled', byOfficial), '您提交了投诉', 'by telephone');
  assert.equal(told('ComplaintFiled', byOfficial, joint), '提交了投诉');
  const byHelper = { own: false, actorParty: 'helper', actorRelation: 'child', actorKind: 'consumer' } as const;
  const helped = { ...byHelper, details: { helperName: '郑*' } };
  assert.equal(told('ComplaintFiled', helped), '由郑*代您填写，提交了投诉');
  assert.equal(told('ComplaintFiled', helped, {}, en), '郑* wrote the complaint down for you and sent it in');
  assert.equal(told('ComplaintFiled', { ...byHelper, details: { helperName: '' } }), '由协助人代您填写，提交了投诉');
  assert.equal(
    storyOf({ audience: 'complainant', timeline: [done('ComplaintFiled', helped)] }, zh)[0]?.by,
    '协助人（子女）',
  );
  assert.equal(told('PersonErased', byOfficial, agent), '按要求删除了投诉人的个人信息');
  const named = { ...mine, details: { side: 'complainant' } };
  assert.equal(told('AgentNamed', named), '您委托了代理人');
  assert.equal(told('AgentNamed', named, agent), '投诉人委托了代理人');
  const others = { ...named, details: { side: 'respondent' } };
  assert.equal(told('AgentNamed', others, joint), '对方委托了代理人');
  assert.equal(
    didOthers({ audience: 'complainant', timeline: [done('WithdrawalStated', theirs)], ...joint }, 'WithdrawalStated'),
    true,
  );
  assert.equal(
    didOthers({ audience: 'complainant', timeline: [done('WithdrawalStated', mine)], ...joint }, 'WithdrawalStated'),
    false,
  );
});

test('a paper that was sent, delivered, opened or came back is named', () => {
  const made = event('PaperMade', { n: 9, code: 'form-9' });
  const sent = event('PaperDelivered', { n: 9, outcome: 'sent' });
  const failed = event('PaperDelivered', { n: 9, outcome: 'failed' });
  const brought = event('PaperDelivered', { n: 9, outcome: 'delivered' });
  const opened = { ...event('PaperOpened', { n: 9 }), own: true };
  assert.deepEqual(told('complainant', made, sent, failed, brought, opened), [
    ['您打开了文书', '投诉调解书'],
    ['送达了文书', '投诉调解书'],
    ['文书没有送到', '投诉调解书'],
    ['寄发了文书', '投诉调解书'],
    ['制作了文书', '投诉调解书'],
  ]);
});

test('art. 23(1)(1): a withdrawal is called final only where it is, before it and after it', () => {
  for (const language of ['zh-CN', 'en'] as const) {
    const samples = pagesIn(language);
    const final = /不能恢复|cannot be undone/;
    const open = /可以收回撤回，投诉继续办理|take the withdrawal back and the complaint goes on/;
    assert.match(samples('follow-withdraw'), final);
    assert.doesNotMatch(samples('follow-withdraw-accepted'), final);
    assert.match(samples('follow-withdraw-accepted'), open);
    assert.match(samples('case-withdrawal-open'), open);
    assert.doesNotMatch(samples('case-withdrawal-stated'), /收回撤回|不能收回|take.*back/);
    assert.match(samples('case-settled-by-others'), /投诉人一方已确认|complainants’ side confirmed/);
    assert.match(samples('case-withdrawn-by-others'), /投诉人一方已经撤回这件投诉|complainants’ side/);
  }
});

test('an amount is recovered only where the agreement was performed', () => {
  const samples = pagesIn('zh-CN');
  assert.match(samples('case-agreed'), /约定金额 <b class="num">¥1,280\.00/);
  assert.doesNotMatch(samples('case-agreed'), /挽回/);
  assert.match(samples('case-agreed-performed'), /挽回金额 <b class="num">¥1,280\.00/);
});
