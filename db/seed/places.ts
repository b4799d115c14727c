/** The made-up district: one province, two cities, and who regulates there. Region codes 99… belong to nobody. */

import type { Power, Standing, UnitKind } from '#modules/directory/facade.ts';
import type { RegionEdition, RegionRow } from '#modules/directory/reference/regions.ts';

export const demoEdition: RegionEdition = {
  id: 'demo-2026',
  title: 'Made-up regions of the demonstration district',
  source: 'invented',
  asOf: '2026-01-01',
  invented: true,
};

export const demoRegions: readonly RegionRow[] = [
  { code: '990000', name: '云澜省', level: 'province', parent: null },
  { code: '990100', name: '云栖市', level: 'prefecture', parent: '990000' },
  {
    code: '990101',
    name: '旧城区',
    level: 'county',
    parent: '990100',
    validTo: '2024-01-01',
    successor: '990102',
  },
  { code: '990102', name: '临溪区', level: 'county', parent: '990100' },
  { code: '990102001', name: '城东街道', level: 'town', parent: '990102' },
  { code: '990102101', name: '桥下镇', level: 'town', parent: '990102' },
  { code: '990121', name: '望山县', level: 'county', parent: '990100' },
  { code: '990121100', name: '城关镇', level: 'town', parent: '990121' },
  { code: '990121200', name: '云岭乡', level: 'town', parent: '990121' },
  {
    code: '990171',
    name: '云栖高新技术产业开发区',
    level: 'zone',
    parent: '990100',
    statisticalCounty: '990102',
  },
  { code: '990200', name: '澜川市', level: 'prefecture', parent: '990000' },
  { code: '990203', name: '北渡区', level: 'county', parent: '990200' },
  { code: '990203001', name: '港口街道', level: 'town', parent: '990203' },
];

export type AuthoritySeed = {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly region: string;
  readonly documentPrefix: string;
};

export const demoAuthorities: readonly AuthoritySeed[] = [
  { id: 'yunqi', name: '云栖市市场监督管理局', shortName: '云栖市局', region: '990100', documentPrefix: '云市监' },
  { id: 'lanchuan', name: '澜川市市场监督管理局', shortName: '澜川市局', region: '990200', documentPrefix: '澜市监' },
];

export type UnitSeed = {
  readonly id: string;
  readonly tenant: string;
  readonly kind: UnitKind;
  readonly name: string;
  readonly shortName: string;
  readonly parent: string | null;
  readonly region: string;
  readonly address: string;
  readonly phone: string;
  readonly documentPrefix: string;
  readonly powers: readonly Power[];
  readonly areas: readonly string[];
};

const COUNTY_POWERS: readonly Power[] = ['decide-complaints', 'mediate', 'verify-reports', 'punish', 'food'];
const CITY_POWERS: readonly Power[] = [...COUNTY_POWERS, 'designate-jurisdiction'];

const unit = (
  id: string,
  kind: UnitKind,
  name: string,
  shortName: string,
  rest: Omit<UnitSeed, 'id' | 'tenant' | 'kind' | 'name' | 'shortName' | 'areas'> & {
    readonly areas?: readonly string[];
  },
): UnitSeed => ({ areas: [], ...rest, id, tenant: id.split('-')[0] ?? id, kind, name, shortName });

