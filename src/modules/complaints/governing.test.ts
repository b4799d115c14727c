import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { basisText } from '#kernel/article.ts';
import type { Day } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { RuleSetting } from '#kernel/rule.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';
import { projectRoot } from '#platform/config.ts';
import { textsFor } from '#platform/texts.ts';
import { accepted, answered, factsOf, filed, opened, outcome, refused, sealed, stateAfter } from '#test/decided.ts';
import { clocksOf, groundsFor, mediationLimit } from './clocks.ts';
import type { ComplaintEvent } from './complaint.ts';
import { orderOn } from './governing.ts';
import { at, desk, details } from './paper-data/fixtures.ts';
import { paperOf } from './paper-data.ts';
import type { PaperOrder } from './paper-orders.ts';
import type { Block, CanonicalPaper } from './papers/canonical-paper.ts';
import { earlierOnPapers } from './papers/earlier-article.ts';
import { actsFor } from './views/acts.ts';

const zh = textsFor('zh-CN');
const reasons = sealed('理由');
const PRESENT = '《市场监督管理投诉举报处理办法》';
const EARLIER = '《市场监督管理投诉举报处理暂行办法》';

const received = filed({ receivedOn: '2026-04-10' });
const underWay: readonly ComplaintEvent[] = [received, accepted('2026-04-16'), answered(), opened()];

const byEvent = (effectiveFrom: Day): RuleSetting[] => [
  { rule: 'CMP-01', name: 'regime-day', value: 'start', effectiveFrom, effectiveTo: null },
];

const said = (block: Block): string => {
  if (block.kind === 'paragraph') return block.runs.map((run) => (typeof run === 'string' ? run : run.value)).join('');
  return block.kind === 'grounds' ? block.items.map(({ text }) => text).join('') : JSON.stringify(block);
};
const textOf = (paper: CanonicalPaper): string =>
  [paper, paper.readingAid]
    .flatMap((one) => one?.blocks ?? [])
    .map(said)
    .join('\n');

/** A paper as the case would have it on that day under these decisions of the authority. */
const printed = (
  order: PaperOrder,
  events: readonly ComplaintEvent[],
  settings: readonly RuleSetting[] = [],
  on: Day = '2026-04-21',
): string => {
  const { law } = factsOf({ settings, on });
  const state = stateAfter(events);
  const own = { ...desk, state, today: on, order: orderOn(state, on, law), mediationLimit: mediationLimit(state, law) };
  return textOf(paperOf(order, own, at, textsFor('en')));
};

const decided = (given: Parameters<typeof outcome>[0], command: Parameters<typeof outcome>[1]) => {
  const decision = outcome(given, command);
  assert.ok(!isRefusal(decision), JSON.stringify(decision));
  const [paper] = decision.papers;
  assert.ok(paper);
  return { event: decision.events[0], paper };
};

