import { createHash } from 'node:crypto';
import { type CanonicalValue, canonicalJson } from '#kernel/canonical.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { publicNumber } from '#kernel/public-number.ts';
import type { Language } from '#kernel/translate.ts';
import { isFoodMatter } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { chance, newId } from '#platform/ids.ts';
import type { NewEntry, NewIndex } from '#platform/vault.ts';
import {
  type Asking,
  type ConsultationChannel,
  type ConsultationEvent,
  fold,
  type LinkedFrom,
  type Sealed,
} from './consultation.ts';
import type { QuestionReceipt } from './contract.ts';
import { writeNewConsultation } from './store.ts';

export type QuestionOrder = {
  readonly at: Date;
  /** Account of who enters it. */
  readonly enteredBy: string;
  readonly tenant: string;
  readonly bureau: string;
  readonly channel: ConsultationChannel;
  readonly asker: {
    readonly name?: string | undefined;
    readonly phone?: string | undefined;
    readonly address?: string | undefined;
    readonly email?: string | undefined;
    readonly account?: string | undefined;
    /** For imports: how the source calls the asker. */
    readonly reference?: string | undefined;
  };
  readonly title?: string | undefined;
  readonly question: string;
  readonly problemCode?: string | undefined;
  readonly externalNumber?: string | undefined;
  readonly largePrint?: boolean | undefined;
  readonly language?: Language;
  /** For imports: the day stated by the source, what it did not hold, and the answer it already has. */
  readonly receivedOn?: Day | null;
  readonly receivedAt?: string | undefined;
  readonly notInSource?: readonly string[];
  /** By which the source is found again, so that nothing is imported twice. */
  readonly externalKeys?: readonly string[];
  readonly answer?: { readonly text: string; readonly on: Day | null; readonly at?: string };
  /** A food question another bureau handed over: stream and number are settled, and it is about food whatever its class. */
  readonly linked?: {
    readonly stream: string;
    readonly number: string;
    readonly from: Omit<LinkedFrom, 'reasons'> & { readonly reasons: string };
  };
};

/** Makes the question in the caller's transaction, whose scope must be allowed to write in the tenant. */
export const ask = async (context: Context, tx: Tx, order: QuestionOrder): Promise<QuestionReceipt> => {
  const { tenant, at, asker } = order;
  const stream = order.linked?.stream ?? newId();
  const person = newId();
  await context.vault.load(tenant, tx);
  const given = Object.entries({
    name: asker.name,
    phone: asker.phone,
    address: asker.address,
    email: asker.email,
    reference: asker.reference,
    title: order.title,
    question: order.question,
    answer: order.answer?.text,
    'transfer-reasons': order.linked?.from.reasons,
  }).flatMap(([kind, value]): NewEntry[] => (value === undefined || value === '' ? [] : [{ kind, value }]));
  const index: NewIndex[] = asker.phone === undefined ? [] : [{ purpose: 'phone', value: asker.phone }];
  const entries = context.vault.prepare({ tenant, stream, person }, given, index);
  const refs = new Map<string, Sealed>(entries.put.map(({ kind, entry, commitment }) => [kind, { entry, commitment }]));
  const asking = askingOf(order, person, refs);
  const events: ConsultationEvent[] = [{ type: 'ConsultationAsked', payload: asking }];
  const answer = refs.get('answer');
  if (answer !== undefined && order.answer !== undefined) {
    const { on, at: answeredAt } = order.answer;
    const stated = answeredAt === undefined ? {} : { at: answeredAt };
    events.push({ type: 'ConsultationAnswered', payload: { on, ...stated, text: answer, basis: [], papers: [] } });
    events.push({ type: 'ConsultationClosed', payload: { on, told: 'internet' } });
  }
  const state = fold(events);
  await writeNewConsultation(tx, context, {
    tenant,
    stream,
    at,
    actor: order.enteredBy,
    events,
    state,
    entries: [entries],
    askerName: asker.name,
    answeredBy: answer === undefined ? null : order.enteredBy,
    externals: [...(order.externalKeys ?? []), ...(order.externalNumber === undefined ? [] : [order.externalNumber])],
  });
  return {
    number: asking.number,
    filedAt: at.toISOString(),
    contentHash: asking.contentHash,
    version: state.version,
    bureau: order.bureau,
  };
};

const askingOf = (order: QuestionOrder, person: string, refs: ReadonlyMap<string, Sealed>): Asking => {
  const question = refs.get('question');
  if (question === undefined) throw new Error('a question without its text');
  const title = refs.get('title');
  const fields = Object.fromEntries(
    (['name', 'phone', 'address', 'email'] as const).flatMap((field) => {
      const ref = refs.get(field);
      return ref === undefined ? [] : [[field, ref]];
    }),
  );
  const { account } = order.asker;
  const reference = refs.get('reference');
  const reasons = refs.get('transfer-reasons');
  const bare: Omit<Asking, 'contentHash'> = {
    number: order.linked?.number ?? publicNumber('Q', order.tenant, dayOf(order.at), chance(6)),
    channel: order.channel,
    bureau: order.bureau,
    receivedOn: order.receivedOn === undefined ? dayOf(order.at) : order.receivedOn,
    ...(order.receivedAt === undefined ? {} : { receivedAt: order.receivedAt }),
    asker: {
      person,
      fields,
      ...(account === undefined ? {} : { account }),
      ...(reference === undefined ? {} : { reference }),
    },
    ...(title === undefined ? {} : { title }),
    question,
    food: order.linked !== undefined || isFoodMatter({ problem: order.problemCode }),
    ...(order.problemCode === undefined ? {} : { problemCode: order.problemCode }),
    ...(order.externalNumber === undefined ? {} : { externalNumber: order.externalNumber }),
    ...(order.largePrint === true ? { largePrint: true } : {}),
    ...(order.notInSource === undefined ? {} : { notInSource: order.notInSource }),
    ...(order.language === undefined ? {} : { language: order.language }),
    ...(order.linked === undefined || reasons === undefined ? {} : { from: { ...order.linked.from, reasons } }),
  };
  const contentHash = createHash('sha256')
    .update(canonicalJson(bare as unknown as CanonicalValue))
    .digest('hex');
  return { ...bare, contentHash };
};
