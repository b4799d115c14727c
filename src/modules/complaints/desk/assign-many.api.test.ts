import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type CastName, cast } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { openSession } from '#platform/auth/sessions.ts';
import { csrfOf } from '#platform/auth/tokens.ts';
import { nobody } from '#platform/db.ts';
import { type Api, openApi } from '#test/api.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { openWorld, type World } from '#test/world.ts';
import type { CaseView } from '../case-contract.ts';
import type { AssignManyAnswer } from '../desk-contract.ts';
import { keepRegistration } from '../keep-registration.ts';
import { complaintRoutes, complaintSchemas } from '../routes.ts';

let world: World;
let api: Api;
let plain: { cookie: string; 'x-csrf-token': string };
before(async () => {
  world = await openWorld();
  api = await openApi(world, [complaintRoutes(world.context)], complaintSchemas);
});
after(async () => {
  await api.close();
  await world.close();
});
/** Signed in with the password alone, or the factor shown long ago. */
beforeEach(async () => {
  const { account, kind } = cast.handler;
  const { token } = await world.context.database.transact(nobody, (tx) =>
    openSession(tx, { account, kind, strong: false, device: 'test' }),
  );
  plain = { cookie: `${api.app.cookieNames.session}=${token}`, 'x-csrf-token': csrfOf(token) };
});

type Seen = { readonly number: string; readonly version: number };
type Said = AssignManyAnswer & { readonly code?: string; readonly detail?: string; readonly instead?: string[] };

const heldBy = async (holder?: CastName): Promise<Seen> => {
  const number = await fileCase(world);
  if (holder === undefined) return { number, version: 1 };
  await doAct(world, 'bureau-head', number, 'assign', { to: cast[holder].account });
  return { number, version: 2 };
};

const giveOut = async (
  cases: readonly Seen[],
  to: CastName | undefined,
  headers: Readonly<Record<string, string>> = plain,
  station?: string,
) => {
  const answer = await api.app.inject({
    method: 'POST',
    url: '/api/v1/worklist/assign',
    headers,
    payload: {
      cases,
      ...(to === undefined ? {} : { to: cast[to].account }),
      ...(station === undefined ? {} : { station }),
    },
  });
  return { status: answer.statusCode, ...answer.json<Said>() };
};
const outcomes = ({ results }: AssignManyAnswer) => results.map((one) => one.problem?.code ?? 'done');

const holderOf = async ({ number }: Seen): Promise<string | null> => {
  const answer = await api.app.inject({ url: `/api/v1/complaints/${number}`, headers: await api.as('bureau-head') });
  return answer.json<CaseView>().handler;
};

describe('many cases that lie with colleagues are moved with the second factor', () => {
  test('two of them: asked for in both languages and nothing done, then done once it is shown', async () => {
    const cases = [await heldBy('bureau-head'), await heldBy('bureau-head'), await heldBy()];
    const asked = await giveOut(cases, 'handler');
    assert.deepEqual([asked.status, asked.code, asked.instead], [403, 'step-up-required', ['step-up']]);
    assert.match(asked.detail ?? '', /需要再次验证动态口令/);
    const english = await giveOut(cases, 'handler', { ...plain, 'accept-language': 'en' });
    assert.match(english.detail ?? '', /one-time code of your second factor/);
    for (const one of cases.slice(0, 2)) assert.equal(await holderOf(one), cast['bureau-head'].account);
    assert.equal(await holderOf(cases[2] as Seen), null);
    const shown = await giveOut(cases, 'handler', await api.inBrowser('handler'));
    assert.deepEqual(outcomes(shown), ['done', 'done', 'done']);
  });

  test('a token, which cannot show it, is told that a session is needed', async () => {
    const cases = [await heldBy('bureau-head'), await heldBy('bureau-head')];
    const token = await giveOut(cases, 'handler', await api.as('handler'));
    assert.deepEqual([token.status, token.code], [403, 'session-required']);
    assert.deepEqual(outcomes(await giveOut([await heldBy(), await heldBy()], 'handler', await api.as('handler'))), [
      'done',
      'done',
    ]);
  });

  test('what is nobody’s or one’s own is given out plainly, and so is a single one of a colleague’s', async () => {
    assert.deepEqual(outcomes(await giveOut([await heldBy(), await heldBy()], 'handler')), ['done', 'done']);
    assert.deepEqual(outcomes(await giveOut([await heldBy('handler'), await heldBy('handler')], 'bureau-head')), [
      'done',
      'done',
    ]);
    assert.deepEqual(outcomes(await giveOut([await heldBy('bureau-head'), await heldBy()], 'handler')), [
      'done',
      'done',
    ]);
  });

  test('a station takes a case from nobody, and who holds a case already is moved nothing', async () => {
    const cases = [await heldBy('bureau-head'), await heldBy('bureau-head')];
    assert.deepEqual(outcomes(await giveOut(cases, 'bureau-head')), ['already-assigned', 'already-assigned']);
    assert.deepEqual(outcomes(await giveOut(cases, undefined, plain, 'yunqi-linxi-chengdong')), ['done', 'done']);
  });

  test('an ended case without a handler lies with whoever mediated it', async () => {
    const mediated = async (): Promise<Seen> => {
      const number = await fileCase(world);
      await doAct(world, 'bureau-head', number, 'assign', { to: cast.mediator.account, role: 'mediator' });
      await doAct(world, 'consumer', number, 'withdraw', {});
      const answer = await api.app.inject({
        url: `/api/v1/complaints/${number}`,
        headers: await api.as('bureau-head'),
      });
      const { version, closedOn, handler } = answer.json<CaseView>();
      assert.deepEqual([closedOn === null, handler], [false, null]);
      return { number, version };
    };
    const cases = [await mediated(), await mediated()];
    assert.equal((await giveOut(cases, 'bureau-head')).code, 'step-up-required');
  });

  test('rows that moved since they were seen are told so one by one, without the factor', async () => {
    const cases = [await heldBy('bureau-head'), await heldBy('bureau-head')];
    const stale = cases.map(({ number }) => ({ number, version: 1 }));
    const { status, results } = await giveOut(stale, 'handler');
    assert.deepEqual([status, results.map((one) => one.problem?.status)], [200, [412, 412]]);
  });

  test('what the platform wrote down since they were seen spares nobody the factor', async () => {
    const cases = [await heldBy('bureau-head'), await heldBy('bureau-head')];
    for (const { number } of cases) {
      assert.equal(isRefusal(await keepRegistration(world.context, { number, tenant: 'yunqi' })), false);
      const answer = await api.app.inject({
        url: `/api/v1/complaints/${number}`,
        headers: await api.as('bureau-head'),
      });
      assert.equal(answer.json<CaseView>().version, 3);
    }
    assert.equal((await giveOut(cases, 'handler')).code, 'step-up-required');
    assert.deepEqual(outcomes(await giveOut(cases, 'handler', await api.inBrowser('handler'))), ['done', 'done']);
  });
});
