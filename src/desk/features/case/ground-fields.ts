import {
  disputeFactors,
  earlierHandlers,
  foundLater,
  identityFaults,
  papersAtFault,
} from '#modules/complaints/ground-contract.ts';
import { type ActField, type Asked, choice, field, must, parties, reasons, type Values } from './act-field.ts';

type IsGround = (values: Values, ground: number, view: Asked) => boolean;

/** What a refusal names with its ground, in the decision and when the ground is put right. */
export const ofRefusal = (isGround: IsGround): readonly ActField[] => {
  const on =
    (ground: number, also: (values: Values, view: Asked) => boolean = () => true): NonNullable<ActField['when']> =>
    (values, view) =>
      isGround(values, ground, view) && also(values, view);
  return [
    field('rightBureau', 'any-unit', 'rightBureau', { hint: 'rightBureau', when: on(1) }),
    field('competentBody', 'text', 'competentBody', {
      hint: 'competentBody',
      required: true,
      when: on(1, (values) => !values.rightBureau),
    }),
    choice('earlierHandler', 'earlierHandler', earlierHandlers, 'earlierHandler', { when: on(2) }),
    field('earlierBody', 'text', 'earlierBody', { ...must, when: on(2) }),
    field('earlierOn', 'day', 'earlierOn', { days: 'past', when: on(2) }),
    field('factors', 'choices', 'factors', {
      hint: 'factors',
      choices: { values: disputeFactors, texts: 'law:consumer-dispute-factor' },
      // Order 20 had no such list.
      when: on(3, (_, { order }) => order !== 'order-20'),
    }),
    field('knewOn', 'day', 'knewOn', { ...must, hint: 'knewOn', days: 'past', when: on(4) }),
    field('papersAtFault', 'choices', 'papersAtFault', {
      ...must,
      choices: { values: papersAtFault, texts: 'paperAtFault' },
      when: on(5, (_, { order }) => order !== 'order-20'),
    }),
    choice('identityFault', 'identityFault', identityFaults, 'identityFault', {
      hint: 'identityFault',
      when: on(6, (_, { order }) => order !== 'order-20'),
    }),
    field('noFoodMatter', 'yes-no', 'noFoodMatter', {
      ...must,
      hint: 'noFoodMatter',
      when: on(1, (_, view) => view.objectName === null && view.problemName === null),
    }),
  ];
};

/** An item of art. 16 found after acceptance names with the end what its refusal would have named. */
export const ofFoundLater = (isGround: IsGround): readonly ActField[] =>
  ofRefusal((values, item, view) => isGround(values, 6, view) && values.found === String(item));

export const ofEnding = (isGround: IsGround): readonly ActField[] => [
  field('settledOn', 'day', 'settledOn', {
    hint: 'settledOn',
    days: 'past',
    when: (values, view) => isGround(values, 1, view),
  }),
  choice('found', 'found', foundLater, 'found', {
    hint: 'found',
    choices: { values: foundLater, texts: 'found', textsOfOrder20: 'foundOfOrder20' },
    when: (values, view) => isGround(values, 6, view),
  }),
  // The seventh of Order 20 is any other ground in law.
  choice('ended', 'ended', parties, 'party', {
    when: (values, view) => isGround(values, 7, view) && view.order !== 'order-20',
  }),
];

/** What can be put right is what the chosen decision says, be it the last or an earlier one. */
const corrects = (decision: string, { version }: Values, { timeline = [] }: Asked): boolean =>
  timeline.some((entry) => entry.version === version && entry.type === decision);

export const correctionForm: readonly ActField[] = [
  field('version', 'decision', 'decision', must),
  field('changed.ground', 'ground', 'ground', {
    when: (values, view) => corrects('ComplaintRefused', values, view) || corrects('MediationTerminated', values, view),
  }),
  ...ofRefusal(
    (values, ground, view) => corrects('ComplaintRefused', values, view) && values['changed.ground'] === ground,
  ),
  ...ofEnding(
    (values, ground, view) => corrects('MediationTerminated', values, view) && values['changed.ground'] === ground,
  ),
  ...ofFoundLater(
    (values, ground, view) => corrects('MediationTerminated', values, view) && values['changed.ground'] === ground,
  ),
  field('changed.recoveredFen', 'money', 'recoveredFen', {
    when: (values, view) => corrects('AgreementRecorded', values, view),
  }),
  field('changed.amountFen', 'money', 'amountFen'),
  reasons(),
];
