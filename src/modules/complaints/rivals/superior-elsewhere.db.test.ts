import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Actor } from '#kernel/actor.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase, type Tx } from '#platform/db.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { faultsOnceChanged, refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { NamingAct } from '../decide/naming.ts';
import { scopeOf } from '../handle.ts';
import { performAct } from '../perform.ts';
import { forgetReference } from '../reference.ts';
import { bureausToName } from '../views/bureaus-to-name.ts';
import { caseView } from '../views/case-view.ts';
import {
  answerQuestion,
  competenceQuestions,
  endQuestions,
  openQuestions,
  takeRivalAnswer,
} from './answer-question.ts';
import type { DecideRequestBody } from './contract.ts';
import { bureausForRequest, decideRequest, takeSuperiorDecision } from './decide-request.ts';

const asOwner = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    return await owner.transact(nobody, work);
  } finally {
    await owner.close();
  }
};

let world: World;
before(async () => {
  world = await openWorld();
  // As if the other city were a province that works here: above the own city, and above its own districts anyway.
  await asOwner((tx) =>
    tx.run(
      `insert into bureau_superior (bureau, from_on, revision, superior, reason)
       values ('yunqi-city', '2026-01-01', 9, 'lanchuan-city', 'test')`,
    ),
  );
  forgetReference();
});
after(async () => {
  forgetReference();
  await world.close();
});

const head: Actor = {
  ...actorOf('handler-other-city'),
  roles: ['bureau-head'],
  bureaus: ['lanchuan-city'],
  bureau: 'lanchuan-city',
};
const reasons = '经营地在北渡区，双方协商不成';

const onDesk = (actor: Actor) =>
  world.context.database.transact(scopeOf(actor), (tx) => competenceQuestions(world.context, tx, actor));
const requestOf = async (number: string, actor = head) =>
  (await onDesk(actor)).questions.find((row) => row.number === number && row.kind === 'request');
const decide = (actor: Actor, id: string, body: Partial<DecideRequestBody> = {}) =>
  world.context.database.transact(scopeOf(actor), async (tx) => {
    const done = await decideRequest(world.context, tx, actor, id, { competent: 'lanchuan-beidu', reasons, ...body });
    return isRefusal(done) ? done.refusal : 'decided';
  });
const lettersOf = (number: string, kind: string) =>
  asOwner((tx) =>
    tx.rows<{ id: string; tenant: string; kept: boolean }>(
      `select competence_letter as id, tenant, sealed is not null as kept from competence_letter
        where number = $1 and kind = $2`,
      [number, kind],
    ),
  );
const seen = (number: string) => {
  const actor = actorOf('handler');
  return world.context.database.transact(scopeOf(actor), (tx) =>
    caseView(world.context, tx, number, { actor, at: now(), t: world.context.texts('zh-CN') }),
  );
};

const asked = async (): Promise<string> => {
  const number = await fileCase(world);
  await doAct(world, 'handler', number, 'dispute-competence', { rival: 'lanchuan-beidu', reasons });
  await doAct(world, 'handler', number, 'ask-superior', { superior: 'lanchuan-city', reasons });
  return number;
};

test('CMP-07 JUR-10 a superior under another authority is asked on its desk, decides there, and the case goes where it said, once', async () => {
  const number = await asked();
  const request = await requestOf(number);
  assert.deepEqual(
    [request?.bureau, request?.fromBureau, request?.rival, request?.reasons, request?.closed],
    ['lanchuan-city', 'yunqi-linxi', '澜川市北渡区市场监督管理局', reasons, false],
  );
  assert.ok(!JSON.stringify(request).includes('林'), 'nothing of the complainant');
  assert.equal(await requestOf(number, actorOf('handler-other-city')), undefined);
  const open = await world.context.database.transact(scopeOf(head), (tx) => openQuestions(tx, head));
  assert.ok(open.open > 0);
  const paper = (await seen(number))?.papers.find(({ code }) => code === 'competence-request');
  assert.deepEqual([paper?.owedTo, paper?.delivered[0]?.channel], [[], 'inside']);

  const id = request?.id ?? '';
  assert.equal(await decide(actorOf('bureau-head'), id), 'competence-question-not-found');
  assert.equal(await decide({ ...head, roles: ['mediator'] }, id), 'not-permitted');
  assert.equal(await decide(head, id, { competent: 'nowhere' }), 'no-such-bureau');
  assert.equal(await decide(head, id, { document: '澜市监指〔2026〕3号' }), 'decided');
  assert.equal(await decide(head, id), 'competence-question-ended');
  const [letter] = await lettersOf(number, 'decision');
  assert.deepEqual([letter?.tenant, letter?.kept], ['yunqi', true]);
  const taken = await Promise.all([1, 2].map(() => takeSuperiorDecision(world.context, 'yunqi', letter?.id ?? '')));
  assert.deepEqual(taken.toSorted(), [false, true]);

  const view = await seen(number);
  assert.deepEqual([view?.phase, view?.linkedTo?.bureau], ['transferred', 'lanchuan-beidu']);
  const entry = view?.timeline.find(({ type }) => type === 'CompetenceDecided');
  assert.deepEqual([entry?.details['body'], entry?.texts[0]?.text], ['lanchuan-city', reasons]);
  for (const kind of ['request', 'decision'])
    assert.deepEqual(
      (await lettersOf(number, kind)).map(({ kept }) => kept),
      [false],
    );
  assert.equal((await requestOf(number))?.competentName, '澜川市北渡区市场监督管理局');
  assert.deepEqual(await refoldFaults(world), []);
});

