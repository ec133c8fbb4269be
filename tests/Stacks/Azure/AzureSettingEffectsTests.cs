using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Schema;
using K8tre.Tests.Stacks.Settings;

namespace K8tre.Tests.Stacks.Azure;

/// <summary>Effects of all settings of a platform on Azure.</summary>
public sealed class AzureSettingEffectsTests
{
    private const string Subscription = "/subscriptions/aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e/resourceGroups/rg/providers";

    // They are for auditors. An import is an option of a resource, and no input: AzureRetainedTests. One version of Kubernetes is allowed,
    // and it is the default: components/versions.json.
    private static readonly string[] WithoutEffect =
    [
        "waiver.owner", "waiver.reason", "waiver.expires", "egress.reason", "egress.source", "azure.adopt", "aks.kubernetesVersion",
    ];

    private static readonly PlatformSecrets Secrets = new()
    {
        GatewayCertificates = Output.CreateSecret("""{ "dev": "cGZ4", "stg": "cGZ4", "prd": "cGZ4" }"""),
        RegistryCredentials = Output.CreateSecret("""{ "docker.io": { "username": "robot", "password": "canary" } }"""),
    };

    internal const string OwnHub = $$"""
        {
          "name": "tre",
          "vendor": "azure",
          "gitOps": { "repoUrl": "https://git.example.org/k8tre.git", "targetRevision": "v1" },
          "azure": {
            "region": "uksouth",
            "tenantId": "aaaabbbb-0000-cccc-1111-dddd2222eeee",
            "subscriptionId": "aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e",
            "addressSpace": "10.64.0.0/16",
            "egress": [{ "name": "own", "fqdns": ["a.example.org"], "reason": "somebody needs it", "source": "https://example.org/" }],
            "hub": {
              "bastion": true,
              "intrusionDetection": true,
              "firewallAddresses": 2,
              "ddosPlan": true,
              "dnsClients": ["192.168.0.0/16"],
              "guests": ["10.80.0.0/16"],
              "acmeGuests": ["10.80.32.0/19"]
            },
            "logRetentionDays": 100,
            "logArchiveDays": 730,
            "backupRetentionDays": 60,
            "registry": true,
            "registryAccounts": ["docker.io"],
            "locks": false,
            "adopt": ["/subscriptions/aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e/resourceGroups/rg-tre-flows"],
            "threatDetection": true,
            "budget": { "monthlyAmount": 9000, "mails": ["tre@example.org"], "from": "2027-01-01" },
            "pipelines": {
              "repository": "example/tre",
              "environment": "production",
              "runner": {
                "image": "runner:1",
                "appId": "1",
                "installationId": "2",
                "keyVault": "{{Subscription}}/Microsoft.KeyVault/vaults/tre",
                "keySecret": "https://tre.vault.azure.net/secrets/github-app"
              }
            }
          },
          "management": { "mode": "cluster", "aks": { {{Cluster}} } },
          "environments": [
            {
              "environment": "prd",
              "protected": false,
              "externalDomain": "tre.example.org",
              "secretStore": "keyVault",
              "aks": {
                {{Cluster}},
                "acme": { "email": "tre@example.org", "zone": "tre.example.org" },
                "publicGateway": true,
                "dataAccount": true,
                "dataImmutableDays": 365
              }
            }
          ],
          "waivers": [
            { "rule": "privateApi", "subject": "management", "owner": "the team", "reason": "It has to be so.", "expires": "2027-02-01" },
            { "rule": "privateApi", "subject": "prd", "owner": "the team", "reason": "It has to be so.", "expires": "2027-02-01" },
            { "rule": "privateGateway", "subject": "prd", "owner": "the team", "reason": "It has to be so.", "expires": "2027-02-01" },
            { "rule": "signIn", "subject": "management", "owner": "the team", "reason": "It has to be so.", "expires": "2027-02-01" }
          ]
        }
        """;

    internal const string ExistingHub = $$"""
        {
          "name": "tre",
          "vendor": "azure",
          "gitOps": { "repoUrl": "https://git.example.org/k8tre.git", "targetRevision": "v1" },
          "azure": {
            "region": "uksouth",
            "tenantId": "aaaabbbb-0000-cccc-1111-dddd2222eeee",
            "subscriptionId": "aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e",
            "addressSpace": "10.64.0.0/16",
            "hub": {
              "existing": {
                "networkId": "{{Subscription}}/Microsoft.Network/virtualNetworks/vnet-hub",
                "firewallAddress": "172.16.1.68",
                "operators": ["172.16.0.0/28"],
                "dnsServers": ["172.16.1.4"],
                "peer": false,
                "zones": ["{{Subscription}}/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net"]
              }
            },
            "pipelines": { "principalId": "aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb" }
          },
          "environments": [
            {
              "environment": "dev",
              "externalDomain": "dev.tre.example.org",
              "aks": { "adminGroups": ["aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb"], "systemPool": {{Pool}} }
            }
          ]
        }
        """;

    internal const string Hub = """
        {
          "name": "tre",
          "vendor": "azure",
          "azure": {
            "region": "uksouth",
            "tenantId": "aaaabbbb-0000-cccc-1111-dddd2222eeee",
            "subscriptionId": "aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e",
            "addressSpace": "10.64.0.0/16",
            "pipelines": { "repository": "example/tre", "environment": "production" }
          },
          "management": { "mode": "none" },
          "environments": []
        }
        """;

    private const string Pool = """{ "name": "system", "vmSize": "Standard_D4ds_v5", "minNodes": 2, "maxNodes": 4 }""";

    private const string Cluster = $$"""
        "adminGroups": ["aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb"],
        "systemPool": {{Pool}},
        "userPools": [
          {
            "name": "work", "vmSize": "Standard_D8ds_v5", "minNodes": 2, "maxNodes": 6, "gpu": true,
            "labels": ["zone=a"], "taints": ["gpu=a:NoSchedule"], "spot": true
          }
        ],
        "kubernetesVersion": "1.36",
        "zones": ["1", "2"],
        "podCidr": "10.240.0.0/16",
        "serviceCidr": "10.241.0.0/16",
        "maintenance": { "day": "monday", "startHour": 2, "hours": 5 },
        "login": "workloadIdentity",
        "publicRanges": ["203.0.113.0/24"],
        "policy": false,
        "containerLogs": false,
        "defender": false,
        "keyVaultDriver": true
        """;

    [Theory, InlineData(OwnHub), InlineData(ExistingHub), InlineData(Hub)]
    public void A_hostile_value_is_accepted_or_refused_by_name(string document) =>
        new SettingMutations(document, Secrets).Verify();

    [Theory, InlineData(OwnHub), InlineData(ExistingHub), InlineData(Hub)]
    public Task An_accepted_change_of_a_setting_has_an_effect_and_a_loss_is_announced(string document) =>
        new SettingEffects(document, Secrets).VerifyAsync(WithoutEffect);

    [Fact]
    public void No_setting_of_Azure_is_left_out()
    {
        var all = new SettingsType(typeof(PlatformSettings)).WithNested()
            .Where(type => type.Type.Namespace == "K8tre.Stacks.Settings.Azure")
            .SelectMany(type => type.Settings.Where(setting => setting.DeclaredBy == type).Select(setting => $"{type.Name}.{setting.Key}"));

        // It needs another stack.
        var known = new[] { OwnHub, ExistingHub, Hub }.SelectMany(document => new SettingEffects(document, Secrets).Names);
        Assert.Equal(["hub.stack"], all.Except(known));
    }
}
