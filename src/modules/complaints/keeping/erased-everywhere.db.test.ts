import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cast, gymOperatorId } from '#db/seed/cast.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase, type Tx } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { eraseAgain } from '#platform/erasures.ts';
import { eventsOf } from '#platform/events.ts';
import { silentLog } from '#platform/log.ts';
import { verifyStreams } from '#platform/verify.ts';
import { doAct, fileCase, inTray } from '#test/cases.ts';
import { letGoOf } from '#test/end-of-term.ts';
import { type Kept, whereKept } from '#test/everything-kept.ts';
import { faultsOnceChanged } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { openBundle } from '../bundle/open-bundle.ts';
import { proofChecks } from '../facade.ts';
import { actOnComplaint, scopeOf } from '../handle.ts';
import { orderBatch } from '../incidents/batch.ts';
import { keepFacts, makeIncidentPaper, openIncident, recordVerification } from '../incidents/handle.ts';
import { incidentProjection } from '../incidents/projection.ts';
import { runBatch } from '../incidents/run-batch.ts';
import { readIncident } from '../incidents/store.ts';
import { keepRegistration } from '../keep-registration.ts';
import { recordOpening } from '../openings.ts';
import { fileOfPaper, findPaper } from '../paper-files.ts';
import { renderPaper } from '../papers-render.ts';
import { orderPrint } from '../post-tray/print-letters.ts';
import { complaintProjection } from '../projection.ts';
import { unitsFor } from '../reference.ts';
import { revealField } from '../reveal.ts';
import { keepScan } from '../scan-back.ts';
import { readComplaint } from '../store.ts';
import { correctPersonOf } from './correct.ts';
import { erasePersonOf } from './erase.ts';
import { forgetPersonAgain } from './forget.ts';
import { lessenBroughtBack } from './lessen-brought-back.ts';
import { lessenOldPapers } from './lessen-old-papers.ts';
import { filesAtEnd } from './retire-files.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(async () => {
  await closeTypesetter();
  await world.close();
});

const her = {
  name: '闻人晓霜',
  phone: '13900000061',
  address: '云栖市临溪区青桐里 77 号',
  idType: '居民身份证',
  idNumber: '330199199003077728',
  email: 'wenren@example.test',
} as const;
const first = { name: '闻人小霜', phone: '13900000060' } as const;
const agent = { name: '公冶长青', phone: '13900000062', address: '云栖市临溪区白石巷 6 号' } as const;
const nextAgent = { name: '夏侯明远', phone: '13900000065', address: '云栖市临溪区白石巷 8 号' } as const;
const other = { name: '欧阳建国', phone: '13900000063', address: '云栖市临溪区松林路 3 号' } as const;

const calledAt = '13900001177';
const reached = { channel: 'phone', party: 'complainant', outcome: 'reached', note: `${her.name}本人接听` };
const handler = actorOf('handler');
const head = actorOf('bureau-head');
const inScope = <T>(work: (tx: Tx) => Promise<T>, who = handler): Promise<T> =>
  world.context.database.transact(scopeOf(who), work);
const done = <T>(said: T): Exclude<T, { refusal: string }> => {
  assert.ok(!isRefusal(said as never), JSON.stringify(said));
  return said as Exclude<T, { refusal: string }>;
};

const personIn = (number: string, kind: string): Promise<string> =>
  inScope(async (tx) => {
    const loaded = await readComplaint(tx, world.context.vault, number);
    const party = loaded?.state.parties.find((one) => one.kind === kind && !loaded.erased.has(one.person));
    assert.ok(party, kind);
    return party.person;
  });

const incidentOf = async (title: string): Promise<string> =>
  done(
    await inScope((tx) =>
      openIncident(world.context, tx, { actor: handler, at: now(), body: { title, operator: gymOperatorId } }),
    ),
  ).id;

const versionOf = (incident: string) => inScope(async (tx) => (await readIncident(tx, incident))?.state.version ?? 0);
const wishFor = async <B>(incident: string, body: B) => ({
  ...{ actor: handler, at: now(), incident, body },
  expectedVersion: await versionOf(incident),
});

