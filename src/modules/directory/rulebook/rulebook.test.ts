import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { isArticle } from '#kernel/article.ts';
import { groundByFact, groundsOn, isInForce, type Rule, ruleOn, rulesOn, switchOn, versionsOf } from '#kernel/rule.ts';
import type { Translate } from '#kernel/translate.ts';
import { textsFor } from '#platform/texts.ts';
import { consumerDisputeFactors, excludedReasons } from './grounds.ts';
import { rulebook } from './rulebook.ts';

const codes = [...new Set(rulebook.rules.map((rule) => rule.code))];
const bothLanguages: readonly Translate[] = [textsFor('zh-CN'), textsFor('en')];

describe('the rulebook is whole', () => {
  test('versions of a rule follow each other without gap or overlap, in one kind and by one day', () => {
    for (const code of codes) {
      const versions = versionsOf(rulebook, code);
      versions.forEach((version, i) => {
        assert.ok(version.effectiveTo === null || version.effectiveFrom < version.effectiveTo, code);
        const next = versions[i + 1];
        if (next) assert.equal(version.effectiveTo, next.effectiveFrom, code);
        assert.equal(version.kind, versions[0]?.kind, code);
        assert.equal(version.regimeBy, versions[0]?.regimeBy, code);
      });
    }
  });

  test('every citation names a known text that was in force when the rule began, and an article', () => {
    for (const rule of rulebook.rules)
      for (const { text, article } of [...rule.basis, ...(rule.supportedBy ?? [])]) {
        const known = rulebook.texts.find((one) => one.id === text);
        assert.ok(known, `${rule.code}: ${text}`);
        assert.ok(isInForce(known, rule.effectiveFrom), `${rule.code}: ${text} on ${rule.effectiveFrom}`);
        assert.ok(isArticle(article), `${rule.code}: ${article}`);
      }
  });

  test('every limit in calendar days that moves its last day leaves its weekends to a switch', () => {
    const moving = rulebook.rules.filter(
      (rule) => rule.kind === 'limit' && rule.limits.some((one) => one.unit === 'calendar-days' && one.rollOnHoliday),
    );
    const left = (code: string) => rulebook.switches.some((one) => one.rule === code && one.name === 'weekends-roll');
    assert.deepEqual([...new Set(moving.map(({ code }) => code))].filter(left), ['CMP-02', 'OPR-01']);
    assert.ok(moving.every(({ code }) => left(code)));
  });

  test('every rule, ground, switch and text has its words in both languages', () => {
    const keysOf = (rule: Rule): string[] => {
      if (rule.kind === 'ground') return [rule.textKey];
      const own = [`law:rule.${rule.code}.title`, `law:rule.${rule.code}.screen`];
      if (rule.kind === 'limit') own.push(`law:rule.${rule.code}.act`, `law:start-event.${rule.startEvent}`);
      if (rule.kind === 'document-duty') own.push(`law:form.${rule.form}`);
      return own;
    };
    const keys = [
      ...rulebook.rules.flatMap(keysOf),
      ...rulebook.texts.map((one) => `law:text.${one.id}`),
      ...rulebook.switches.map((one) => `law:switch.${one.name}`),
      ...excludedReasons.map((one) => `law:excluded.${one}`),
      ...consumerDisputeFactors.map((one) => `law:consumer-dispute-factor.${one}`),
    ];
    for (const t of bothLanguages) for (const key of keys) assert.notEqual(t(key), '', key);
  });

  test('what a rule points at exists', () => {
    for (const rule of rulebook.rules) {
      const target =
        (rule.kind === 'limit' && rule.prolongs) ||
        (rule.kind === 'document-duty' && rule.notAfter) ||
        (rule.kind === 'notice' && rule.within);
      if (target) assert.equal(versionsOf(rulebook, target)[0]?.kind, 'limit', `${rule.code} → ${target}`);
      if (rule.kind === 'limit')
        for (const reason of rule.excludes) assert.ok((excludedReasons as readonly string[]).includes(reason), reason);
    }
    for (const one of rulebook.switches) {
      assert.ok(codes.includes(one.rule), `${one.name}: ${one.rule}`);
      assert.ok(one.choices.includes(one.byDefault), one.name);
    }
  });
});

