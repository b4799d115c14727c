/** Fills the directory of a demo: reference tables, the made-up district, its operators, shops and organisations. */

import { enterRegions, loadReference } from '#modules/directory/reference/load.ts';
import { enterOperators, enterPremises, enterShops } from '#modules/directory/store.ts';
import { audit } from '#platform/audit.ts';
import type { Tx } from '#platform/db.ts';
import { castOfficials } from './cast.ts';
import { demoLocalForm } from './local-forms.ts';
import { demoOperatorId, demoOperators, demoPremises, demoShops } from './operators.ts';
import { demoAuthorities, demoEdition, demoRegions, demoStandings, demoSuperiors, demoUnits } from './places.ts';

const OPENED_ON = '2019-01-01';
const POWERS_BASIS = 'order-121 4; order-121 13';
const SUPERIOR_BASIS = 'order-121 13(4)';

type OrganisationSeed = {
  readonly id: string;
  readonly kind: 'association' | 'mediation-body' | 'appraisal-body' | 'service-station';
  readonly name: string;
  readonly tenant: string;
  readonly region: string;
  readonly address: string;
  readonly phone: string;
  readonly scope: string;
  readonly authorisedBy?: string;
  readonly host?: string;
};

export const demoOrganisations: readonly OrganisationSeed[] = [
  {
    id: 'yunqi-association',
    kind: 'association',
    name: '云栖市消费者协会',
    tenant: 'yunqi',
    region: '990100',
    address: '云栖市临溪区市民大道 3 号',
    phone: '0000-81000318',
    scope: '受委托调解消费者权益争议',
    authorisedBy: '《中华人民共和国消费者权益保护法》第三十七条；云栖市人民政府批准设立',
  },
  {
    id: 'yunqi-linxi-mediation',
    kind: 'mediation-body',
    name: '云栖市临溪区消费纠纷人民调解委员会',
    tenant: 'yunqi',
    region: '990102',
    address: '云栖市临溪区人民路 3 号',
    phone: '0000-81000319',
    scope: '受委托调解消费者权益争议',
    authorisedBy: '《中华人民共和国人民调解法》；临溪区司法局备案 云临人调〔2021〕7 号',
  },
  {
    id: 'yunqi-quality-institute',
    kind: 'appraisal-body',
    name: '云栖市产品质量检验研究院',
    tenant: 'yunqi',
    region: '990171',
    address: '云栖高新技术产业开发区科创路 100 号',
    phone: '0000-81000320',
    scope: '家用电器、家具、装修建材、服装、儿童用品',
    authorisedBy: '检验检测机构资质认定证书 990017100201',
  },
  {
    id: 'yunqi-food-institute',
    kind: 'appraisal-body',
    name: '云栖市食品药品检验中心',
    tenant: 'yunqi',
    region: '990171',
    address: '云栖高新技术产业开发区科创路 102 号',
    phone: '0000-81000321',
    scope: '食品、食品添加剂、化妆品、药品',
    authorisedBy: '检验检测机构资质认定证书 990017100202（含食品检验）',
  },
  {
    id: 'lanchuan-association',
    kind: 'association',
    name: '澜川市消费者权益保护委员会',
    tenant: 'lanchuan',
    region: '990203',
    address: '澜川市北渡区渡口路 12 号',
    phone: '0000-83000318',
    scope: '受委托调解消费者权益争议',
    authorisedBy: '《中华人民共和国消费者权益保护法》第三十七条；澜川市人民政府批准设立',
  },
  {
    id: 'lanchuan-vehicle-appraisal',
    kind: 'appraisal-body',
    name: '澜川市机动车鉴定评估有限公司',
    tenant: 'lanchuan',
    region: '990203',
    address: '澜川市北渡区渡口路 200 号',
    phone: '0000-83000320',
    scope: '机动车、电动自行车',
    authorisedBy: '价格鉴定评估机构备案 澜价评 2020-031',
  },
  {
    id: 'yunqi-station-haolinju',
    kind: 'service-station',
    name: '好邻居超市消费维权服务站',
    tenant: 'yunqi',
    region: '990102',
    address: '云栖市临溪区人民路 33 号 服务台',
    phone: '0000-80040005',
    scope: '帮助投诉，先行和解',
    host: demoOperatorId(4),
  },
  {
    id: 'yunqi-station-wanjiafu',
    kind: 'service-station',
    name: '万家福购物中心消费维权服务站',
    tenant: 'yunqi',
    region: '990121',
    address: '云栖市望山县城关镇望山路 1 号 一层',
    phone: '0000-82040005',
    scope: '帮助投诉，先行和解',
    host: demoOperatorId(34),
  },
];

