import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
import { cast } from '#db/seed/cast.ts';
import { demoShopId, platformOperatorId } from '#db/seed/operators.ts';
import { dayOf } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { projectRoot } from '#platform/config.ts';
import { nobody, openDatabase, type Tx } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { trayOf } from '#platform/files/in-hand.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { textsFor } from '#platform/texts.ts';
import { acceptedCase, alsoMediates, doAct, fileCase, inDays, sittingInDays, tryAct } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { doersOf, hashedEvents, historyOf } from './bundle/case-records.ts';
import { statementsOf } from './bundle/case-statements.ts';
import { serviceOf } from './bundle/proof-of-telling.ts';
import type { ActBody } from './contract.ts';
import { owedTo, undelivered } from './decide/closing.ts';
import { scopeOf } from './handle.ts';
import { erasePersonOf } from './keeping/erase.ts';
import { openPaperDesk } from './open-paper-desk.ts';
import type { PaperDesk } from './paper-data/paper-desk.ts';
import { findPaper } from './paper-files.ts';
import { seriesFor } from './paper-making.ts';
import { renderPaper } from './papers-render.ts';
import { readComplaint } from './store.ts';
import { caseView } from './views/case-view.ts';
import { openFor } from './views/opened.ts';

/** Papers with what only the directory and the vault can tell, made by the acts that order them. */

let world: World;
before(async () => {
  world = await openWorld();
});
after(async () => {
  await world.close();
  await closeTypesetter();
});

/** What the paper says, and that it prints. */
const said = async (number: string, n: number, who: CastName = 'bureau-head'): Promise<string> => {
  const actor = actorOf(who);
  const found = await world.context.database.transact(scopeOf(actor), (tx) =>
    findPaper(world.context, tx, actor, number, n),
  );
  assert.ok(!isRefusal(found), JSON.stringify(found));
  assert.ok((await renderPaper(found.canonical, { at: found.at })).length > 1000);
  return JSON.stringify(found.canonical);
};

const holds = (text: string, ...words: readonly string[]): void => {
  for (const word of words) assert.ok(text.includes(word), `${word} is not in ${text}`);
};

const mediated = async (): Promise<string> => {
  const number = await acceptedCase(world);
  await doAct(world, 'handler', number, 'answer', { consentsToMediation: true, consentsToEntrust: true });
  return number;
};

