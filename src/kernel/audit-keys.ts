/** Where the words of a code stand that an audit line adds, by the name it is added under; the first that has it says it. */
const valueTexts: Readonly<Record<string, readonly string[]>> = {
  role: ['complaint:role'],
  what: ['administration:audit.opened'],
  failure: ['administration:audit.failures'],
  before: ['administration:audit.before'],
  power: ['directory:powers'],
  powers: ['directory:powers'],
  standing: ['administration:standingShort'],
  level: ['administration:authorities.level'],
  desks: ['administration:desk'],
  kind: ['directory:unit-kinds', 'administration:dataRequests.kinds', 'desk:reports.field'],
  via: ['administration:dataRequests.vias'],
  identityCheck: ['administration:dataRequests.identityChecks'],
  status: ['administration:people.accountIs'],
  outcome: ['administration:dataRequests.states'],
  purpose: ['administration:dataRequests.foundBy'],
  fields: ['desk:reports.field'],
  shown: ['administration:representatives.shown'],
  filters: ['administration:audit.filters'],
};

/** The same filter is called otherwise where the list is another. */
const filterTexts: Readonly<Record<string, string>> = {
  'export-owed-papers': 'administration:audit.filtersOfPapers',
};

export const valueKeys = (act: string, name: string, value: string): readonly string[] => {
  const special = name === 'filters' ? filterTexts[act] : undefined;
  return [...(special === undefined ? [] : [special]), ...(valueTexts[name] ?? [])].map((texts) => `${texts}.${value}`);
};

/** A subject typed as the trail has it, a kind and an id: of one that is in no list here. */
export const isSubject = (text: string): boolean => /^[a-z][a-z-]*:\S+$/u.test(text);