/** All that can be done with a complaint in which she complains, with everybody's words naming her. */
const throughEverything = async (number: string, incident: string): Promise<void> => {
  const { context } = world;
  const person = await personIn(number, 'complainant');
  const right = { person, fields: her, reason: '登记时姓名、电话有误' };
  done(await inScope((tx) => correctPersonOf(context, tx, handler, number, right, now())));
  done(
    await inScope((tx) =>
      revealField(context, tx, handler, number, { person, field: 'phone', reason: `联系${her.name}` }),
    ),
  );
  await doAct(world, 'handler', number, 'join-incident', { incident });
  done(
    await inScope(async (tx) => keepFacts(context, tx, await wishFor(incident, { facts: [`${her.name}等人办卡`] }))),
  );
  const finding = { finding: `经向${her.name}（${her.phone}）核实`, measures: `请${her.name}保存凭证` };
  done(await inScope(async (tx) => recordVerification(context, tx, await wishFor(incident, finding))));
  const note = { act: 'note' as const, numbers: [number], body: { text: `已电话告知${her.name}（${her.phone}）。` } };
  const { batch } = done(await inScope(async (tx) => orderBatch(context, tx, await wishFor(incident, note))));
  await runBatch(context, { tenant: 'yunqi', bureau: 'yunqi-linxi', batch });
  for (const code of ['incident-fact-sheet', 'incident-claimants'] as const)
    done(await inScope(async (tx) => makeIncidentPaper(context, tx, await wishFor(incident, { code }))));
  await doAct(world, 'consumer', number, 'add-evidence', { items: [await inTray(world, `${her.name}的收据.pdf`)] });
  const call = (called: object) => doAct(world, 'handler', number, 'contact', { ...reached, called } as never);
  // Before anybody is known by it, it lies under the complainant.
  await call({ number: nextAgent.phone });
  const named = { side: 'complainant', ...nextAgent, matters: '参加调解', powers: 'special' } as const;
  await doAct(world, 'handler', number, 'name-agent', named);
  const power = await inTray(world, `${nextAgent.name}的授权委托书.pdf`, 'handler');
  const handedIn = { items: [power], from: 'complainant', purpose: 'power-of-attorney' } as const;
  await doAct(world, 'handler', number, 'add-evidence', { ...handedIn, items: [power] });
  const found = await inTray(world, `现场笔录（${her.name}）.pdf`, 'handler');
  await doAct(world, 'handler', number, 'add-evidence', { items: [found] });
  await doAct(world, 'bureau-head', number, 'assign', { to: cast.handler.account });
  await doAct(world, 'handler', number, 'accept', {});
  for (const called of [{ number: calledAt }, { known: await personIn(number, 'agent') }]) await call(called);
  await doAct(world, 'handler', number, 'answer', { consentsToMediation: false, statement: `已退还${her.name}。` });
  await doAct(world, 'handler', number, 'terminate', {
    ground: 2,
    reasons: `被投诉人拒绝与${her.name}及其代理人${agent.name}调解。`,
  });
  const form = done(await keepRegistration(context, { number, tenant: 'yunqi' }));
  const wish = { letters: [{ number, paper: 1, to: 'complainant' }], reason: `邮寄给${her.name}` } as never;
  done(await inScope((tx) => orderPrint(context, tx, handler, wish, now())));
  for (const n of [1, 2, 3, form]) {
    done(await fileOfPaper(context, handler, number, n));
    const paper = done(await inScope((tx) => findPaper(context, tx, handler, number, n)));
    const content = await renderPaper(paper.canonical, { at: paper.at });
    const scan = { content, mediaType: 'application/pdf', compared: true };
    // A better scan replaces the first one.
    for (const at of [now(), now()]) done(await keepScan(context, { number, n, actor: handler, at, ...scan }));
    const to = n === 3 ? 'respondent' : 'complainant';
    if (n !== form)
      await doAct(world, 'handler', number, 'deliver', { paper: n, to, channel: 'hand', outcome: 'delivered' });
  }
  const fraud = { to: '公安局', reasons: `${her.name}称遭夹带`, acts: ['planting'] } as const;
  const { state } = await doAct(world, 'handler', number, 'hand-over-fraud', { ...fraud, acts: [...fraud.acts] });
  const handed = {
    paper: state.papers.at(-1)?.n ?? 0,
    to: 'bureau',
    channel: 'hand',
    outcome: 'delivered',
    receiver: '刑警大队',
  } as const;
  await doAct(world, 'handler', number, 'deliver', handed);
  const outcome = {
    kind: 'court',
    reference: '（2026）行初 7 号',
    result: 'dismissed',
    decidedOn: dayOf(now()),
  } as const;
  await doAct(world, 'handler', number, 'record-outcome', outcome);
  const order = { purpose: 'court', reference: '（2026）行初 7 号' } as const;
  const { version } = await doAct(world, 'handler', number, 'bundle', order);
  const reason = `${her.name}起诉，提交法院`;
  const { opening } = done(
    await inScope((tx) => recordOpening(context, tx, handler, number, { what: 'bundle', reason })),
  );
  done(await openBundle(context, handler, number, version, opening));
};

