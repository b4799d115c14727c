/**
 * Put away, and somebody is still to be told: a paper that waits, is to be printed or came to nobody, or a message that failed.
 * What lies in the post is on its way; it comes back to this list when it fails. `tenants`: the place of the array of tenants.
 */
export const putAwayOwing = (tenants: string): string =>
  `archived_on is not null and (tenant, stream) in (
     select tenant, stream from paper_delivery
      where tenant = any (${tenants}::text[]) and state in ('waiting', 'to-print', 'failed', 'unreached')
     union select tenant, stream from notice_delivery where tenant = any (${tenants}::text[]) and state = 'failed')`;