/** Where and when sessions are usually held. */
const demoMediationRooms = [
  {
    unit: 'yunqi-linxi',
    rooms: [
      '临溪区市场监督管理局三楼调解室（云栖市临溪区人民路 1 号）',
      '临溪区市场监督管理局一楼接待室（云栖市临溪区人民路 1 号）',
    ],
    hours: ['09:30', '14:30'],
  },
  {
    unit: 'yunqi-linxi-chengdong',
    rooms: ['城东所二楼调解室（云栖市临溪区城东街道中山路 20 号）'],
    hours: ['10:00', '15:00'],
  },
] as const;

const enterAuthorities = (tx: Tx): Promise<number> =>
  tx.run(
    `insert into authority (id, name, short_name, level, region_edition, region_code, document_prefix, keeps_instance)
     select x.id, x.name, x."shortName", 'city', $2, x.region, x."documentPrefix", x.id = 'yunqi'
     from jsonb_to_recordset($1::jsonb) as x(id text, name text, "shortName" text, region text, "documentPrefix" text)
     on conflict (id) do nothing`,
    [JSON.stringify(demoAuthorities), demoEdition.id],
  );

const enterUnits = async (tx: Tx): Promise<void> => {
  await tx.run(
    `insert into bureau (id, tenant, kind, name, short_name, parent, region_edition, region_code, address, phone,
       document_prefix, opened_on)
     select x.id, x.tenant, x.kind, x.name, x."shortName", x.parent, $2, x.region, x.address, x.phone,
       x."documentPrefix", $3
     from jsonb_to_recordset($1::jsonb) as x(id text, tenant text, kind text, name text, "shortName" text, parent text,
       region text, address text, phone text, "documentPrefix" text)
     on conflict (id) do nothing`,
    [JSON.stringify(demoUnits), demoEdition.id, OPENED_ON],
  );
  const powers = demoUnits.flatMap((unit) => unit.powers.map((power) => ({ unit: unit.id, power })));
  await tx.run(
    `insert into bureau_power (bureau, power, from_on, basis) select x.unit, x.power, $2, $3
     from jsonb_to_recordset($1::jsonb) as x(unit text, power text) on conflict (bureau, power, from_on) do nothing`,
    [JSON.stringify(powers), OPENED_ON, POWERS_BASIS],
  );
  const areas = demoUnits.flatMap((unit) => unit.areas.map((region) => ({ unit: unit.id, region })));
  await tx.run(
    `insert into bureau_area (bureau, region_edition, region_code, from_on) select x.unit, $2, x.region, $3
     from jsonb_to_recordset($1::jsonb) as x(unit text, region text)
     on conflict (bureau, region_edition, region_code, from_on) do nothing`,
    [JSON.stringify(areas), demoEdition.id, OPENED_ON],
  );
  await tx.run(
    `insert into bureau_standing (bureau, from_on, standing, note) select x.unit, x."fromOn"::date, x.standing, '演示数据'
     from jsonb_to_recordset($1::jsonb) as x(unit text, "fromOn" text, standing text)
     on conflict (bureau, from_on, revision) do nothing`,
    [JSON.stringify(demoStandings)],
  );
  await tx.run(
    `insert into bureau_superior (bureau, from_on, superior, bodies, reason)
     select x.unit, $2, x.superior, coalesce((select array_agg(body) from jsonb_array_elements_text(x.bodies) body), '{}'), $3
     from jsonb_to_recordset($1::jsonb) as x(unit text, superior text, bodies jsonb)
     on conflict (bureau, from_on, revision) do nothing`,
    [JSON.stringify(demoSuperiors), OPENED_ON, SUPERIOR_BASIS],
  );
  await tx.run(
    `insert into mediation_room (bureau, rooms, hours)
     select x.unit, array(select jsonb_array_elements_text(x.rooms)), array(select jsonb_array_elements_text(x.hours))
     from jsonb_to_recordset($1::jsonb) as x(unit text, rooms jsonb, hours jsonb) on conflict (bureau) do nothing`,
    [JSON.stringify(demoMediationRooms)],
  );
};

