/** Names of systems in a message: those of the policy first, then well-known ones, as people type them. */
import { plain } from './normalise';

/** The name as it is told, and how people write it. Everyday words (box, monday, power) count in longer forms only. */
const wellKnown = `
  Workday = workday|work day|wrkday|workdy|wokday|workady
  Salesforce = salesforce|sales force|sfdc|saleforce|salesfroce|sales forse
  SAP Concur = sap concur
  Concur = concur|concurr|conqur
  SAP Ariba = ariba|sap ariba
  SuccessFactors = successfactors|success factors|sap successfactors
  SAP = sap|sap gui|s4hana|s/4hana|sap erp
  Okta = okta|octa|okat|okta dashboard
  VPN = vpn|vpn client|anyconnect|cisco anyconnect|globalprotect|global protect|forticlient
  Outlook = outlook|outlok|outlock|owa|exchange online
  Teams = teams|ms teams|microsoft teams
  Jira = jira|jra|atlassian
  Confluence = confluence|conflunce
  GitHub = github|git hub
  GitLab = gitlab|git lab
  Zoom = zoom
  ServiceNow = servicenow|service now|snow portal
  Slack = slack
  Windows = windows|windows 10|windows 11
  Microsoft 365 = microsoft 365|office 365|office365|o365|m365|ms365|microsoft365
  SharePoint = sharepoint|share point
  OneDrive = onedrive|one drive
  Citrix = citrix|citrx
  Oracle = oracle|oracle erp|oracle fusion
  PeopleSoft = peoplesoft
  NetSuite = netsuite|net suite
  Dropbox = dropbox
  Adobe = adobe|creative cloud
  AWS = aws|amazon web services
  Azure = azure|entra|entra id
  Google = google|google workspace|gsuite|g suite|gmail
  HubSpot = hubspot|hub spot
  Zendesk = zendesk|zen desk
  ADP = adp
  UKG = ukg|kronos|ultipro
  Coupa = coupa
  DocuSign = docusign|docu sign
  Tableau = tableau software|tableau server|tableau online
  Snowflake = snowflake
  Databricks = databricks
  Figma = figma
  Asana = asana
  Trello = trello
  Webex = webex
  LastPass = lastpass|last pass
  1Password = 1password|one password app
  Bitwarden = bitwarden
  PingOne = pingone|ping one
  PingID = pingid|ping id|ping identity
  Duo = duo|duo mobile
  DATEV = datev
  BambooHR = bamboohr|bamboo hr
  Power BI = power bi|powerbi
  Dynamics 365 = dynamics 365|dynamics crm
  Lotus Notes = lotus notes
`;

/** What turns a maker's name into its authenticator app or a telephone: then no system is meant. */
const noSystem = '(?!\\s+(?:authenticator|auth|authentificator|verify|mobile|pixel|phone|play|maps|search))';

type Finder = {
  /** The first system that the text names. */
  readonly find: (text: string) => string | undefined;
  /** The text with every name replaced by one and the same word: what is learned about one system holds for all. */
  readonly replace: (text: string) => string;
};

/** The word that stands for any system. */
export const systemWord = 'xsystem';
/** Systems that are authenticator apps: whoever names them speaks of the second factor. */
const authenticators: ReadonlySet<string> = new Set(['Duo', 'PingID']);

/** By the policy's names, not by their list: whoever asks makes a new list in every turn. */
const finders = new Map<string, Finder>();

/** @param ofPolicy names that the policy gives; they win over well-known ones of the same spelling. */
export function systemFinder(ofPolicy: readonly string[] = []): Finder {
  const key = ofPolicy.join('\n');
  const made = finders.get(key) ?? createFinder(ofPolicy);
  finders.set(key, made);
  return made;
}

function createFinder(ofPolicy: readonly string[]): Finder {
  const names = new Map<string, string>();
  for (const line of wellKnown.trim().split('\n')) {
    const [name = '', spellings = ''] = line.trim().split(' = ');
    for (const spelling of spellings.split('|')) names.set(spelling, name);
  }
  for (const name of ofPolicy) if (plain(name).trim()) names.set(plain(name).trim(), name);
  const longestFirst = [...names.keys()].sort((left, right) => right.length - left.length).map(escaped);
  const source = `(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])${noSystem}`;
  const one = new RegExp(source, 'u');
  const all = new RegExp(source, 'gu');
  return {
    find: (text) => {
      const match = one.exec(plain(text))?.[0];
      return match === undefined ? undefined : names.get(match.replace(/\s+/g, ' '));
    },
    replace: (text) =>
      plain(text).replace(all, (match) =>
        authenticators.has(names.get(match.replace(/\s+/g, ' ')) ?? '') ? ' authapp ' : ` ${systemWord} `,
      ),
  };
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+');
}
