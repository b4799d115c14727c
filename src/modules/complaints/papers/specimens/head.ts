/** What the specimens share: an invented bureau, person and case. */
export const head = {
  number: '云临市监消〔2026〕第12号',
  authority: '临溪区市场监督管理局',
  signedOn: '2026-04-24',
  proof: { url: 'http://localhost:8315/papers/7Q2M-KX4D-90TR-H8WA', code: '7Q2M-KX4D-90TR-H8WA' },
} as const;

export const matter = '云栖市临溪区强健健身馆停业后拒退预付卡余额';
export const contact = { name: '陈一鸣', phone: '0000-8100 0315' } as const;
export const caseNumber = 'YQ-20260420-7K3M9-X';
