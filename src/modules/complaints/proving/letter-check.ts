import { dayOf } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';
import type { Beside, BesideFault, SeenStream } from '#platform/verify-beside.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { unitFor } from '../reference.ts';

type Letter = {
  readonly tenant: string;
  readonly id: string;
  readonly bureau: string;
  readonly kind: 'question' | 'answer' | 'request' | 'decision';
  readonly number: string;
  readonly from_tenant: string;
  readonly from_bureau: string;
  readonly takes: boolean | null;
  readonly competent: string | null;
  readonly sent_at: Date;
  readonly ended_at: Date | null;
};

type Act = ComplaintEvent & { readonly at: Date };
type Asked = Extract<Act, { type: 'CompetenceDisputed' | 'SuperiorAsked' }>;

const columns = `tenant, competence_letter as id, bureau, kind, number, from_tenant, from_bureau, takes, competent, sent_at, ended_at`;
const PAGE = 500;
const asking: readonly string[] = ['CompetenceDisputed', 'SuperiorAsked'];
const replyTo = { question: 'answer', request: 'decision' } as const;
const questionOf = { answer: 'question', decision: 'request' } as const;

/** Letters between bureaus on who handles a case: each follows from an act of the case that asked, each reply from the letter it replies to, and back. */
export class LetterCheck implements Beside {
  readonly table = 'competence_letter';
  async page(tx: Tx, tenant: string, streams: readonly SeenStream[], fault: BesideFault): Promise<number> {
    const own = streams.filter(({ kind, events }) => kind === 'complaint' && events.some(isOfDispute));
    if (own.length === 0) return 0;
    const numbers = own.map(({ name }) => name);
    const letters = await tx.rows<Letter>(
      `select ${columns} from competence_letter where number = any ($2::text[]) and (from_tenant = $1 or tenant = $1)`,
      [tenant, numbers],
    );
    for (const { key, name, events } of own) {
      const where = { ...key, name };
      const ofCase = letters.filter(({ number }) => number === name);
      for (const act of events as unknown as readonly Act[]) {
        if (act.type === 'RivalAnswered') {
          const { rival, takes } = act.payload;
          const answer = ofCase.find((one) => one.kind === 'answer' && isAt(one.ended_at, act.at));
          if (answer === undefined) fault(where, 'row-missing', { detail: `competence_letter answer ${rival}` });
          else if (answer.takes !== takes || answer.from_bureau !== rival)
            fault(where, 'row-differs', { detail: `competence_letter answer ${rival}` });
        }
        const asked = await askedBy(tx, tenant, act);
        if (asked === undefined) continue;
        const isThere = ofCase.some(
          (one) => one.kind === asked.kind && one.bureau === asked.unit && isAt(one.sent_at, act.at),
        );
        if (!isThere) fault(where, 'row-missing', { detail: `competence_letter ${asked.kind} ${asked.unit}` });
      }
    }
    return 0;
  }

  async end(tx: Tx, fault: BesideFault): Promise<number> {
    let rows = 0;
    let after = { tenant: '', id: '00000000-0000-0000-0000-000000000000' };
    for (;;) {
      const letters = await tx.rows<Letter>(
        `select ${columns} from competence_letter where (tenant, competence_letter) > ($1, $2::uuid)
          order by tenant, competence_letter limit ${PAGE}`,
        [after.tenant, after.id],
      );
      for (const letter of letters) await follow(tx, letter, fault);
      rows += letters.length;
      const last = letters.at(-1);
      if (last === undefined || letters.length < PAGE) return rows;
      after = last;
    }
  }
}

const isOfDispute = ({ type }: { readonly type: string }): boolean => asking.includes(type) || type === 'RivalAnswered';

const isAt = (moment: Date | null, at: Date): boolean => moment !== null && moment.getTime() === at.getTime();

/** A letter goes to a bureau of the instance that is another party, and to a superior under another authority. */
const askedBy = async (
  tx: Tx,
  tenant: string,
  act: Act,
): Promise<{ readonly kind: 'question' | 'request'; readonly unit: string } | undefined> => {
  if (act.type !== 'CompetenceDisputed' && act.type !== 'SuperiorAsked') return undefined;
  const id = toWhom(act);
  if (id === undefined || !(await lettersBy(tx, act.at))) return undefined;
  const unit = await unitFor(tx, id, dayOf(act.at));
  if (unit?.tenant == null) return undefined;
  if (act.type === 'CompetenceDisputed') return unit.kind === 'bureau' ? { kind: 'question', unit: id } : undefined;
  return unit.tenant === tenant ? undefined : { kind: 'request', unit: id };
};

const toWhom = (act: Asked): string | undefined =>
  act.type === 'CompetenceDisputed' ? act.payload.rival : act.payload.superior;

/** Acts of before there were letters asked nobody; a base made with them has none of those. */
const lettersBy = async (tx: Tx, at: Date): Promise<boolean> =>
  (
    await tx.one<{ had: boolean }>(
      `select bool_or(applied_at <= $1 or applied_at < (select min(applied_at) from schema_migration) + interval '1 hour') as had
         from schema_migration where name = '0080_superiors_asked.sql'`,
      [at],
    )
  ).had;

const follow = async (tx: Tx, letter: Letter, fault: BesideFault): Promise<void> => {
  const { kind, number } = letter;
  const isAsking = kind === 'question' || kind === 'request';
  const home = isAsking ? letter.from_tenant : letter.tenant;
  const found = await tx.maybe<{ stream: string }>(
    `select stream from case_locator where tenant = $1 and key_kind = 'number' and key = $2`,
    [home, number],
  );
  const where = { tenant: letter.tenant, stream: found?.stream ?? letter.id, name: number };
  const named = `competence_letter ${kind} ${letter.id}`;
  if (found === undefined) return fault(where, 'row-unexpected', { detail: named });
  if (isAsking) {
    const acts = await tx.rows<Asked>(
      `select type, payload, at from event where tenant = $1 and stream = $2 and type = any ($3::text[]) and at <= $4`,
      [home, found.stream, asking, letter.sent_at],
    );
    const type = kind === 'question' ? 'CompetenceDisputed' : 'SuperiorAsked';
    if (!acts.some((act) => act.type === type && toWhom(act) === letter.bureau))
      return fault(where, 'row-unexpected', { detail: named });
    if (letter.takes === null && letter.competent === null) return;
  }
  const other = await tx.rows<Letter>(
    `select ${columns} from competence_letter where tenant = $1 and number = $2 and kind = $3 and bureau = $4 and from_bureau = $5
        and ${isAsking ? 'sent_at' : 'ended_at'} = $6`,
    [
      ...[letter.from_tenant, number, isAsking ? replyTo[kind] : questionOf[kind], letter.from_bureau, letter.bureau],
      isAsking ? letter.ended_at : letter.sent_at,
    ],
  );
  if (other.length === 0) fault(where, isAsking ? 'row-missing' : 'row-unexpected', { detail: named });
  else if (!other.some(({ takes, competent }) => takes === letter.takes && competent === letter.competent))
    fault(where, 'row-differs', { detail: named });
};
