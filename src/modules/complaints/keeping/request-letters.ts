import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { besideFile, type FoundLetter, orderBeside, type PrintWish } from '../print-beside.ts';
import { unitFor } from '../reference.ts';

type Desk = Actor & { readonly tenant: string };
export type RequestLeft = { readonly id: string; readonly why: Refusal };

/** Of a request answered by a letter that is still to be brought: to whom and where. */
const addresseeOf = async ({ people }: Context, tx: Tx, actor: Desk, id: string) => {
  const asked = await people.dataRequests.ofDesk(tx, actor.account, id);
  if (asked === undefined) return refuse('data-request-unknown', { status: 404 });
  if (asked.letter === null || asked.servedOn !== null) return refuse('no-letter-to-serve', { status: 409 });
  const person = await people.deskRequests.personOf(tx, id);
  const address = person?.address?.trim() ?? '';
  return person === undefined || address === ''
    ? refuse('no-address-for-letter', { status: 422 })
    : { bureau: asked.bureau, name: person.name, address };
};

/** Answers about own data for one print, as letters of the post tray: the reason is recorded for every person. */
export const orderRequestLetters = async (
  context: Context,
  tx: Tx,
  actor: Desk,
  ids: readonly string[],
  wish: PrintWish,
): Promise<
  { readonly batch: string | null; readonly printed: number; readonly left: readonly RequestLeft[] } | Refusal
> => {
  const letters: { tenant: string; subject: string; paper: number }[] = [];
  const left: RequestLeft[] = [];
  for (const id of new Set(ids)) {
    const to = await addresseeOf(context, tx, actor, id);
    if (isRefusal(to)) left.push({ id, why: to });
    else letters.push({ tenant: actor.tenant, subject: `data-request:${id}`, paper: 1 });
  }
  const ordered = await orderBeside(tx, actor, letters, wish);
  return isRefusal(ordered) ? ordered : { batch: ordered.batch, printed: letters.length, left };
};

export const requestLettersOf = (context: Context, actor: Desk, batch: string, at: Date) =>
  besideFile(context, actor, { batch, at }, (tx, { subject }) =>
    letterIn(context, tx, actor, subject.replace('data-request:', '')),
  );

/** Empty where it was handed over meanwhile. */
const letterIn = async (context: Context, tx: Tx, actor: Desk, id: string): Promise<FoundLetter[]> => {
  const to = await addresseeOf(context, tx, actor, id);
  if (isRefusal(to)) return [];
  const letter = await context.people.deskRequests.letter(tx, actor, id);
  const unit = await unitFor(tx, to.bureau, dayOf(now()));
  if (isRefusal(letter) || unit === undefined) return [];
  const { title } = JSON.parse(letter.canonical) as { title: string };
  return [
    {
      sender: { name: unit.name, phone: unit.phone },
      addressee: { name: to.name, address: to.address },
      title,
      paperNumber: letter.number,
      large: letter.large,
      canonical: letter.canonical,
      madeAt: letter.at,
    },
  ];
};
