import { createHash } from 'node:crypto';
import { type CanonicalValue, canonicalJson } from '#kernel/canonical.ts';
import { dayOf } from '#kernel/day.ts';
import { maskOf } from '#kernel/mask.ts';
import { daysOf } from '#kernel/rule.ts';
import { intakeCentreOf, standingOn } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { chainEvents } from '#platform/events.ts';
import { linkHandedFiles, takeHandedFiles } from '#platform/files/hand-over-files.ts';
import { newId } from '#platform/ids.ts';
import { clocksOf } from '../clocks.ts';
import type { Complaint, Filing, Party } from '../complaint.ts';
import { evolve } from '../evolve.ts';
import { respondentPrincipal } from '../respondent-principal.ts';
import { lawFor, scopeOf } from '../scope.ts';
import { Sealing } from '../sealing.ts';
import { searchWords } from '../words.ts';
import { newStreamHead, writeFiling } from '../write.ts';
import { linkedCaseJob } from './linked-case-job.ts';
import type { Parcel, ParcelParty } from './parcel.ts';
import { type Handed, taking } from './taking.ts';

const make = async (
  context: Context,
  tx: Tx,
  { actor, there, bureau, number, at, parcel }: Handed<Parcel>,
): Promise<void> => {
  const { tenant, stream } = there;
  await context.vault.load(tenant, tx);
  const { on } = parcel.linked;
  const files = await linkHandedFiles(context.files, parcel.fromTenant, tenant, parcel.files);
  const evidence = parcel.filing.evidence.filter(({ file }) => files.some((one) => one.file === file));
  const sealing = new Sealing(context.vault, tenant, stream);
  const parties = parcel.parties.map((party) => partyIn(party, number, sealing));
  const complainant = parties.find(({ kind }) => kind === 'complainant')?.person ?? stream;
  const bare: Omit<Filing, 'contentHash'> = {
    ...parcel.filing,
    evidence,
    number,
    bureau,
    intake: (await intakeCentreOf(tx, tenant, on))?.id ?? bureau,
    // It came from a body that had received it: nothing waits for the national platform any more.
    standing: await standingOn(tx, bureau, on),
    receivedOn: parcel.linked.receipts?.find(({ unit }) => unit === bureau)?.on ?? on,
    parties,
    facts: sealing.text(complainant, 'facts', parcel.facts),
    ...(parcel.claimText === undefined ? {} : { claimText: sealing.text(complainant, 'claim', parcel.claimText) }),
    ...(parcel.sourceRemarks === undefined
      ? {}
      : { sourceRemarks: sealing.text(complainant, 'source-remarks', parcel.sourceRemarks) }),
    ...(parcel.purchase === undefined ? {} : { purchase: sealing.value(complainant, 'purchase', parcel.purchase) }),
    linked: parcel.linked,
  };
  const contentHash = createHash('sha256')
    .update(canonicalJson(bare as unknown as CanonicalValue))
    .digest('hex');
  const event = { type: 'ComplaintFiled', payload: { ...bare, contentHash } } as const;
  const state = evolve(undefined, event);
  const nameOf = (kind: Party['kind']) => parcel.parties.find((party) => party.kind === kind)?.fields.name;
  writeFiling(tx, {
    tenant,
    stream,
    at,
    actor: actor.account,
    act: 'file',
    state,
    respondentName: nameOf('respondent') ?? null,
    complainantMasked: maskOf('name', nameOf('complainant') ?? ''),
    chained: chainEvents({ tenant, stream }, newStreamHead, [event], { actor: actor.account, at }),
    clocks: clocksOf(state, lawFor(context, tenant)),
    clocksBefore: [],
    bureauBefore: bureau,
    entries: sealing.prepared,
    papers: [],
    auditId: newId(),
    repeatedWithin: daysOf(context.law().rulebook, 'REP-01', dayOf(at)),
    locators: locatorsOf(number, state, parties),
    access: parties.flatMap((party) =>
      party.account === undefined ? [] : [{ principal: party.account, role: party.kind }],
    ),
    words: searchWords(
      parcel.facts,
      parcel.parties.flatMap(({ fields }) =>
        [fields.name, fields['named-as'], fields.contact].filter((one) => one !== undefined),
      ),
    ),
  });
  await takeHandedFiles(tx, there, files, at);
};

export const linkedCases = taking({
  kind: 'case-hand-over',
  job: linkedCaseJob,
  scope: (actor) => scopeOf(actor),
  make,
});

/** The same people by the same accounts; the respondent reaches this case by a code of its own. */
const partyIn = ({ fields, ...party }: ParcelParty, number: string, sealing: Sealing): Party => ({
  ...party,
  ...sealing.again(party.person, fields),
  ...(party.kind === 'respondent' ? { account: respondentPrincipal(number) } : {}),
});

const followers: ReadonlySet<Party['kind']> = new Set(['complainant', 'agent', 'representative', 'joint']);

const locatorsOf = (
  number: string,
  { respondent, externalNumber, registration }: Complaint,
  parties: readonly Party[],
) => [
  { kind: 'number' as const, key: number },
  ...accountsOf(parties).map((key) => ({ kind: 'account' as const, key })),
  ...(respondent.operator === undefined ? [] : [{ kind: 'operator' as const, key: respondent.operator }]),
  ...[...new Set([externalNumber, registration?.number])].flatMap((key) =>
    key === undefined ? [] : [{ kind: 'external' as const, key }],
  ),
];

const accountsOf = (parties: readonly Party[]): readonly string[] => [
  ...new Set(parties.flatMap(({ kind, account }) => (account !== undefined && followers.has(kind) ? [account] : []))),
];
