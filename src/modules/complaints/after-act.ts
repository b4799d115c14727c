import type { Day } from '#kernel/day.ts';
import { daysOf, lastDayOf } from '#kernel/rule.ts';
import { recordDataRequest, recordShopContact } from '#modules/directory/facade.ts';
import type { Tx } from '#platform/db.ts';
import { enqueue } from '#platform/jobs.ts';
import { hashAnswerCode } from './answer-code.ts';
import type { LawFacts } from './clocks.ts';
import type { Complaint, ComplaintEvent, PaperMade, Sealed } from './complaint.ts';
import { owedTo } from './decide/closing.ts';
import { deliveryJob } from './delivery-job.ts';
import { deliveryState, noticeOn, postedOn, stateAgain } from './delivery-state.ts';
import { decisionCorrectedBy } from './evolve-decisions.ts';
import { entrustedJob, recusalJob } from './news-jobs.ts';
import { noticeJob } from './notice-job.ts';
import type { PaperParty } from './paper-orders.ts';
import { newlyMoot } from './proving/newly-void.ts';
import { takeDownNotice, takeDownNotices } from './public-notices.ts';
import { noticeUntil } from './served-by-notice.ts';
import { isUnreachable, toldOfShownWay } from './shown-way.ts';
import { grantAccess } from './store.ts';
import { tellOfDraftMoved } from './sweep/draft-moved.ts';
import { formerForms } from './void-papers.ts';
import { followAgents, followTogether, letOut } from './ways-in.ts';

/** One act as it has just been written, in the transaction it was written in. */
export type WrittenAct = {
  readonly tenant: string;
  readonly stream: string;
  readonly at: Date;
  readonly today: Day;
  readonly law: LawFacts;
  /** Version of the case before the act. */
  readonly since: number;
  readonly before: Complaint;
  readonly state: Complaint;
  readonly events: readonly ComplaintEvent[];
  readonly plain: (sealed: Sealed) => string | undefined;
};

/** What follows from an act beside its own rows: papers on their way, codes, registers, the standing of papers. */
export const afterAct = async (tx: Tx, act: WrittenAct): Promise<void> => {
  const moot = newlyMoot(act.before, act.state);
  if (moot.length > 0) letLie(tx, act, moot);
  endNotices(tx, act);
  let version = act.since;
  for (const event of act.events) {
    version += 1;
    await follow(tx, act, event, version);
  }
};

