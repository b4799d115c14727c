import { canonicalJson } from '#kernel/canonical.ts';
import { agentPowersCode } from '#kernel/identity-words.ts';
import type { AgentBody } from './agent-contract.ts';
import type { EvidenceItem } from './complaint.ts';
import type { Mandate, NamedAgent } from './filing-parts.ts';
import type { Sealing } from './sealing.ts';

type Power = { readonly powers: string; readonly until?: string | undefined };

/**
 * What of a power of attorney the rules go by. Words that name no special power give none: a bare 全权代理 does not
 * (Supreme Court's interpretation of the Civil Procedure Law, art. 89).
 */
export const mandateOf = ({ powers, until }: Power): Mandate => ({
  powers: agentPowersCode(powers) === 'special' || /特别(?:授权|代理)/u.test(powers) ? 'special' : 'general',
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
