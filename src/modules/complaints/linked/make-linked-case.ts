import { createHash } from 'node:crypto';
import type { Actor } from '#kernel/actor.ts';
import { type CanonicalValue, canonicalJson } from '#kernel/canonical.ts';
import { dayOf } from '#kernel/day.ts';
import { maskOf } from '#kernel/mask.ts';
import { daysOf } from '#kernel/rule.ts';
import { intakeCentreOf, standingOn } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { chainEvents } from '#platform/events.ts';
import { linkHandedFiles, takeHandedFiles } from '#platform/files/hand-over-files.ts';
import { openParcel } from '#platform/hand-over.ts';
import { newId } from '#platform/ids.ts';
import type { JobTask, ScheduledTask } from '#platform/jobs.ts';
import { clocksOf } from '../clocks.ts';
import type { Filing, Party } from '../complaint.ts';
import { evolve } from '../evolve.ts';
import { respondentPrincipal } from '../respondent-principal.ts';
import { lawFor, scopeOf } from '../scope.ts';
import { Sealing } from '../sealing.ts';
import { systemActors } from '../sweep/system-actor.ts';
import { searchWords } from '../words.ts';
import { newStreamHead, writeFiling } from '../write.ts';
import { type LinkedCaseOrder, linkedCaseJob } from './linked-case-job.ts';
import type { Parcel, ParcelParty } from './parcel.ts';

type Waiting = { bureau: string; number: string; key_version: number; sealed: Buffer };
type There = { readonly tenant: string; readonly stream: string };

export const makeLinkedCaseTask = (context: Context): JobTask<LinkedCaseOrder> => ({
  ...linkedCaseJob,
  run: async ({ stream }, { tenant }) => {
    const actor = (await systemActors(context.database, 'hand-over')).find((one) => one.tenant === tenant);
    if (actor === undefined) throw new Error(`no tenant ${tenant}`);
    await makeLinkedCase(context, actor, { tenant, stream });
  },
});

/** What a job given up left lying is taken in all the same: no case stays between two bodies. */
export const handOverRound = (context: Context): ScheduledTask => ({
  name: 'hand-over-round',
  cron: '*/10 * * * *',
  run: async ({ log }) => {
    for (const actor of await systemActors(context.database, 'hand-over')) {
      const tenant = actor.tenant ?? '';
      const waiting = await context.database.transact(scopeOf(actor), (tx) =>
        tx.rows<{ stream: string }>(
          `select stream from case_hand_over where tenant = $1 and taken_at is null and sent_at < $2
            order by sent_at limit 200`,
          [tenant, new Date(now().getTime() - 300_000)],
        ),
      );
      for (const { stream } of waiting)
        await makeLinkedCase(context, actor, { tenant, stream }).catch((error: unknown) =>
          log.error({ err: error, tenant, stream }, 'a case handed over could not be made'),
        );
    }
  },
});

/** The case and the emptied parcel are one commit: run twice, or by two at a time, it makes one case. */
export const makeLinkedCase = (context: Context, actor: Actor, there: There): Promise<boolean> =>
  context.database.transact(scopeOf(actor), async (tx) => {
    const waiting = await tx.maybe<Waiting>(
      `select bureau, number, key_version, sealed from case_hand_over
        where tenant = $1 and stream = $2 and taken_at is null for update`,
      [there.tenant, there.stream],
    );
    if (waiting === undefined) return false;
    await context.vault.load(there.tenant, tx);
    await context.files.keys.load(there.tenant, tx);
    const { key_version: keyVersion, sealed } = waiting;
    const parcel = openParcel(context, 'case-hand-over', there, { keyVersion, sealed }) as Parcel;
    await make(context, tx, actor, there, waiting, parcel);
    await tx.run('update case_hand_over set sealed = null, taken_at = $3 where tenant = $1 and stream = $2', [
      there.tenant,
      there.stream,
      now(),
    ]);
    return true;
  });

const make = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  there: There,
  { bureau, number }: Waiting,
  parcel: Parcel,
): Promise<void> => {
  const { tenant, stream } = there;
  const at = now();
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
    receivedOn: on,
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
    words: searchWords(parcel.facts, [nameOf('complainant') ?? '', nameOf('respondent') ?? '']),
  });
  await takeHandedFiles(tx, there, files, at);
};

/** The same people by the same accounts; the respondent reaches this case by a code of its own. */
const partyIn = ({ fields, ...party }: ParcelParty, number: string, sealing: Sealing): Party => ({
  ...party,
  ...sealing.again(party.person, fields),
  ...(party.kind === 'respondent' ? { account: respondentPrincipal(number) } : {}),
});

const followers: ReadonlySet<Party['kind']> = new Set(['complainant', 'agent', 'representative', 'joint']);

const locatorsOf = (
  number: string,
  { respondent, externalNumber }: Pick<Filing, 'respondent' | 'externalNumber'>,
  parties: readonly Party[],
) => [
  { kind: 'number' as const, key: number },
  ...accountsOf(parties).map((key) => ({ kind: 'account' as const, key })),
  ...(respondent.operator === undefined ? [] : [{ kind: 'operator' as const, key: respondent.operator }]),
  ...(externalNumber === undefined ? [] : [{ kind: 'external' as const, key: externalNumber }]),
];

const accountsOf = (parties: readonly Party[]): readonly string[] => [
  ...new Set(parties.flatMap(({ kind, account }) => (account !== undefined && followers.has(kind) ? [account] : []))),
];
