/** The cards that the demo bot shows: a lockout notice with every kind of button, and what replaces it. */

const execute = (title: string, verb: string, more: object = {}): object => ({
  type: 'Action.Execute',
  title,
  verb,
  data: { requestId: 'r-1' },
  fallback: { type: 'Action.Submit', title, data: { requestId: 'r-1', verb } },
  ...more,
});

/** "Your account is locked": two ways to answer, one hidden in an inner card, one input. */
export const lockoutCard = (): Record<string, unknown> => ({
  type: 'AdaptiveCard',
  version: '1.5',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  body: [
    { type: 'TextBlock', text: 'Your account is locked', size: 'large', weight: 'bolder', wrap: true },
    { type: 'TextBlock', text: 'Shall I unlock it? I **never** ask for your password.', wrap: true },
    {
      type: 'FactSet',
      facts: [
        { title: 'Account', value: 'ada@contoso.example' },
        { title: 'Since', value: '10:42' },
        { title: 'From', value: 'Chrome on Windows, Seattle' },
      ],
    },
    { type: 'Input.Text', id: 'note', label: 'A note for IT', isMultiline: true },
    { type: 'Input.Toggle', id: 'callMe', title: 'Please call me' },
    { type: 'ActionSet', actions: [execute("This wasn't me", 'refuse', { style: 'destructive' })] },
  ],
  actions: [
    execute('Yes', 'yes', { style: 'positive' }),
    execute('No', 'tell'),
    {
      type: 'Action.ShowCard',
      title: 'More',
      card: {
        type: 'AdaptiveCard',
        body: [{ type: 'Input.Text', id: 'why', label: 'Why?' }],
        actions: [{ type: 'Action.Submit', title: 'Send to IT', data: { verb: 'help' } }],
      },
    },
    { type: 'Action.OpenUrl', title: 'Sign in', url: 'https://contoso.example/sign-in' },
  ],
});

/** What stands in its place once it was answered. */
export const answeredCard = (name: string): Record<string, unknown> => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    {
      type: 'TextBlock',
      text: 'Your account is unlocked',
      size: 'large',
      weight: 'bolder',
      color: 'good',
      wrap: true,
    },
    { type: 'TextBlock', text: `Sign in with your current password, ${name}.`, wrap: true },
  ],
  actions: [execute('Great, it worked!', 'yes', { style: 'positive' }), execute('Re-open issue', 'tell')],
});
