/** A page of ours as an answer, under its own policy. */
import type { HttpResponseInit } from '@azure/functions';

/** @param csp value of the Content-Security-Policy header that the page brings along. */
export function pageAnswer(status: number, body: string, csp: string): HttpResponseInit {
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': csp },
    body,
  };
}
