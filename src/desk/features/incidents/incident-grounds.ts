import type { Translate } from '#kernel/translate.ts';
import {
  disputeFactors,
  earlierHandlers,
  foundLater,
  identityFaults,
  papersAtFault,
} from '#modules/complaints/ground-contract.ts';
import type { Asked, AskField } from '../../kit/ask-field.ts';

/** What a refusal or an ending of many at once has to say beside its reasons, ground by ground. */

type IsGround = (number: number) => (values: Asked) => boolean;

export const isGround: IsGround =
  (number) =>
  ({ ground }) =>
    Number(ground) === number;

/** Item of art. 16 that came to light after acceptance: it names what its refusal would have named. */
const isFound: IsGround = (number) => (values) => isGround(6)(values) && values.found === String(number);

type Words = { readonly field: (name: string) => string; readonly hint: (name: string) => string };
export const wordsOf = (t: Translate): Words => ({
  field: (name) => t(`complaint:field.${name}`),
  hint: (name) => t(`complaint:hint.${name}`),
});

/** What a ground of refusal has to say beside its reasons: the right body, who handled it before, the factors weighed. */
export const refusalFields = (t: Translate, isGround: IsGround): readonly AskField[] => {
  const { field, hint } = wordsOf(t);
  return [
    { name: 'rightBureau', label: field('rightBureau'), kind: 'unit', hint: hint('rightBureau'), when: isGround(1) },
    {
      name: 'competentBody',
      label: field('competentBody'),
      kind: 'text',
      required: true,
      hint: hint('competentBody'),
      when: (values) => isGround(1)(values) && !values.rightBureau,
    },
    {
      name: 'noFoodMatter',
      label: field('noFoodMatter'),
      kind: 'yes-no',
      required: true,
      hint: hint('noFoodMatter'),
      when: isGround(1),
    },
    {
      name: 'earlierHandler',
      label: field('earlierHandler'),
      kind: 'choice',
      required: true,
      choices: earlierHandlers.map((value) => ({ value, label: t(`complaint:earlierHandler.${value}`) })),
      when: isGround(2),
    },
    { name: 'earlierBody', label: field('earlierBody'), kind: 'text', required: true, when: isGround(2) },
    { name: 'earlierOn', label: field('earlierOn'), kind: 'day', when: isGround(2) },
    {
      name: 'factors',
      label: field('factors'),
      kind: 'choices',
      hint: hint('factors'),
      choices: disputeFactors.map((value) => ({ value, label: t(`law:consumer-dispute-factor.${value}`) })),
      when: isGround(3),
    },
    { name: 'knewOn', label: field('knewOn'), kind: 'day', hint: hint('knewOn'), when: isGround(4) },
    {
      name: 'papersAtFault',
      label: field('papersAtFault'),
      kind: 'choices',
      required: true,
      choices: papersAtFault.map((value) => ({ value, label: t(`complaint:paperAtFault.${value}`) })),
      when: isGround(5),
    },
    {
      name: 'identityFault',
      label: field('identityFault'),
      kind: 'choice',
      required: true,
      hint: hint('identityFault'),
      choices: identityFaults.map((value) => ({ value, label: t(`complaint:identityFault.${value}`) })),
      when: isGround(6),
    },
  ];
};

/** The fact a ground of termination rests on. */
export const terminationFields = (t: Translate): readonly AskField[] => {
  const { field, hint } = wordsOf(t);
  const choice = (name: string, texts: string, values: readonly string[], ground: number): AskField => ({
    name,
    ...(name === 'found' ? { hint: hint('found') } : {}),
    label: field(name),
    kind: 'choice',
    required: true,
    choices: values.map((value) => ({ value, label: t(`complaint:${texts}.${value}`) })),
    when: isGround(ground),
  });
  return [
    { name: 'settledOn', label: field('settledOn'), kind: 'day', hint: hint('settledOn'), when: isGround(1) },
    choice('found', 'found', foundLater, 6),
    choice('ended', 'party', ['complainant', 'respondent'], 7),
    ...refusalFields(t, isFound),
  ];
};
