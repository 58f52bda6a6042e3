/** What the mailbox tells its page. Types only. */

/** A mail as the page lists it; its HTML is fetched into a frame of its own. */
export type PageMail = {
  id: string;
  at: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  preview: string;
  hasHtml: boolean;
};
