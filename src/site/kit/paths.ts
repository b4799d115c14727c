/** Every address of the site in one place: pages link by these names, routes listen on them. */
export const paths = {
  home: '/',
  privacyNotice: '/about/privacy',
  accessibility: '/about/accessibility',

  file: '/file',
  fileStep: (step: string): string => `/file/${step}`,
  fileShort: '/file/short',
  fileShortDone: '/file/short/done',
  fileSave: '/file/save',
  fileResume: '/file/resume',
  fileResumeCode: '/file/resume/code',
  fileReceipt: '/file/receipt',
  fileEvidence: (id: string): string => `/file/evidence/${encodeURIComponent(id)}`,

  follow: '/follow',
  followCode: '/follow/code',
  cases: '/cases',
  caseOf: (number: string): string => `/cases/${encodeURIComponent(number)}`,
  caseAct: (number: string, act: string): string => `/cases/${encodeURIComponent(number)}/${act}`,
  paper: (number: string, n: number | string): string => `/cases/${encodeURIComponent(number)}/papers/${n}`,

  answer: '/answer',
  answerStep: (step: string): string => `/answer/${step}`,

  login: '/account/login',
  loginCode: '/account/code',
  logout: '/account/logout',
  staffLogin: '/account/staff',
  staffCode: '/account/staff/code',
  account: '/account',
  privacyRequest: '/account/privacy',
  demoCast: '/demo/cast',
  demoMailbox: '/demo/mailbox',

  proof: '/proof',
  proofOf: (code: string): string => `/proof/${encodeURIComponent(code)}`,
} as const;
