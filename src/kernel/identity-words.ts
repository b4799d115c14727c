/** Codes of what a person's identity and an agent's powers are told by; words come from the texts, in the reader's language. */

export const idKinds = [
  'resident-id',
  'passport',
  'hong-kong-macau-permit',
  'taiwan-permit',
  'residence-permit',
  'foreign-permanent-resident',
  'other',
] as const;
export type IdKind = (typeof idKinds)[number];

/** What an agent may do: act, or also change and give up claims and settle. */
export const agentPowers = ['general', 'special'] as const;
export type AgentPowers = (typeof agentPowers)[number];

// Cases filed before there was one list hold the desk's own codes or the words the filer's screen showed.
const idKindAs: Readonly<Record<string, IdKind>> = {
  'id-card': 'resident-id',
  'hk-macao': 'hong-kong-macau-permit',
  taiwan: 'taiwan-permit',
  居民身份证: 'resident-id',
  身份证: 'resident-id',
  护照: 'passport',
  港澳居民来往内地通行证: 'hong-kong-macau-permit',
  台湾居民来往大陆通行证: 'taiwan-permit',
  港澳台居民居住证: 'residence-permit',
  外国人永久居留身份证: 'foreign-permanent-resident',
  其他证件: 'other',
  'Resident identity card (居民身份证)': 'resident-id',
  Passport: 'passport',
  'Mainland travel permit for Hong Kong and Macau residents': 'hong-kong-macau-permit',
  'Mainland travel permit for Taiwan residents': 'taiwan-permit',
  'Residence permit for Hong Kong, Macau and Taiwan residents': 'residence-permit',
  'Foreign permanent resident identity card': 'foreign-permanent-resident',
  'Another document': 'other',
};
const powersAs: Readonly<Record<string, AgentPowers>> = {
  一般代理: 'general',
  特别代理: 'special',
  General: 'general',
  Special: 'special',
};

const codeIn = <C extends string>(codes: readonly C[], formerly: Readonly<Record<string, C>>, said: string) => {
  const text = said.trim();
  return codes.find((code) => code === text) ?? (Object.hasOwn(formerly, text) ? formerly[text] : undefined);
};

/** As it is kept: the code, or the words themselves where it is a paper of no kind in the list. */
export const idKindCode = (said: string): string => codeIn(idKinds, idKindAs, said) ?? said;
export const agentPowersCode = (said: string): string => codeIn(agentPowers, powersAs, said) ?? said;

/**
 * What the words of a power of attorney amount to. Those that name no special power give none: a bare 全权代理 does not
 * (Supreme Court's interpretation of the Civil Procedure Law, art. 89).
 */
export const agentPowersOf = (said: string): AgentPowers =>
  agentPowersCode(said) === 'special' || /特别(?:授权|代理)/u.test(said) ? 'special' : 'general';

type Words = (key: string) => string;

const wordsOf = <C extends string>(code: C | undefined, kept: string, key: string, t: Words): string =>
  code === undefined ? kept : t(`complaint:${key}.${code}`);

/** What was kept, in words; old words are said anew in the language of `t`. */
export const idKindText = (kept: string, t: Words): string =>
  wordsOf(codeIn(idKinds, idKindAs, kept), kept, 'idKind', t);
export const agentPowersText = (kept: string, t: Words): string =>
  wordsOf(codeIn(agentPowers, powersAs, kept), kept, 'agentPower', t);