describe('grounds', () => {
  test('REF-01 REF-02 REF-03 REF-04 REF-05 REF-06 under Order 20: six, without identity, with other mediators', () => {
    const grounds = groundsOn(rulebook, 'refusal', '2026-04-14');
    assert.equal(grounds.length, 6);
    assert.match(textsFor('zh-CN')(grounds[1]?.textKey ?? ''), /依法成立的其他调解组织/);
    assert.equal(groundByFact(rulebook, 'refusal', 'other-law', '2026-04-14')?.code, 'REF-06');
    assert.equal(groundByFact(rulebook, 'refusal', 'identity-false-or-unproven', '2026-04-14'), undefined);
  });

  test('REF-02 REF-05 REF-06 REF-07 under Order 121: seven, with false papers and identity, without other mediators', () => {
    const t = textsFor('zh-CN');
    const grounds = groundsOn(rulebook, 'refusal', '2026-04-15');
    assert.equal(grounds.length, 7);
    assert.doesNotMatch(t(grounds[1]?.textKey ?? ''), /调解组织/);
    assert.match(t(grounds[4]?.textKey ?? ''), /虚假材料/);
    assert.equal(groundByFact(rulebook, 'refusal', 'identity-false-or-unproven', '2026-04-15')?.number, 6);
    assert.equal(groundByFact(rulebook, 'refusal', 'other-law', '2026-04-15')?.number, 7);
  });

  test('TER-01 TER-02 TER-03 TER-04 TER-05 TER-06 TER-07 under Order 20: seven in their own order', () => {
    assert.deepEqual(
      groundsOn(rulebook, 'termination', '2026-04-14').map((one) => one.fact),
      [
        'withdrawn-or-settled',
        'appraisal-cost-disputed',
        'absent-or-refusing',
        'no-agreement-possible',
        'time-expired',
        'refusal-ground-found',
        'other-law',
      ],
    );
  });

  test('TER-02 TER-06 TER-07 TER-08 under Order 121: either party, fraud, death', () => {
    const grounds = groundsOn(rulebook, 'termination', '2026-04-15');
    assert.equal(grounds.length, 8);
    assert.equal(groundByFact(rulebook, 'termination', 'time-expired', '2026-04-15')?.number, 5);
    assert.equal(grounds[6]?.fact, 'party-dead-or-dissolved');
  });

  const form = resolve(
    process.env.FANGXIN_DATA ?? '../shared/data',
    '../domain/samr-complaint-report-forms-2026-04.pdf',
  );
  const formText = (): string | undefined => {
    if (!existsSync(form)) return undefined;
    try {
      return execFileSync('pdftotext', ['-layout', form, '-'], { encoding: 'utf8' }).replace(/\s+/gu, '');
    } catch {
      return undefined;
    }
  };
  const text = formText();
  test('REF-01 to REF-07 and TER-01 to TER-08 stand word for word in forms 6 and 8', {
    skip: text === undefined ? 'skipped: no data' : false,
  }, () => {
    const t = textsFor('zh-CN');
    for (const list of ['refusal', 'termination'] as const)
      for (const ground of groundsOn(rulebook, list, '2026-04-15'))
        assert.ok(text?.includes(t(ground.textKey)), `${ground.code}: ${t(ground.textKey)}`);
  });
});