const follow = async (tx: Tx, act: WrittenAct, event: ComplaintEvent, version: number): Promise<void> => {
  const at = [act.tenant, act.stream] as const;
  switch (event.type) {
    case 'PaperMade':
      if (event.payload.code === 'entrustment-end') await tellEntrusted(tx, act, event.payload.n);
      if (event.payload.code === 'form-1') replaceForms(tx, act, event.payload);
      return await sendOut(tx, act, event.payload);
    case 'PaperDelivered': {
      const { n, to, reason = null } = event.payload;
      const state = deliveryState(act.before, act.state, event.payload);
      tx.send(
        `update paper_delivery set state = $5, reason = $7, changed_at = $6, posted_on = $8, notice_until = $9
          where tenant = $1 and stream = $2 and n = $3 and party = $4`,
        [...at, n, to, state, act.at, reason, postedOn(event.payload), noticeOn(act.state, n, to)],
      );
      return;
    }
    case 'OperatorAnswered':
      await tellDirectory(tx, act, event);
      if (event.payload.settledOn !== undefined) await askOfSettlement(tx, act, version);
      return;
    case 'SentAgain':
      return await sendOutAgain(tx, act, event.payload, version);
    case 'NoticeTold':
      return noteStanding(tx, act, event.payload.notice);
    case 'DeliveryTakenBack': {
      const { n, to } = event.payload;
      tx.send(
        `update paper_delivery set state = $5, reason = null, posted_on = null, notice_until = $7, changed_at = $6
          where tenant = $1 and stream = $2 and n = $3 and party = $4`,
        [...at, n, to, stateAgain(act.state, event.payload), act.at, noticeOn(act.state, n, to)],
      );
      return;
    }
    case 'PaperOpened':
      tx.send(
        `update paper_delivery set state = 'delivered', notice_until = null, changed_at = $5
          where tenant = $1 and stream = $2 and n = $3 and party = $4`,
        [...at, event.payload.n, event.payload.to, act.at],
      );
      return;
    case 'ComplaintRegistered':
      return await tellOfRegistration(tx, act, event.payload.externalNumber);
    case 'SealedCopyKept':
      return serveScan(tx, act, event.payload);
    case 'RespondentNotified':
      return await openToRespondent(tx, act, event.payload);
    case 'DecisionAnnulled':
      // The limits run again on the same days: what was said and done about them is no longer true.
      tx.send('delete from clock_notice where tenant = $1 and stream = $2', at);
      letLie(tx, act, event.payload.voids);
      return markProofs(tx, act, event);
    case 'SessionCalledOff':
      letLie(tx, act, event.payload.voids);
      return markProofs(tx, act, event);
    case 'DecisionCorrected':
    case 'ReceiptDayCorrected':
      return markProofs(tx, act, event);
    case 'PersonCorrected':
      return await moveParty(tx, act, event.payload.person);
    case 'BundleMade':
      tx.send(
        `insert into complaint_bundle (tenant, stream, version, purpose, reference, made_at, evidence_from, evidence_to)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          ...[...at, version, event.payload.purpose, event.payload.reference, act.at],
          ...[event.payload.evidenceFrom ?? null, event.payload.evidenceTo ?? null],
        ],
      );
      return;
    case 'OutcomeRecorded': {
      const { kind, reference, decidedOn, result } = event.payload;
      tx.send(
        `insert into outcome_register (tenant, stream, version, kind, reference, decided_on, result, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [...at, version, kind, reference, decidedOn, result, act.at],
      );
      return;
    }
    case 'PlatformDataRequested':
      if (act.state.respondent.shop !== undefined)
        await recordDataRequest(tx, act.state.respondent.shop, 'asked', act.today);
      return;
    case 'PlatformDataReceived':
      if (act.state.respondent.shop !== undefined) {
        const state = event.payload.outcome === 'answered' ? 'answered' : 'refused';
        await recordDataRequest(tx, act.state.respondent.shop, state, act.today);
      }
      return;
    case 'ParticularsCompleted':
      return await followRespondent(tx, act);
    case 'MediationOpened':
      await tellDirectory(tx, act, event);
      return await tellOfDraftMoved(tx, act);
    case 'ComplaintAssigned':
    case 'RecusalDecided':
    case 'MediationEntrusted':
    case 'EntrustingEnded':
      return await tellOfDraftMoved(tx, act);
    case 'MediationInterrupted':
      return await enqueue(tx, recusalJob, { number: act.state.number, version }, { tenant: act.tenant });
    case 'AgentNamed':
    case 'AgentConfirmed':
      return followAgents(tx, act, event.payload.account);
    case 'AgentEnded':
      return followAgents(tx, act);
    case 'ComplainantLeft':
    case 'RepresentativeEnded':
    case 'RepresentativeNamed':
      return await followTogether(tx, act, event, version);
    case 'ContactAttempted':
      return await tellDirectory(tx, act, event);
    default:
      return;
  }
};

/** It is read as long as nothing but the notice serves the paper, and whoever it names is the party. */
const endNotices = (tx: Tx, act: WrittenAct): void => {
  const ended = act.before.noticed.filter(({ n, to }) => noticeUntil(act.state, n, to) === null);
  for (const { n, to } of ended)
    takeDownNotice(tx, act, { n, party: to, isOwed: !act.state.delivered.includes(`${n}:${to}`) });
};

