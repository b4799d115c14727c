/** What other modules may order of reports. To ask there is one's own alone: of others only the reports desk learns. */
export { ReportReceipt, ReportRequest } from './contract.ts';
export { fileReport, type ReportMade, reportEvidence } from './handle.ts';
export { forgetReporterAgain, reportsAtEnd } from './keeping.ts';
export { markReportersAnew } from './mark-reporters.ts';
export { reportProjection } from './projection.ts';
export type { ReportEvidence } from './report.ts';
export { reportLimits } from './report-limits.ts';
export { findReportsOfRequest, reportsOfRequest } from './requests-found.ts';
export { deskOfOwnReport, ownReports } from './views/own-reports.ts';
