import type { Tx } from '#platform/db.ts';
import { type Beside, type BesideFault, noStream, type SeenStream } from '#platform/verify-beside.ts';
import { type Provable, paperHashesIn, papersIn } from '#platform/verify-papers.ts';
import { requestLetters } from '#platform/verify-request-letters.ts';
import type { CanonicalPaper } from '../papers/canonical-paper.ts';

type ProofRow = {
  readonly proof: string;
  readonly number: string | null;
  readonly code: string;
  readonly authority: string;
  readonly data_hash: string;
  readonly pdf_hash: string | null;
  readonly scan_hash: string | null;
  readonly issued_on: string;
  readonly standing: string;
  readonly title: string | null;
  readonly english_title: string | null;
  readonly copy: number | null;
};

type Asked = Provable & { readonly of: SeenStream };

/** Hashes are counted by their first letters: what was seen of millions of papers fits into a page of memory. */
const LETTERS = 3;
const PARTS = 16 ** LETTERS;
const PAGE = 1000;
/** More invented papers than this are counted, not named. */
const NAMED = 50_000;

/** What the code on a paper opens, derived from the paper and back: changed, missing, invented. */
export class ProofCheck implements Beside {
  readonly table = 'paper_proof';
  readonly #met = new Map<string, Uint32Array>();

  async page(tx: Tx, tenant: string, streams: readonly SeenStream[], fault: BesideFault): Promise<number> {
    const asked = streams.flatMap((of) => provableOf(of).map((paper): Asked => ({ ...paper, of })));
    const rows = await this.#rows(
      tx,
      tenant,
      asked.map((paper) => paper.dataHash),
    );
    const frozen = await frozenHashes(tx, tenant, streams);
    for (const paper of asked) {
      const found = rows.get(paper.dataHash) ?? [];
      const where = { ...paper.of.key, name: paper.of.name };
      const told = printed(paper);
      const named = `paper_proof ${paper.code} ${paper.number ?? ''}`.trim();
      const own = found.find((row) => row.proof === told?.proof?.code) ?? found[0];
      if (own === undefined) fault(where, 'row-missing', { detail: named });
      else {
        const isTold = paper.isReprinted === true || paper.pdfHash === null;
        const pdf = isTold ? paper.pdfHash : frozen.get(`${paper.of.key.stream} ${paper.n}`);
        for (const detail of differences(own, paper, told, pdf)) fault(where, 'row-differs', { detail });
      }
      for (const row of found) if (row !== own) fault(where, 'row-unexpected', { detail: `paper_proof ${row.proof}` });
    }
    return asked.length;
  }

  async end(tx: Tx, fault: BesideFault): Promise<number> {
    let rows = 0;
    for (const { tenant } of await tx.rows<{ tenant: string }>('select distinct tenant from paper_proof', [])) {
      rows += await this.#requests(tx, tenant, fault);
      const parts = await tx.rows<{ part: string; rows: number }>(
        `select left(data_hash, ${LETTERS}) as part, count(*)::integer as rows from paper_proof where tenant = $1 group by 1`,
        [tenant],
      );
      const met = this.#met.get(tenant);
      const excess = parts.filter((one) => one.rows > (met?.[partOf(one.part)] ?? 0)).map((one) => one.part);
      if (excess.length > 0) await this.#invented(tx, tenant, excess, fault);
    }
    return rows;
  }

  /** Answers to persons without an account are letters that belong to no stream. */
  async #requests(tx: Tx, tenant: string, fault: BesideFault): Promise<number> {
    let rows = 0;
    for await (const letters of requestLetters(tx, tenant)) {
      const proofs = await this.#rows(
        tx,
        tenant,
        letters.map((letter) => letter.hash),
      );
      for (const { request, number, hash } of letters) {
        const where = { tenant, stream: request, name: number };
        const [found] = proofs.get(hash) ?? [];
        if (found === undefined) fault(where, 'row-missing', { detail: `paper_proof ${number}` });
        else if (found.number !== number) fault(where, 'row-differs', { detail: 'paper_proof number' });
        else if (found.standing !== 'valid') fault(where, 'row-differs', { detail: 'paper_proof standing' });
      }
      rows += letters.length;
    }
    return rows;
  }

  async #rows(tx: Tx, tenant: string, hashes: readonly string[]): Promise<Map<string, ProofRow[]>> {
    if (hashes.length === 0) return new Map();
    const rows = await tx.rows<ProofRow>(
      `select proof, number, code, authority, data_hash, pdf_hash, scan_hash, issued_on, standing, title, english_title, copy
        from paper_proof where tenant = $1 and data_hash = any ($2::text[])`,
      [tenant, [...new Set(hashes)]],
    );
    const met = this.#met.get(tenant) ?? new Uint32Array(PARTS);
    this.#met.set(tenant, met);
    for (const { data_hash } of rows) {
      const part = partOf(data_hash);
      met[part] = (met[part] ?? 0) + 1;
    }
    return Map.groupBy(rows, (row) => row.data_hash);
  }

  /** Only where more rows stand than papers were met: their hashes are looked for once more in every act. */
  async #invented(tx: Tx, tenant: string, parts: readonly string[], fault: BesideFault): Promise<void> {
    const rows = await tx.rows<Pick<ProofRow, 'proof' | 'number' | 'data_hash'>>(
      `select proof, number, data_hash from paper_proof where tenant = $1 and left(data_hash, ${LETTERS}) = any ($2::text[])
        order by proof limit ${NAMED}`,
      [tenant, parts],
    );
    const left = Map.groupBy(rows, (row) => row.data_hash);
    let after = { stream: noStream, version: 0 };
    for (;;) {
      const events = await tx.rows<{ stream: string; version: number; payload: unknown }>(
        `select stream, version, payload from event where tenant = $1 and (stream, version) > ($2::uuid, $3::integer)
          order by stream, version limit ${PAGE}`,
        [tenant, after.stream, after.version],
      );
      for (const { payload } of events) for (const hash of paperHashesIn(payload)) left.delete(hash);
      const last = events.at(-1);
      if (last === undefined || events.length < PAGE) break;
      after = last;
    }
    for await (const letters of requestLetters(tx, tenant)) for (const { hash } of letters) left.delete(hash);
    for (const { proof, number } of [...left.values()].flat())
      fault({ tenant, stream: noStream, name: number ?? proof }, 'row-unexpected', { detail: `paper_proof ${proof}` });
  }
}

