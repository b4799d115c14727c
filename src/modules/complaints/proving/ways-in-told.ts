import type { Locator } from '#platform/verify-locators.ts';
import type { MayRemain, Row } from '#platform/verify-rows.ts';
import type { Complaint, ComplaintEvent } from '../complaint.ts';
import type { Filing } from '../filing-parts.ts';
import { stationPrincipal } from '../station-principal.ts';

/** Who may see a case and what finds it, as its acts alone tell: `verify` holds the rows against this. */

/** The case after each of its acts; `states[i]` follows `acts[i]`. */
export type Story = { readonly acts: readonly ComplaintEvent[]; readonly states: readonly Complaint[] };

export const accessTold = (story: Story, state: Complaint): Row[] => {
  const { bureau } = state;
  const told = [
    ...state.parties.flatMap(({ account, kind }) =>
      account === undefined ? [] : [{ principal: account, role: kind, bureau }],
    ),
    ...respondentsTold(story).map((principal) => ({ principal, role: 'respondent', bureau })),
    ...(state.entrustedTo === null ? [] : [{ principal: state.entrustedTo, role: 'entrusted', bureau }]),
    ...(state.station === null ? [] : [{ principal: stationPrincipal(state.station), role: 'station', bureau }]),
  ];
  return [...new Map(told.map((row) => [`${row.principal} ${row.role}`, row])).values()];
};

/** An operator comes in with the notice, and one that turns out to be another goes out again. */
const respondentsTold = ({ acts, states }: Story): readonly string[] => {
  const told = new Set<string>();
  for (const [i, { type }] of acts.entries()) {
    const [before, after] = [states[i - 1], states[i]];
    const { operator } = after?.respondent ?? {};
    if (type === 'RespondentNotified' && operator !== undefined) told.add(operator);
    if (type !== 'ParticularsCompleted' || before === undefined || after === undefined) continue;
    const isOut = before.respondentNotifiedOn !== null && after.respondentNotifiedOn === null;
    if (isOut) told.delete(before.respondent.operator ?? '');
    if (after.respondentNotifiedOn !== null && operator !== undefined && operator !== before.respondent.operator)
      told.add(operator);
  }
  return [...told];
};

/** An agent of an old filing whose telephone was read anew keeps the way in by the one before. */
const agentsBefore = ({ acts, states }: Story): readonly string[] =>
  acts.flatMap((act, i) => {
    if (act.type !== 'AgentConfirmed' || act.payload.account === undefined) return [];
    const before = states[i - 1]?.parties.find(({ person }) => person === act.payload.person)?.account;
    return before === undefined || before === act.payload.account ? [] : [before];
  });

/** The place somebody had before they stood first was not always taken back with it; they are in the case anyhow. */
export const mayStillSee = (story: Story, state: Complaint): MayRemain => {
  const agents = agentsBefore(story);
  const followers = followersOf(state.parties);
  return ({ principal, role, bureau }) =>
    bureau === state.bureau &&
    ((role === 'agent' && agents.includes(String(principal))) ||
      (followers.includes(String(principal)) &&
        story.states.some(({ parties }) => parties.some((one) => one.account === principal && one.kind === role))));
};

export const locatorsTold = ({ acts }: Story, filed: Filing, { parties, respondent }: Complaint): Locator[] => [
  { kind: 'number', key: filed.number },
  ...followersOf(parties).map((key) => ({ kind: 'account', key })),
  ...(respondent.operator === undefined ? [] : [{ kind: 'operator', key: respondent.operator }]),
  ...(filed.externalNumber === undefined ? [] : [{ kind: 'external', key: filed.externalNumber }]),
  ...(filed.nationalNumber === undefined ? [] : [{ kind: 'external', key: filed.nationalNumber }]),
  ...acts.flatMap((act) =>
    act.type === 'ComplaintRegistered' ? [{ kind: 'external', key: act.payload.externalNumber }] : [],
  ),
];

/** A case stays in the lists it once stood in as the respondent's; it is found by the keys of its import and by its codes. */
export const mayBeFoundBy = (story: Story, { channel }: Filing) => {
  const { acts, states } = story;
  const operators = new Set(states.map(({ respondent }) => respondent.operator));
  const agents = new Set(agentsBefore(story));
  const notices = acts.filter(({ type }) => type === 'RespondentNotified').length;
  return ({ kind, key }: Locator, all: readonly Locator[]): boolean => {
    if (kind === 'operator') return operators.has(key);
    if (kind === 'account') return agents.has(key);
    if (kind === 'external') return channel === 'import' && isImportKey(key, all);
    return kind === 'answer-code' && all.length <= notices;
  };
};

/** One key for the record and one for its content, which begins with the other. */
export const isImportKey = (key: string, all: readonly Locator[]): boolean => {
  const keys = all.map((one) => one.key).filter((one) => one.startsWith('import:'));
  const [first = '', second = ''] = keys.toSorted((a, b) => a.length - b.length);
  return keys.length === 2 && keys.includes(key) && second.startsWith(`${first}#`);
};

/** In whose own list the case stands: complainant, agent and everybody who complains along, each account once. */
const followersOf = (parties: Complaint['parties']): readonly string[] => [
  ...new Set(parties.flatMap(({ kind, account }) => (account !== undefined && follow.has(kind) ? [account] : []))),
];

const follow: ReadonlySet<string> = new Set(['complainant', 'agent', 'representative', 'joint']);
