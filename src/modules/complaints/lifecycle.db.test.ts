import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CastName, type CastOfficial, cast, gymOperatorId } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { silentLog } from '#platform/log.ts';
import { acceptedCase, doAct, fileCase } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import type { Command } from './commands.ts';
import { type ActOutcome, actOnComplaint, type CommandMaker, scopeOf } from './handle.ts';
import { markOldReceiptDays } from './mark-old-receipt-days.ts';
import { unitsFor } from './reference.ts';
import { readComplaint } from './store.ts';
import { voidOldPapers } from './void-old-papers.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const at = (text: string) => new Date(`${text}T02:00:00Z`);

const file = async (who: CastName, on: string) => {
  const actor = actorOf(who);
  const receipt = await world.context.database.transact(scopeOf(actor), (tx) =>
    fileAtFrontDoor(world.context, tx, {
      actor,
      at: at(on),
      request: {
        complainant: { name: '方采薇', phone: '13900000001', address: '云栖市临溪区柳荫路 8 号' },
        respondent: { kind: 'ordinary', operator: gymOperatorId },
        facts: '2026 年 3 月办理年卡 2680 元，4 月场馆停业，电话 13900000001 多次催要无人接听。',
        claims: [{ kind: 'refund', amountFen: 268_000 }],
        consents: { publicity: true, entrust: true },
      },
      evidence: [],
    }),
  );
  assert.ok(!isRefusal(receipt), JSON.stringify(receipt));
  return receipt.number;
};

const facedWith = ({ account, personName: name, bureau, roles, sees }: CastOfficial) => {
  const named = { account, name, offices: [{ bureau, roles, sees }] };
  return { named, officials: [named] };
};

const act = async (
  who: CastName,
  number: string,
  on: string,
  make: CommandMaker,
  named?: CastName,
): Promise<ActOutcome> => {
  const actor = actorOf(who);
  const outcome = await world.context.database.transact(scopeOf(actor), async (tx) => {
    const units = await unitsFor(tx, 'yunqi', '2026-04-15');
    const member = named === undefined ? undefined : cast[named];
    return await actOnComplaint(world.context, tx, {
      number,
      actor,
      at: at(on),
      make,
      units,
      ...(member?.kind === 'staff' ? { lookUp: async () => facedWith(member) } : {}),
    });
  });
  assert.ok(!isRefusal(outcome), JSON.stringify(outcome));
  return outcome;
};

const say =
  (command: Command): CommandMaker =>
  () =>
    command;

describe('a complaint from filing to archive', () => {
  test('CMP-01, CMP-02 and the papers follow the acts', async () => {
    const number = await file('consumer', '2026-04-15');
    const handler = cast.handler.account;
    await act('bureau-head', number, '2026-04-16', say({ act: 'assign', to: handler }), 'handler');
    await act('handler', number, '2026-04-17', say({ act: 'accept' }));
    await act(
      'handler',
      number,
      '2026-04-18',
      say({ act: 'answer', consentsToMediation: true, items: [], by: 'phone' }),
    );
    await act(
      'handler',
      number,
      '2026-04-20',
      say({ act: 'open-mediation', mediator: cast.mediator.account, mode: 'phone' }),
      'mediator',
    );
    const agreed = await act('handler', number, '2026-04-21', (loaded, sealing) => ({
      act: 'record-agreement',
      form: 'mediation-paper',
      performed: false,
      waivedByBoth: false,
      recoveredFen: 200_000,
      terms: sealing.text(loaded.state.parties[0]?.person ?? '', 'terms', '退还 2000 元，七日内原路退回。'),
      outcome: [{ kind: 'refund', amountFen: 200_000 }],
    }));
    assert.equal(agreed.state.phase, 'agreed');
    assert.deepEqual(
      agreed.state.papers.map((paper) => paper.code),
      ['form-5', 'form-9'],
    );
    assert.match(agreed.state.papers[0]?.number ?? '', /〔2026〕第1号$/);
    await act('consumer', number, '2026-04-22', say({ act: 'rate', score: 4 }));
    await act(
      'handler',
      number,
      '2026-04-22',
      say({ act: 'deliver', paper: 1, to: 'complainant', channel: 'internet', outcome: 'delivered' }),
    );
    await act(
      'handler',
      number,
      '2026-04-22',
      say({ act: 'deliver', paper: 2, to: 'complainant', channel: 'hand', outcome: 'delivered' }),
    );
    await act(
      'handler',
      number,
      '2026-04-22',
      say({ act: 'deliver', paper: 2, to: 'respondent', channel: 'hand', outcome: 'delivered' }),
    );
    const archived = await act('handler', number, '2026-04-23', say({ act: 'archive' }));
    assert.equal(archived.state.archivedOn, '2026-04-23');
    const actor = actorOf('handler');
    const clocks = await world.context.database.transact(scopeOf(actor), (tx) =>
      tx.rows<{ rule: string; state: string; due_on: string }>(
        'select rule, state, due_on from case_clock order by rule',
      ),
    );
    assert.deepEqual(clocks, [
      { rule: 'CMP-01', state: 'met', due_on: '2026-04-24' },
      { rule: 'CMP-02', state: 'met', due_on: '2026-06-16' },
    ]);
  });

  test('a handler of another county, another city, and a second consumer see nothing', async () => {
    const number = await file('consumer', '2026-04-15');
    for (const who of ['handler-other-county', 'handler-other-city', 'second-consumer', 'auditor'] as const) {
      const found = await world.context.database.transact(scopeOf(actorOf(who)), (tx) =>
        readComplaint(tx, world.context.vault, number),
      );
      assert.equal(found, undefined, who);
    }
    const own = await world.context.database.transact(scopeOf(actorOf('consumer')), (tx) =>
      readComplaint(tx, world.context.vault, number),
    );
    assert.equal(own?.state.phase, 'under-review');
  });
});