const enterStaff = (tx: Tx): Promise<number> =>
  tx.run(
    `insert into staff_profile (account, name, licence_number, title, unit, phone, desks, from_on)
     select x.account, x."personName", x."licenceNumber", x.title, x.bureau, x.phone, x.desks, $2
     from jsonb_to_recordset($1::jsonb) as x(account uuid, "personName" text, "licenceNumber" text, title text,
       bureau text, phone text, desks text[])
     on conflict (account, unit, from_on) do nothing`,
    [JSON.stringify(castOfficials), '2020-01-01'],
  );

const enterOrganisations = (tx: Tx): Promise<number> =>
  tx.run(
    `insert into organisation (id, tenant, kind, name, region_edition, region_code, address, phone, scope, host, from_on,
       authorised_by)
     select x.id, x.tenant, x.kind, x.name, $2, x.region, x.address, x.phone, x.scope, x.host, $3, coalesce(x."authorisedBy", '')
     from jsonb_to_recordset($1::jsonb) as x(id text, tenant text, kind text, name text, region text, address text,
       phone text, scope text, host uuid, "authorisedBy" text)
     on conflict (id) do nothing`,
    [JSON.stringify(demoOrganisations), demoEdition.id, OPENED_ON],
  );

/** One letter of the district's own wording, invented like everything else here. */
const enterLocalForms = (tx: Tx, at: Date): Promise<number> =>
  tx.run(
    `insert into local_form (tenant, code, version, title, english_title, addressee, series, wording, aid, notes, fields,
       effective_from, effective_to, reason, entered_by, entered_at)
     select 'yunqi', 'consumer-reminder', 1, x.title, x."englishTitle", 'complainant', '示函', x.wording, x.aid, x.notes,
       x.fields, $2::date, null, x.reason, 'system:seed', $3
     from jsonb_to_record($1::jsonb) as x(title text, "englishTitle" text, wording text, aid text, notes text, fields jsonb,
       reason text)
     on conflict (tenant, code, version) do nothing`,
    [JSON.stringify(demoLocalForm), OPENED_ON, at],
  );

/** Runs again harmlessly: what is there stays as it is. */
export const seedDirectory = async (tx: Tx, at: Date): Promise<void> => {
  await loadReference(tx);
  const [there] = await tx.rows<{ id: string }>("select id from authority where id = 'yunqi'");
  await enterRegions(tx, demoEdition, demoRegions);
  await enterAuthorities(tx);
  await enterUnits(tx);
  await enterStaff(tx);
  await enterOperators(tx, demoOperators, 'system:seed', at);
  await enterPremises(tx, demoPremises);
  await enterShops(tx, demoShops);
  await enterOrganisations(tx);
  await enterLocalForms(tx, at);
  if (!there) await audit(tx, { tenant: 'platform', account: 'system:seed', act: 'seed-directory', subject: 'demo' });
};
