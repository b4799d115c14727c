import type { KeyObject } from 'node:crypto';
import { type CanonicalValue, canonicalJson } from '#kernel/canonical.ts';
import type { Translate } from '#kernel/translate.ts';
import type { Context } from '#platform/context.ts';
import type { Json } from '#platform/crypto/entries.ts';
import type { Tx } from '#platform/db.ts';
import { type LyingValue, lyingValues, type Restated, restated } from '#platform/vault-restated.ts';
import type { Party, PartyKind, PersonField } from '../complaint.ts';
import { heirOf } from '../heirs.ts';
import type { CanonicalPaper } from '../papers/canonical-paper.ts';
import type { LoadedComplaint } from '../store.ts';
import { type Absent, type KnownValue, withoutPerson } from './without-person.ts';

/** A person's own particulars go with the person; every other value is a text of the case. */
const particulars: ReadonlySet<string> = new Set<PersonField>([
  'name',
  'named-as',
  'phone',
  'address',
  'id-number',
  'id-type',
  'email',
  'special-group',
  'contact',
  'power',
  'licence',
  'clue',
  'station',
]);

/** What the other side was told stays as it was told (decision 0025). */
const otherSide: ReadonlySet<PartyKind> = new Set(['respondent', 'respondent-agent']);
export const isOtherSide = ({ kind }: Party): boolean => otherSide.has(kind);

export type Lessening = {
  readonly rows: readonly Restated[];
  /** Commitments to what says less from now on, by entry. */
  readonly lessened: Readonly<Record<string, string>>;
  /** Whoever holds from now on what is shared; undefined where it goes with this person. */
  readonly heir: string | undefined;
  /** What was looked for. */
  readonly absent: Absent;
};

/**
 * What becomes of the values of a case when one person is erased: what others share with them goes under the key of the next who
 * complains, and what names them, under whichever key, says so no more. The values themselves are destroyed with key or seal.
 */
export const lesseningFor = async (
  context: Context,
  tx: Tx,
  loaded: LoadedComplaint,
  person: string,
): Promise<Lessening> => {
  const { state, personKeys, erased } = loaded;
  const values = await lyingValues(tx, loaded, personKeys);
  const absent = absentOf(context, values, (about) => about === person);
  return lesseningOf(context, loaded, values, { absent, leaves: person, heir: heirOf(state, erased, person) });
};

/** The same for somebody whose own values are long gone: `leaves` is whose are destroyed now, where it is anybody's. */
export const lesseningOf = (
  context: Context,
  { tenant, stream, state, personKeys }: LoadedComplaint,
  values: readonly LyingValue[],
  { absent, leaves, heir }: { readonly absent: Absent; readonly leaves?: string; readonly heir?: string | undefined },
): Lessening => {
  const apart = new Set(state.parties.flatMap((party) => (isOtherSide(party) ? [party.person] : [])));
  const rows = values.flatMap((one): Restated[] => {
    const holder = one.person === leaves ? heir : one.person;
    // What an agent may do says for whom.
    const isOwn = particulars.has(one.kind) && (one.person === leaves || one.kind !== 'power');
    if (isOwn || holder === undefined || apart.has(one.person)) return [];
    const key = personKeys.get(holder);
    if (key === undefined) throw new Error(`no key of ${holder}`);
    return restatedFor({ tenant, stream }, one, { person: holder, key }, lessenedValue(one, absent, context.texts));
  });
  const lessened = Object.fromEntries(
    rows.flatMap(({ entry, commitment }) => (commitment === undefined ? [] : [[entry, commitment]])),
  );
  return { rows, lessened, heir, absent };
};

/** What a case knows of some of its people, and of the others. */
export const absentOf = (
  context: Context,
  values: readonly LyingValue[],
  isGone: (person: string) => boolean,
): Absent => {
  const known = (gone: boolean): readonly KnownValue[] =>
    values.flatMap(({ person, kind, opened: { value } }) =>
      particulars.has(kind) && typeof value === 'string' && isGone(person) === gone ? [{ kind, value }] : [],
    );
  return { gone: known(true), others: known(false), mark: context.texts('zh-CN')('papers:erasedPerson') };
};

const restatedFor = (
  at: { readonly tenant: string; readonly stream: string },
  one: LyingValue,
  to: { readonly person: string; readonly key: KeyObject },
  less: Json | undefined,
): Restated[] => (less === undefined && to.person === one.person ? [] : [restated(at, one, to, less)]);

/** Undefined where the value says nothing of the person. */
const lessenedValue = (
  { kind, opened: { value } }: LyingValue,
  absent: Parameters<typeof withoutPerson>[1],
  texts: Context['texts'],
): Json | undefined => {
  if (kind !== 'paper') {
    const less = withoutPerson(value, absent);
    return less === value ? undefined : less;
  }
  const paper = JSON.parse(String(value)) as CanonicalPaper;
  const less = withoutPerson(paper as unknown as Json, absent) as unknown as CanonicalPaper;
  return less === paper ? undefined : canonicalJson(asCopy(less, texts) as unknown as CanonicalValue);
};

/** What is not the paper as it was made carries no proof that it is. */
export const asCopy = ({ proof: _, ...paper }: CanonicalPaper, texts: Context['texts']): CanonicalPaper => {
  const zh: Translate = texts('zh-CN');
  const note = zh('papers:copyAfterErasure');
  const before = paper.notes?.items ?? [];
  const { readingAid } = paper;
  return {
    ...paper,
    notes: {
      label: paper.notes?.label ?? zh('papers:notesLabel'),
      items: before.includes(note) ? before : [...before, note],
    },
    ...(readingAid === undefined || before.includes(note)
      ? {}
      : {
          readingAid: {
            ...readingAid,
            note: `${texts(readingAid.language)('papers:copyAfterErasure')} ${readingAid.note}`,
          },
        }),
  };
};
