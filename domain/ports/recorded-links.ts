/**
 * Links of reminders that lead to a fixed page of the provider and are recorded on the way (E4). They open nothing and
 * are no secret: whoever has one is led to a page that anybody may open.
 */
export interface RecordedLinks {
  /** @param id what names the reminder: lower-case letters, digits and hyphens */
  urlOf(id: string): string;
  /** The id behind a token of ours; undefined for one that was forged, cut or never made. */
  idOf(token: string): string | undefined;
}
