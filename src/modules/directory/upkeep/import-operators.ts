import type { Refusal } from '#kernel/refusal.ts';
import { isRefusal, refuse } from '#kernel/refusal.ts';
import { checkUscc } from '#kernel/uscc.ts';
import type { Tx } from '#platform/db.ts';
import type { RegisterOperatorBody } from '../contract.ts';
import { registerOperator } from '../handle.ts';
import { nameKey } from '../name-search.ts';
import type { Headings } from './csv-lines.ts';
import type { Keeper } from './who.ts';

export const operatorHeadings: Headings = {
  名称: 'name',
  企业名称: 'name',
  字号: 'tradeName',
  统一社会信用代码: 'uscc',
  类型: 'kind',
  住所: 'registeredAddress',
  住所行政区划代码: 'registeredRegion',
  经营场所: 'businessAddress',
  经营场所行政区划代码: 'businessRegion',
  联系人: 'contactName',
  联系电话: 'contactPhone',
  网址: 'website',
};

const kindWords: Readonly<Record<string, RegisterOperatorBody['kind']>> = {
  ordinary: 'ordinary',
  platform: 'platform',
  'own-site': 'own-site',
  'in-platform': 'in-platform',
  实体经营者: 'ordinary',
  电子商务平台经营者: 'platform',
  自建网站经营者: 'own-site',
  平台内经营者: 'in-platform',
};

const lengths: Readonly<Partial<Record<keyof RegisterOperatorBody, number>>> = {
  name: 200,
  tradeName: 200,
  uscc: 40,
  registeredAddress: 400,
  businessAddress: 400,
  contactName: 100,
  contactPhone: 40,
  website: 400,
};

/** What a line says, or why it cannot be taken. */
export const operatorInLine = (values: Readonly<Record<string, string>>): RegisterOperatorBody | Refusal => {
  const kind = kindWords[values['kind'] ?? 'ordinary'];
  if (kind === undefined)
    return refuse('operator-kind-unknown', { field: 'kind', params: { kind: values['kind'] ?? '' } });
  for (const [field, most] of Object.entries(lengths)) {
    if ([...(values[field] ?? '')].length > most) return refuse('cell-too-long', { field, params: { most } });
  }
  for (const field of ['registeredRegion', 'businessRegion']) {
    const code = values[field];
    if (code !== undefined && !/^\d{6}(\d{3})?$/.test(code))
      return refuse('region-unknown', { field, params: { code } });
  }
  const { name = '' } = values;
  const given = Object.fromEntries(
    [...Object.keys(lengths), 'registeredRegion', 'businessRegion'].flatMap((field) => {
      const value = values[field];
      return value === undefined ? [] : [[field, value]];
    }),
  );
  return { ...given, kind, name };
};

/** There already: the same code, or where no code is given the same name at the same place. */
const isKnown = async (tx: Tx, body: RegisterOperatorBody): Promise<boolean> => {
  const uscc = body.uscc === undefined ? null : checkUscc(body.uscc).text;
  const found = await tx.rows(
    `select 1 from operator where case when $1::text is not null then uscc = $1
       else name_key = $2 and business_address is not distinct from $3 and registered_address is not distinct from $4 end
     limit 1`,
    [uscc, nameKey(body.name), body.businessAddress ?? null, body.registeredAddress ?? null],
  );
  return found.length > 0;
};

/** One line of a list; a file sent twice changes nothing. */
export const importOperator = async (
  tx: Tx,
  keeper: Keeper,
  values: Readonly<Record<string, string>>,
): Promise<'entered' | 'known' | Refusal> => {
  const body = operatorInLine(values);
  if (isRefusal(body)) return body;
  if (nameKey(body.name) !== '' && (await isKnown(tx, body))) return 'known';
  const entered = await registerOperator(tx, keeper.actor, body, keeper.at);
  return isRefusal(entered) ? entered : 'entered';
};