const provableOf = ({ events, expected }: SeenStream): readonly Provable[] =>
  expected?.provable ?? events.flatMap(({ payload }) => papersIn(payload));

const partOf = (hash: string): number => {
  const part = Number.parseInt(hash.slice(0, LETTERS), 16);
  return Number.isNaN(part) ? PARTS : part;
};

/** Undefined once the person whose key it lies under is erased. */
const printed = ({ entry, of }: Asked): CanonicalPaper | undefined => {
  const value = of.values.value(entry);
  return typeof value === 'string' ? (JSON.parse(value) as CanonicalPaper) : undefined;
};

const differences = (
  row: ProofRow,
  paper: Provable,
  told: CanonicalPaper | undefined,
  pdf: string | null | undefined,
): string[] => {
  const { standings } = paper;
  const pairs: [string, string | number | null, string | number | null | undefined][] = [
    ['title', row.title, paper.named?.title],
    ['english_title', row.english_title, paper.named?.english_title],
    ['copy', row.copy, paper.named?.copy],
    ['proof', row.proof, told?.proof?.code],
    ['authority', row.authority, told?.seal?.authority],
    ['number', row.number, paper.number],
    ['code', row.code, paper.code],
    ['issued_on', row.issued_on, paper.issuedOn],
    ['pdf_hash', row.pdf_hash, pdf],
    ['scan_hash', row.scan_hash, paper.scanHash],
    ['standing', row.standing, standings?.has(row.standing) ? row.standing : [...(standings ?? ['valid'])].join('/')],
  ];
  return pairs.flatMap(([column, is, ought]) =>
    ought === undefined || is === ought ? [] : [`paper_proof ${column} ${is ?? '-'} ≠ ${ought ?? '-'}`],
  );
};

/** Hash of the file each paper was frozen as, by stream and number; null where none was made yet. */
const frozenHashes = async (
  tx: Tx,
  tenant: string,
  streams: readonly SeenStream[],
): Promise<ReadonlyMap<string, string | null>> => {
  const own = streams.filter(({ kind }) => kind === 'complaint' || kind === 'incident').map(({ key }) => key.stream);
  if (own.length === 0) return new Map();
  const rows = await tx.rows<{ stream: string; n: number; pdf_hash: string | null }>(
    `select stream, n, pdf_hash from complaint_paper where tenant = $1 and stream = any ($2::uuid[])
     union all select stream, n, pdf_hash from incident_paper where tenant = $1 and stream = any ($2::uuid[])`,
    [tenant, own],
  );
  return new Map(rows.map((row) => [`${row.stream} ${row.n}`, row.pdf_hash]));
};
