import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cast, gymOperatorId } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { now } from '#platform/clock.ts';
import { doAct } from '#test/cases.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { SiteVisitor } from '#test/site-visitor.ts';

describe('what the preview promises', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole.close());

  /** Terms and values of a summary list. */
  const rowsIn = (page: string): string[] =>
    [...page.matchAll(/<dt>([\s\S]*?)<\/dt>\s*<dd[^>]*>([\s\S]*?)<\/dd>/g)].map((found) =>
      [found[1] ?? '', found[2] ?? ''].map((cell) => cell.replace(/<[^>]*>/g, '').trim()).join(' | '),
    );

  test('the operator reads on its own pages line for line what the consumer was shown before filing', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    const answers: [string, Record<string, string>][] = [
      ['matter', { matter: 'complaint' }],
      ['respondent', { chosen: `operator:${gymOperatorId}` }],
      ['purchase', { goods: '健身年卡', online: 'no', amount: '2680', orderNumber: 'A-17' }],
      ['facts', { facts: '办理年卡后门店停业。' }],
      ['claim', { claims: 'refund', refund: '2,680', details: '三日内退还' }],
      ['evidence', { act: 'continue' }],
      ['role', { role: 'self' }],
      [
        'person',
        {
          name: '林晓禾',
          phone: cast.consumer.phone,
          address: '云栖市临溪区桂花路 12 号',
          idKind: 'resident-id',
          idNumber: '11010519491231002X',
        },
      ],
      ['consents', { publish: 'no', entrust: 'no' }],
    ];
    for (const [step, fields] of answers) {
      await visitor.get(`/file/${step}`);
      await visitor.post(`/file/${step}`, fields);
      assert.equal(visitor.status, 200, `${step}: ${visitor.words.slice(0, 400)}`);
    }
    assert.equal(visitor.path, '/file/check');
    const preview = rowsIn(/<div class="columns c3">\s*<section>([\s\S]*?)<\/section>/.exec(visitor.page)?.[1] ?? '');
    assert.ok(preview.length >= 5, visitor.page);
    assert.doesNotMatch(preview.join('\n'), /林晓禾|13800000001/);
    await visitor.post('/file/check', { truthful: 'yes' });
    const number = /YUNQI-\d{6}-[0-9A-Z]{6}-[0-9A-Z]/.exec(visitor.page)?.[0] ?? '';

    await doAct(whole.world, 'bureau-head', number, 'assign', { to: cast.handler.account });
    await doAct(whole.world, 'handler', number, 'accept', {});
    await doAct(whole.world, 'handler', number, 'notify-respondent', { answerBy: addDays(dayOf(now()), 7) });
    const operator = new SiteVisitor(whole.app, whole.world);
    await operator.become('operator');
    await operator.get(`/cases/${number}`);
    const [matter = '', people = ''] = [...operator.page.matchAll(/<dl class="list">[\s\S]*?<\/dl>/g)].map(
      ([list]) => list,
    );
    assert.deepEqual(rowsIn(matter), preview);
    assert.doesNotMatch(people, /林晓禾|13800000001|桂花路/, 'nor among the people of the case');
  });
});
