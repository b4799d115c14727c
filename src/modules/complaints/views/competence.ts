import type { Actor } from '#kernel/actor.ts';
import { basisText } from '#kernel/article.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import {
  type CompetenceQuestion,
  competenceInWords,
  regionInAddress,
  superiorsOf,
  unitOf,
} from '#modules/directory/facade.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { CaseCompetence } from '../competence-contract.ts';
import type { Complaint, Sealed } from '../complaint.ts';
import { competenceWaits } from '../particulars.ts';
import { lawFor } from '../scope.ts';
import { isUnreachable } from '../shown-way.ts';
import { type LoadedComplaint, readComplaint } from '../store.ts';
import { type EarlierReceipt, earlierReceipts } from './receipts.ts';

type Look = { readonly actor: Actor; readonly at: Date; readonly t: Translate };

/**
 * Who is competent for a case as it stands: with the respondent now on file, what came of the attempts to reach it, who
 * received the same dispute first, and whether a superior took it over (Order 121 arts 13, 14).
 */
export const caseCompetence = async (
  context: Context,
  tx: Tx,
  number: string,
  look: Look,
): Promise<CaseCompetence | undefined> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return undefined;
  const { state } = loaded;
  const { rulebook } = context.law();
  const question: CompetenceQuestion = {
    on: state.receivedOn ?? dayOf(look.at),
    respondent: await respondentAsked(context, tx, loaded, dayOf(look.at)),
    ...(state.settled === null ? {} : { settled: { bureau: state.bureau, how: state.settled.how } }),
  };
  const alone = await competenceInWords(tx, rulebook, question, look.t);
  const receipts = alone.competent.length < 2 ? [] : await receiptsLooked(context, tx, loaded, look);
  const found =
    receipts.length === 0
      ? alone
      : await competenceInWords(tx, rulebook, { ...question, receipts: receipts.map(received) }, look.t);
  return {
    on: found.on,
    competent: found.competent.map((one) => ({ ...one, own: one.bureau === state.bureau })),
    waitsForOnline: competenceWaits(state),
    steps: found.steps.map(({ sentence, rule, basis }) => ({ sentence, rule, articleText: basisText(basis, look.t) })),
    superiors: (await superiorsOf(tx, state.bureau, dayOf(look.at))).map(({ unit, name: above }) => ({
      unit,
      name: above,
    })),
    dispute: await disputeOf(tx, state),
    settled: state.settled,
    receipts: await Promise.all(
      receipts.map(async ({ bureau, filedOn }) => ({
        bureauName: (await unitOf(tx, bureau))?.name ?? bureau,
        filedOn,
      })),
    ),
  };
};

const received = ({ bureau, filedOn }: EarlierReceipt) => ({ bureau, receivedAt: new Date(filedOn) });

const respondentAsked = async (
  context: Context,
  tx: Tx,
  loaded: LoadedComplaint,
  today: Day,
): Promise<CompetenceQuestion['respondent']> => {
  const { respondent } = loaded.state;
  const failed = isUnreachable(loaded.state, lawFor(context, loaded.tenant), today);
  if (respondent.shop !== undefined) {
    return { by: 'shop', id: respondent.shop, ...(failed ? { contact: 'failed' as const } : {}) };
  }
  if (respondent.operator !== undefined && respondent.kind !== 'platform-shop') {
    return { by: 'operator', id: respondent.operator };
  }
  const fields = respondentParty(loaded.state)?.fields ?? {};
  if (respondent.kind === 'platform-shop') {
    const contact = failed ? 'failed' : 'not-tried';
    const shown = respondent.showsNoAddress === true ? undefined : (fields['shown-address'] ?? fields.address);
    const shownRegion = await writtenRegion(context, tx, loaded, shown);
    return { by: 'unlisted-shop', platform: respondent.platform, shownRegion, contact };
  }
  const region = await writtenRegion(context, tx, loaded, fields.address);
  const kind = respondent.kind === 'unknown' ? 'ordinary' : respondent.kind;
  return { by: 'address', kind, businessRegion: region, domicileRegion: region };
};

/** The region that an address on file names. */
const writtenRegion = async (
  context: Context,
  tx: Tx,
  { tenant, stream }: LoadedComplaint,
  address: Sealed | undefined,
) => {
  if (address === undefined) return undefined;
  const [opened] = await context.vault.openEntries(tx, { tenant, stream }, [address.entry]);
  return opened === undefined || 'refusal' in opened || typeof opened.value !== 'string'
    ? undefined
    : await regionInAddress(tx, opened.value);
};

const respondentParty = (state: Complaint) => state.parties.find((party) => party.kind === 'respondent');

/** As the case tells it, with the names of the bodies. */
const disputeOf = async (tx: Tx, { dispute }: Complaint): Promise<CaseCompetence['dispute']> => {
  if (dispute === null) return null;
  const nameOf = async (body: string | null) => (body === null ? null : ((await unitOf(tx, body))?.name ?? body));
  const asked = dispute.asked === '' ? null : dispute.asked;
  return { ...dispute, asked, rivalName: await nameOf(dispute.rival), askedName: await nameOf(asked) };
};

/** Other bureaus tell only that they received it and when; that it was asked stands in the audit trail. */
const receiptsLooked = async (
  context: Context,
  tx: Tx,
  { tenant, stream, state }: LoadedComplaint,
  look: Look,
): Promise<EarlierReceipt[]> => {
  const { operator } = state.respondent;
  const phone = state.parties.find((party) => party.kind === 'complainant')?.fields.phone;
  if (operator === undefined || phone === undefined) return [];
  const [opened] = await context.vault.openEntries(tx, { tenant, stream }, [phone.entry]);
  if (opened === undefined || 'refusal' in opened || typeof opened.value !== 'string') return [];
  const found = await earlierReceipts(tx, context.keyring.digests('phone', opened.value), operator, state.number);
  await audit(tx, {
    tenant,
    account: look.actor.account,
    act: 'look-for-same-person',
    subject: `stream:${stream}`,
    reason: 'order-121 14',
    detail: { purpose: 'phone', found: found.length },
  });
  const own = { bureau: state.bureau, number: state.number, filedOn: state.firstReceivedOn ?? dayOf(look.at) };
  return found.length === 0 ? [] : [...found, own];
};
