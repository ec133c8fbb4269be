using System.Text.Json.Nodes;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Tests.Stacks.Settings;

/// <summary>Mistakes that a plan, a provider or a chart would refuse later. The settings refuse them by key.</summary>
public sealed class MistakenSettingsTests
{
    private const string Platform = "k8tre:platform";

    private static SettingsDocument Azure => new SettingsDocument().OnAzure();

    private static SettingsDocument Aws => new SettingsDocument().OnAws();

    [Theory]
    [InlineData("azure.tenantId", "00000000-0000-0000-0000-000000000000")]
    [InlineData("azure.tenantId", "00000000-0000-0000-0000-000000000001")]
    [InlineData("azure.subscriptionId", "00000000-0000-0000-0000-000000000000")]
    [InlineData("azure.region", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("environments[0].externalDomain", "1.2")]
    [InlineData("environments[0].externalDomain", "dev.1e5")]
    [InlineData("gitOps.repoUrl", "https://git.example.org:70000/k8tre.git")]
    [InlineData("gitOps.repoUrl", "https://git..example.org/k8tre.git")]
    [InlineData("gitOps.repoUrl", "https://git.example.org:0/k8tre.git")]
    [InlineData("environments[0].aks.kubernetesVersion", "1.35")]
    public void A_placeholder_or_a_value_out_of_range_is_refused_by_key(string setting, string value) =>
        Assert.Contains(Azure.With(setting, $"\"{value}\"").Problems(), problem => IsAbout(problem, setting));

    [Theory]
    [InlineData("aws.accountId", "\"000000000000\"")]
    [InlineData("name", "\"a--b\"")]
    [InlineData("name", "\"a\"")]
    [InlineData("environments[0].eks.administrators", "[\"arn:aws:iam::111122223333:role/a\", \"arn:aws:iam::111122223333:role/a\"]")]
    [InlineData("aws.transit", "{ \"gatewayId\": \"tgw-0123456789abcdef0\", \"ranges\": [\"192.168.0.0/16\", \"192.168.0.0/16\"] }")]
    [InlineData("environments[0].skip", "[\"nginx\", \"nginx\"]")]
    public void What_Aws_would_refuse_is_refused_by_key(string setting, string json) =>
        Assert.Contains(Aws.With(setting, json).Problems(), problem => IsAbout(problem, setting));

    [Theory]
    [InlineData("aks.systemPool.labels", """["zone=a", "zone=b"]""")]
    [InlineData("aks.systemPool.taints", """["gpu=a:PreferNoSchedule", "gpu=b:PreferNoSchedule"]""")]
    public void Two_labels_or_taints_of_one_key_in_a_pool_of_Azure_are_refused(string setting, string json) =>
        Assert.Contains(
            Azure.With($"environments[0].{setting}", json).Problems(), problem => IsAbout(problem, $"environments[0].{setting}[1]"));

    [Fact]
    public void Two_labels_of_one_key_in_a_pool_of_Aws_are_refused() => Assert.Contains(
        Aws.With("environments[0].eks.pools[0].labels", """["zone=a", "zone=b"]""").Problems(),
        problem => IsAbout(problem, "environments[0].eks.pools[0].labels[1]"));

    [Theory]
    [InlineData("proxy", """{ "url": "http://proxy.example.org:99999" }""")]
    [InlineData("registries", """{ "systemRegistry": "registry.example.org:70000" }""")]
    [InlineData("registries", """{ "mirrors": [{ "registry": "docker.io:0", "endpoints": ["https://mirror.example.org"] }] }""")]
    [InlineData("registries", """{ "mirrors": [{ "registry": "docker.io", "endpoints": ["https://mirror.example.org:99999"] }] }""")]
    [InlineData("artefacts", """{ "mirror": "https://mirror.example.org:70000/" }""")]
    [InlineData("snapshots", """{ "s3": { "endpoint": "s3.example.org:65536", "bucket": "tre" } }""")]
    [InlineData("snapshots", """{ "schedule": "0 25 * * *" }""")]
    [InlineData("servers[0].address", "\"a..b\"")]
    [InlineData("artefacts", """{ "file": "/dev/zero", "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" }""")]
    [InlineData("artefacts", """{ "file": "a\u0000b", "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" }""")]
    public void A_port_a_host_a_schedule_or_a_file_that_cannot_be_is_refused(string setting, string json) => Assert.Contains(
        new SettingsDocument().With($"environments[0].k3s.{setting}", json).Problems(),
        problem => IsAbout(problem, $"environments[0].k3s.{setting}"));

    [Fact]
    public void Two_zones_of_one_name_in_a_hub_are_refused()
    {
        const string group = "/subscriptions/aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e/resourceGroups";
        const string zone = "providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net";
        var hub = $$"""
            {
              "existing": {
                "networkId": "{{group}}/rg/providers/Microsoft.Network/virtualNetworks/vnet-hub",
                "firewallAddress": "172.16.1.68",
                "operators": ["172.16.0.0/28"],
                "zones": ["{{group}}/one/{{zone}}", "{{group}}/two/{{zone}}"]
              }
            }
            """;

        Assert.Contains(Azure.With("azure.hub", hub).Problems(), problem => IsAbout(problem, "azure.hub.existing.zones[1]"));
    }

    [Theory]
    [InlineData("environments[0].k3s.servers")]
    [InlineData("environments")]
    public void Three_hundred_equal_items_are_one_problem(string list)
    {
        var settings = new SettingsDocument();
        for (var count = 1; count < 300; count++)
            settings.Twice(list);

        var problem = Assert.Single(settings.Problems());

        Assert.StartsWith($"{Platform}.{list} holds an object 300 times, first at [0]; write it once", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Three_hundred_equal_texts_are_one_problem()
    {
        var groups = new JsonArray([.. Enumerable.Repeat("aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb", 300).Select(group => (JsonNode)group)]);

        Assert.Single(Azure.With("environments[0].aks.adminGroups", groups.ToJsonString()).Problems());
    }

    [Fact]
    public void Three_hundred_overlapping_ranges_are_at_most_as_many_problems()
    {
        var guests = new JsonArray([.. Enumerable.Range(0, 300).Select(number =>
            (JsonNode)$"10.80.{number % 250}.0/{20 + (number / 250)}")]);

        Assert.InRange(Azure.With("azure.hub", $$"""{ "guests": {{guests.ToJsonString()}} }""").Problems().Count, 1, 700);
    }

    [Fact]
    public void A_certificate_for_another_environment_than_that_of_the_gateway_is_missing()
    {
        var settings = Azure.With("environments[0].aks.publicGateway", "true")
            .With(
                "waivers",
                """
                [{ "rule": "privateGateway", "subject": "dev", "owner": "the team", "reason": "It has to be so.", "expires": "2027-02-01" }]
                """);
        var secrets = new PlatformSecrets
        {
            GatewayCertificates = Output.CreateSecret("""{ "prd": "cGZ4" }"""),
            CertifiedEnvironments = SecretMap.Keys("""{ "prd": "cGZ4" }"""),
        };

        Assert.Equal(
            [
                $"k8tre:gatewayCertificates.dev is not set, and {Platform}.environments[0].aks.publicGateway is true; run: pulumi "
                + "config set --secret --path 'k8tre:gatewayCertificates.dev'",
            ],
            settings.Problems(secrets));
    }

    [Fact]
    public void An_account_at_another_registry_than_that_of_the_settings_is_missing()
    {
        var secrets = new PlatformSecrets
        {
            RegistryCredentials = Output.CreateSecret("{}"),
            Registries = SecretMap.Keys("""{ "ghcr.io": {} }"""),
        };

        var problem = Assert.Single(Aws.With("aws.registryAccounts", """["docker.io", "ghcr.io"]""").Problems(secrets));

        Assert.StartsWith("k8tre:registryCredentials[\"docker.io\"].password is not set", problem, StringComparison.Ordinal);
    }

    private static bool IsAbout(string problem, string setting) =>
        problem.StartsWith($"{Platform}.{setting}", StringComparison.Ordinal) && !problem.Contains('\0', StringComparison.Ordinal);
}
