/** Invented operators of the district. Licence codes are well made except where a row says so; nobody has them. */

import { organisationCheckCharacter, usccCheckCharacter } from '#kernel/uscc.ts';
import type { OperatorRow, PremisesRow, ShopRow } from '#modules/directory/store.ts';
import { fixedId } from './cast.ts';

type Kind = OperatorRow['kind'];
type Line = readonly [name: string, tradeName: string | null, region: string, street: string, kind?: Kind];

const PLACE: Readonly<Record<string, string>> = {
  '990102': '云栖市临溪区',
  '990102001': '云栖市临溪区城东街道',
  '990102101': '云栖市临溪区桥下镇',
  '990121': '云栖市望山县',
  '990121100': '云栖市望山县城关镇',
  '990121200': '云栖市望山县云岭乡',
  '990171': '云栖高新技术产业开发区',
  '990203': '澜川市北渡区',
  '990203001': '澜川市北渡区港口街道',
};

/** A code of the right build: registering authority 9, firm 1 or household 2, county, invented organisation code. */
export const demoUscc = (type: '1' | '2', county: string, n: number): string => {
  const body = `MA99${String(n).padStart(4, '0')}`;
  const first17 = `9${type}${county.slice(0, 6)}${body}${organisationCheckCharacter(body)}`;
  return first17 + (usccCheckCharacter(first17) ?? '');
};

const household = (name: string): boolean => !name.includes('公司') && !name.includes('合作社');

