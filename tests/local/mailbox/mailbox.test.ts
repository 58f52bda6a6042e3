/** Whatever is mailed on this machine can be read in the mailbox, and nowhere else. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { createMailbox, type Mailbox } from '../../../local/mailbox/mailbox';

describe('the mailbox', () => {
  let mailbox: Mailbox;
  let stateFolder: string;
  const messages = async () =>
    (await (await fetch(`${mailbox.url}/api/messages`)).json()) as Record<string, string>[];
  const send = (mail: object) =>
    createTransport(mailbox.smtpUrl).sendMail({
      from: 'IT <it@contoso.example>',
      to: 'ada@contoso.example',
      ...mail,
    });

  beforeEach(async () => {
    stateFolder = mkdtempSync(join(tmpdir(), 'mailbox-'));
    mailbox = await createMailbox({ port: 0, stateFolder });
  });
  afterEach(async () => {
    await mailbox.close();
    rmSync(stateFolder, { recursive: true, force: true });
  });

  test('mails are read oldest first, one for each recipient', async () => {
    expect(await messages()).toEqual([]);
    await send({ subject: 'Your account was unlocked', text: 'Hello Ada', html: '<p>Hello <b>Ada</b></p>' });
    await send({ subject: 'Größe', text: 'Zweite', to: ['ada@contoso.example', 'max@contoso.example'] });
    const [first, ...others] = await messages();
    expect(first).toMatchObject({
      to: 'ada@contoso.example',
      subject: 'Your account was unlocked',
      text: expect.stringContaining('Hello Ada'),
      html: '<p>Hello <b>Ada</b></p>',
    });
    expect(others.map(({ to, subject, html }) => [to, subject, html])).toEqual([
      ['ada@contoso.example', 'Größe', ''],
      ['max@contoso.example', 'Größe', ''],
    ]);
  });

  test('mails are kept over a restart', async () => {
    await send({ subject: 'Kept', text: 'x' });
    const before = await messages();
    await mailbox.close();
    mailbox = await createMailbox({ port: 0, stateFolder });
    expect(await messages()).toEqual(before);
  });

  test('a moved clock dates the mails', async () => {
    await fetch(`${mailbox.url}/admin/clock`, { method: 'POST', body: '{"offsetMs": 86400000}' });
    await send({ subject: 'Tomorrow', text: 'x' });
    const [mail] = await messages();
    expect(Date.parse(mail?.at ?? '') - Date.now()).toBeGreaterThan(86_300_000);
  });

  test('HTML is served so that it can run and load nothing', async () => {
    await send({ subject: 'x', html: '<script>alert(1)</script>' });
    const [mail] = await messages();
    const response = await fetch(`${mailbox.url}/page/mails/${mail?.id}`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox');
    expect(policy).not.toContain('allow-scripts');
    expect((await fetch(`${mailbox.url}/page/mails/none`)).status).toBe(404);
  });
});
