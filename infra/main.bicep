// The product in Azure: a Function App (Flex Consumption) with its storage, Key Vault, Application Insights and bot
// registration. Not yet deployed: read it as a plan, and check it with `az deployment group what-if` first.
// Not made here: the Entra app registration of the bot, the secrets in the vault, and PostgreSQL of the directory.

@description('Short name of this deployment; other names are made from it.')
@minLength(3)
@maxLength(12)
param name string = 'accaccess'

param location string = resourceGroup().location

@description('Application (client) id of the bot\'s Entra app registration, single tenant.')
param botAppId string

@description('The one tenant whose people are served.')
param tenantId string = tenant().tenantId

@description('Base of links that people open, if the app has a domain of its own.')
param publicUrl string = ''

@description('Sender of the mails of the second channel; empty for no mail. The vault then needs the secret smtp-url.')
param mailFrom string = ''

@description('Whether temporary passwords (mobile password reset) go out by a mail server of their own. The vault then needs the secret mobile-smtp-url.')
param mobileMailServer bool = false

@description('Sender of the mails with temporary passwords; empty for mailFrom.')
param mobileMailFrom string = ''

@description('Address of an SMS service for temporary passwords; empty for none. The vault then needs the secret sms-token.')
param smsUrl string = ''

@description('Whether the built-in directory is used. The vault then needs the secrets database-url and directory-encryption-key.')
param withDirectory bool = false

@description('Address of the organisation at Okta; empty for none. The vault then needs the secret okta-api-token or, with a client id, okta-private-key.')
param oktaOrgUrl string = ''

@description('Client id of the service app at Okta; empty for access by an API token.')
param oktaClientId string = ''

@description('Id (kid) of the service app\'s key.')
param oktaKeyId string = ''

@description('Whether Okta tells of lockouts by an event hook. The vault then needs the secret okta-event-hook-secret.')
param oktaEventHook bool = false

@description('Id of the environment at PingOne; empty for none. The vault then needs the secret pingone-client-secret.')
param pingOneEnvironmentId string = ''

@description('Where that environment is: com, ca, eu, com.au, sg or asia.')
param pingOneRegion string = 'com'

@description('Client id of the worker application at PingOne.')
param pingOneClientId string = ''

@description('Whether PingID is used. The vault then needs the secret pingid-properties, the contents of pingid.properties.')
param withPingId bool = false

@description('Address of the ServiceNow instance; empty for none. The vault then needs the secret servicenow-client-secret.')
param serviceNowUrl string = ''

@description('Client id of ServiceNow\'s OAuth application registry.')
param serviceNowClientId string = ''

@description('Whether the ticketing system sends tickets that are filed there. The vault then needs the secret ticket-webhook-secret.')
param incomingTickets bool = false

@description('Keeps one instance warm for people\'s messages and one for the work behind them.')
param keepWarm bool = true

var suffix = uniqueString(resourceGroup().id, name)
var appName = '${name}-${take(suffix, 6)}'
var siteUrl = empty(publicUrl) ? 'https://${appName}.azurewebsites.net' : publicUrl
var packages = 'packages'

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: take('${replace(toLower(name), '-', '')}${suffix}', 24)
  location: location
  sku: { name: 'Standard_ZRS' }
  kind: 'StorageV2'
  properties: {
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    allowBlobPublicAccess: false
    // The app comes with its identity only.
    allowSharedKeyAccess: false
  }
  resource blobs 'blobServices' = {
    name: 'default'
    resource container 'containers' = {
      name: packages
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: take('${name}-${suffix}', 24)
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
  }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${appName}-logs'
  location: location
  properties: { sku: { name: 'PerGB2018' }, retentionInDays: 30 }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: '${appName}-insights'
  location: location
  kind: 'web'
  properties: { Application_Type: 'web', WorkspaceResourceId: logs.id }
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: '${appName}-plan'
  location: location
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: appName
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'SystemAssigned' }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packages}'
          authentication: { type: 'SystemAssignedIdentity' }
        }
      }
      runtime: { name: 'node', version: '22' }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        // The smallest allowed. The pace of messages is kept per instance: more instances send faster.
        maximumInstanceCount: 40
        alwaysReady: keepWarm ? [{ name: 'http', instanceCount: 1 }, { name: 'durable', instanceCount: 1 }] : []
      }
    }
    siteConfig: { minTlsVersion: '1.2' }
  }
}

