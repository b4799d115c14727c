/** One filter of a list: a select whose value stands in the address under its name. */
export type Filter = {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
};

/** What is asked where the address says nothing, and what one choice of the address stands for. */
export type ListDefaults = Readonly<Record<string, string>>;

/** The filters the address names, and no others: a list never asks what nobody can see. */
export const queryOf = (
  address: URLSearchParams,
  names: readonly string[],
  defaults: ListDefaults = {},
): Record<string, string> => {
  const query: Record<string, string> = { ...defaults };
  for (const name of names) {
    const value = address.get(name);
    if (value !== null && value !== '') query[name] = value;
  }
  return query;
};

/** The address with one filter set or taken away; everything else in it stays. */
export const addressWith = (before: URLSearchParams, name: string, value: string | undefined): URLSearchParams => {
  const after = new URLSearchParams(before);
  if (value === undefined || value === '') after.delete(name);
  else after.set(name, value);
  return after;
};

/** Of the address only what names a view or a tab. */
export const clearedAddress = (before: URLSearchParams, names: readonly string[]): URLSearchParams => {
  const after = new URLSearchParams(before);
  for (const name of names) after.delete(name);
  return after;
};
