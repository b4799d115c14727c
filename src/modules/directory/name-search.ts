/** How names are made findable: every part of a name of two characters or more is found, in any script and any locale. */
import { halfWidth } from '#kernel/half-width.ts';

const LONGEST_NAME_INDEXED = 200;

/** Pairs that stand in half of all names: alone they find everything and so nothing. */
const EVERYWHERE = new Set([
  '有限',
  '限公',
  '公司',
  '责任',
  '任公',
  '股份',
  '份有',
  '限责',
  '商行',
  '个体',
  '经营',
  '营部',
]);

/** Width, case, spaces and signs aside, as people compare names. */
export const nameKey = (name: string): string =>
  halfWidth(name)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\p{C}]/gu, '');

const pairs = (characters: readonly string[]): string[] =>
  characters.slice(1).map((character, at) => `${characters[at]}${character}`);

/** Single characters and neighbouring pairs of all the names given. */
export const gramsOf = (...names: readonly (string | null | undefined)[]): string[] => {
  const found = new Set<string>();
  for (const name of names) {
    const characters = [...nameKey(name ?? '')].slice(0, LONGEST_NAME_INDEXED);
    for (const gram of [...characters, ...pairs(characters)]) found.add(gram);
  }
  return [...found];
};

export type NameSearch = {
  /** Parts between spaces, each to be contained in the name's key, in any order. */
  readonly parts: readonly string[];
  /** All of these must stand in the row's grams: narrows by index what the parts then confirm. */
  readonly grams: readonly string[];
};

const LEGAL_FORM = /(股份有限公司|有限责任公司|有限公司|集团公司|公司)$/;

/** `undefined` when the text says nothing (empty, or only words that stand in every name). */
export const nameSearch = (text: string): NameSearch | undefined => {
  const parts = text
    .split(/\s+/u)
    .slice(0, 8)
    .map((part) => nameKey(part))
    .map((part) => part.replace(LEGAL_FORM, '') || part)
    .filter((part) => part !== '' && part.length <= LONGEST_NAME_INDEXED);
  const grams = parts
    .map((part) => [...part])
    .flatMap((characters) => (characters.length === 1 ? characters : pairs(characters)))
    .filter((gram) => !EVERYWHERE.has(gram));
  return grams.length === 0 ? undefined : { parts, grams: [...new Set(grams)] };
};

/** Query parameters in which platforms put the number of a shop or an article; everything else is tracking. */
const SHOP_PARAMETERS = ['shop', 'shopId', 'shop_id', 'sellerId', 'store', 'id'];

/** Host, path and shop number of an address, without scheme, `www.` and last slash; `undefined` when it is no address. */
export const linkKey = (text: string): string | undefined => {
  const typed = halfWidth(text).trim();
  if (!/^(https?:\/\/)?[\w-]+(\.[\w-]+)+([/?#:]|$)/i.test(typed)) return undefined;
  try {
    const { host, pathname, searchParams } = new URL(/^https?:\/\//i.test(typed) ? typed : `https://${typed}`);
    const shop = SHOP_PARAMETERS.map((name) => searchParams.get(name)).find((value) => value !== null);
    return host.replace(/^(www|m)\./, '') + pathname.replace(/\/+$/, '') + (shop ? `?${shop}` : '');
  } catch {
    return undefined;
  }
};
