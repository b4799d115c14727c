import type { Language } from '#kernel/translate.ts';
import type { FilingRequest } from '#modules/complaints/contract.ts';
import { tellingOf } from '#site/kit/told-by.ts';
import type { FilingAnswers } from './answer-rows.ts';
import type { PurchaseAnswer, RespondentAnswer } from './answers.ts';
import type { AgentAnswer, JointAnswer, PersonAnswer } from './read-people.ts';

/** What the steps gathered, as one filing of the complaints contract; undefined while a part is missing. */
export const filingRequestOf = (answers: FilingAnswers, language: Language): FilingRequest | undefined => {
  const { respondent, facts, claim, person, consents, purchase } = answers;
  if (respondent === undefined || facts?.facts === undefined || claim === undefined || consents === undefined)
    return undefined;
  if (person?.kind !== 'named') return undefined;
  return {
    channel: 'web',
    language,
    complainant: complainantOf(person),
    ...(person.telling === undefined ? {} : tellingOf(person.telling)),
    ...(answers.agent === undefined ? {} : { agent: agentOf(answers.agent) }),
    ...jointOf(answers.joint),
    ...(answers.helper === undefined ? {} : { helper: answers.helper }),
    respondent: respondentOf(respondent),
    ...(purchase === undefined
      ? {}
      : {
          purchase: {
            ...(purchase.online === undefined ? {} : { online: purchase.online }),
            ...(purchase.goods === undefined ? {} : { goods: purchase.goods }),
            ...boughtFrom(purchase, respondent),
            ...(purchase.orderNumber === undefined ? {} : { orderNumber: purchase.orderNumber }),
            ...(purchase.logisticsNumber === undefined ? {} : { logisticsNumber: purchase.logisticsNumber }),
            ...(purchase.brand === undefined ? {} : { brand: purchase.brand }),
            ...(purchase.quantity === undefined ? {} : { quantity: purchase.quantity }),
            ...(purchase.boughtOn === undefined ? {} : { purchasedOn: purchase.boughtOn }),
            ...(purchase.amount === undefined ? {} : { amountFen: purchase.amount }),
            ...(facts.place === undefined ? {} : { place: facts.place }),
          },
        }),
    facts: facts.facts,
    ...(facts.knewOn === undefined ? {} : { knewOn: facts.knewOn }),
    ...(claim.details === undefined ? {} : { claimText: claim.details }),
    claims: claim.claims.map((kind) => {
      const amount = kind === 'refund' ? claim.refund : kind === 'damages' ? claim.damages : undefined;
      return { kind, ...(amount === undefined ? {} : { amountFen: amount }) };
    }),
    consents: { publicity: consents.publish, entrust: consents.entrust },
    ...(purchase?.objectCode === undefined ? {} : { objectCode: purchase.objectCode }),
    ...(facts.problemCode === undefined ? {} : { problemCode: facts.problemCode }),
  };
};

/** What a helped filing leaves to a recording, a photo or a call: an officer completes it, and it must not count as said. */
export const leftOpen = ({
  purchase,
  facts,
  person,
}: Pick<FilingAnswers, 'purchase' | 'facts' | 'person'>): string[] => [
  ...(person?.kind === 'named' && person.identity === undefined ? ['identity'] : []),
  ...(purchase?.onReceipt === true ? ['purchase'] : []),
  ...(purchase?.onReceipt === true && purchase.online === undefined ? ['online'] : []),
  ...(facts?.inRecording === true ? ['facts'] : []),
];

/** What acceptance waits for until an officer has it (art. 10(1)). */
export type WaitedFor = 'facts' | 'address' | 'identity';

export const waitedFor = ({ facts, person }: Pick<FilingAnswers, 'facts' | 'person'>): WaitedFor[] => {
  const lacks = person?.kind === 'named' ? person : undefined;
  return [
    ...(facts?.inRecording === true ? (['facts'] as const) : []),
    ...(lacks !== undefined && lacks.address === undefined ? (['address'] as const) : []),
    ...(lacks !== undefined && lacks.identity === undefined ? (['identity'] as const) : []),
  ];
};

/** The shop complained about is where it was bought: its platform and link are asked there already. */
const boughtFrom = (purchase: PurchaseAnswer, respondent: RespondentAnswer) => {
  const shop = respondent.kind === 'platform-shop' ? respondent : undefined;
  const platform = purchase.platform ?? shop?.platform;
  return {
    ...(platform === undefined ? {} : { platformName: platform }),
    ...(shop?.link === undefined ? {} : { shopLink: shop.link }),
  };
};

const complainantOf = (person: Extract<PersonAnswer, { kind: 'named' }>): FilingRequest['complainant'] => ({
  name: person.name,
  ...(person.phone === undefined ? {} : { phone: person.phone }),
  ...(person.address === undefined ? {} : { address: person.address }),
  ...(person.email === undefined ? {} : { email: person.email }),
  ...(person.identity === undefined ? {} : { idType: person.identity.idKind, idNumber: person.identity.idNumber }),
});

export const agentOf = (agent: AgentAnswer): NonNullable<FilingRequest['agent']> => ({
  name: agent.name,
  phone: agent.phone,
  address: agent.address,
  idType: agent.idKind,
  idNumber: agent.idNumber,
  matters: agent.matters,
  powers: agent.powers,
  ...(agent.until === undefined ? {} : { until: agent.until }),
});

/** Who files is the first representative; a second may be named (Order 121 art. 12). */
const jointOf = (joint: JointAnswer | undefined): Pick<FilingRequest, 'joint' | 'representatives' | 'jointAgreed'> => {
  if (joint === undefined) return {};
  const second = joint.second;
  const others = joint.others.filter((_one, at) => at !== second?.at);
  const people = second === undefined ? others : [second, ...others];
  return {
    joint: people.map(({ name, phone }) => ({ name, ...(phone === undefined ? {} : { phone }) })),
    jointAgreed: true,
    representatives: second === undefined ? [] : [0],
  };
};

export const respondentOf = (respondent: RespondentAnswer): FilingRequest['respondent'] => {
  if (respondent.kind === 'operator') return { kind: 'ordinary', operator: respondent.operator };
  if (respondent.kind === 'registered-shop') return { kind: 'platform-shop', shop: respondent.shop };
  if (respondent.kind === 'platform-shop') {
    return {
      kind: 'platform-shop',
      // Found in the register by its name: whose domicile counts where the shop shows no address.
      platform: respondent.platform,
      name: `${respondent.shop}（${respondent.platform}）`,
      ...(respondent.address === undefined ? {} : { address: respondent.address }),
    };
  }
  const { kind: _described, ...described } = respondent;
  return { kind: 'unknown', ...described };
};
