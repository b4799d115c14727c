import type { Actor } from '#kernel/actor.ts';
import { agentOf } from './agents.ts';
import type { Complaint, EvidenceItem, FilePurpose, Party, PartyKind } from './complaint.ts';
import { placesOf, worksOnCase } from './permits.ts';

/** Papers that prove who somebody is or for whom they speak: for the bureau and whoever handed them in (PIPL arts 6, 28). */
export const isAboutPerson = (item: EvidenceItem): boolean => item.purpose !== undefined && item.purpose !== 'evidence';

/** Whose it is: what came with the filing does not say so, and could be of nobody but who filed, or of the only agent there was. */
export const whosePaper = (item: EvidenceItem, { parties, first }: Complaint): string | undefined => {
  if (item.person !== undefined || !isAboutPerson(item) || item.by !== 'complainant') return item.person;
  const agent = parties.find(({ kind, since }) => kind === 'agent' && since === undefined);
  return (item.purpose === 'power-of-attorney' ? agent?.person : undefined) ?? first.filed ?? undefined;
};

/** How this person may open a file of the case; undefined: it is not there for them. */
export type EvidenceSight = 'original' | 'clean' | undefined;

/**
 * The bureau and its station see all as handed in, a side its own files so; the other side sees evidence without place and device.
 * Papers about a person never reach the other side, nor an entrusted body; what officers gathered stays with them.
 */
export const sightOf = (item: EvidenceItem, actor: Actor, state: Complaint, tenant: string): EvidenceSight => {
  const places = placesOf(actor, state, tenant);
  if (worksOnCase(places)) return 'original';
  for (const side of ['complainant', 'respondent'] as const) {
    if (!places.has(side) && !(side === 'complainant' && places.has('joint'))) continue;
    if (item.by === side) return isOwn(item, actor, state) ? 'original' : undefined;
    return isAboutPerson(item) || (item.by !== 'complainant' && item.by !== 'respondent') ? undefined : 'clean';
  }
  return places.has('entrusted') && !isAboutPerson(item) ? 'clean' : undefined;
};

/** Where several complain together, one's identity card is not for the others; an agent handles the principal's papers. */
const isOwn = (item: EvidenceItem, actor: Actor, state: Complaint): boolean => {
  if (!isAboutPerson(item) || item.by !== 'complainant') return true;
  const mine = partiesActing(actor, state);
  // Whoever stands first now reads no card that was handed in before.
  const isSince = !state.evidence.slice(0, state.first.files).some(({ file }) => file === item.file);
  return mine.some(({ person, kind }) => person === item.person || (isSince && leads.has(kind)));
};

const leads: ReadonlySet<PartyKind> = new Set(['complainant', 'agent']);

const partiesActing = (actor: Actor, state: Complaint): readonly Party[] =>
  state.parties.filter((party) => party.account !== undefined && actor.principals.includes(party.account));

/**
 * Files of an act with what they are for: each says so itself, or the act says it of all that do not. A paper about a person
 * names the person who handed it in.
 */
export const forPurpose = (
  items: readonly EvidenceItem[],
  purpose: FilePurpose | undefined,
  state: Complaint,
  actor: Actor,
): readonly EvidenceItem[] => {
  const handing = partiesActing(actor, state).find(({ kind }) => kind !== 'helper')?.person;
  return items.map((item) => {
    const own = item.purpose ?? purpose;
    if (own === undefined || own === 'evidence') return item;
    const person = (own === 'power-of-attorney' ? laterAgent(item, state) : undefined) ?? handing;
    return { ...item, purpose: own, ...(person === undefined ? {} : { person }) };
  });
};

/** A power of attorney that comes after the filing is that of the agent named since, whoever hands it in. */
const laterAgent = ({ by }: EvidenceItem, state: Complaint): string | undefined => {
  const agent = agentOf(state, by === 'respondent' ? 'respondent' : 'complainant');
  return agent?.since === undefined ? undefined : agent.person;
};
