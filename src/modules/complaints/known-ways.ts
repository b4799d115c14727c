import { readEmail } from '#kernel/email.ts';
import { readPhone } from '#kernel/phone.ts';
import type { Complaint, Party, Sealed } from './complaint.ts';
import type { Side } from './filing-parts.ts';
import type { Called, WayKind } from './tried.ts';

/** By what a party can be reached, as the case and the register know it. Pure: values are opened by whoever asks. */

export type KnownWay = {
  readonly party: Side;
  readonly kind: WayKind;
  /** Names the value without saying it: `given`, `register`, `shown`, a person of the case, or `tried-` with the step of an attempt. */
  readonly known: string;
  readonly value: string;
  /** Somebody else answered there last. */
  readonly wrong: boolean;
};

export type Registered = { readonly contactPhone?: string | null; readonly address?: string | null } | undefined;

type Text = (sealed: Sealed | undefined) => string | null;

/** The same number, however it is written; an extension is another telephone on a desk. */
export const sameWay = (kind: WayKind, value: string): string => {
  if (kind === 'email') return (readEmail(value) ?? value).trim().toLowerCase();
  const bare = value.normalize('NFKC').replaceAll(/\s/gu, '');
  if (kind === 'address') return bare;
  const { line, extension = '' } = readPhone(value);
  return line === undefined ? bare : `${line} ${extension}`;
};

const sides: Readonly<Record<Side, readonly Party['kind'][]>> = {
  complainant: ['complainant', 'agent', 'representative'],
  respondent: ['respondent', 'respondent-agent'],
};

/** Each once, the likeliest first; what was tried before and stands nowhere else comes last. */
export const knownWays = (state: Complaint, text: Text, registered: Registered): readonly KnownWay[] =>
  (['complainant', 'respondent'] as const).flatMap((party) =>
    (['phone', 'address', 'email'] as const).flatMap((kind) => {
      const found = [
        ...(party === 'respondent' ? ofOperator(state, text, registered, kind) : []),
        ...state.parties
          .filter((one) => sides[party].includes(one.kind))
          .map(({ person, fields }) => ({ known: person, value: text(fields[kind]) })),
        ...calledThere(state, party, kind).map(({ version, number }) => ({
          known: `tried-${version}`,
          value: text(number),
        })),
      ];
      const seen = new Set<string>();
      return found.flatMap(({ known, value }) => {
        if (value == null || value === '' || seen.has(sameWay(kind, value))) return [];
        seen.add(sameWay(kind, value));
        return [{ party, kind, known, value, wrong: isWrong(state, text, { party, kind }, value) }];
      });
    }),
  );

const ofOperator = (state: Complaint, text: Text, registered: Registered, kind: WayKind) => {
  const shown = state.parties.find((one) => one.kind === 'respondent')?.fields['shown-address'];
  switch (kind) {
    case 'phone':
      return [
        { known: 'given', value: text(state.respondentPhone ?? undefined) },
        { known: 'register', value: registered?.contactPhone ?? null },
      ];
    case 'address':
      return [
        { known: 'register', value: registered?.address ?? null },
        { known: 'shown', value: text(shown) },
      ];
    default:
      return [{ known: 'given', value: text(state.respondentEmail ?? undefined) }];
  }
};

const calledThere = ({ called }: Complaint, party: Side, kind: WayKind): readonly Called[] =>
  called.filter((one) => one.party === party && one.kind === kind);

const isWrong = (state: Complaint, text: Text, at: Pick<KnownWay, 'party' | 'kind'>, value: string): boolean =>
  calledThere(state, at.party, at.kind)
    .filter(({ number }) => {
      const tried = text(number);
      return tried !== null && sameWay(at.kind, tried) === sameWay(at.kind, value);
    })
    .at(-1)?.outcome === 'wrong-number';

/** Which of the party's numbers this is, counted in the order they were first tried. */
export const placeOf = (state: Complaint, text: Text, party: Side, kind: WayKind, value: string): number => {
  const before = calledThere(state, party, kind);
  const same = before.find(({ number }) => {
    const tried = text(number);
    return tried !== null && sameWay(kind, tried) === sameWay(kind, value);
  });
  return same?.nth ?? Math.max(0, ...before.map(({ nth }) => nth)) + 1;
};

/** All that must be opened to know them. */
export const sealedWays = (state: Complaint): readonly Sealed[] =>
  [
    ...state.parties.flatMap(({ fields }) => [fields.phone, fields.address, fields['shown-address'], fields.email]),
    ...[state.respondentPhone, state.respondentEmail],
    ...state.called.map(({ number }) => number),
  ].filter((one) => one != null);

/** Everybody on that side by whom a call may have been answered. */
const behind: Readonly<Record<Side, readonly Party['kind'][]>> = {
  complainant: [...sides.complainant, 'joint', 'helper', 'former'],
  respondent: sides.respondent,
};

/**
 * Under whom a number lies that somebody was tried by, so that it goes when that person is erased: whose way it is, on that side first;
 * of a number nobody is known by, the first on that side who was not erased. Undefined where nobody is left.
 */
export const holderOf = (
  { state, erased }: { readonly state: Complaint; readonly erased: ReadonlySet<string> },
  text: Text,
  { party, kind }: Pick<KnownWay, 'party' | 'kind'>,
  value: string,
): string | undefined => {
  const standing = state.parties.filter(({ person }) => !erased.has(person));
  const inOrder = behind[party].flatMap((one) => standing.filter((person) => person.kind === one));
  const owner = [...inOrder, ...standing].find(({ fields }) => {
    const known = text(fields[kind]);
    return known !== null && sameWay(kind, known) === sameWay(kind, value);
  });
  return (owner ?? inOrder[0])?.person;
};