/** Parents stand before what is below them. */
export const demoUnits: readonly UnitSeed[] = [
  unit('yunqi-city', 'bureau', '云栖市市场监督管理局', '云栖市局', {
    parent: null,
    region: '990100',
    address: '云栖市临溪区市民大道 1 号',
    phone: '0000-81000001',
    documentPrefix: '云市监',
    powers: CITY_POWERS,
  }),
  unit('yunqi-intake', 'intake-centre', '云栖市 12315 投诉举报中心', '12315 中心', {
    parent: 'yunqi-city',
    region: '990100',
    address: '云栖市临溪区市民大道 1 号 附楼一层',
    phone: '12315',
    documentPrefix: '云市监',
    powers: ['receive-and-distribute'],
  }),
  unit('yunqi-linxi', 'bureau', '云栖市临溪区市场监督管理局', '临溪区局', {
    parent: 'yunqi-city',
    region: '990102',
    address: '云栖市临溪区人民路 1 号',
    phone: '0000-81000315',
    documentPrefix: '云临市监',
    powers: COUNTY_POWERS,
    areas: ['990102'],
  }),
  unit('yunqi-linxi-chengdong', 'station', '云栖市临溪区市场监督管理局城东所', '城东所', {
    parent: 'yunqi-linxi',
    region: '990102',
    address: '云栖市临溪区城东街道中山路 20 号',
    phone: '0000-81000316',
    documentPrefix: '云临市监',
    powers: ['mediate'],
    areas: ['990102001'],
  }),
  unit('yunqi-linxi-qiaoxia', 'station', '云栖市临溪区市场监督管理局桥下所', '桥下所', {
    parent: 'yunqi-linxi',
    region: '990102',
    address: '云栖市临溪区桥下镇溪边路 5 号',
    phone: '0000-81000317',
    documentPrefix: '云临市监',
    powers: ['mediate'],
    areas: ['990102101'],
  }),
  unit('yunqi-wangshan', 'bureau', '云栖市望山县市场监督管理局', '望山县局', {
    parent: 'yunqi-city',
    region: '990121',
    address: '云栖市望山县城关镇望山路 8 号',
    phone: '0000-82000315',
    documentPrefix: '云望市监',
    powers: COUNTY_POWERS,
    areas: ['990121'],
  }),
  unit('yunqi-wangshan-chengguan', 'station', '云栖市望山县市场监督管理局城关所', '城关所', {
    parent: 'yunqi-wangshan',
    region: '990121',
    address: '云栖市望山县城关镇北门街 3 号',
    phone: '0000-82000316',
    documentPrefix: '云望市监',
    powers: ['mediate'],
    areas: ['990121100'],
  }),
  unit('yunqi-wangshan-yunling', 'station', '云栖市望山县市场监督管理局云岭所', '云岭所', {
    parent: 'yunqi-wangshan',
    region: '990121',
    address: '云栖市望山县云岭乡茶场路 2 号',
    phone: '0000-82000317',
    documentPrefix: '云望市监',
    powers: ['mediate'],
    areas: ['990121200'],
  }),
  unit('yunqi-association', 'association', '云栖市消费者协会', '云栖市消协', {
    parent: null,
    region: '990100',
    address: '云栖市临溪区市民大道 3 号',
    phone: '0000-81000318',
    documentPrefix: '云消协',
    powers: ['mediate-when-entrusted'],
  }),
  unit('lanchuan-city', 'bureau', '澜川市市场监督管理局', '澜川市局', {
    parent: null,
    region: '990200',
    address: '澜川市北渡区滨江大道 99 号',
    phone: '0000-83000001',
    documentPrefix: '澜市监',
    powers: CITY_POWERS,
  }),
  unit('lanchuan-intake', 'intake-centre', '澜川市 12315 投诉举报中心', '12315 中心', {
    parent: 'lanchuan-city',
    region: '990200',
    address: '澜川市北渡区滨江大道 99 号 一层大厅',
    phone: '12315',
    documentPrefix: '澜市监',
    powers: ['receive-and-distribute'],
  }),
  unit('lanchuan-beidu', 'bureau', '澜川市北渡区市场监督管理局', '北渡区局', {
    parent: 'lanchuan-city',
    region: '990203',
    address: '澜川市北渡区渡口路 6 号',
    phone: '0000-83000315',
    documentPrefix: '澜北市监',
    powers: COUNTY_POWERS,
    areas: ['990203'],
  }),
  unit('lanchuan-beidu-gangkou', 'station', '澜川市北渡区市场监督管理局港口所', '港口所', {
    parent: 'lanchuan-beidu',
    region: '990203',
    address: '澜川市北渡区港口街道码头路 11 号',
    phone: '0000-83000316',
    documentPrefix: '澜北市监',
    powers: ['mediate'],
    areas: ['990203001'],
  }),
];

/** Yunqi publishes this platform as its channel; Lanchuan still asks for a filing in 12315 as well. */
export const demoStandings: readonly { readonly unit: string; readonly fromOn: string; readonly standing: Standing }[] =
  [
    { unit: 'yunqi-city', fromOn: '2020-01-01', standing: 'companion' },
    { unit: 'yunqi-city', fromOn: '2026-04-15', standing: 'published-channel' },
    { unit: 'lanchuan-city', fromOn: '2020-01-01', standing: 'companion' },
  ];

/** The province and the nation do not work on this instance: they are known by name. */
const ABOVE_THE_CITIES = ['云澜省市场监督管理局', '国家市场监督管理总局'] as const;

/** Who stands above each bureau. */
export const demoSuperiors: readonly {
  readonly unit: string;
  readonly superior: string | null;
  readonly bodies: readonly string[];
}[] = demoUnits
  .filter(({ kind }) => kind === 'bureau')
  .map(({ id, parent }) => ({ unit: id, superior: parent, bodies: parent === null ? ABOVE_THE_CITIES : [] }));
