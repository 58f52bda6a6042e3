/** Tickets as the ticketing system delivers them: signed, to the product's own route. */
import { createHmac } from 'node:crypto';
import type { LocalRun } from '../harness/local-run';

export type Delivery = { readonly ticketId: string; readonly requesterEmail: string; readonly text: string };

export type SignedDelivery = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** @param change what is done differently from what the contract says */
export function signed(
  run: LocalRun,
  delivery: Delivery,
  change: { secret?: string; at?: Date } = {},
): SignedDelivery {
  const { secret = run.settings().TICKET_WEBHOOK_SECRET ?? '', at = new Date() } = change;
  const body = JSON.stringify(delivery);
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return {
    headers: {
      'content-type': 'application/json',
      'x-timestamp': timestamp,
      'x-signature': `sha256=${signature}`,
    },
    body,
  };
}

/** @returns the status of the answer */
export async function send(run: LocalRun, { headers, body }: SignedDelivery): Promise<number> {
  const url = `${run.functionsUrl}/api/tickets/incoming`;
  const answer = await fetch(url, { method: 'POST', headers, body });
  await answer.text();
  return answer.status;
}
