/**
 * HTML as values. What stands in a template literal is markup, what is put into it is text: it is escaped for the place
 * where it stands, so no value can become markup. Only `html` and `attributes` make markup.
 */
export class Safe {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
  toString(): string {
    return this.markup;
  }
}

/** Attributes of one tag, as `attributes` makes them; they fit nowhere but inside a tag. */
export class SafeAttributes {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

export type Content = Safe | SafeAttributes | string | number | false | null | undefined | readonly Content[];

type Place = 'text' | 'tag' | 'attribute' | 'address';

const replacements: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
  '\r': '&#13;',
};

const special = /[&<>"'`\r]/g;

/** A null byte is the one character HTML cannot carry at all; it becomes the replacement character. */
export const escapeHtml = (text: string): string =>
  text.replace(special, (one) => replacements[one] ?? one).replaceAll('\0', '\uFFFD');

/** Addresses a link may lead to; everything else (`javascript:`, `data:`, `//host`) leads nowhere. */
const harmlessAddress = /^(?:https?:\/\/|mailto:|tel:|\/(?![/\\])|[?#]|$)/i;

const addressAttributes = new Set(['href', 'src', 'action', 'formaction', 'poster', 'cite']);

/** What may stand before a value in an address, so that the value can no longer change where it leads. */
const settledStart = /^(?:https?:\/\/[^/]+\/|mailto:|tel:|\/[^/\\]|[?#])/i;

const harmless = (address: string): string => (harmlessAddress.test(address) ? address : '#');

/** Walks the constant parts once and tells where each value stands; refuses places where no escaping is enough. */
function placesOf(parts: TemplateStringsArray): readonly Place[] {
  let quote = '';
  let inTag = false;
  let attribute = '';
  /** Constant text of the attribute's value so far. */
  let start = '';
  let tag = '';
  const fail = (why: string): never => {
    throw new TypeError(`html template: ${why} near ${parts.join('…').slice(0, 120)}`);
  };
  return parts.slice(0, -1).map((part) => {
    let rest = part;
    while (rest !== '') {
      if (quote !== '') {
        const end = rest.indexOf(quote);
        start += end < 0 ? rest : rest.slice(0, end);
        rest = end < 0 ? '' : rest.slice(end + 1);
        if (end >= 0) quote = '';
      } else if (inTag) {
        const next = /^(?:\s+|\/|(>)|([^\s=>"'/]+)\s*(?:=\s*(["'])?)?)/.exec(rest);
        if (!next) return fail('unreadable tag');
        if (next[1]) inTag = false;
        if (next[2]) {
          attribute = next[2].toLowerCase();
          if (/^on/.test(attribute) || attribute === 'style') fail(`attribute ${attribute}`);
          if (next[0].trimEnd().endsWith('=')) fail('unquoted attribute');
          quote = next[3] ?? '';
          start = '';
        }
        rest = rest.slice(next[0].length);
      } else {
        const open = rest.search(/<[a-z!/]/i);
        if (open < 0) break;
        tag = /^<(!--|\/?[a-z0-9-]+)?/i.exec(rest.slice(open))?.[1]?.toLowerCase() ?? '';
        if (tag === '!--' || tag === 'style') fail(`<${tag}>`);
        inTag = true;
        rest = rest.slice(open + 1 + tag.length).replace(/^!/, '');
      }
    }
    if (quote !== '' && addressAttributes.has(attribute)) {
      if (start === '') {
        start = 'a value';
        return 'address';
      }
      if (!settledStart.test(start)) fail(`address beginning with ${start}`);
    }
    if (quote !== '') return 'attribute';
    if (inTag) return 'tag';
    return tag === 'script' ? fail('value inside <script>') : 'text';
  });
}

const known = new WeakMap<TemplateStringsArray, readonly Place[]>();

function put(value: Content, place: Place): string {
  if (value === false || value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    if (place === 'tag') throw new TypeError('html template: text inside a tag; use attributes()');
    return escapeHtml(place === 'address' ? harmless(value) : value);
  }
  if (value instanceof Safe) {
    if (place !== 'text') throw new TypeError('html template: markup inside a tag');
    return value.markup;
  }
  if (value instanceof SafeAttributes) {
    if (place !== 'tag') throw new TypeError('html template: attributes outside a tag');
    return value.markup;
  }
  if (!Array.isArray(value)) throw new TypeError('html template: an object is not content');
  let out = '';
  for (const one of value) out += put(one, place);
  return out;
}

export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Safe {
  let places = known.get(parts);
  if (!places) {
    places = placesOf(parts);
    known.set(parts, places);
  }
  let out = parts[0] ?? '';
  for (let i = 0; i < values.length; i++) out += put(values[i], places[i] ?? 'text') + (parts[i + 1] ?? '');
  return new Safe(out);
}

/** Markup that is written in the program itself: takes a constant template without values, nothing else. */
export function raw(parts: TemplateStringsArray): Safe {
  return new Safe(parts[0] ?? '');
}

export type AttributeValue = string | number | boolean | null | undefined;

const attributeName = /^[a-z][a-z0-9-]*$/;

/** ` name="value"` for each value; `true` gives the bare name; false, null and undefined give nothing. */
export function attributes(values: Readonly<Record<string, AttributeValue>>): SafeAttributes {
  let out = '';
  for (const [name, value] of Object.entries(values)) {
    if (value === false || value === null || value === undefined) continue;
    if (!attributeName.test(name) || name.startsWith('on') || name === 'style')
      throw new TypeError(`html template: attribute ${name}`);
    if (value === true) out += ` ${name}`;
    else out += ` ${name}="${escapeHtml(addressAttributes.has(name) ? harmless(String(value)) : String(value))}"`;
  }
  return new SafeAttributes(out);
}

/** Marks a link to a field whose words do not say which field it is. */
export const unnamed = 'data-unnamed';

/** Puts the label of the field, which stands further down the page, before the words of each link so marked. */
export const namingFields = (page: Safe, colon: string): Safe =>
  new Safe(
    page.markup.replaceAll(/<a href="#([^"]+)" data-unnamed>/g, (_link, id: string) => {
      const words = labelIn(page.markup, id);
      return `<a href="#${id}">${words}${words === '' ? '' : /[?？]$/.test(words) ? ' ' : escapeHtml(colon)}`;
    }),
  );

/** Text of a label, escaped as it stands in the page; without "(optional)". */
const labelIn = (markup: string, id: string): string => {
  const [, label = ''] = markup.split(`<label for="${id}">`, 2);
  const [inside = ''] = label.split('</label>', 1);
  return inside
    .replace(/<span class="optional">.*?<\/span>/gs, '')
    .replace(/<[^>]*>/g, '')
    .trim();
};
