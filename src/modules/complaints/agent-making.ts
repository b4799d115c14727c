import { canonicalJson } from '#kernel/canonical.ts';
import { agentPowersCode, agentPowersOf } from '#kernel/identity-words.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { AgentBody } from './agent-contract.ts';
import { agentOf } from './agents.ts';
import type { EvidenceItem } from './complaint.ts';
import type { Mandate, NamedAgent } from './filing-parts.ts';
import type { Sealing } from './sealing.ts';
import { readComplaint } from './store.ts';

type Power = { readonly powers: string; readonly until?: string | undefined };

/** What of a power of attorney the rules go by. */
export const mandateOf = ({ powers, until }: Power): Mandate => ({
  powers: agentPowersOf(powers),
  ...(until === undefined ? {} : { until: until as Mandate['until'] & string }),
});

/** As the vault keeps it, beside the person. */
export const powerText = (
  power: Power & { readonly matters: string; readonly originalSeen?: boolean | undefined },
): string =>
  canonicalJson({
    matters: power.matters,
    powers: agentPowersCode(power.powers),
    until: power.until ?? null,
    ...(power.originalSeen === true ? { originalSeen: true } : {}),
  });

/** A person of the case with a key of its own. */
export const agentFrom = (
  body: AgentBody,
  items: readonly EvidenceItem[],
  sealing: Sealing,
  account?: string,
): NamedAgent => {
  const { matters, powers, until, originalSeen, items: _items, ...person } = body;
  const power = powerText({ matters, powers, until, originalSeen });
  return {
    ...sealing.person({ ...person, power }),
    ...(account === undefined ? {} : { account }),
    mandate: mandateOf({ powers, until }),
    items,
  };
};

export type FiledAgent = { readonly person: string; readonly phone: string | undefined; readonly matters: string };

/** Whom the filing names as agent, as its vault has it. */
export const agentFiled = async (context: Context, tx: Tx, number: string): Promise<FiledAgent | undefined> => {
  const loaded = await readComplaint(tx, context.vault, number);
  const agent = loaded === undefined ? undefined : agentOf(loaded.state, 'complainant');
  if (loaded === undefined || agent === undefined) return undefined;
  const open = async (entry: string | undefined): Promise<string | undefined> => {
    const opened = entry === undefined ? undefined : await context.vault.openEntry(tx, { ...loaded, entry });
    return opened === undefined || isRefusal(opened) ? undefined : String(opened.value);
  };
  const { matters } = JSON.parse((await open(agent.fields.power?.entry)) ?? '{}') as { matters?: string };
  return { person: agent.person, phone: await open(agent.fields.phone?.entry), matters: matters ?? '' };
};