describe('trap 3: a case under Order 20 is decided, and told, by Order 20', () => {
  const elsewhere = {
    act: 'refuse',
    ground: 2,
    reasons,
    earlierHandler: 'mediation-organisation',
    earlierBody: '临溪商事调解中心',
  } as const;

  test('REF-02 form 6 names article 15 and prints its item, which knows other mediation bodies', () => {
    const { paper } = decided({ events: [received] }, elsewhere);
    const text = printed(paper, [received]);
    assert.match(text, /属以下第〔二〕项情形，依据《市场监督管理投诉举报处理暂行办法》第十五条的规定/u);
    assert.match(text, /（二）.*依法成立的其他调解组织已经受理/u);
    assert.match(text, /（六）法律、法规、规章规定不予受理的其他情形。/u);
    assert.doesNotMatch(text, /第十六条|（七）/u);
    assert.ok(!text.includes(PRESENT));
    refused({ events: [filed()] }, elsewhere, 'mediation-organisation-bars-nothing');
  });

  test('TER-02 TER-06 form 8 prints the seven items of article 21(1) under their own numbers, and the item found as article 15 has it', () => {
    const { paper } = decided({ events: underWay }, { act: 'terminate', ground: 6, found: '6', reasons });
    const text = printed(paper, underWay);
    assert.match(text, /第〔六〕项情形，依据《市场监督管理投诉举报处理暂行办法》第二十一条第一款/u);
    assert.match(text, /存在《市场监督管理投诉举报处理暂行办法》第十五条第（六）项规定的情形：法律、法规/u);
    assert.match(text, /（二）投诉人与被投诉人对委托承担.*技术机构或者费用承担无法协商一致的；/u);
    assert.ok(!text.includes(PRESENT) && !text.includes('冒用'));
  });

  test('TER-05 CMP-02 the item of the limit says the limit that runs: sixty days since the regulation, forty-five working days before', () => {
    const given = { events: underWay, on: '2026-06-16' } as const;
    const { paper } = decided(given, { act: 'terminate', ground: 5, reasons });
    const text = printed(paper, underWay, [], '2026-06-16');
    assert.match(text, /（五）自投诉受理之日起六十日内/u);
    assert.match(text, /第四十六条第三款的规定，调解期限为六十日/u);
    const old = [filed({ receivedOn: '2024-04-10' }), accepted('2024-04-16'), answered(), opened('2024-04-20')];
    const before = printed(paper, old, [], '2024-07-10');
    assert.match(before, /（五）自投诉受理之日起四十五个工作日内/u);
    assert.doesNotMatch(before, /六十日/u);
    const law = factsOf({}).law;
    const keyOf = (events: readonly ComplaintEvent[], on: Day) =>
      groundsFor('termination', stateAfter(events), on, law).find(({ fact }) => fact === 'time-expired')?.textKey;
    assert.match(zh(keyOf(underWay, '2026-06-16') ?? ''), /六十日/u);
    assert.match(zh(keyOf(old, '2024-07-10') ?? ''), /四十五个工作日/u);
  });

  for (const code of Object.keys(details) as (keyof typeof details)[]) {
    if (['fraud-hand-over', 'correction-notice', 'form-6'].includes(code)) continue;
    test(`${code} cites nothing of Order 121`, () => {
      const order = { code, to: ['complainant'], details: details[code] } as unknown as PaperOrder;
      const text = printed(order, underWay);
      assert.ok(!text.includes(PRESENT), text);
      assert.doesNotMatch(text, /of the Measures for|under the Measures for/u);
    });
  }

  test('deceit and extortion are handed on by the regulation, which stands whatever the order', () => {
    const order = { code: 'fraud-hand-over', to: ['bureau'], details: details['fraud-hand-over'] } as const;
    const text = printed(order, underWay);
    assert.match(text, /实施条例》第四十九条第二款/u);
    assert.ok(!text.includes(PRESENT));
    assert.match(printed(order, [filed(), accepted()]), /《市场监督管理投诉举报处理办法》第四十二条/u);
  });
});