test('CMP-07 it may leave the case where it is; a dispute that ended meanwhile waits for no decision', async () => {
  const stays = await asked();
  assert.equal(await decide(head, (await requestOf(stays))?.id ?? '', { competent: 'yunqi-linxi' }), 'decided');
  const [letter] = await lettersOf(stays, 'decision');
  assert.equal(await takeSuperiorDecision(world.context, 'yunqi', letter?.id ?? ''), true);
  const view = await seen(stays);
  assert.deepEqual([view?.phase, view?.bureau, view?.linkedTo], ['under-review', 'yunqi-linxi', null]);

  const over = await asked();
  await doAct(world, 'consumer', over, 'withdraw', {});
  assert.ok((await endQuestions(world.context, 'lanchuan', over)) > 0);
  const closed = await requestOf(over);
  assert.deepEqual([closed?.closed, closed?.reasons], [true, null]);
  assert.equal(await decide(head, closed?.id ?? ''), 'competence-question-ended');
  assert.deepEqual(await refoldFaults(world), []);
});

test('CMP-07 a withdrawal that falls leaves the dispute where it stood: rival and superior are asked anew, and their word counts', async () => {
  const number = await asked();
  const until = now();
  await doAct(world, 'consumer', number, 'withdraw', {}, until);
  await doAct(world, 'bureau-head', number, 'annul', { reasons: '投诉人没有撤回' });
  // The job of the withdrawal comes late: it ends what was asked before it, and nothing that is asked since.
  await endQuestions(world.context, 'lanchuan', number, until);
  assert.equal((await seen(number))?.phase, 'competence-dispute');
  const beidu = actorOf('handler-other-city');
  const open = (await onDesk(beidu)).questions.filter((row) => row.number === number && !row.closed);
  assert.deepEqual(
    open.map(({ kind, reasons: said, takes }) => [kind, said, takes]),
    [['question', reasons, null]],
  );
  await world.context.database.transact(scopeOf(beidu), async (tx) => {
    const done = await answerQuestion(world.context, tx, beidu, open[0]?.id ?? '', { takes: false, reasons });
    assert.ok(!isRefusal(done));
  });
  const [answer] = await lettersOf(number, 'answer');
  assert.equal(await takeRivalAnswer(world.context, 'yunqi', answer?.id ?? ''), true);
  assert.ok((await seen(number))?.timeline.some(({ type }) => type === 'RivalAnswered'));
  const request = (await onDesk(head)).questions.find((row) => row.number === number && !row.closed);
  assert.deepEqual([request?.kind, request?.reasons], ['request', reasons]);
  assert.equal(await decide(head, request?.id ?? '', { competent: 'yunqi-linxi' }), 'decided');
  const [decision] = await lettersOf(number, 'decision');
  assert.equal(await takeSuperiorDecision(world.context, 'yunqi', decision?.id ?? ''), true);
  assert.equal((await seen(number))?.phase, 'under-review');
  assert.deepEqual(await refoldFaults(world), []);
  const set = (takes: boolean) =>
    `update competence_letter set takes = ${takes} where competence_letter = '${answer?.id}'`;
  const changed = (await faultsOnceChanged(world, set(true), set(false))).join('\n');
  assert.match(changed, /row-differs competence_letter answer lanchuan-beidu/u, 'not what the case was told');
  assert.match(changed, /row-differs competence_letter question/u, 'nor what was answered');
});

