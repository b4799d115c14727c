import type { Entry } from './filing-of.ts';

/** An unfinished entry outlives a reload of the window, and no longer: personal data stays out of lasting storage. */
const key = 'desk-entry';

/** What an entry begins with: what nobody has said yet is open. */
export const newEntry: Entry = { kind: 'complaint', channel: 'phone', respondentKind: 'ordinary', online: 'open' };

export const keepEntry = (entry: Entry): void => sessionStorage.setItem(key, JSON.stringify(entry));
export const dropEntry = (): void => sessionStorage.removeItem(key);

export const keptEntry = (): Entry | undefined => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    return typeof kept === 'object' && kept !== null ? (kept as Entry) : undefined;
  } catch {
    return undefined;
  }
};