describe('screens and refusals cite the order of the case', () => {
  const shown = (events: readonly ComplaintEvent[], settings: readonly RuleSetting[] = []) => {
    const { acts } = actsFor(stateAfter(events), factsOf({ settings }), zh);
    return (act: string) => acts.find((one) => one.act === act);
  };

  test('acts name their articles, grounds and what can be found later by the list of the order', () => {
    const old = shown(underWay);
    assert.match(old('terminate')?.articleText ?? '', /暂行办法》第二十一条/u);
    assert.equal(old('terminate')?.grounds?.length, 7);
    assert.deepEqual(old('terminate')?.choices?.['found'], ['1', '2', '3', '4', '5', '6']);
    const present = shown([filed(), accepted(), answered(), opened()]);
    assert.match(present('terminate')?.articleText ?? '', /处理办法》第二十三条/u);
    assert.deepEqual(present('terminate')?.choices?.['found'], ['1', '2', '3', '4', '5', '6', '7', 'fraud']);
  });

  test('a refusal names the article that applies', () => {
    const missing = filed({ receivedOn: '2026-04-10', claims: [] });
    const { basis = [] } = refused({ events: [missing] }, { act: 'accept' }, 'claim-not-stated');
    assert.equal(basisText(basis, zh), `${EARLIER}第九条第一款`);
    const { basis: present = [] } = refused({ events: [filed({ claims: [] })] }, { act: 'accept' }, 'claim-not-stated');
    assert.equal(basisText(present, zh), `${PRESENT}第十条第一款`);
  });

  test('CMP-07 a case settled to another city says by which order it went there', () => {
    const basisOf = (receivedOn: Day) => {
      const events: ComplaintEvent[] = [
        filed({ receivedOn }),
        { type: 'CompetenceDisputed', payload: { rival: 'lanchuan-beidu', on: '2026-04-17', reasons } },
        { type: 'RivalAnswered', payload: { rival: 'lanchuan-beidu', takes: true, on: '2026-04-20', reasons } },
      ];
      const namedUnit = { id: 'lanchuan-beidu', kind: 'bureau', name: '澜川市北渡区市场监督管理局' } as const;
      const agreed = { agreedOn: '2026-04-20', counterpart: reasons, reasons } as const;
      const made = outcome({ events, by: 'head', namedUnit }, { act: 'agree-competence', takenBy: 'rival', ...agreed });
      const left = isRefusal(made) ? undefined : made.events.at(-1);
      return left?.type === 'ComplaintTransferredOut' ? left.payload.basis : made;
    };
    assert.deepEqual([basisOf('2026-04-14'), basisOf('2026-04-15')], ['order-20:30', 'order-121:33']);
  });

  test('every article of Order 121 that an act on a complaint cites has its place in Order 20, and papers name the same', () => {
    const cited = globSync('src/modules/complaints/**/*.ts', { cwd: projectRoot })
      .filter((file) => !file.endsWith('.test.ts'))
      .flatMap((file) => {
        const text = readFileSync(join(projectRoot, file), 'utf8');
        const written = /\bo121\('([^']+)'\)|text: 'order-121', article: '([^']+)'/gu;
        return [...text.matchAll(written)].map(([, first, second]) => first ?? second ?? '');
      });
    assert.ok(cited.length > 100);
    assert.deepEqual(
      [...new Set(cited)].filter((article) => rulebook.earlierArticles[article] === undefined),
      [],
    );
    for (const [article, earlier] of Object.entries(earlierOnPapers))
      assert.deepEqual(rulebook.earlierArticles[article], [{ text: 'order-20', article: earlier }], article);
  });
});

describe('the switch `regime-day` turns the whole case', () => {
  const settings = byEvent('2026-04-01');

  test('REF-06 CMP-03 grounds, papers, limits, choices and articles follow the day of what happens', () => {
    const impersonated = { act: 'refuse', ground: 6, reasons, identityFault: 'impersonation' } as const;
    const { paper, event } = decided({ events: [received], settings }, impersonated);
    const text = printed(paper, [received], settings);
    assert.match(text, /第〔六〕项情形，依据《市场监督管理投诉举报处理办法》第十六条/u);
    assert.match(text, /（六）冒用他人名义/u);
    assert.match(text, /经审查，你冒用他人名义投诉。/u);
    assert.ok(!text.includes(EARLIER));
    assert.equal(event?.type === 'ComplaintRefused' && event.payload.under, 'order-121');
    const { acts } = actsFor(stateAfter(underWay), factsOf({ settings }), zh);
    const end = acts.find(({ act }) => act === 'terminate');
    assert.equal(end?.grounds?.length, 8);
    assert.deepEqual(end?.choices?.['found']?.at(-1), 'fraud');
    assert.match(end?.articleText ?? '', /处理办法》第二十三条/u);
    const ended = [
      ...underWay,
      { type: 'MediationTerminated', payload: { on: '2026-04-21', ground: 3, reasons, under: 'order-121' } },
    ] as const;
    const textsOf = (decisions: readonly RuleSetting[]) =>
      clocksOf(stateAfter(ended), factsOf({ settings: decisions }).law).map(({ rule, reckoning }) => [
        rule,
        reckoning.basis[0]?.text,
      ]);
    assert.deepEqual(textsOf([]), [
      ['CMP-01', 'order-20'],
      ['CMP-02', 'order-121'],
      ['CMP-03', 'order-20'],
    ]);
    // The receipt itself lies under Order 20 on either reading; mediation goes by its acceptance whatever is decided.
    assert.deepEqual(textsOf(settings), [
      ['CMP-01', 'order-20'],
      ['CMP-02', 'order-121'],
      ['CMP-03', 'order-121'],
    ]);
  });

  test('what was decided before stays: a later word of the authority renumbers no ground on file', () => {
    const { event } = decided({ events: [received] }, { act: 'refuse', ground: 6, reasons });
    assert.ok(event?.type === 'ComplaintRefused' && event.payload.under === undefined);
    const file = stateAfter([received, event]);
    const correct = (decisions: readonly RuleSetting[]) =>
      actsFor(file, factsOf({ by: 'head', settings: decisions, on: '2026-05-06' }), zh)
        .acts.find(({ act }) => act === 'correct')
        ?.decisions?.at(-1)?.grounds;
    assert.equal(correct([])?.length, 6);
    assert.deepEqual(correct(byEvent('2026-04-01')), correct([]));
    const later = outcome(
      { events: [received, event], by: 'head', settings, on: '2026-05-06' },
      { act: 'correct', version: 2, changed: { ground: 7 }, reasons },
    );
    assert.equal(isRefusal(later) && later.refusal, 'no-such-ground-of-this-decision');
  });

  test('a decision made by the day of the event keeps its order when the authority goes back to the day of receipt', () => {
    const { event } = decided({ events: [received], settings }, { act: 'refuse', ground: 7, reasons });
    assert.ok(event);
    const file = stateAfter([received, event]);
    const { acts } = actsFor(file, factsOf({ by: 'head' }), zh);
    assert.equal(acts.find(({ act }) => act === 'correct')?.decisions?.at(-1)?.grounds.length, 7);
  });
});
