import { maskOf } from '#kernel/mask.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { openedValuesOf } from '#platform/opened-values.ts';
import type { AgentStanding } from '../agents.ts';
import type { CaseParty } from '../case-contract.ts';
import type { Complaint, ComplaintEvent, Party, PersonField, Sealed } from '../complaint.ts';
import { wayKindOf } from '../tried.ts';

/** Values of one case opened for a screen: asked for once, looked up many times. Erased ones are missing. */
export class Opened {
  readonly #values: ReadonlyMap<string, unknown>;
  readonly #erased: ReadonlySet<string>;

  constructor(values: ReadonlyMap<string, unknown>, erased: ReadonlySet<string>) {
    this.#values = values;
    this.#erased = erased;
  }

  text(sealed: Sealed | undefined): string | null {
    const value = sealed === undefined ? undefined : this.#values.get(sealed.entry);
    return typeof value === 'string' ? value : null;
  }

  record(sealed: Sealed | undefined): Readonly<Record<string, unknown>> | null {
    const value = sealed === undefined ? undefined : this.#values.get(sealed.entry);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  }

  isErased(party: Party): boolean {
    const entries = Object.values(party.fields);
    return entries.length > 0 && entries.every((sealed) => this.#erased.has(sealed.entry));
  }

  masked(party: Party, field: PersonField): string | null {
    const value = this.text(party.fields[field]);
    return value === null ? null : maskOf(field, value);
  }
}

/** By what a party was tried, masked; null where nobody wrote it down, and within once it is erased. */
export const calledView = (
  { channel, number }: { readonly channel: string; readonly number?: Sealed | undefined },
  opened: Opened,
): { masked: string | null } | null => {
  if (number === undefined) return null;
  const value = opened.text(number);
  return { masked: value === null ? null : maskOf(wayKindOf[channel as keyof typeof wayKindOf] ?? '', value) };
};

/** Who took a paper for a party, masked; at another body whoever took it did so in office. Null where nobody is named, or once erased. */
export const receiverView = (
  { to, receiver }: { readonly to: string; readonly receiver?: Sealed | undefined },
  opened: Opened,
): string | null => {
  const name = opened.text(receiver);
  return name === null || to === 'bureau' ? name : maskOf('name', name);
};

const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' && value !== null && 'entry' in value && 'commitment' in value;

/** Every sealed value an event refers to, by the name of its field. */
export const sealedIn = (event: ComplaintEvent): { field: string; sealed: Sealed }[] =>
  Object.entries(event.payload as Record<string, unknown>).flatMap(([field, value]) =>
    (Array.isArray(value) ? value : [value]).filter(isSealed).map((sealed) => ({ field, sealed })),
  );

export const openFor = async (
  context: Context,
  tx: Tx,
  at: { tenant: string; stream: string },
  state: Complaint,
  events: readonly ComplaintEvent[],
): Promise<Opened> => {
  const wanted = new Set<string>(state.called.map(({ number }) => number.entry));
  for (const party of state.parties) for (const sealed of Object.values(party.fields)) wanted.add(sealed.entry);
  for (const event of events) {
    if (event.type === 'PaperMade') continue;
    for (const { sealed } of sealedIn(event)) wanted.add(sealed.entry);
  }
  const entries = [...wanted];
  const opened = await context.vault.openEntries(tx, at, entries);
  const values = openedValuesOf(opened);
  return new Opened(values, new Set(entries.filter((entry) => !values.has(entry))));
};

const field = (opened: Opened, party: Party, name: PersonField): string | null => opened.masked(party, name);

const powerOf = (sealed: string | null): CaseParty['power'] => {
  if (sealed === null) return null;
  const {
    matters = null,
    powers = null,
    until = null,
    originalSeen = false,
  } = JSON.parse(sealed) as Partial<NonNullable<CaseParty['power']>>;
  return { matters, powers, until, originalSeen };
};

type PartyLook = {
  readonly mayReveal: boolean;
  /** Of an agent, where its own side or the bureau looks. */
  readonly standing: AgentStanding | null;
  /** The other side learns no more of an agent than form 9 will tell it: name, telephone, address. */
  readonly fromOutside: boolean;
  /** Of those who complain, for the bureau and themselves. */
  readonly said: CaseParty['said'];
};

/** A party as screens show it: masked, whoever looks. */
export const partyView = (
  opened: Opened,
  party: Party,
  { mayReveal, standing, fromOutside, said }: PartyLook,
): CaseParty => ({
  person: party.person,
  kind: party.kind,
  relation: party.relation ?? null,
  station: opened.text(party.fields.station),
  told: party.told ?? null,
  masked: {
    name: field(opened, party, 'name'),
    phone: field(opened, party, 'phone'),
    idType: fromOutside ? null : opened.text(party.fields['id-type']),
    idNumber: fromOutside ? null : field(opened, party, 'id-number'),
    address: field(opened, party, 'address'),
    email: fromOutside ? null : field(opened, party, 'email'),
  },
  power: standing === null ? null : powerOf(opened.text(party.fields.power)),
  standing,
  erased: opened.isErased(party),
  said,
  mayReveal,
});