describe('papers name people and bodies as the directory knows them', () => {
  test('the platform is asked for the shop that showed no address', async () => {
    const number = await fileCase(world, {
      respondent: { kind: 'platform-shop', shop: demoShopId(7), platform: platformOperatorId, name: '竹里手作旗舰店' },
    });
    // No address shown: the bureau of the platform's own domicile is competent (art. 13).
    const who = 'handler-other-city';
    await doAct(world, who, number, 'register', { externalNumber: '1530000-7', registeredOn: dayOf(now()) });
    await doAct(world, who, number, 'request-platform-data', { platform: platformOperatorId, dueOn: inDays(14) });
    holds(await said(number, 1, who), '澜川市集云优选网络科技有限公司', '旗舰店', '投协〔');
  });

  test('the association gets a letter, the parties the appraisal notice, both with the name of the bureau', async () => {
    const number = await mediated();
    await doAct(world, 'handler', number, 'appraise', {
      organisation: 'yunqi-quality-institute',
      designated: true,
      costBorneBy: 'shared',
    });
    holds(await said(number, 2), '林晓禾', '云栖市产品质量检验研究院', '由双方共同承担');
    holds(await said(number, 3), '强健健身', '云栖市临溪区市场监督管理局');
    holds(await said(number, 4), '云栖市产品质量检验研究院');
    await doAct(world, 'handler', number, 'resume', { reasons: '检验合格' });
    await doAct(world, 'handler', number, 'entrust', { organisation: 'yunqi-association' });
    holds(await said(number, 5), '云栖市消费者协会', '投委〔');
  });

  test('who was asked to step aside and who mediates instead stand in the recusal decision', async () => {
    const number = await mediated();
    await doAct(world, 'handler', number, 'open-mediation', {
      mediator: cast.mediator.account,
      mode: 'on-site',
      at: sittingInDays(14),
      place: '城东所二楼调解室',
    });
    holds(await said(number, 2), '何静', '城东所二楼调解室', `${longDay(inDays(14), textsFor('zh-CN'))}9时30分`);
    await doAct(world, 'consumer', number, 'interrupt', { by: 'complainant', reasons: '近亲属' });
    await alsoMediates(world, 'handler', '2020-01-01');
    await doAct(world, 'bureau-head', number, 'resume', {
      recused: true,
      mediator: cast.handler.account,
      reasons: '属实',
    });
    holds(await said(number, 4), '林晓禾', '何静', '陈一鸣');
    const agreed = await doAct(world, 'handler', number, 'record-agreement', {
      form: 'mediation-paper',
      performed: false,
      recoveredFen: 96_000,
      terms: '退还 960 元。\n七日内付清。',
      outcome: [],
      legalRepresentative: '吴敏',
    });
    holds(await said(number, agreed.state.papers.length), '吴敏', '七日内付清。', '2026 年 1 月办理健身年卡');
  });

  test('form 9 names who is represented, what was bought and every claim, as they were filed (Order 121 art. 12)', async () => {
    const number = await acceptedCase(world, {
      joint: [
        { name: '王芳', phone: '13900000061' },
        { name: '赵六', phone: '13900000062' },
      ],
      representatives: [0],
      jointAgreed: true,
      purchase: { online: false, goods: '健身年卡', purchasedOn: '2026-01-10', amountFen: 128_000 },
      claimText: '希望商家道歉',
    });
    await doAct(world, 'handler', number, 'answer', { consentsToMediation: true });
    const agreed = await doAct(world, 'mediator', number, 'record-agreement', {
      form: 'mediation-paper',
      performed: false,
      recoveredFen: 96_000,
      terms: '退还 960 元。',
      outcome: [],
      representedConsent: true,
    });
    holds(
      await said(number, agreed.state.papers.length),
      ...[
        '林晓禾（代表人）、王芳（代表人）、赵六',
        '2026年1月10日，投诉人购买商品或者接受服务：健身年卡，涉及金额 ¥1,280.00。',
      ],
      '投诉请求：退还货款和服务费用 ¥960.00。希望商家道歉',
    );
  });

  test('form 9 names the agents of both sides whose power held on the day; erasing one destroys its name alone', async () => {
    const person = { phone: '13900000078', address: '云栖市人民路 2 号', matters: '调解' } as const;
    const number = await acceptedCase(world, {
      agent: { name: '周代理', ...person, phone: '13900000079', powers: '全权代理' },
    });
    await doAct(world, 'handler', number, 'answer', { consentsToMediation: true });
    const named = await doAct(world, 'handler', number, 'name-agent', {
      side: 'respondent',
      name: '罗维',
      ...person,
      powers: 'special',
    });
    const agree: ActBody<'record-agreement'> = {
      form: 'mediation-paper',
      performed: false,
      recoveredFen: 0,
      terms: '退款。',
      outcome: [],
    };
    const codeOf = async (more: object) => {
      const done = await tryAct(world, 'mediator', number, 'record-agreement', { ...agree, ...more });
      return isRefusal(done) ? `${done.refusal} ${done.field}` : 'agreed';
    };
    assert.equal(
      await codeOf({}),
      'agent-without-special-powers complainantAgreed',
      '全权代理 alone is no special power',
    );
    const complainantAgreed = true;
    assert.equal(await codeOf({ complainantAgreed }), 'agent-power-not-on-file respondentAgreed');
    const agent = named.state.parties.at(-1);
    assert.ok(agent?.kind === 'respondent-agent');
    const actor = actorOf('handler');
    const { context } = world;
    const content = (async function* () {
      yield Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
    })();
    const taken = await takeUpload(context.files, {
      ...trayOf(actor),
      purpose: 'evidence',
      name: '委托书.pdf',
      content,
    });
    assert.ok(!isRefusal(taken));
    const power: ActBody<'add-evidence'> = { items: [taken.file], from: 'respondent', purpose: 'power-of-attorney' };
    const handed = await doAct(world, 'handler', number, 'add-evidence', power);
    assert.equal(handed.state.evidence.at(-1)?.person, agent.person);
    const { state } = await doAct(world, 'mediator', number, 'record-agreement', { ...agree, complainantAgreed });
    holds(await said(number, state.papers.length), '周代理', '罗维', '13900000078', '云栖市人民路 2 号');

    for (const paper of undelivered(state))
      for (const to of owedTo(paper))
        if (!state.delivered.includes(`${paper.n}:${to}`))
          await doAct(world, 'handler', number, 'deliver', {
            paper: paper.n,
            to,
            channel: 'hand',
            outcome: 'delivered',
          });
    const head = actorOf('bureau-head');
    const wish = { person: agent.person, ground: 'consent-withdrawn', reason: '本人要求' } as const;
    const erased = await context.database.transact(scopeOf(head), (tx) =>
      erasePersonOf(context, tx, head, number, wish, now()),
    );
    assert.ok(!isRefusal(erased), JSON.stringify(erased));
    assert.equal(erased.files, 1);
    const view = await context.database.transact(scopeOf(head), (tx) =>
      caseView(context, tx, number, { actor: head, at: now(), t: context.texts('zh-CN') }),
    );
    assert.deepEqual(
      view?.parties.map(({ kind, erased: gone }) => [kind, gone]),
      [
        ['complainant', false],
        ['agent', false],
        ['respondent', false],
        ['respondent-agent', true],
      ],
    );
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('the superior of a county is its city, and the other county is named', async () => {
    const number = await fileCase(world);
    await doAct(world, 'handler', number, 'ask-superior', { reasons: '住所在望山县', rival: 'yunqi-wangshan' });
    holds(await said(number, 1), '云栖市市场监督管理局', '望山县市场监督管理局', '妥否，请批示。');
  });

  test('form 6 names the bureau of another city by its name; an id nobody has is refused, not printed', async () => {
    const number = await fileCase(world);
    const reasons = '经营地和住所都在澜川市北渡区。';
    const unknown = { ground: 1, reasons, rightBureau: 'lanchuan-nowhere', noFoodMatter: true };
    const refused = await tryAct(world, 'handler', number, 'refuse', unknown);
    assert.equal(isRefusal(refused) && refused.refusal, 'no-such-bureau');
    await doAct(world, 'handler', number, 'refuse', { ...unknown, rightBureau: 'lanchuan-beidu' });
    const words = await said(number, 1);
    holds(words, '澜川市北渡区市场监督管理局');
    assert.ok(!words.includes('lanchuan-beidu'), words);
  });

  test('one decision to two parties carries one number, and numbers of a unit have no gap', async () => {
    const numbers: string[] = [];
    for (let round = 0; round < 2; round++) {
      const number = await acceptedCase(world);
      await doAct(world, 'handler', number, 'answer', { consentsToMediation: false });
      const { state } = await doAct(world, 'handler', number, 'terminate', { ground: 2, reasons: '拒绝调解。' });
      const [one, two] = state.papers.slice(1);
      assert.equal(one?.number, two?.number);
      numbers.push(one?.number ?? '');
    }
    assert.deepEqual(
      numbers.map((text) => /投终〔\d{4}〕第(\d+)号/u.exec(text)?.[1]),
      ['1', '2'],
    );
  });

  test('a number runs by what is printed: units with one prefix share a series, and older ones go on above what was given', async () => {
    const unit = { id: 'yunqi-shang', name: '', documentPrefix: '云市监' } as PaperDesk['unit'];
    const [one, other] = [unit, { ...unit, id: 'yunqi-gong' }].map((each) => seriesFor({ code: 'form-4' }, each));
    assert.equal(one?.name, other?.name);
    assert.equal(one?.numbered(2026, 1), '云市监投证〔2026〕第1号');

    const migration = readFileSync(join(projectRoot, 'db/migrations/0115_numbers_as_printed.sql'), 'utf8');
    const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
    const series = (tx: Tx) => tx.rows('select * from number_series order by tenant, series, year');
    const [before, after] = await owner.transact(nobody, async (tx) => {
      const now = await series(tx);
      await tx.run("update number_series set series = 'yunqi-linxi:' || series, last_number = 1");
      await tx.adhoc(migration);
      return [now, await series(tx)];
    });
    await owner.close();
    assert.ok(before.length > 5);
    assert.deepEqual(after, before);
  });
});

test('the bundle says who asked for recusal, who answered of a settlement, and which papers were annulled', async () => {
  const number = await acceptedCase(world);
  await doAct(world, 'handler', number, 'notify-respondent', { answerBy: inDays(10) });
  const settledOn = dayOf(now());
  await doAct(world, 'operator', number, 'answer', { consentsToMediation: true, settledOn });
  await doAct(world, 'consumer', number, 'confirm-settlement', { settled: false, text: '没有谈成' });
  await doAct(world, 'handler', number, 'open-mediation', {
    mediator: cast.mediator.account,
    mode: 'phone',
    at: sittingInDays(14),
  });
  await doAct(world, 'operator', number, 'interrupt', { by: 'respondent', reasons: '与投诉人是亲属' });
  await doAct(world, 'bureau-head', number, 'resume', { recused: false, reasons: '经查不是亲属' });
  const refusing = { channel: 'visit', party: 'complainant', outcome: 'refused' } as const;
  await doAct(world, 'handler', number, 'contact', refusing);
  await doAct(world, 'handler', number, 'terminate', { ground: 2, reasons: '投诉人明确拒绝调解。' });
  await doAct(world, 'bureau-head', number, 'annul', { reasons: '认定事实有误' });
  const actor = actorOf('handler');
  const { context } = world;
  const { rows, history, service } = await context.database.transact(scopeOf(actor), async (tx) => {
    const loaded = await readComplaint(tx, context.vault, number);
    assert.ok(loaded);
    const { tenant, stream, state } = loaded;
    const desk = await openPaperDesk(context, tx, { tenant, stream, state, today: dayOf(now()), actor: '' });
    const events = await hashedEvents(tx, loaded, state.version);
    const doers = await doersOf(tx, events, desk);
    const said = events.map(({ event }) => event);
    const opened = await openFor(context, tx, loaded, state, said);
    return {
      rows: statementsOf(events, doers, opened, desk).rows,
      history: historyOf(events, doers, desk, opened),
      service: serviceOf(events, doers, desk, opened, []),
    };
  });
  const told = rows.map(({ party, content }) => [party, content]);
  assert.match(told.find(([, content]) => content?.includes('自行和解'))?.[1] ?? '', /称双方已于\d{4}年.*自行和解/u);
  for (const row of [
    ['投诉人', '表示双方没有和解\n没有谈成'],
    ['被投诉人', '申请何静回避\n与投诉人是亲属'],
    ['被投诉人', '决定何静不予回避\n经查不是亲属'],
  ])
    assert.ok(
      told.some((one) => one.join() === row.join()),
      JSON.stringify(told),
    );
  const byOf = (type: string) => history.events.find((one) => one.type === type)?.by;
  assert.deepEqual(
    ['ComplaintFiled', 'SettlementAnswered', 'OperatorAnswered', 'MediationInterrupted', 'RecusalDecided'].map(byOf),
    ['投诉人', '投诉人', '被投诉人', '被投诉人', '方正平'],
  );
  const annulledRows = service.papers.filter(({ title }) => title === '投诉终止调解决定书（已撤销）');
  assert.deepEqual(
    annulledRows.map(({ outcome }) => outcome),
    ['void', 'void'],
  );
  assert.ok(service.papers.some(({ title, outcome }) => title === '投诉受理决定书' && outcome === 'waiting'));
});
