import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cast, gymOperatorId } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
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
      ['role', { role: 'self' }],
      ['respondent', { chosen: `operator:${gymOperatorId}` }],
      ['purchase', { goods: '健身年卡', online: 'no', amount: '2680', orderNumber: 'A-17' }],
      ['facts', { facts: '办理年卡后门店停业。' }],
      ['claim', { claims: 'refund', refund: '2,680', details: '三日内退还' }],
      ['evidence', { act: 'continue' }],
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

  test('a genuine paper’s code is found in any case and grouping, an earlier one whatever blanks stand in it', async () => {
    const earlier = 'aB3-x_9Lm0I1oQ2w';
    const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
    const { proof } = await owner.transact(nobody, async (tx) => {
      const one = await tx.one<{ proof: string }>('select proof from paper_proof order by proof limit 1');
      await tx.run(
        `insert into paper_proof (tenant, proof, number, code, authority, data_hash, issued_on, standing)
         select tenant, $1, number, code, authority, data_hash, issued_on, standing from paper_proof where proof = $2`,
        [earlier, one.proof],
      );
      return one;
    });
    await owner.close();
    const visitor = new SiteVisitor(whole.app, whole.world);
    for (const typed of [proof, ` ${proof.toLowerCase().replaceAll('-', ' ')}\u3000`, ' aB3-x_9L m0I1 oQ2w']) {
      await visitor.get('/proof');
      await visitor.post('/proof', { code: typed });
      assert.equal(visitor.status, 200, typed);
      assert.match(visitor.words, /文书真实/);
    }
    await visitor.get('/proof');
    await visitor.post('/proof', { code: earlier.toLowerCase() });
    assert.equal(visitor.status, 404);
  });

  describe('files of questions that are asked no more', () => {
    const person = {
      ...{ name: '林晓禾', phone: cast.consumer.phone, address: '云栖市临溪区桂花路 12 号' },
      ...{ idKind: 'resident-id', idNumber: '11010519491231002X' },
    };
    const agent = {
      ...{ name: '孙小明', phone: '13700009021', address: '竹林路 8 号', idKind: 'passport', idNumber: 'E1' },
      ...{ powers: 'general', matters: '代为参加调解' },
    };
    const helper = { name: '赵站长', phone: '13700009022', relation: 'keeper', told: 'voice' };

    /** A complaint as far as the person who speaks for another, with the paper or recording of that. */
    const upTo = async (role: 'agent' | 'helper'): Promise<SiteVisitor> => {
      const visitor = new SiteVisitor(whole.app, whole.world);
      await visitor.get('/file/matter');
      const answers: [string, Record<string, string>][] = [
        ['respondent', { chosen: `operator:${gymOperatorId}` }],
        ['purchase', { goods: '健身年卡', online: 'no' }],
        ['facts', { facts: '办理年卡后门店停业。', breach: '收费不开票。' }],
        ['claim', { details: '退还余额' }],
        ['evidence', { act: 'continue' }],
        ['person', person],
      ];
      await visitor.post('/file/matter', { matter: 'complaint' });
      await visitor.post('/file/role', { role });
      if (role === 'helper') await visitor.hand('/file/helper', helper, { field: 'heard', name: '林晓禾的录音.pdf' });
      for (const [step, fields] of answers) await visitor.post(`/file/${step}`, fields);
      if (role === 'agent')
        await visitor.hand('/file/agent', agent, { field: 'powerOfAttorney', name: '林晓禾的委托书.pdf' });
      assert.equal(visitor.path, '/file/consents', visitor.words.slice(0, 400));
      return visitor;
    };
    const evidenceOf = async (kind: 'reports' | 'complaints', number: string): Promise<unknown[]> => {
      const headers = await whole.as('bureau-head');
      const answer = await whole.app.inject({ url: `/api/v1/${kind}/${number}`, headers });
      assert.equal(answer.statusCode, 200, answer.body);
      return answer.json<{ evidence: unknown[] }>().evidence;
    };
    const asReport = async (visitor: SiteVisitor): Promise<string> => {
      await visitor.post('/file/matter', { matter: 'report' });
      await visitor.post('/file/facts', { breach: '收费不开票。' });
      await visitor.post('/file/person', { named: 'no' });
      await visitor.get('/file/check');
      assert.equal(visitor.path, '/file/check');
      assert.doesNotMatch(visitor.words, /林晓禾/);
      await visitor.post('/file/check', { truthful: 'yes' });
      assert.match(visitor.words, /没有留姓名/);
      return /YUNQI-R\d{6}-[0-9A-Z]{6}-[0-9A-Z]/.exec(visitor.page)?.[0] ?? '';
    };

    test('a report without a name carries no power of attorney and no voice of before, nothing of them is left', async () => {
      for (const role of ['agent', 'helper'] as const) {
        const number = await asReport(await upTo(role));
        assert.deepEqual(await evidenceOf('reports', number), [], role);
      }
      const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
      const { files } = await owner.transact(nobody, (tx) =>
        tx.one<{ files: number }>('select count(*)::int as files from draft_file'),
      );
      await owner.close();
      assert.equal(files, 0);
    });

    test('who turns out to complain for themselves files no power', async () => {
      const visitor = await upTo('agent');
      await visitor.get('/file/role?change=1');
      await visitor.post('/file/role', { role: 'self' });
      await visitor.get('/file/consents');
      await visitor.post('/file/consents', { publish: 'no', entrust: 'no' });
      assert.equal(visitor.path, '/file/check');
      assert.doesNotMatch(visitor.words, /委托书/);
      await visitor.post('/file/check', { truthful: 'yes' });
      const number = /YUNQI-\d{6}-[0-9A-Z]{6}-[0-9A-Z]/.exec(visitor.page)?.[0] ?? '';
      assert.deepEqual(await evidenceOf('complaints', number), []);
    });
  });
});
