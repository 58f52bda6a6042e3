/** The policy's section about tickets: where they are kept, and with which fields incidents of ServiceNow are opened. */
import { z } from 'zod';
import { oneOf, section, text, wholeNumber } from './fields';

const level = (byDefault: number) => wholeNumber(byDefault, 1, 3);
const state = (byDefault: number) => wholeNumber(byDefault, 1, 999);
const category = text('the value of a category, such as `software`').optional();
const assignmentGroup = z
  .string({ error: () => 'the sys_id of a group: 32 characters' })
  .regex(/^[0-9a-f]{32}$/, 'the sys_id of a group: 32 characters')
  .optional();

export const ticketing = section({
  system: oneOf(['built-in', 'servicenow'] as const).default('built-in'),
  servicenow: section({
    contactType: text('the value of a contact type, such as `chat`').default('self-service'),
    category: text('the value of a category, such as `software`').default('inquiry'),
    subcategory: text('the value of a subcategory').optional(),
    assignmentGroup,
    impact: level(3),
    urgency: level(2),
    closeCode: text('one of the instance’s resolution codes').default('Solution provided'),
    securityIncident: section({ category, assignmentGroup, impact: level(2), urgency: level(1) }),
    states: section({ reopened: state(2), resolved: state(6), closed: state(7) }),
  }),
});