// Storage Blob Data Owner, Storage Queue Data Contributor, Storage Table Data Contributor.
var storageRoles = [
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
]
resource storageAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in storageRoles: {
  name: guid(storage.id, app.id, role)
  scope: storage
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

// Key Vault Secrets User.
var vaultRole = '4633458b-17de-408a-b874-0445c86b69e6'
resource vaultAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, app.id, vaultRole)
  scope: vault
  properties: {
    principalId: app.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', vaultRole)
  }
}

// The secrets are put into the vault by a person, never passed through a deployment. All settings:
// docs/configuration.md.
func secretOf(vaultUri string, secret string) string => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${secret}/)'

var settings = union(
  {
    AzureWebJobsStorage__accountName: storage.name
    APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
    PUBLIC_URL: siteUrl
    MicrosoftAppType: 'SingleTenant'
    MicrosoftAppId: botAppId
    MicrosoftAppTenantId: tenantId
    MicrosoftAppPassword: secretOf(vault.properties.vaultUri, 'bot-password')
    LINK_SIGNING_KEY: secretOf(vault.properties.vaultUri, 'link-signing-key')
  },
  withDirectory
    ? {
        DATABASE_URL: secretOf(vault.properties.vaultUri, 'database-url')
        DIRECTORY_ENCRYPTION_KEY: secretOf(vault.properties.vaultUri, 'directory-encryption-key')
      }
    : {},
  empty(oktaOrgUrl) ? {} : { OKTA_ORG_URL: oktaOrgUrl },
  empty(oktaOrgUrl) || !empty(oktaClientId)
    ? {}
    : { OKTA_API_TOKEN: secretOf(vault.properties.vaultUri, 'okta-api-token') },
  empty(oktaOrgUrl) || empty(oktaClientId)
    ? {}
    : {
        OKTA_CLIENT_ID: oktaClientId
        OKTA_PRIVATE_KEY: secretOf(vault.properties.vaultUri, 'okta-private-key')
        OKTA_KEY_ID: oktaKeyId
      },
  empty(oktaOrgUrl) || !oktaEventHook
    ? {}
    : { OKTA_EVENT_HOOK_SECRET: secretOf(vault.properties.vaultUri, 'okta-event-hook-secret') },
  empty(pingOneEnvironmentId)
    ? {}
    : {
        PINGONE_ENVIRONMENT_ID: pingOneEnvironmentId
        PINGONE_REGION: pingOneRegion
        PINGONE_CLIENT_ID: pingOneClientId
        PINGONE_CLIENT_SECRET: secretOf(vault.properties.vaultUri, 'pingone-client-secret')
      },
  withPingId ? { PINGID_PROPERTIES: secretOf(vault.properties.vaultUri, 'pingid-properties') } : {},
  empty(serviceNowUrl)
    ? {}
    : {
        SERVICENOW_URL: serviceNowUrl
        SERVICENOW_CLIENT_ID: serviceNowClientId
        SERVICENOW_CLIENT_SECRET: secretOf(vault.properties.vaultUri, 'servicenow-client-secret')
      },
  incomingTickets
    ? { TICKET_WEBHOOK_SECRET: secretOf(vault.properties.vaultUri, 'ticket-webhook-secret') }
    : {},
  empty(mailFrom)
    ? {}
    : { SMTP_URL: secretOf(vault.properties.vaultUri, 'smtp-url'), MAIL_FROM: mailFrom },
  mobileMailServer ? { MOBILE_SMTP_URL: secretOf(vault.properties.vaultUri, 'mobile-smtp-url') } : {},
  empty(mobileMailFrom) ? {} : { MOBILE_MAIL_FROM: mobileMailFrom },
  empty(smsUrl) ? {} : { SMS_URL: smsUrl, SMS_TOKEN: secretOf(vault.properties.vaultUri, 'sms-token') }
)

// They come last: the identity can read the vault by then, and the references resolve at the first start.
resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: settings
  dependsOn: [storageAccess, vaultAccess]
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: '${appName}-bot'
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: 'Account Access'
    endpoint: '${siteUrl}/api/messages'
    msaAppId: botAppId
    msaAppType: 'SingleTenant'
    msaAppTenantId: tenantId
  }
  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: { channelName: 'MsTeamsChannel', properties: { isEnabled: true } }
  }
}

output functionAppName string = app.name
output vaultName string = vault.name
output messagingEndpoint string = bot.properties.endpoint
