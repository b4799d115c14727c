import { clockColumns, clockRowOf } from '#kernel/clock-row.ts';
import { type CopyBatch, CopyTable } from '#platform/postgres/copy-in.ts';
import { clocksOf, type LawFacts } from '../clocks.ts';
import type { PaperMade } from '../complaint.ts';
import { owedTo } from '../decide/closing.ts';
import { rowColumns, rowOf } from '../row.ts';
import type { Chance } from './chance.ts';
import type { LivedCase, PastAct } from './lived-case.ts';

/** Everything the acts of lived cases leave behind, gathered by table; those that others refer to come first. */
export class HistoryTables {
  readonly #stream = new CopyTable('stream', ['tenant', 'stream', 'kind', 'bureau', 'version', 'head_hash']);
  readonly #event = new CopyTable('event', ['tenant', 'stream', 'version', 'type', 'payload', 'actor', 'at', 'hash']);
  readonly #complaint = new CopyTable('complaint', [
    ...['tenant', 'stream', 'number', 'channel', 'complainant_masked', 'respondent_name', 'filed_at', 'changed_at'],
    ...rowColumns,
  ]);
  readonly #clock = new CopyTable('case_clock', ['tenant', 'stream', 'bureau', ...clockColumns]);
  readonly #access = new CopyTable('case_access', ['tenant', 'stream', 'principal', 'role', 'bureau']);
  readonly #locator = new CopyTable('case_locator', ['key_kind', 'key', 'tenant', 'stream', 'kind']);
  readonly #search = new CopyTable('complaint_search', ['tenant', 'stream', 'words']);
  readonly #key = new CopyTable('person_key', ['tenant', 'stream', 'person', 'tenant_key_version', 'wrapped']);
  readonly #entry = new CopyTable('vault_entry', ['tenant', 'stream', 'entry', 'person', 'kind', 'sealed', 'made_at']);
  readonly #mark = new CopyTable('blind_index', ['tenant', 'stream', 'person', 'purpose', 'version', 'digest']);
  readonly #paper = new CopyTable('complaint_paper', [
    ...['tenant', 'stream', 'n', 'code', 'number', 'recipients', 'template_version', 'entry', 'data_hash', 'made_at'],
  ]);
  readonly #proof = new CopyTable('paper_proof', [
    ...['proof', 'tenant', 'number', 'code', 'authority', 'data_hash', 'issued_on', 'standing'],
  ]);
  readonly #delivery = new CopyTable('paper_delivery', [
    ...['tenant', 'stream', 'n', 'party', 'state', 'made_at', 'changed_at'],
  ]);
  readonly #audit = new CopyTable('audit_line', ['tenant', 'audit_line', 'at', 'account', 'act', 'subject', 'detail']);

  add(lived: LivedCase, law: LawFacts, chance: Chance): void {
    const { write } = lived.filing;
    const { tenant, stream } = write;
    const { state } = lived;
    const last = lived.acts.at(-1);
    const at = [tenant, stream] as const;
    this.#stream.add(...at, 'complaint', state.bureau, state.version, last?.chained.headHash);
    const clocks = clocksOf(state, law);
    const row = rowOf(state, clocks);
    this.#complaint.add(
      ...at,
      state.number,
      state.channel,
      write.complainantMasked,
      write.respondentName,
      write.at,
      last?.at,
      ...rowColumns.map((name) => row[name]),
    );
    for (const clock of clocks.map(clockRowOf)) {
      const limit = { ...clock, reckoning: JSON.stringify(clock.reckoning) };
      this.#clock.add(...at, state.bureau, ...clockColumns.map((name) => limit[name]));
    }
    for (const { principal, role } of write.access) this.#access.add(...at, principal, role, state.bureau);
    for (const { kind, key } of write.locators) this.#locator.add(kind, key, ...at, 'complaint');
    if (write.words.length > 0)
      this.#search.add(
        ...at,
        write.words.map((word) => `'${word.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`).join(' '),
      );
    let sealed = 0;
    for (const act of lived.acts) {
      this.#addAct(lived, act, sealed, chance);
      sealed = act.sealedSoFar;
    }
  }

  #addAct(lived: LivedCase, act: PastAct, sealedBefore: number, chance: Chance): void {
    const { tenant, stream } = lived.filing.write;
    const at = [tenant, stream] as const;
    const { versions, types, payloads, hashes } = act.chained;
    for (const [i, version] of versions.entries()) {
      this.#event.add(...at, version, types[i], payloads[i], act.actor, act.at, hashes[i]);
      if (types[i] === 'ComplaintRegistered') {
        const { externalNumber } = JSON.parse(payloads[i] ?? '{}') as { externalNumber: string };
        this.#locator.add('external', externalNumber, ...at, 'complaint');
      }
    }
    for (const one of lived.filing.sealing.prepared.slice(sealedBefore, act.sealedSoFar)) {
      if (one.key !== undefined) this.#key.add(...at, one.person, one.key.tenantKeyVersion, one.key.wrapped);
      for (const [i, entry] of one.entries.entries()) {
        this.#entry.add(...at, entry, one.person, one.kinds[i], one.sealed[i], act.at);
      }
      for (const [i, purpose] of one.purposes.entries()) {
        this.#mark.add(...at, one.person, purpose, one.versions[i], one.digests[i]);
      }
    }
    for (const paper of act.papers) {
      const { n, code, number, recipients, templateVersion, entry, dataHash } = paper;
      this.#paper.add(...at, n, code, number, recipients, templateVersion, entry, dataHash, act.at);
      const day = new Date(act.at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
      this.#proof.add(paper.proof, tenant, number, code, paper.authority, dataHash, day, 'valid');
      for (const party of owedIn(act, n)) {
        const told = lived.delivered.get(`${n}:${party}`);
        this.#delivery.add(...at, n, party, told === undefined ? 'to-print' : 'delivered', act.at, told ?? act.at);
      }
    }
    this.#audit.add(tenant, chance.uuidAt(act.at), act.at, act.actor, act.act, `stream:${stream}`, '{}');
  }

  /** Batches in the order in which they must be written. */
  take(): CopyBatch[] {
    return [
      this.#stream,
      this.#complaint,
      this.#event,
      this.#clock,
      this.#access,
      this.#locator,
      this.#search,
      this.#key,
      this.#entry,
      this.#mark,
      this.#paper,
      this.#proof,
      this.#delivery,
      this.#audit,
    ].map((table) => table.take());
  }
}

/** To whom the act owes this paper: as when it is written by somebody, bodies outside among them. */
const owedIn = ({ chained }: PastAct, n: number): readonly string[] =>
  chained.types.flatMap((type, i) => {
    const paper = type === 'PaperMade' ? (JSON.parse(chained.payloads[i] ?? '{}') as PaperMade) : undefined;
    return paper?.n === n ? owedTo(paper) : [];
  });
