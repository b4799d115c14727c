import { type ActField, type Asked, choice, field, must, reasons, type Values } from './act-field.ts';

/** Who complains together with whom, and who speaks for them (Order 121 art. 12). */

const everybody = ['complainant', 'representative', 'joint'] as const;

/** Somebody stands first and is told: who it is from now on is asked where that one goes. */
const isFirst = (values: Values, { parties }: Asked): boolean =>
  parties.some(({ person, kind }) => kind === 'complainant' && person === values['person']);

const successor = field('successor', 'one-of-several', 'successor', {
  hint: 'successor',
  kinds: ['representative', 'joint'],
  when: isFirst,
});
const writing = (label: string, rest: Partial<ActField> = {}) =>
  field('items', 'files', label, { hint: 'items', ...rest });

/** Whoever is alone is whom it is about; the form asks it none the less, for it is entered for somebody else. */
export const togetherForms = {
  'state-consents': [
    field('person', 'one-of-several', 'whoConsents', { ...must, kinds: everybody }),
    field('joint', 'yes-no', 'consentJoint', {
      when: ({ person }, { parties, acceptedOn }) =>
        acceptedOn === null && parties.some((party) => party.person === person && party.kind !== 'complainant'),
    }),
    field('publicity', 'yes-no', 'consentPublicity'),
    field('entrust', 'yes-no', 'consentEntrust', { when: (_values, { closedOn }) => closedOn === null }),
    writing('consentPaper'),
    reasons('consentReasons', { hint: 'leavingReasons', required: (values) => !hasFiles(values) }),
  ],
  'leave-joint': [
    field('person', 'one-of-several', 'whoLeaves', { ...must, kinds: everybody }),
    choice('why', 'leavingWhy', ['withdrew', 'died'], 'leaving'),
    successor,
    field('claims', 'claims', 'claimsOfOthers', { hint: 'claimsOfOthers' }),
    writing('leavingPaper'),
    reasons('leavingReasons', { hint: 'leavingReasons', required: (values) => !hasFiles(values) }),
  ],
  'name-representative': [
    field('person', 'one-of-several', 'whoSpeaks', { ...must, kinds: ['joint', 'complainant'], hint: 'whoSpeaks' }),
    writing('choicePaper', { hint: 'choicePaper' }),
    reasons('togetherNote', { required: false }),
  ],
  'end-representative': [
    field('person', 'one-of-several', 'whoSpoke', { ...must, kinds: ['complainant', 'representative'] }),
    choice('why', 'endOfOfficeWhy', ['laid-down', 'recalled'], 'endOfOffice'),
    successor,
    writing('choicePaper', { hint: 'choicePaper' }),
    reasons('leavingReasons', {
      hint: 'leavingReasons',
      required: (values) => values['why'] === 'laid-down' && !hasFiles(values),
    }),
  ],
} as const;

const hasFiles = (values: Values): boolean => Array.isArray(values['items']) && values['items'].length > 0;
