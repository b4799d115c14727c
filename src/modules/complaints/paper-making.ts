import { createHash } from 'node:crypto';
import { type CanonicalValue, canonicalJson } from '#kernel/canonical.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { chance } from '#platform/ids.ts';
import type { Facts, PaperOrder } from './commands.ts';
import type { Complaint, ComplaintEvent, PaperMade } from './complaint.ts';
import { type PaperDesk, paperDataOf } from './paper-data.ts';
import { composePaper } from './papers.ts';
import { authorityFor, problemName, staffFor, unitsFor } from './reference.ts';
import type { Sealing } from './sealing.ts';
import { type LoadedComplaint, nextNumber, type PaperRow } from './store.ts';

export type PapersWanted = {
  readonly loaded: LoadedComplaint;
  readonly decided: Complaint;
  readonly orders: readonly PaperOrder[];
  readonly facts: Facts;
  readonly sealing: Sealing;
};

/** The characters an official number carries after the unit's own, by paper. */
const seriesWord: Readonly<Partial<Record<PaperOrder['code'], string>>> = {
  'form-3': '投分',
  'form-4': '投证',
  'form-5': '投受',
  'form-6': '投不受',
  'form-7': '投调通',
  'form-8': '投终',
  'form-9': '投调',
  'food-transfer-notice': '投移',
  'other-path-notice': '投告',
  'fraud-hand-over': '投移公',
  'annulment-notice': '投撤',
  'competence-request': '投请',
};

/** Composes what the act ordered: canonical data sealed in the vault, its hash in the event, the PDF comes later. */
export const makePapers = async (
  context: Context,
  tx: Tx,
  wanted: PapersWanted,
): Promise<{ events: ComplaintEvent[]; rows: PaperRow[] }> => {
  if (wanted.orders.length === 0) return { events: [], rows: [] };
  const { loaded, facts, sealing } = wanted;
  const desk = await deskFor(context, tx, wanted);
  const events: ComplaintEvent[] = [];
  const rows: PaperRow[] = [];
  let n = loaded.state.papers.length;
  for (const order of wanted.orders) {
    n += 1;
    const proof = chance(12).toString('base64url');
    const number = await officialNumber(tx, order, desk, facts);
    const data = paperDataOf(order, desk, {
      number,
      proof: { url: `${context.publicUrl}/proof/${proof}`, code: proof },
    });
    const paper = composePaper(data.code, data.data as never, context.texts('zh-CN'));
    const canonical = canonicalJson(paper as unknown as CanonicalValue);
    const dataHash = createHash('sha256').update(canonical).digest('hex');
    const sealed = sealing.text(desk.complainantPerson, 'paper', canonical);
    const made: PaperMade = {
      n,
      code: order.code,
      number,
      to: order.to,
      templateVersion: paper.templateVersion,
      data: sealed,
      dataHash,
    };
    events.push({ type: 'PaperMade', payload: made });
    rows.push({
      n,
      code: order.code,
      number,
      recipients: order.to,
      templateVersion: paper.templateVersion,
      entry: sealed.entry,
      dataHash,
      proof,
      authority: desk.unit.name,
    });
  }
  return { events, rows };
};

const officialNumber = async (tx: Tx, order: PaperOrder, desk: PaperDesk, facts: Facts): Promise<string | null> => {
  const word = seriesWord[order.code];
  if (word === undefined) return null;
  const year = Number(facts.today.slice(0, 4));
  const n = await nextNumber(tx, facts.tenant, `${desk.unit.id}:${order.code}`, year);
  return `${desk.unit.documentPrefix}${word}〔${year}〕第${n}号`;
};

/** Everything papers may need to say, opened once: an act is the record of its own use of personal values. */
const deskFor = async (context: Context, tx: Tx, wanted: PapersWanted): Promise<PaperDesk> => {
  const { loaded, facts, sealing } = wanted;
  const { state } = loaded;
  const units = await unitsFor(tx, loaded.tenant, facts.today);
  const unit = units.get(state.bureau);
  if (unit === undefined) throw new Error(`no unit ${state.bureau} in ${loaded.tenant}`);
  const complainant = state.parties.find((party) => party.kind === 'complainant');
  const respondent = state.parties.find((party) => party.kind === 'respondent');
  const wantedEntries = [
    ...Object.values(complainant?.fields ?? {}),
    ...Object.values(respondent?.fields ?? {}),
    state.facts,
    ...(state.claimText === undefined ? [] : [state.claimText]),
  ].map((sealed) => sealed.entry);
  const opened = await context.vault.openEntries(tx, loaded, wantedEntries);
  const values = new Map(opened.flatMap((one) => ('refusal' in one ? [] : [[one.entry, String(one.value)] as const])));
  const fieldOf = (fields: Readonly<Partial<Record<string, { entry: string }>>> | undefined, name: string): string => {
    const sealed = fields?.[name];
    return sealed === undefined ? '' : (values.get(sealed.entry) ?? '');
  };
  const personOf = (party: typeof complainant) => ({
    name: fieldOf(party?.fields, 'name'),
    phone: fieldOf(party?.fields, 'phone'),
    address: fieldOf(party?.fields, 'address'),
    contact: fieldOf(party?.fields, 'contact'),
  });
  const staff = new Map<string, { name: string; phone: string }>();
  for (const account of [facts.actor.account, state.handler, state.mediator, wanted.decided.mediator]) {
    if (account === null || staff.has(account) || account.startsWith('system:')) continue;
    const member = await staffFor(tx, account, facts.today);
    if (member !== undefined) staff.set(account, { name: member.name, phone: member.phone });
  }
  return {
    unit,
    units,
    authority: (await authorityFor(tx, loaded.tenant))?.name ?? unit.name,
    state,
    today: facts.today,
    complainantPerson: complainant?.person ?? loaded.stream,
    complainant: personOf(complainant),
    respondent: personOf(respondent),
    facts: values.get(state.facts.entry) ?? '',
    claim: state.claimText === undefined ? '' : (values.get(state.claimText.entry) ?? ''),
    problem: await problemName(tx, state.problemCode),
    staff,
    actor: facts.actor.account,
    plain: (sealed) => (sealed === undefined ? '' : (sealing.plain(sealed.entry) ?? values.get(sealed.entry) ?? '')),
  };
};