const isParty = (to: string): to is PaperParty => to === 'complainant' || to === 'respondent';

/** Asked for in the act's own transaction: a paper that exists will be sent, one that does not never is. */
const sendOut = async (tx: Tx, act: WrittenAct, paper: PaperMade): Promise<void> => {
  // No message reaches a body outside: its paper waits in the post tray until it is served.
  if (owedTo(paper).includes('bureau')) {
    tx.send(
      `insert into paper_delivery (tenant, stream, n, party, state, made_at, changed_at)
       values ($1, $2, $3, 'bureau', 'to-print', $4, $4)`,
      [act.tenant, act.stream, paper.n, act.at],
    );
  }
  const parties = paper.to.filter(isParty);
  if (parties.length === 0) return;
  tx.send(
    `insert into paper_delivery (tenant, stream, n, party, state, made_at, changed_at)
     select $1, $2, $3, p, 'waiting', $5, $5 from unnest($4::text[]) p`,
    [act.tenant, act.stream, paper.n, parties, act.at],
  );
  for (const to of parties) {
    const payload = { number: act.state.number, n: paper.n, to };
    await enqueue(tx, deliveryJob, payload, { tenant: act.tenant, key: `deliver:${act.stream}:${paper.n}:${to}` });
  }
};

/** The letter takes its days; whoever mediates there is to stop at once. */
const tellEntrusted = async (tx: Tx, { tenant, before }: WrittenAct, n: number): Promise<void> => {
  const { number, entrustedTo: organisation, mediator } = before;
  if (organisation === null) return;
  const news = { number, n, organisation, ...(mediator === null ? {} : { mediator }) };
  await enqueue(tx, entrustedJob, news, { tenant, key: `entrusted:${number}:${n}` });
};

/** What waits again waits in the tray's eyes from now on. */
const sendOutAgain = async (
  tx: Tx,
  act: WrittenAct,
  { n, to, notice, channel }: Extract<ComplaintEvent, { type: 'SentAgain' }>['payload'],
  version: number,
): Promise<void> => {
  const { tenant, stream } = act;
  const { number } = act.state;
  if (notice !== undefined) {
    noteStanding(tx, act, notice);
    if (channel === 'letter') return;
    const key = `notice:${number}:${notice}:${version}`;
    return await enqueue(tx, noticeJob, { number, notice, way: channel, again: version }, { tenant, key });
  }
  if (n === undefined || to === undefined) return;
  tx.send(
    `update paper_delivery set state = $5, reason = null, changed_at = $6
      where tenant = $1 and stream = $2 and n = $3 and party = $4`,
    [tenant, stream, n, to, channel === 'letter' ? 'to-print' : 'waiting', act.at],
  );
  if (channel === 'letter') return;
  const key = `deliver:${stream}:${n}:${to}:${version}`;
  await enqueue(tx, deliveryJob, { number, n, to, way: channel, again: version }, { tenant, key });
};

/** Whether it is so, only the complainant can say: asked by message, answered on the case page. */
const askOfSettlement = (tx: Tx, { tenant, state }: WrittenAct, version: number): Promise<void> =>
  enqueue(tx, noticeJob, { number: state.number, notice: `settlement-${version}` }, { tenant });

/** Notices that failed once stand in rows of their own: the post tray and the lists read them. */
const noteStanding = (tx: Tx, act: WrittenAct, notice: string): void => {
  const now = act.state.notices.find((one) => one.notice === notice);
  if (now === undefined) return;
  tx.send(
    `insert into notice_delivery (tenant, stream, notice, state, reason, changed_at) values ($1, $2, $3, $4, $5, $6)
     on conflict on constraint notice_delivery_pk do update set state = excluded.state, reason = excluded.reason,
       changed_at = excluded.changed_at`,
    [act.tenant, act.stream, notice, now.state, now.reason, act.at],
  );
};

