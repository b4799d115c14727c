/** What other modules may ask complaints, and the orders they may give (each runs in the caller's open transaction). */
export type { EvidenceItem, Standing } from './complaint.ts';
export { FilingRequest, Receipt } from './contract.ts';
export { type FilingOrder, fileComplaint, prepareFiling } from './file-complaint.ts';
export { readCaseNumber } from './number.ts';
export { complaintProjection } from './projection.ts';
export { writeFiling } from './store.ts';
