import type { KeyObject } from 'node:crypto';
import { type CanonicalValue, canonicalJson } from '#kernel/canonical.ts';
import type { Translate } from '#kernel/translate.ts';
import type { Context } from '#platform/context.ts';
import type { Json } from '#platform/crypto/entries.ts';
import type { Tx } from '#platform/db.ts';
import { type LyingValue, lyingValues, type Restated, restated } from '#platform/vault-restated.ts';
import type { Complaint, Party, PartyKind, PersonField } from '../complaint.ts';
import { heirOf } from '../heirs.ts';
import { sameWay } from '../known-ways.ts';
import type { CanonicalPaper } from '../papers/canonical-paper.ts';
import type { LoadedComplaint } from '../store.ts';
import type { WayKind } from '../tried.ts';
import { type Absent, type KnownValue, withoutPerson } from './without-person.ts';

/** A person's own particulars go with the person; every other value is a text of the case. */
export const particulars: ReadonlySet<string> = new Set<PersonField>([
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
  const absent = absentOf(context, state, values, (about) => about === person);
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
  const ownersOf = ownersIn(state, values);
  const keyOf = (holder: string): KeyObject => {
    const key = personKeys.get(holder);
    if (key === undefined) throw new Error(`no key of ${holder}`);
    return key;
  };
  const rows = values.flatMap((one): Restated[] => {
    const owners = ownersOf(one);
    if (owners !== undefined) {
      const to = holderLeft(one.person, owners, leaves);
      return to === one.person ? [] : [restated({ tenant, stream }, one, { person: to, key: keyOf(to) })];
    }
    const holder = one.person === leaves ? heir : one.person;
    // What an agent may do says for whom.
    const isOwn = particulars.has(one.kind) && (one.person === leaves || one.kind !== 'power');
    if (isOwn || holder === undefined || apart.has(one.person)) return [];
    const to = { person: holder, key: keyOf(holder) };
    return restatedFor({ tenant, stream }, one, to, lessenedValue(one, absent, context.texts));
  });
  const lessened = Object.fromEntries(
    rows.flatMap(({ entry, commitment }) => (commitment === undefined ? [] : [[entry, commitment]])),
  );
  return { rows, lessened, heir, absent };
};

type OwnersOf = (one: LyingValue) => readonly string[] | undefined;

/** Of a number somebody was tried by: whoever else is known by it, under whichever key it lies. Undefined of every other value. */
const ownersIn = ({ called }: Pick<Complaint, 'called'>, values: readonly LyingValue[]): OwnersOf => {
  const kindOf = new Map<string, WayKind>(called.map(({ number, kind }) => [number.entry, kind]));
  return ({ entry, opened: { value } }) => {
    const kind = kindOf.get(entry);
    if (kind === undefined || typeof value !== 'string') return undefined;
    const way = sameWay(kind, value);
    const known = values.filter(
      (other) =>
        other.kind === kind &&
        !kindOf.has(other.entry) &&
        typeof other.opened.value === 'string' &&
        sameWay(kind, other.opened.value) === way,
    );
    return [...new Set(known.map(({ person }) => person))];
  };
};

/** What is one's own goes along under one's own key, wherever it lay; what somebody else is known by too stays with them. */
const holderLeft = (holder: string, owners: readonly string[], leaves: string | undefined): string => {
  if (leaves === undefined) return holder;
  const [left] = owners.filter((owner) => owner !== leaves);
  if (left !== undefined) return holder === leaves ? left : holder;
  return owners.length > 0 ? leaves : holder;
};

/** What a case knows of some of its people, and of the others. */
export const absentOf = (
  context: Context,
  state: Pick<Complaint, 'called'>,
  values: readonly LyingValue[],
  isGone: (person: string) => boolean,
): Absent => {
  const ownersOf = ownersIn(state, values);
  // A number somebody was tried by is nobody's mark beyond those who are known by it: it keeps no text from being gone through.
  const isOf = (one: LyingValue, gone: boolean): boolean => {
    const owners = ownersOf(one);
    if (owners === undefined) return isGone(one.person) === gone;
    return gone && (owners.length === 0 ? isGone(one.person) : owners.every(isGone));
  };
  const known = (gone: boolean): readonly KnownValue[] =>
    values.flatMap((one) => {
      const { value } = one.opened;
      return particulars.has(one.kind) && typeof value === 'string' && isOf(one, gone)
        ? [{ kind: one.kind, value }]
        : [];
    });
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