describe('a decision annulled before the act named its papers', () => {
  test('once gone through, they are owed to nobody and their code says so', async () => {
    const number = await acceptedCase(world);
    await doAct(world, 'handler', number, 'answer', { consentsToMediation: false });
    await doAct(world, 'handler', number, 'terminate', { ground: 2, reasons: '被投诉人明确拒绝调解。' });
    await doAct(world, 'bureau-head', number, 'annul', { reasons: '未通知双方' });
    const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
    const where = 'from complaint c where c.number = $1 and c.tenant = x.tenant and c.stream = x.stream';
    const standing = () =>
      owner.transact(nobody, async (tx) => [
        ...(await tx.rows<{ said: string }>(
          `select x.state as said from paper_delivery x, complaint c
            where c.number = $1 and c.tenant = x.tenant and c.stream = x.stream and x.n = 3 order by x.party`,
          [number],
        )),
        ...(await tx.rows<{ said: string }>(
          `select p.standing as said from paper_proof p, complaint_paper x, complaint c where c.number = $1
             and c.tenant = x.tenant and c.stream = x.stream and x.n = 3 and p.tenant = x.tenant and p.data_hash = x.data_hash`,
          [number],
        )),
      ]);
    try {
      const after = await standing();
      assert.ok(after.some(({ said }) => said === 'void') && after.some(({ said }) => said === 'annulled'));
      await owner.transact(nobody, async (tx) => {
        await tx.run(`update event x set payload = x.payload - 'voids' ${where} and x.type = 'DecisionAnnulled'`, [
          number,
        ]);
        await tx.run(`update paper_delivery x set state = 'to-print' ${where} and x.n = 3 and x.state = 'void'`, [
          number,
        ]);
        await tx.run(
          `update paper_proof p set standing = 'valid' from complaint_paper x, complaint c where c.number = $1
             and c.tenant = x.tenant and c.stream = x.stream and x.n = 3 and p.tenant = x.tenant and p.data_hash = x.data_hash`,
          [number],
        );
      });
      assert.notDeepEqual(await standing(), after);
      const task = voidOldPapers(world.context);
      const job = { tenant: 'yunqi', attempt: 1, isLast: true, signal: new AbortController().signal, log: silentLog() };
      await task.run(task.read({ after: '00000000-0000-0000-0000-000000000000' }), job);
      assert.deepEqual(await standing(), after);
    } finally {
      await owner.close();
    }
  });
});

describe('RCV-01 a decision whose day of receipt was put right', () => {
  test('whoever scans its paper is told so, also where it was put right before the act said it; verify expects the same', async () => {
    const received = addDays(dayOf(now()), -1);
    const number = await fileCase(world, { channel: 'letter', receivedOn: received }, undefined, 'handler');
    await doAct(world, 'bureau-head', number, 'assign', { to: cast.handler.account });
    await doAct(world, 'handler', number, 'accept', {});
    const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
    const standing = () =>
      owner.transact(nobody, (tx) =>
        tx.rows<{ code: string; standing: string }>(
          `select x.code, p.standing from paper_proof p, complaint_paper x, complaint c where c.number = $1
             and c.tenant = x.tenant and c.stream = x.stream and p.tenant = x.tenant and p.data_hash = x.data_hash order by x.n`,
          [number],
        ),
      );
    // Other tests of this file change what was written.
    const faults = async () => (await refoldFaults(world)).filter((one) => one.includes(number));
    try {
      const receivedOn = addDays(received, -2);
      await doAct(world, 'bureau-head', number, 'correct-receipt', { receivedOn, reasons: '信封邮戳' });
      const after = [
        { code: 'form-5', standing: 'replaced' },
        { code: 'correction-notice', standing: 'valid' },
      ];
      assert.deepEqual(await standing(), after);
      await owner.transact(nobody, (tx) =>
        tx.run(`update paper_proof set standing = 'valid' where standing = 'replaced'`, []),
      );
      assert.equal((await faults()).length, 1);
      const task = markOldReceiptDays(world.context);
      const job = { tenant: 'yunqi', attempt: 1, isLast: true, signal: new AbortController().signal, log: silentLog() };
      await task.run(task.read({ after: '00000000-0000-0000-0000-000000000000' }), job);
      assert.deepEqual([await standing(), await faults()], [after, []]);
    } finally {
      await owner.close();
    }
  });
});