const tellOfRegistration = async (tx: Tx, act: WrittenAct, externalNumber: string): Promise<void> => {
  tx.send(
    `insert into case_locator (tenant, stream, kind, key_kind, key) values ($1, $2, 'complaint', 'external', $3)
     on conflict do nothing`,
    [act.tenant, act.stream, externalNumber],
  );
  await enqueue(tx, noticeJob, { number: act.state.number, notice: 'registration' }, { tenant: act.tenant });
};

const serveScan = (
  tx: Tx,
  act: WrittenAct,
  copy: { readonly n: number; readonly file: string; readonly sha256: string },
): void => {
  tx.send(
    `with served as (update complaint_paper set signed_scan = $4, scan_hash = $5
       where tenant = $1 and stream = $2 and n = $3 returning data_hash)
     update paper_proof set scan_hash = $5 from served where paper_proof.tenant = $1 and paper_proof.data_hash = served.data_hash`,
    [act.tenant, act.stream, copy.n, copy.file, copy.sha256],
  );
  tx.send(
    `update paper_delivery set reason = null
      where tenant = $1 and stream = $2 and n = $3 and state in ('waiting', 'to-print') and reason like 'seal-%'`,
    [act.tenant, act.stream, copy.n],
  );
};

const openToRespondent = async (tx: Tx, act: WrittenAct, notice: { readonly code: Sealed }): Promise<void> => {
  const code = act.plain(notice.code);
  if (code === undefined) throw new Error('a notice without its answer code');
  tx.send(
    `with told as (insert into answer_code (tenant, stream, code_hash, made_at, expires_on)
       values ($1, $2, $3, $4, $5::date))
     insert into case_locator (tenant, stream, kind, key_kind, key) values ($1, $2, 'complaint', 'answer-code', $3)`,
    [act.tenant, act.stream, await hashAnswerCode(code), act.at, lastDayOf(act.law.rulebook, 'ANS-01', act.today)],
  );
  const { operator } = act.state.respondent;
  if (operator === undefined) return;
  const at = { tenant: act.tenant, stream: act.stream, bureau: act.state.bureau };
  await grantAccess(tx, at, operator, 'respondent');
};

/** The respondent on file is found by its own list; one that is no longer it loses the case and the code to it. */
const followRespondent = async (tx: Tx, act: WrittenAct): Promise<void> => {
  const { operator } = act.state.respondent;
  const before = act.before.respondent.operator;
  tx.send(
    `update complaint c set possible_duplicate = exists (select 1 from blind_index mine
         join blind_index b on b.tenant = mine.tenant and b.purpose = mine.purpose and b.version = mine.version
           and b.digest = mine.digest and b.stream <> mine.stream
         join complaint o on o.tenant = b.tenant and o.stream = b.stream
        where mine.tenant = $1 and mine.stream = $2 and mine.person = any ($3::uuid[])
          and o.filed_at <= c.filed_at and o.filed_at > c.filed_at - make_interval(days => $4::integer)
          and (o.operator = c.operator or o.respondent_name = c.respondent_name))
      where c.tenant = $1 and c.stream = $2`,
    [
      act.tenant,
      act.stream,
      act.state.parties.filter((party) => party.kind === 'complainant').map((party) => party.person),
      daysOf(act.law.rulebook, 'REP-01', act.today),
    ],
  );
  const wasTold = act.before.respondentNotifiedOn !== null;
  if (wasTold && act.state.respondentNotifiedOn === null) {
    tx.send(
      `with gone as (delete from case_access where tenant = $1 and stream = $2 and role = 'respondent' and principal = $3)
       update answer_code set expires_on = $4::date - 1 where tenant = $1 and stream = $2 and expires_on >= $4::date`,
      [act.tenant, act.stream, before ?? '', act.today],
    );
  }
  if (operator === undefined || operator === before) return;
  tx.send(
    `insert into case_locator (tenant, stream, kind, key_kind, key) values ($1, $2, 'complaint', 'operator', $3)
     on conflict on constraint case_locator_pk do nothing`,
    [act.tenant, act.stream, operator],
  );
  if (act.state.respondentNotifiedOn === null) return;
  const at = { tenant: act.tenant, stream: act.stream, bureau: act.state.bureau };
  await grantAccess(tx, at, operator, 'respondent');
};