const LINES: readonly Line[] = [
  ['云栖市强健健身服务有限公司', '强健健身', '990102001', '中山路 88 号二层'],
  ['云栖市溪畔火锅店', '溪畔老火锅', '990102001', '中山路 102 号'],
  ['云栖市临溪区早安面馆', '早安面馆', '990102001', '桂花路 6 号'],
  ['云栖市好邻居超市有限公司', '好邻居超市', '990102', '人民路 33 号'],
  ['云栖市启明星教育培训有限公司', '启明星课堂', '990102', '学院路 15 号三层'],
  ['云栖市丽人美容有限公司', '丽人SPA', '990102001', '中山路 56 号'],
  ['云栖市临溪区小剪刀理发店', null, '990102001', '桂花路 19 号'],
  ['云栖市安途汽车销售服务有限公司', '安途 4S 店', '990102101', '环城北路 200 号'],
  ['云栖市家和装饰工程有限公司', '家和装饰', '990102', '人民路 71 号'],
  ['云栖市明亮眼镜有限公司', '明亮眼镜', '990102', '人民路 45 号'],
  ['云栖市临溪区白云干洗店', '白云洗衣', '990102001', '桂花路 27 号'],
  ['云栖市暖居家电有限公司', '暖居电器', '990102', '人民路 60 号'],
  ['云栖市康宁大药房有限公司', '康宁大药房', '990102', '人民路 12 号'],
  ['云栖市童趣游乐有限公司', '童趣乐园', '990102', '市民大道 88 号四层'],
  ['云栖市临溪区阿福水果店', '阿福水果', '990102101', '溪边路 18 号'],
  ['云栖市顺达停车管理有限公司', null, '990102', '市民大道 60 号'],
  ['云栖市悦程旅行社有限公司', '悦程旅行', '990102', '学院路 2 号'],
  ['云栖市金谷珠宝有限公司', '金谷珠宝', '990102', '人民路 38 号'],
  ['云栖市临溪区巧手手机维修店', null, '990102', '学院路 31 号'],
  ['云栖市星夜娱乐有限公司', '星夜 KTV', '990102001', '中山路 120 号'],
  ['云栖市锦绣婚庆服务有限公司', '锦绣婚庆', '990102', '市民大道 16 号'],
  ['云栖市临溪区老街豆腐坊', null, '990102101', '溪边路 40 号'],
  ['云栖市泊云酒店管理有限公司', '泊云酒店', '990102', '市民大道 100 号'],
  ['云栖市宠爱动物诊疗有限公司', '宠爱宠物医院', '990102', '学院路 9 号'],
  ['云栖市绿源物业服务有限公司', null, '990102', '人民路 90 号'],
  ['云栖市快行物流有限公司', '快行快递', '990171', '科创路 5 号'],
  ['云栖市云图软件有限公司', '云图', '990171', '科创路 18 号'],
  ['云栖市高新区一品咖啡馆', '一品咖啡', '990171', '科创路 20 号'],
  ['云栖市新动力电动车有限公司', '新动力电动车', '990102101', '环城北路 66 号'],
  ['云栖市临溪区好邻居便利店', '好邻居便利', '990102101', '溪边路 3 号'],
  ['望山县云雾茶叶专业合作社', '云雾茶', '990121200', '茶场路 21 号'],
  ['望山县城关镇胖嫂饭店', '胖嫂饭店', '990121100', '北门街 17 号'],
  ['云栖市望山农资有限公司', null, '990121', '望山路 55 号'],
  ['望山县万家福购物中心有限公司', '万家福', '990121100', '望山路 1 号'],
  ['望山县城关镇小叶童装店', null, '990121100', '北门街 29 号'],
  ['望山县清泉桶装水有限公司', '清泉', '990121', '水库路 3 号'],
  ['望山县云岭乡山里人家农家乐', '山里人家', '990121200', '茶场路 60 号'],
  ['望山县飞跃驾驶培训有限公司', '飞跃驾校', '990121', '望山路 130 号'],
  ['望山县健瞳视光中心', null, '990121100', '北门街 8 号'],
  ['望山县老三摩托车修理铺', null, '990121100', '北门街 51 号'],
  ['望山县大地种子有限公司', null, '990121', '望山路 77 号'],
  ['望山县强健健身服务有限公司', '强健健身望山店', '990121100', '望山路 18 号'],
  ['澜川市江月海鲜酒楼有限公司', '江月海鲜', '990203001', '码头路 30 号'],
  ['澜川市北渡区晨光文具店', '晨光文具', '990203', '渡口路 19 号'],
  ['澜川市百盛家具有限公司', '百盛家具', '990203', '滨江大道 210 号'],
  ['澜川市北渡区阿珍裁缝店', null, '990203', '渡口路 44 号'],
  ['澜川市领航教育咨询有限公司', '领航教育', '990203', '滨江大道 66 号'],
  ['澜川市水润自来水设备有限公司', null, '990203', '渡口路 80 号'],
  ['澜川市港口冷链食品有限公司', null, '990203001', '码头路 58 号'],
  ['澜川市集云优选网络科技有限公司', '集云优选', '990203', '滨江大道 1 号', 'platform'],
  ['云栖市云上茶坊电子商务有限公司', '云上茶坊', '990121200', '茶场路 6 号', 'own-site'],
  ['云栖市山货侠农产品有限公司', '山货侠', '990121', '望山路 99 号', 'in-platform'],
  ['云栖市小鹿母婴用品有限公司', '小鹿母婴', '990102', '学院路 50 号', 'in-platform'],
  ['云栖市临溪区极客数码商行', '极客数码', '990102', '学院路 22 号', 'in-platform'],
  ['澜川市海风服饰有限公司', '海风女装', '990203', '渡口路 90 号', 'in-platform'],
  ['云栖市高新区灵巧玩具厂', '灵巧玩具', '990171', '科创路 33 号', 'in-platform'],
  ['望山县竹里工艺品店', '竹里手作', '990121200', '茶场路 44 号', 'in-platform'],
  ['澜川市北渡区甜心烘焙坊', '甜心烘焙', '990203001', '码头路 12 号', 'in-platform'],
  ['云栖市跃动体育用品有限公司', '跃动体育', '990102101', '环城北路 18 号', 'in-platform'],
  ['云栖市暖阳灯饰有限公司', '暖阳灯饰', '990102', '人民路 52 号', 'in-platform'],
  ['澜川市净界环保科技有限公司', '净界净水', '990203', '滨江大道 188 号', 'in-platform'],
];

