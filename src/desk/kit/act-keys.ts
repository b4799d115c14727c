import type { ActNameText } from '#modules/complaints/case-contract.ts';

/** One key an act, the same in the list and on the case. */
export const actKeys: Partial<Record<ActNameText, string>> = {
  accept: 'a',
  refuse: 'r',
  assign: 's',
  route: 'o',
  'request-proof': 'p',
  contact: 't',
  'complete-particulars': 'f',
  answer: 'w',
  'open-mediation': 'm',
  'record-agreement': 'y',
  terminate: 'z',
  note: 'n',
  deliver: 'd',
  archive: 'e',
};

export const keyedActs = Object.entries(actKeys).flatMap(([act, key]) => (key === undefined ? [] : [{ act, key }]));