const erase = async (number: string, kind: string) => {
  const wish = { person: await personIn(number, kind), ground: 'no-longer-needed', reason: '当事人申请删除' } as const;
  return done(await inScope((tx) => erasePersonOf(world.context, tx, head, number, wish, now()), head));
};

/** How many files of the case are kept, by what they are. */
const filesOf = async (number: string): Promise<Record<string, number>> => {
  const rows = await inScope((tx) =>
    tx.rows<{ purpose: string; count: number }>(
      `select f.purpose, count(*)::int as count from evidence_file f
         join complaint c on c.tenant = f.tenant and c.stream = f.stream
        where c.number = $1 and f.state = 'kept' group by 1 order by 1`,
      [number],
    ),
  );
  return Object.fromEntries(rows.map(({ purpose, count }) => [purpose, count]));
};

/** Each place once. */
const places = (kept: readonly Kept[]): string[] =>
  [...new Set(kept.map(({ where }) => where.replace(/ [0-9a-f-]{36}$/u, '')))].sort();
const words = ({ name, phone, address }: { name: string; phone: string; address: string }) => [name, phone, address];
const hers = [...words(her), her.idNumber, her.email, first.name, first.phone, calledAt];

/** Where somebody erased still stands, and on what ground. */
const lawfully: Readonly<Record<string, string>> = {
  audit_line:
    'reasons officers gave for a look or an erasure: the record of processing itself (PIPL 51, 56; Cybersecurity Law 21(3))',
  'vault complaint statement': 'what the respondent said of the case, under its own key (decision 0025)',
  'vault complaint paper': 'the decision as it was told to the respondent, under its own key (decision 0025)',
};

const faultsNow = async (): Promise<string[]> => {
  const { calendar, rulebook, settingsOf } = world.context.law();
  const lawOf = (tenant: string) => ({ calendar, rulebook, settings: settingsOf(tenant) });
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const faults: string[] = [];
  await owner.transact(nobody, (tx) =>
    verifyStreams(tx, {
      vault: world.context.vault,
      projections: [complaintProjection(lawOf), incidentProjection],
      besides: proofChecks(world.context.files.keys, world.context.keyring),
      onFault: ({ code, detail }) => faults.push(`${code} ${detail}`),
    }),
  );
  await owner.close();
  // The power of attorney filed with a case of the tests is a file that nobody handed in.
  return faults.filter((one) => !one.includes('evidence_file 00000000-'));
};

