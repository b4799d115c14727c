import { readPhone } from '#kernel/phone.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { openedValuesOf } from '#platform/opened-values.ts';
import type { Sealed } from './complaint.ts';
import type { ActBody } from './contract.ts';
import type { CommandMaker } from './handle.ts';
import { holderOf, knownWays, placeOf, sealedWays } from './known-ways.ts';
import { operatorFor } from './reference.ts';
import type { LoadedComplaint } from './store.ts';
import { type WayKind, wayKindOf } from './tried.ts';

type Called = { readonly kind: WayKind; readonly value: string; readonly nth: number; readonly person: string };

/** By what somebody was tried: as it was typed, or as the case and the register know it. */
export const numberCalled = async (
  context: Context,
  tx: Tx,
  loaded: LoadedComplaint,
  { party, channel, called }: ActBody<'contact'>,
): Promise<Called | undefined | Refusal> => {
  const kind = wayKindOf[channel];
  if (kind === undefined || (called?.known === undefined && called?.number === undefined)) return undefined;
  const { tenant, stream, state } = loaded;
  const entries = sealedWays(state).map(({ entry }) => entry);
  const plain = openedValuesOf(await context.vault.openEntries(tx, { tenant, stream }, entries));
  const text = (sealed: Sealed | undefined): string | null => {
    const value = sealed === undefined ? undefined : plain.get(sealed.entry);
    return typeof value === 'string' ? value : null;
  };
  const { operator } = state.respondent;
  const registered = operator === undefined ? undefined : await operatorFor(tx, operator);
  const known = knownWays(state, text, registered).find(
    (way) => way.party === party && way.kind === kind && way.known === called.known,
  );
  const said = called.number ?? known?.value;
  if (said === undefined) return refuse('number-not-known', { status: 422, field: 'called.known', basis });
  const value = kind === 'phone' ? readPhone(said).text : said.trim();
  const person = holderOf(loaded, text, { party, kind }, value) ?? stream;
  return { kind, value, nth: placeOf(state, text, party, kind, value), person };
};

const basis = [{ text: 'order-121', article: '23(1)(2)' }];

/** The attempt with the number under the key of whoever it belongs to. */
export const withNumber =
  (make: CommandMaker, found: () => Called | undefined): CommandMaker =>
  (loaded, sealing) => {
    const command = make(loaded, sealing);
    const called = found();
    if (isRefusal(command) || command.act !== 'contact' || called === undefined) return command;
    const { kind, value, nth, person } = called;
    return { ...command, number: sealing.text(person, kind, value), nth };
  };
