import { type Day, isDay } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import { type NewUnit, powers, unitKinds } from '../upkeep-contract.ts';
import type { Headings } from './csv-lines.ts';
import { openUnit } from './units.ts';
import type { Keeper } from './who.ts';

export const unitHeadings: Headings = {
  代码: 'id',
  类型: 'kind',
  上级代码: 'parent',
  行政区划代码: 'region',
  名称: 'name',
  简称: 'shortName',
  地址: 'address',
  电话: 'phone',
  文号前缀: 'documentPrefix',
  启用日期: 'from',
  职权: 'powers',
  管辖区域: 'areas',
  依据: 'basis',
};

const kindWords: Readonly<Record<string, NewUnit['kind']>> = {
  投诉举报中心: 'intake-centre',
  市场监管局: 'bureau',
  市场监管所: 'station',
  消费者协会: 'association',
};

const powerWords: Readonly<Record<string, NewUnit['powers'][number]>> = {
  接收分流: 'receive-and-distribute',
  受理决定: 'decide-complaints',
  调解: 'mediate',
  受委托调解: 'mediate-when-entrusted',
  举报核查: 'verify-reports',
  行政处罚: 'punish',
  食品监管: 'food',
  指定管辖: 'designate-jurisdiction',
};

const texts = { name: 80, shortName: 20, address: 200, phone: 40, documentPrefix: 12, basis: 200 } as const;

const list = (cell: string | undefined): string[] => (cell ?? '').split(/[;；、\s]+/u).filter((part) => part !== '');

const lengthFault = (values: Readonly<Record<string, string>>): Refusal | undefined => {
  for (const [field, most] of Object.entries(texts)) {
    const value = values[field];
    if (value === undefined) return refuse('cell-empty', { field });
    if ([...value].length > most) return refuse('cell-too-long', { field, params: { most } });
  }
  return undefined;
};

type Words = Pick<NewUnit, 'id' | 'kind' | 'region' | 'powers' | 'areas'> & { readonly from: Day };

const wordsIn = (values: Readonly<Record<string, string>>): Words | Refusal => {
  const { id = '', region = '', from = '' } = values;
  const kind = kindWords[values['kind'] ?? ''] ?? unitKinds.find((one) => one === values['kind']);
  if (kind === undefined) return refuse('unit-kind-unknown', { field: 'kind' });
  if (!/^[a-z][a-z0-9-]{1,59}$/.test(id)) return refuse('unit-code-malformed', { field: 'id' });
  if (!isDay(from)) return refuse('day-malformed', { field: 'from' });
  const areas = list(values['areas']);
  const code = [region, ...areas].find((one) => !/^\d{6}(\d{3})?$/.test(one));
  if (code !== undefined) return refuse('region-unknown', { field: 'region', params: { code } });
  const named = list(values['powers']).map((word) => powerWords[word] ?? powers.find((one) => one === word));
  const held = named.filter((power) => power !== undefined);
  if (held.length !== named.length) return refuse('power-unknown', { field: 'powers' });
  return { id, kind, region, from, powers: [...new Set(held)], areas: [...new Set(areas)] };
};

/** What a line says, or why it cannot be taken. */
export const unitInLine = (values: Readonly<Record<string, string>>): NewUnit | Refusal => {
  const words = wordsIn(values);
  if (isRefusal(words)) return words;
  const fault = lengthFault(values);
  if (fault !== undefined) return fault;
  const { name = '', shortName = '', address = '', phone = '', documentPrefix = '', basis = '' } = values;
  return { ...words, name, shortName, address, phone, documentPrefix, basis, parent: values['parent'] ?? null };
};

/** One line of a list; a unit that is there already stays as it is. */
export const importUnit = async (
  tx: Tx,
  keeper: Keeper,
  values: Readonly<Record<string, string>>,
): Promise<'entered' | 'known' | Refusal> => {
  const unit = unitInLine(values);
  if (isRefusal(unit)) return unit;
  const [there] = await tx.rows('select 1 from bureau where id = $1 and tenant = $2', [unit.id, keeper.tenant]);
  if (there !== undefined) return 'known';
  const opened = await openUnit(tx, keeper, unit);
  return isRefusal(opened) ? opened : 'entered';
};