test('PIPL 47 who went through everything and is erased stands nowhere but where the law keeps it', async () => {
  const incident = await incidentOf(`健身房停业（${her.name}等人投诉）`);
  const number = await fileCase(world, {
    complainant: { ...her, ...first },
    joint: [other],
    jointAgreed: true,
    agent: { ...agent, matters: '参加调解', powers: '特别授权' },
    facts: `${her.name}（电话${her.phone}，住${her.address}）办理健身年卡，停业后拒退余额。`,
  });
  await throughEverything(number, incident);
  const before = places(await whereKept(world, hers));
  for (const place of [
    'incident',
    'vault incident facts',
    'vault incident batch',
    'vault incident paper',
    'file name evidence',
  ])
    assert.ok(before.includes(place), place);

  const all = await filesOf(number);
  assert.deepEqual(all, { bundle: 1, evidence: 2, paper: 5, 'power-of-attorney': 1, 'sealed-copy': 8 });

  // The first agent stands in the sealed form 8, that of later in a power of attorney.
  await erase(number, 'agent');
  assert.deepEqual(places(await whereKept(world, words(agent))), ['vault complaint paper']);
  const { bundle: _, ...withoutForm8 } = { ...all, paper: 4, 'sealed-copy': 6 };
  assert.deepEqual(await filesOf(number), withoutForm8);
  assert.deepEqual(await faultsNow(), []);
  await erase(number, 'agent');
  assert.deepEqual(places(await whereKept(world, words(nextAgent))), []);
  const { 'power-of-attorney': __, ...withoutPower } = withoutForm8;
  assert.deepEqual(await filesOf(number), withoutPower);

  await erase(number, 'complainant');
  assert.deepEqual(places(await whereKept(world, hers)), Object.keys(lawfully).sort());
  assert.deepEqual(await faultsNow(), []);
  assert.deepEqual(await filesOf(number), { evidence: 2, paper: 1, 'sealed-copy': 2 });
  const seen = await inScope(async (tx) => {
    const found = await readIncident(tx, incident);
    assert.ok(found);
    const list = found.state.papers.find(({ code }) => code === 'incident-claimants');
    const opened = await world.context.vault.openEntry(tx, { ...found, entry: list?.data.entry ?? '' });
    return isRefusal(opened) ? '' : String(opened.value);
  });
  assert.ok(seen.includes(number) && seen.includes(other.name) && seen.includes('不是原件'), seen);

  const proofs = `data_hash in (select p.data_hash from complaint_paper p join complaint c using (tenant, stream)
    where c.number = '${number}') and pdf_hash is not null`;
  const reprinted = await faultsOnceChanged(
    world,
    `update paper_proof set pdf_hash = 'x' || pdf_hash where ${proofs}`,
    `update paper_proof set pdf_hash = substr(pdf_hash, 2) where ${proofs}`,
  );
  const changed = reprinted.filter((one) => one.includes('paper_proof pdf_hash'));
  const counted = await inScope((tx) =>
    tx.one<{ all: number; anew: number }>(
      `select count(*)::integer as all, count(*) filter (where p.pdf_hash is null)::integer as anew
         from paper_proof f join complaint_paper p using (tenant, data_hash)
        where f.pdf_hash is not null and p.stream = (select stream from complaint where number = $1)`,
      [number],
    ),
  );
  assert.ok(counted.anew > 0, 'a paper to be made anew, whose original had a file');
  assert.equal(changed.length, counted.all, changed.join());

  await erase(number, 'joint');
  assert.deepEqual(places(await whereKept(world, words(other))), []);
  assert.deepEqual(await filesOf(number), { evidence: 1, paper: 1, 'sealed-copy': 2 });
  assert.deepEqual(await faultsNow(), []);
});

test('RET-04 a file that goes at the end of its term takes its people out of the list of the event', async () => {
  const { context } = world;
  const incident = await incidentOf('健身房停业');
  const number = await fileCase(world, { complainant: { ...her, phone: '13900000066' } });
  await doAct(world, 'handler', number, 'join-incident', { incident });
  const list = { code: 'incident-claimants' } as const;
  done(await inScope(async (tx) => makeIncidentPaper(context, tx, await wishFor(incident, list))));
  await doAct(world, 'handler', number, 'direct-elsewhere', { path: 'discipline', reasons: '反映工作人员的作风。' });
  const told = { paper: 1, to: 'complainant', channel: 'hand', outcome: 'delivered' } as const;
  await doAct(world, 'handler', number, 'deliver', told);
  await doAct(world, 'handler', number, 'archive', {});
  assert.ok(places(await whereKept(world, [her.name])).includes('vault incident paper'));
  const late = new Date(now().getTime() + 10.1 * 365.25 * 86_400_000);
  assert.equal(await letGoOf(filesAtEnd(context, late), number), 1);
  assert.deepEqual(places(await whereKept(world, ['13900000066'])), []);
  assert.ok(!places(await whereKept(world, [her.name])).includes('vault incident paper'));
  assert.deepEqual(await faultsNow(), []);
});

/** As erasures of before were: the key goes, and nothing else hears of it. */
const eraseAsBefore = async (number: string, person: string): Promise<void> => {
  const { context } = world;
  const basis = 'pipl 47(1)(1)';
  await inScope(async (tx) => {
    const units = await unitsFor(tx, 'yunqi', dayOf(now()));
    const make = () => ({ act: 'erase-person', person, basis }) as const;
    done(await actOnComplaint(context, tx, { number, actor: head, at: now(), units, make }));
    const loaded = await readComplaint(tx, context.vault, number);
    assert.ok(loaded);
    done(await context.vault.erasePerson(tx, head, { ...loaded, person }, basis));
  }, head);
};

