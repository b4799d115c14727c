/** What other modules may order of reports. There is nothing to ask: only the reports desk learns of them. */
export { ReportReceipt, ReportRequest } from './contract.ts';
export { fileReport, type ReportMade, type ReportOrder, reportEvidence } from './handle.ts';
export { type ReportDue, reportsDue, retireReports } from './keeping.ts';
export { markReportersAnew } from './mark-reporters.ts';
export { reportProjection } from './projection.ts';
export type { ReportChannel, ReportEvidence } from './report.ts';
