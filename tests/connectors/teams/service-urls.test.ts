/** Where a bot token may go: an allow-list of hosts, and names that only look like them. */
import { isTeamsServiceUrl, presentServiceUrl } from '../../../connectors/teams/service-urls';

const teams = 'https://smba.trafficmanager.net/teams/';
const standIn = 'http://localhost:7080/';

describe('service URLs', () => {
  test.each([
    teams,
    'https://smba.trafficmanager.net/emea/',
    'https://SMBA.trafficmanager.net/emea/',
    'https://smba.infra.gcc.teams.microsoft.com/teams',
    'https://smba.infra.gov.teams.microsoft.us/',
  ])('%s is of Teams', (url) => {
    expect(isTeamsServiceUrl(url, teams)).toBe(true);
  });

  test.each([
    'http://smba.trafficmanager.net/teams/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://smba.trafficmanager.net@evil.example/',
    'https://evil.example/smba.trafficmanager.net/',
    'https://xsmba.trafficmanager.net/',
    'https://smba.teams.microsoft.com.evil.example/',
    'https://evilteams.microsoft.com/',
    'https://teams.microsoft.com/',
    'https://evil.example#smba.trafficmanager.net',
    'https://smba.trafficmanager.net:8443/teams/',
    'https://user:password@smba.trafficmanager.net/teams/',
    'https://smba.trafficmanager.net/teams/?swallow=',
    'https://smba.trafficmanager.net/teams/#swallow',
    'http://localhost:7080/',
    'http://169.254.169.254/',
    'javascript:alert(1)',
    'smba.trafficmanager.net',
    '',
  ])('%j is not', (url) => {
    expect(isTeamsServiceUrl(url, teams)).toBe(false);
  });

  test('the one that the settings name is allowed, its neighbour port is not', () => {
    expect(isTeamsServiceUrl('http://localhost:7080/anything', standIn)).toBe(true);
    expect(isTeamsServiceUrl('http://localhost:7081/', standIn)).toBe(false);
  });

  test('a stored loopback address gives way to the present one, a real one never', () => {
    expect(presentServiceUrl('http://localhost:1234/', standIn)).toBe(standIn);
    expect(presentServiceUrl('http://127.0.0.1:1/', standIn)).toBe(standIn);
    expect(presentServiceUrl(teams, standIn)).toBe(teams);
    expect(presentServiceUrl('http://localhost:1234/', teams)).toBe('http://localhost:1234/');
  });
});
