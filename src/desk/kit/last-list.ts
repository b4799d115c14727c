/** The list a case was opened from, so that "next", "previous" and "back" mean what the person saw. */
type LastList = { readonly address: string; readonly numbers: readonly string[] };

const key = 'desk-last-list';

export const rememberList = (list: LastList): void => sessionStorage.setItem(key, JSON.stringify(list));

const isLastList = (value: unknown): value is LastList =>
  typeof value === 'object' &&
  value !== null &&
  'address' in value &&
  'numbers' in value &&
  Array.isArray(value.numbers);

export const lastList = (): LastList | undefined => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    return isLastList(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
};

export const neighboursOf = (number: string): { readonly before?: string; readonly after?: string } => {
  const numbers = lastList()?.numbers ?? [];
  const at = numbers.indexOf(number);
  if (at < 0) return {};
  const [before, after] = [numbers[at - 1], numbers[at + 1]];
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
};
