using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Schema;
using K8tre.Tests.Stacks.Settings;

namespace K8tre.Tests.Stacks.Aws;

/// <summary>Effects of all settings of a platform on AWS.</summary>
public sealed class AwsSettingEffectsTests
{
    private static readonly string[] WithoutEffect =
    [
        // They are for auditors.
        "waiver.owner", "waiver.reason", "waiver.expires", "egress.reason", "egress.source",
        // Names of rules of the firewall, which the document does without.
        "egress.name",
    ];

    private static readonly PlatformSecrets Secrets = new()
    {
        RegistryCredentials = Output.CreateSecret(
            """{ "docker.io": { "username": "robot", "password": "canary" }, "ghcr.io": { "username": "robot", "password": "canary" } }"""),
    };

    internal const string Clusters = $$"""
        {
          "name": "tre",
          "vendor": "aws",
          "gitOps": { "repoUrl": "https://git.example.org/k8tre.git", "targetRevision": "v1" },
          "aws": {
            "region": "eu-west-2",
            "accountId": "111122223333",
            "addressSpace": "10.0.0.0/17",
            "egress": [{ "name": "own", "fqdns": ["a.example.org"], "reason": "somebody needs it", "source": "https://example.org/" }],
            "firewall": false,
            "logRetentionDays": 400,
            "transit": { "gatewayId": "tgw-0123456789abcdef0", "ranges": ["10.200.0.0/16"], "resolver": true },
            "registry": true,
            "registryAccounts": ["docker.io", "ghcr.io"],
            "threatDetection": true,
            "autoScalingRole": true,
            "budget": { "monthlyAmount": 9000, "mails": ["tre@example.org"] },
            "pipelines": {
              "repository": "example/tre",
              "environment": "production",
              "identityProvider": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
              "state": { "bucket": "tre-state", "key": "arn:aws:kms:eu-west-2:111122223333:key/1" },
              "runner": {
                "connection": "arn:aws:codeconnections:eu-west-2:111122223333:connection/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
              }
            }
          },
          "management": { "mode": "cluster", "eks": { {{Cluster}} } },
          "environments": [
            {
              "environment": "prd",
              "protected": false,
              "externalDomain": "tre.example.org",
              "secretStore": "kubernetes",
              "eks": {
                {{Cluster}},
                "publicZone": "tre.example.org",
                "publicGateway": true,
                "backupRetentionDays": 60,
                "dataBucket": true,
                "dataImmutableDays": 365
              }
            }
          ],
          "waivers": [
            { "rule": "egressFirewall", "subject": "platform", "owner": "the team", "reason": "It has to be so.", "expires": "2027-02-01" },
            { "rule": "privateApi", "subject": "management", "owner": "the team", "reason": "It has to be so.", "expires": "2027-02-01" },
            { "rule": "privateApi", "subject": "prd", "owner": "the team", "reason": "It has to be so.", "expires": "2027-02-01" },
            { "rule": "privateGateway", "subject": "prd", "owner": "the team", "reason": "It has to be so.", "expires": "2027-02-01" },
            { "rule": "signIn", "subject": "management", "owner": "the team", "reason": "It has to be so.", "expires": "2027-02-01" }
          ]
        }
        """;

    internal const string Account = """
        {
          "name": "tre",
          "vendor": "aws",
          "aws": {
            "region": "eu-west-2",
            "accountId": "111122223333",
            "stateBucket": true,
            "logRetentionDays": 400,
            "threatDetection": true,
            "autoScalingRole": true
          },
          "management": { "mode": "none" },
          "environments": []
        }
        """;

    private const string Cluster = """
        "administrators": ["arn:aws:iam::111122223333:role/operators"],
        "pools": [
          { "name": "work", "instanceTypes": ["m6i.2xlarge"], "minNodesPerZone": 1, "maxNodesPerZone": 3 },
          {
            "name": "batch", "instanceTypes": ["m6i.4xlarge"], "minNodesPerZone": 1, "maxNodesPerZone": 4, "diskSizeGiB": 200,
            "image": "bottlerocket", "labels": ["zone=a"], "taints": ["gpu=a:NoSchedule"], "spot": true
          }
        ],
        "kubernetesVersion": "1.34",
        "zones": ["a", "b"],
        "serviceCidr": "172.21.0.0/16",
        "publicRanges": ["203.0.113.0/24"]
        """;

    [Theory, InlineData(Clusters), InlineData(Account)]
    public void A_hostile_value_is_accepted_or_refused_by_name(string document) =>
        new SettingMutations(document, Secrets).Verify();

    [Theory, InlineData(Clusters), InlineData(Account)]
    public Task An_accepted_change_of_a_setting_has_an_effect_and_a_loss_is_announced(string document) =>
        new SettingEffects(document, Secrets).VerifyAsync(WithoutEffect);

    [Fact]
    public void No_setting_of_AWS_is_left_out()
    {
        var all = new SettingsType(typeof(PlatformSettings)).WithNested()
            .Where(type => type.Type.Namespace == "K8tre.Stacks.Settings.Aws")
            .SelectMany(type => type.Settings.Where(setting => setting.DeclaredBy == type).Select(setting => $"{type.Name}.{setting.Key}"));

        Assert.Empty(all.Except(new[] { Clusters, Account }.SelectMany(document => new SettingEffects(document, new()).Names)));
    }
}
