/**
 * Code tables written from facts: the 12315 problem types, report types and objects seen in published statistics, and
 * those of the China Consumers Association. The official code numbers were not found, so items are named by words.
 */
export type CodeItem = { readonly code: string; readonly zh: string; readonly en: string; readonly parent?: string };

export type CodeTable = {
  readonly id: CodeSystem;
  readonly zh: string;
  readonly en: string;
  readonly source: string;
  readonly items: readonly CodeItem[];
};

export type CodeSystem = 'problem-12315' | 'problem-cca' | 'report-12315' | 'object-12315' | 'object-cca';

const item = (code: string, zh: string, en: string): CodeItem => ({ code, zh, en });
const below = (parent: string, items: readonly CodeItem[]): CodeItem[] => items.map((one) => ({ ...one, parent }));

const PUBLISHED_12315 = 'published 12315 statistics of local bureaus, 2020–2025';
const PUBLISHED_CCA = 'complaint statistics of the China Consumers Association, 2017–2020';

const problems12315: CodeTable = {
  id: 'problem-12315',
  zh: '投诉问题类别（12315）',
  en: 'Problem types (12315)',
  source: PUBLISHED_12315,
  items: [
    item('quality', '质量', 'Quality'),
    item('after-sales', '售后服务', 'After-sales service'),
    item('contract', '合同', 'Contract'),
    item('food-safety', '食品安全', 'Food safety'),
    item('advertising', '广告', 'Advertising'),
    item('unfair-competition', '不正当竞争', 'Unfair competition'),
    item('trademark', '商标', 'Trade mark'),
    item('price', '价格', 'Price'),
    item('personal-rights', '人身权利', 'Personal rights'),
    item('testing', '检验检测', 'Testing and inspection'),
    item('safety', '安全', 'Safety'),
    item('measurement', '计量', 'Measurement'),
    item('standards', '标准', 'Standards'),
    item('patent', '专利', 'Patent'),
    item('false-publicity', '虚假宣传', 'False publicity'),
    item('refused-liability', '拒不承担责任', 'Refusal of liability'),
    item('personal-information', '个人信息', 'Personal information'),
    item('other', '其他', 'Other'),
  ],
};

const problemsCca: CodeTable = {
  id: 'problem-cca',
  zh: '投诉性质（中消协）',
  en: 'Nature of complaint (China Consumers Association)',
  source: PUBLISHED_CCA,
  items: [
    item('after-sales', '售后服务', 'After-sales service'),
    item('contract', '合同', 'Contract'),
    item('quality', '质量', 'Quality'),
    item('price', '价格', 'Price'),
    item('false-publicity', '虚假宣传', 'False publicity'),
    item('safety', '安全', 'Safety'),
    item('counterfeit', '假冒', 'Counterfeit'),
    item('dignity', '人格尊严', 'Personal dignity'),
    item('measurement', '计量', 'Measurement'),
    item('other', '其他', 'Other'),
  ],
};

const reports12315: CodeTable = {
  id: 'report-12315',
  zh: '举报问题类别（12315）',
  en: 'Report types (12315)',
  source: PUBLISHED_12315,
  items: [
    item('food-safety', '食品安全违法行为', 'Breach of food-safety law'),
    item('consumer-rights', '侵害消费者权益行为', 'Infringing consumer rights'),
    item('unfair-competition', '不正当竞争行为', 'Unfair competition'),
    item('advertising', '广告违法行为', 'Unlawful advertising'),
    item('price', '价格违法行为', 'Unlawful pricing'),
    item('other', '其他违反市场监管法律法规行为', 'Other breach of market-regulation law'),
  ],
};

const objects12315: CodeTable = {
  id: 'object-12315',
  zh: '客体类别（12315）',
  en: 'Goods and services (12315)',
  source: PUBLISHED_12315,
  items: [
    item('goods', '商品', 'Goods'),
    item('services', '服务', 'Services'),
    ...below('goods', [
      item('general-food', '一般食品', 'General food'),
      item('tobacco-alcohol-beverages', '烟、酒和饮料', 'Tobacco, alcohol and beverages'),
      item('clothing', '服装、鞋帽', 'Clothing, shoes and hats'),
      item('household', '家居用品', 'Household goods'),
      item('appliances', '家用电器', 'Home appliances'),
      item('vehicles', '交通工具', 'Vehicles'),
      item('jewellery', '首饰', 'Jewellery'),
      item('cosmetics', '化妆品', 'Cosmetics'),
      item('telecom-products', '通讯产品', 'Telecom products'),
      item('decoration-materials', '装修建材', 'Decoration materials'),
      item('drugs', '药品', 'Drugs'),
      item('other-goods', '其他商品', 'Other goods'),
    ]),
    ...below('services', [
      item('catering-lodging', '餐饮和住宿服务', 'Catering and lodging'),
      item('sales', '销售服务', 'Sales service'),
      item('parking', '停车服务', 'Parking'),
      item('education', '教育、培训服务', 'Education and training'),
      item('telecom', '电信服务', 'Telecom'),
      item('washing', '洗涤、染色服务', 'Washing and dyeing'),
      item('repair', '制作、保养和修理服务', 'Making, maintenance and repair'),
      item('finance', '金融服务', 'Finance'),
      item('internet', '互联网服务', 'Internet'),
      item('beauty', '美容、美发服务', 'Beauty and hairdressing'),
      item('fitness', '健身服务', 'Fitness'),
      item('property', '物业服务', 'Property management'),
      item('express', '快递服务', 'Express delivery'),
      item('other-services', '其他服务', 'Other services'),
    ]),
  ],
};

const objectsCca: CodeTable = {
  id: 'object-cca',
  zh: '商品和服务类别（中消协）',
  en: 'Goods and services (China Consumers Association)',
  source: PUBLISHED_CCA,
  items: [
    item('goods', '商品', 'Goods'),
    item('services', '服务', 'Services'),
    ...below('goods', [
      item('household-electronics', '家用电子电器类', 'Household electronics'),
      item('food', '食品类', 'Food'),
      item('daily-goods', '日用商品类', 'Daily goods'),
      item('vehicles', '交通工具类', 'Vehicles'),
      item('clothing', '服装鞋帽类', 'Clothing, shoes and hats'),
      item('other-goods', '其他商品类', 'Other goods'),
    ]),
    ...below('services', [
      item('life', '生活、社会服务类', 'Life and social services'),
      item('internet', '互联网服务', 'Internet services'),
      item('sales', '销售服务', 'Sales service'),
      item('telecom', '电信服务', 'Telecom'),
      item('decoration', '房屋装修及物业服务', 'Decoration and property services'),
      item('other-services', '其他服务', 'Other services'),
    ]),
  ],
};

export const CODE_TABLES: readonly CodeTable[] = [problems12315, problemsCca, reports12315, objects12315, objectsCca];

/** Food matters have duties of their own (FSL art. 115): these objects and problems are taken for food. */
export const FOOD_OBJECTS: readonly string[] = ['general-food', 'tobacco-alcohol-beverages', 'catering-lodging'];
export const FOOD_PROBLEMS: readonly string[] = ['food-safety'];