export const demoOperatorId = (n: number): string => fixedId(1000 + n);

/** Shops 1 to 10 of the platform, in the order of their sellers above. */
export const demoShopId = (n: number): string => fixedId(2000 + n);

const numberOf = (tradeName: string): number => LINES.findIndex((line) => line[1] === tradeName) + 1;
export const platformOperatorId = demoOperatorId(numberOf('集云优选'));
export const ownSiteOperatorId = demoOperatorId(numberOf('云上茶坊'));

/** 巧手手机维修店 shows a licence whose last character was misread: kept as shown, with a warning. */
const MISREAD_CODE = 19;
/** A household that works without a licence. */
const WITHOUT_CODE = 40;

const usccOf = (name: string, region: string, n: number): string | null => {
  if (n === WITHOUT_CODE) return null;
  const code = demoUscc(household(name) ? '2' : '1', region, n);
  return n === MISREAD_CODE ? code.slice(0, 17) + (code.endsWith('3') ? '5' : '3') : code;
};

export const demoOperators: readonly OperatorRow[] = LINES.map(([name, tradeName, region, street, kind], at) => {
  const n = at + 1;
  const address = `${PLACE[region] ?? ''}${street}`;
  const serial = String(n).padStart(4, '0');
  return {
    id: demoOperatorId(n),
    kind: kind ?? 'ordinary',
    name,
    tradeName,
    uscc: usccOf(name, region, n),
    registeredAddress: address,
    registeredRegion: region,
    businessAddress: address,
    businessRegion: region,
    contactName: n === 1 ? '周强' : null,
    contactPhone: n === 1 ? '0000-81000002' : `0000-8${serial}${serial.slice(1)}`,
    website: kind === 'own-site' ? 'https://yunshang-cha.example' : null,
    status: 'active',
  };
});

/** Second places of business: the gym and the supermarket also work in the other county. */
export const demoPremises: readonly PremisesRow[] = [
  {
    id: fixedId(3001),
    operator: demoOperatorId(1),
    name: '强健健身（中山路店）',
    address: '云栖市临溪区城东街道中山路 88 号二层',
    region: '990102001',
    phone: '0000-81000002',
    fromOn: '2023-03-01',
  },
  {
    id: fixedId(3002),
    operator: demoOperatorId(4),
    name: '好邻居超市（人民路店）',
    address: '云栖市临溪区人民路 33 号',
    region: '990102',
    phone: '0000-80040004',
    fromOn: '2020-06-01',
  },
  {
    id: fixedId(3003),
    operator: demoOperatorId(4),
    name: '好邻居超市（望山店）',
    address: '云栖市望山县城关镇望山路 26 号',
    region: '990121100',
    phone: '0000-82040004',
    fromOn: '2024-09-01',
  },
];

const HIDDEN = ['竹里手作', '甜心烘焙', '净界净水'];
/** Showed an address at which nobody was found. */
const UNREACHED = '跃动体育';

export const demoShops: readonly ShopRow[] = demoOperators
  .filter((operator) => operator.kind === 'in-platform')
  .map((operator, at) => {
    const tradeName = operator.tradeName ?? operator.name;
    const shown = !HIDDEN.includes(tradeName);
    return {
      id: demoShopId(at + 1),
      platform: platformOperatorId,
      seller: shown ? operator.id : null,
      shopName: `${tradeName}旗舰店`,
      shopReference: `JY${100_001 + at}`,
      link: `https://shop.jiyun.example/s/${100_001 + at}`,
      shownName: shown ? operator.name : null,
      shownAddress: shown ? (operator.businessAddress ?? null) : null,
      shownRegion: shown ? (operator.businessRegion ?? null) : null,
      lookedUpOn: '2026-05-06',
      contactFailedOn: tradeName === UNREACHED ? '2026-05-12' : null,
    };
  });