/** The owner of a number that was wrong sees the case no more; the owner of the right one does. */
const moveParty = async (tx: Tx, act: WrittenAct, person: string): Promise<void> => {
  const accountIn = (state: Complaint) => state.parties.find((party) => party.person === person)?.account;
  const kind = act.state.parties.find((party) => party.person === person)?.kind;
  const [before, after] = [accountIn(act.before), accountIn(act.state)];
  if (before === after || kind === undefined) return;
  const { tenant, stream } = act;
  if (before !== undefined) letOut(tx, act, before, kind);
  if (after === undefined) return;
  await grantAccess(tx, { tenant, stream, bureau: act.state.bureau }, after, kind);
  tx.send(
    `insert into case_locator (tenant, stream, kind, key_kind, key) values ($1, $2, 'complaint', 'account', $3)
     on conflict do nothing`,
    [tenant, stream, after],
  );
};

/** What holds no more and has not left is neither sent nor printed. */
const letLie = (tx: Tx, act: WrittenAct, voids: readonly number[] = []): void => {
  const { tenant, stream, at } = act;
  takeDownNotices(tx, act, voids);
  tx.send(
    `update paper_delivery set state = 'void', reason = null, changed_at = $4 where tenant = $1 and stream = $2
      and n = any ($3::integer[]) and state in ('waiting', 'to-print', 'failed', 'unreached')`,
    [tenant, stream, voids, at],
  );
};

/** Whoever scans the code of a form 1 of before is told that there is a newer one. */
const replaceForms = (tx: Tx, { tenant, state }: WrittenAct, made: PaperMade): void => {
  const hashes = formerForms(state.papers, made).map(({ dataHash }) => dataHash);
  if (hashes.length === 0) return;
  tx.send(`update paper_proof set standing = 'replaced' where tenant = $1 and data_hash = any ($2::text[])`, [
    tenant,
    hashes,
  ]);
};

/** Whoever scans the code of an annulled or corrected paper is told. */
const markProofs = (
  tx: Tx,
  act: WrittenAct,
  event: Extract<
    ComplaintEvent,
    { type: 'DecisionAnnulled' | 'DecisionCorrected' | 'ReceiptDayCorrected' | 'SessionCalledOff' }
  >,
): void => {
  const corrected = decisionCorrectedBy(event);
  const fell = event.type === 'DecisionAnnulled' || event.type === 'SessionCalledOff' ? event.payload.voids : undefined;
  const touched = fell ?? act.before.decisions.find(({ version }) => version === corrected)?.papers ?? [];
  const hashes = act.before.papers.filter((paper) => touched.includes(paper.n)).map((paper) => paper.dataHash);
  if (hashes.length === 0) return;
  tx.send('update paper_proof set standing = $3 where tenant = $1 and data_hash = any ($2::text[])', [
    act.tenant,
    hashes,
    corrected === undefined ? 'annulled' : 'replaced',
  ]);
};

/** Whether a seller can be reached by what the platform shows decides which bureau is competent (art. 13(3)). */
const tellDirectory = async (tx: Tx, { state, law, today }: WrittenAct, event: ComplaintEvent): Promise<void> => {
  const { shop } = state.respondent;
  const told = toldOfShownWay(event);
  if (shop === undefined || told === undefined) return;
  if (told === 'reached') await recordShopContact(tx, shop, { reached: true });
  else if (isUnreachable(state, law, today))
    await recordShopContact(tx, shop, { reached: false, on: today, by: state.bureau });
};