describe('jurisdiction, papers, notices, retention', () => {
  test('JUR-04 JUR-05: the address shown on the platform replaces the place of business on 15 April 2026', () => {
    const competentOn = (day: '2026-04-14' | '2026-04-15') =>
      rulesOn(rulebook, 'jurisdiction', day)
        .filter((rule) => rule.respondent === 'platform-seller')
        .map((rule) => rule.competent);
    assert.deepEqual(competentOn('2026-04-14'), [['actual-place-of-business', 'platform-domicile']]);
    assert.deepEqual(competentOn('2026-04-15'), [
      ['address-shown-on-platform', 'platform-domicile'],
      ['platform-domicile'],
    ]);
  });

  test('CMP-04: the date on form 4 is bound by CMP-01', () => {
    const rule = ruleOn(rulebook, 'CMP-04', '2026-05-06');
    assert.ok(rule?.kind === 'document-duty');
    assert.equal(rule.form, 4);
    assert.equal(rule.notAfter, 'CMP-01');
  });

  test('DOC-01 DOC-03 DOC-04 DOC-05 DOC-06 DOC-07 DOC-08 DOC-09: a duty for each form a complaint needs', () => {
    const forms = rulesOn(rulebook, 'document-duty', '2026-05-06').map((rule) => rule.form);
    assert.deepEqual([...new Set(forms)].sort(), [1, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('NTC-02 NTC-03: reasons and other ways have to be told since Order 121', () => {
    const tells = (code: string, day: '2026-04-14' | '2026-04-15') => {
      const rule = ruleOn(rulebook, code, day);
      return rule?.kind === 'notice' ? rule.tells : [];
    };
    assert.deepEqual(tells('NTC-02', '2026-04-14'), ['decision']);
    assert.deepEqual(tells('NTC-02', '2026-04-15'), ['decision', 'reason', 'remedies']);
    assert.ok(tells('NTC-03', '2026-04-15').includes('remedies'));
  });

  test('JUR-09 NTC-06: food outside the duty is transferred and the person told in writing', () => {
    assert.equal(ruleOn(rulebook, 'JUR-09', '2026-05-06')?.basis[0].text, 'fsl');
    assert.equal(ruleOn(rulebook, 'NTC-06', '2026-05-06')?.basis[0].article, '115');
    assert.equal(switchOn(rulebook, [], 'JUR-09', 'transfer-food-for-territory', '2026-05-06'), 'yes');
  });

  test('RET-02: network logs follow the renumbered article from 2026', () => {
    assert.equal(ruleOn(rulebook, 'RET-02', '2025-12-31')?.basis[0].article, '21');
    assert.equal(ruleOn(rulebook, 'RET-02', '2026-01-01')?.basis[0].article, '23');
  });

  test('JUR-01 JUR-02 JUR-03 JUR-06 JUR-07 JUR-08: the same under both orders, by other articles', () => {
    for (const code of ['JUR-01', 'JUR-02', 'JUR-03', 'JUR-06', 'JUR-07', 'JUR-08']) {
      const [before, since] = [ruleOn(rulebook, code, '2026-04-14'), ruleOn(rulebook, code, '2026-04-15')];
      assert.ok(before?.kind === 'jurisdiction' && since?.kind === 'jurisdiction', code);
      assert.deepEqual(before.competent, since.competent, code);
      assert.deepEqual([before.basis[0].text, since.basis[0].text], ['order-20', 'order-121'], code);
    }
  });

  test('NTC-01 NTC-04 NTC-05: acceptance, mediation and the proper path are told under both orders', () => {
    const event = (code: string, day: '2026-04-14' | '2026-04-15') => {
      const rule = ruleOn(rulebook, code, day);
      return rule?.kind === 'notice' ? rule.event : undefined;
    };
    for (const code of ['NTC-01', 'NTC-04', 'NTC-05'])
      assert.equal(event(code, '2026-04-14'), event(code, '2026-04-15'), code);
    assert.equal(event('NTC-05', '2026-04-15'), 'not-under-this-procedure');
  });

  test('NTC-07 NTC-08: fraud goes to public security, a reporter is told where a law says so; both new in Order 121', () => {
    for (const code of ['NTC-07', 'NTC-08']) assert.equal(ruleOn(rulebook, code, '2026-04-14'), undefined);
    const fraud = ruleOn(rulebook, 'NTC-07', '2026-04-15');
    assert.deepEqual(fraud?.kind === 'notice' && fraud.recipients, ['public-security']);
    const told = ruleOn(rulebook, 'NTC-08', '2026-04-15');
    assert.deepEqual(told?.kind === 'notice' && told.tells, ['result-where-a-law-says-so']);
  });

  test('RET-01 RET-03 RET-04: three years by law for assessments and trade data, files by the switch', () => {
    const months = (code: string) => {
      const rule = ruleOn(rulebook, code, '2026-05-06');
      return rule?.kind === 'retention' ? rule.atLeastMonths : undefined;
    };
    assert.deepEqual([months('RET-01'), months('RET-03'), months('RET-04')], [36, 36, 0]);
    assert.equal(switchOn(rulebook, [], 'RET-04', 'complaint-file-years', '2026-05-06'), '10');
  });

  test('RET-07: what was asked about own data is kept three years where nothing else is decided', () => {
    assert.equal(switchOn(rulebook, [], 'RET-07', 'data-request-years', '2026-05-06'), '3');
  });

  test('RET-05 RET-06: reports ten years and never less than five, questions three', () => {
    assert.equal(switchOn(rulebook, [], 'RET-05', 'report-file-years', '2026-05-06'), '10');
    assert.equal(switchOn(rulebook, [], 'RET-06', 'consultation-file-years', '2026-05-06'), '3');
    const shortest = rulebook.switches.find((one) => one.name === 'report-file-years')?.choices.map(Number) ?? [];
    assert.equal(Math.min(...shortest), 5);
  });
});