test('JUR-10 what the forms offer is what the acts take: bureaus below the superior that may decide, for every bureau there is', async () => {
  await asOwner((tx) =>
    tx.run(
      "update bureau_power set to_on = '2026-01-02' where bureau = 'lanchuan-beidu' and power = 'decide-complaints'",
    ),
  );
  forgetReference();
  const everyone = await asOwner((tx) => tx.rows<{ id: string }>("select id from bureau where kind = 'bureau'"));
  class Undone extends Error {}
  const isTaken = async (who: Actor, number: string, act: NamingAct, body: object): Promise<boolean> => {
    let refusal: string | undefined;
    const undone = world.context.database.transact(scopeOf(who), async (tx) => {
      const wish = { number, act, body: body as never, actor: who, at: now() } as const;
      const done = await performAct(world.context, tx, wish);
      refusal = isRefusal(done) ? done.refusal : undefined;
      throw new Undone();
    });
    await assert.rejects(undone, Undone);
    return refusal === undefined;
  };
  const offered = async (who: Actor, number: string, act: NamingAct): Promise<string[]> =>
    (
      await world.context.database.transact(scopeOf(who), (tx) =>
        bureausToName(world.context, tx, number, act, { actor: who, at: now() }),
      )
    )?.bureaus.map(({ unit }) => unit) ?? [];
  const agree = async (who: Actor, number: string, act: NamingAct, field: string) => {
    const taken: string[] = [];
    for (const { id } of everyone) if (await isTaken(who, number, act, { [field]: id, reasons })) taken.push(id);
    assert.deepEqual((await offered(who, number, act)).toSorted(), taken.toSorted(), act);
    return taken.toSorted();
  };

  const [handler, superior] = [actorOf('handler'), actorOf('intake-officer')];
  const fresh = await fileCase(world);
  const others = ['lanchuan-city', 'yunqi-city', 'yunqi-wangshan'];
  assert.deepEqual(await agree(handler, fresh, 'dispute-competence', 'rival'), others);
  assert.deepEqual(await agree(handler, fresh, 'ask-superior', 'rival'), others);
  await doAct(world, 'handler', fresh, 'ask-superior', { reasons });
  const below = ['yunqi-city', 'yunqi-linxi', 'yunqi-wangshan'];
  assert.deepEqual(await agree(superior, fresh, 'decide-competence', 'competent'), below);
  assert.deepEqual(await offered(handler, fresh, 'decide-competence'), [], 'only to the superior');

  const elsewhere = await fileCase(world);
  await doAct(world, 'handler', elsewhere, 'ask-superior', { superior: 'lanchuan-city', reasons });
  const id = (await requestOf(elsewhere))?.id ?? '';
  const named = await world.context.database.transact(scopeOf(head), (tx) => bureausForRequest(tx, head, id));
  assert.ok(!isRefusal(named));
  const names = named.bureaus.map(({ unit }) => unit);
  assert.deepEqual(names.toSorted(), ['lanchuan-city', ...below]);
  assert.equal(await decide(head, id), 'bureau-may-not-decide');
  const refused = await world.context.database.transact(scopeOf(handler), (tx) => bureausForRequest(tx, handler, id));
  assert.ok(isRefusal(refused));

  // Order 121 art. 41: what the intake body received goes on to a bureau of its authority that may decide.
  const short = { channel: 'web-short', respondent: { kind: 'unknown' }, bureau: 'yunqi-linxi' } as const;
  const atIntake = await fileCase(world, { ...short, claims: [] });
  assert.deepEqual(await agree(superior, atIntake, 'route', 'to'), below);
  await asOwner((tx) =>
    tx.run(
      "update bureau_power set to_on = '2026-01-02' where bureau = 'yunqi-wangshan' and power = 'decide-complaints'",
    ),
  );
  forgetReference();
  assert.deepEqual(await agree(superior, atIntake, 'route', 'to'), ['yunqi-city', 'yunqi-linxi']);
  const said = await world.context.database.transact(scopeOf(superior), (tx) =>
    bureausToName(world.context, tx, atIntake, 'route', { actor: superior, at: now() }),
  );
  assert.deepEqual(
    said?.barred.map(({ unit }) => unit),
    ['yunqi-wangshan'],
  );
});