test('PIPL 47 who was erased before papers were restated goes out of form 1 and the lists of events by a round, once', async () => {
  const { context } = world;
  const [mine, theirs] = [
    { name: '东方既白', phone: '13900000067', address: '云栖市临溪区南桥 1 号' },
    { name: '西门晚照', phone: '13900000068', address: '云栖市临溪区南桥 2 号' },
  ];
  const incident = await incidentOf('健身房停业');
  const facts = `${mine.name}与${theirs.name}一起办卡，停业后拒退余额。`;
  const number = await fileCase(world, { complainant: mine, joint: [theirs], jointAgreed: true, facts });
  const alone = await fileCase(world, { complainant: { ...theirs, name: '南宫问雪', phone: '13900000069' } });
  for (const one of [number, alone]) await doAct(world, 'handler', one, 'join-incident', { incident });
  const list = { code: 'incident-claimants' } as const;
  done(await inScope(async (tx) => makeIncidentPaper(context, tx, await wishFor(incident, list))));
  done(await fileOfPaper(context, handler, number, done(await keepRegistration(context, { number, tenant: 'yunqi' }))));
  await doAct(world, 'consumer', number, 'withdraw', { representedConsent: true });
  await doAct(world, 'consumer', alone, 'withdraw', {});
  await eraseAsBefore(number, await personIn(number, 'joint'));
  await eraseAsBefore(alone, await personIn(alone, 'complainant'));
  const left = () => whereKept(world, [theirs.name, theirs.phone, theirs.address, '南宫问雪', '13900000069']);
  assert.deepEqual(places(await left()), ['vault complaint facts', 'vault complaint paper', 'vault incident paper']);

  const task = lessenOldPapers(context);
  const job = { tenant: 'yunqi', attempt: 1, isLast: true, signal: new AbortController().signal, log: silentLog() };
  const round = () => task.run(task.read({ after: '00000000-0000-0000-0000-000000000000' }), job);
  const versionNow = () => inScope(async (tx) => (await readComplaint(tx, context.vault, number))?.state.version);
  await round();
  assert.deepEqual(places(await left()), []);
  const kept = places(await whereKept(world, [mine.name]));
  assert.ok(kept.includes('vault complaint facts') && kept.includes('vault incident paper'), kept.join());
  const once = await versionNow();
  await round();
  assert.equal(await versionNow(), once, 'a second round finds nothing');
  assert.deepEqual(await faultsNow(), []);
});

test('PIPL 47 whom a backup brings back goes out of the texts of others before the key goes, and the others keep what they share', async () => {
  const [mine, theirs] = [
    { name: '东方既白', phone: '13900000071', address: '云栖市临溪区南桥 11 号' },
    { name: '慕容听雨', phone: '13900000072', address: '云栖市临溪区南桥 12 号' },
  ];
  const facts = `${theirs.name}与${mine.name}一起办卡，停业后拒退余额。`;
  const number = await fileCase(world, { complainant: theirs, joint: [mine], jointAgreed: true, facts });
  await doAct(world, 'consumer', number, 'withdraw', { representedConsent: true });
  const person = await personIn(number, 'complainant');
  const loaded = await inScope((tx) => readComplaint(tx, world.context.vault, number));
  assert.ok(loaded);
  const at = new Date(now().getTime() - 5 * 86_400_000);
  const line = { tenant: 'yunqi', stream: loaded.stream, person, at: at.toISOString(), basis: 'pipl 47(1)(1)' };
  assert.equal(await lessenBroughtBack(world.context, { ...line, firstOn: dayOf(at) }), true);
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  const again = () => owner.transact(nobody, (tx) => eraseAgain(tx, [line], forgetPersonAgain));
  assert.deepEqual([(await again()).persons, (await again()).persons], [1, 0]);
  await owner.close();
  assert.equal(await lessenBroughtBack(world.context, { ...line, firstOn: dayOf(at) }), false);

  assert.deepEqual(places(await whereKept(world, [theirs.name, theirs.phone, theirs.address])), []);
  const kept = await whereKept(world, ['停业后拒退余额']);
  assert.ok(kept.some(({ text }) => text.includes(`〔已删除〕与${mine.name}一起办卡`)));
  const events = await inScope((tx) => eventsOf(tx, loaded));
  const erasures = events.filter(({ type }) => type === 'PersonErased');
  assert.deepEqual(
    erasures.map(({ actor, payload }) => [actor, (payload as { repeats?: string }).repeats]),
    [['system:restore', 'restore']],
  );
  assert.deepEqual(await faultsNow(), []);
});
