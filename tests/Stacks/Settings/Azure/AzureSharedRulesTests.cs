namespace K8tre.Tests.Stacks.Settings.Azure;

/// <summary>What is said of wrong settings that the clusters of a platform on Azure share.</summary>
public sealed class AzureSharedRulesTests
{
    private const string Azure = "k8tre:platform.azure";

    private const string Network =
        "/subscriptions/aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-hub";

    private const string Existing = $$"""
        "existing": {
          "networkId": "{{Network}}",
          "firewallAddress": "172.16.1.68", "operators": ["172.16.0.0/28"]
        }
        """;

    private const string Groups = "/subscriptions/aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e/resourceGroups";

    private static SettingsDocument Settings => new SettingsDocument().OnAzure();

    [Theory]
    [InlineData("""{ "bastion": true, "intrusionDetection": true, "firewallAddresses": 2, "dnsClients": ["192.168.0.0/16"] }""")]
    [InlineData($$"""{ {{Existing}} }""")]
    [InlineData("""{ "stack": "tre/k8tre/hub" }""")]
    public void A_hub_is_ones_own_or_another_ones(string hub) => Assert.Empty(Settings.With("azure.hub", hub).Problems());

    [Theory]
    [InlineData(
        $$"""{ {{Existing}}, "stack": "tre/k8tre/hub" }""",
        $"{Azure}.hub.existing is set, and {Azure}.hub.stack is set too; a platform has one hub: remove one of them")]
    [InlineData(
        """{ "stack": "tre/k8tre/hub", "bastion": true }""",
        $"{Azure}.hub is not the platform's own, and has settings of an own hub; write bastion, intrusionDetection, ddosPlan, "
        + "firewallAddresses, guests and acmeGuests in the stack that creates the hub")]
    [InlineData(
        """{ "guests": ["10.64.0.0/16"] }""",
        $"{Azure}.hub.guests[0] is 10.64.0.0/16 and overlaps {Azure}.addressSpace 10.64.0.0/16; choose ranges that share no address")]
    [InlineData(
        """{ "guests": ["10.65.0.0/24"] }""", $"{Azure}.hub.guests[0] is 10.65.0.0/24; write the address space of a platform, /12 to /20")]
    [InlineData(
        """{ "guests": ["10.80.0.0/16", "10.81.0.0/16", "10.80.16.0/20"] }""",
        $"{Azure}.hub.guests[2] is 10.80.16.0/20 and overlaps {Azure}.hub.guests[0] 10.80.0.0/16; choose ranges that share no address")]
    [InlineData(
        """{ "guests": ["10.80.0.0/16"], "acmeGuests": ["10.80.32.0/19", "10.82.0.0/19"] }""",
        $"{Azure}.hub.acmeGuests[1] is 10.82.0.0/19 and inside none of {Azure}.hub.guests; write a range of an environment of a guest")]
    public void A_wrong_hub_is_answered_with_what_to_write(string hub, string problem) =>
        Assert.Equal([problem], Settings.With("azure.hub", hub).Problems());

    [Theory]
    [InlineData(
        "azure.logArchiveDays",
        "60",
        $"{Azure}.logArchiveDays is 60, and {Azure}.logRetentionDays is 90; the archive starts after those: supply more, or remove it")]
    [InlineData("azure.budget", """{ "monthlyAmount": 100, "mails": ["a@example.org"] }""", $"{Azure}.budget.from is missing; add it")]
    [InlineData(
        "azure.budget",
        """{ "monthlyAmount": 100, "mails": ["a@example.org"], "from": "2027-01-02" }""",
        $"{Azure}.budget.from is 2027-01-02; write the first day of the month in which the budget is created, in quotes")]
    [InlineData(
        "azure.pipelines",
        """{ "environment": "e" }""",
        $"{Azure}.pipelines has no identity; write repository and environment, or the principalId of an existing identity")]
    [InlineData(
        "azure.pipelines",
        """{ "repository": "a/b", "environment": "e", "principalId": "aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb" }""",
        $"{Azure}.pipelines.principalId is set, and repository, environment or runner is set too; the stack creates an identity or "
        + "uses an existing one: remove it, or all of those")]
    public void A_wrong_value_is_answered_with_what_to_write(string path, string json, string problem) =>
        Assert.Equal([problem], Settings.With(path, json).Problems());

    [Theory]
    [InlineData("""{ "repository": "a/b", "environment": "e" }""")]
    [InlineData("""{ "principalId": "aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb" }""")]
    public void A_repository_deploys_or_an_identity_made_elsewhere(string pipelines) =>
        Assert.Empty(Settings.With("azure.pipelines", pipelines).Problems());

    [Theory]
    [InlineData($$"""{ {{Existing}} }""")]
    [InlineData("""{ "stack": "tre/k8tre/hub" }""")]
    public void A_registry_is_asked_for_where_the_hub_is_made(string hub)
    {
        Assert.Equal(
            [
                $"{Azure}.registry is true, and the registry needs the platform's own hub, but the hub is not the platform's own; "
                + "remove it, or write false",
            ],
            Settings.With("azure.hub", hub).With("azure.registry", "true").Problems());
        Assert.Empty(Settings.With("azure.hub", hub).With("azure.registry", "false").Problems());
    }

    [Fact]
    public void A_space_that_the_DNS_resolver_uses_itself_is_refused_where_it_is_made()
    {
        var settings = Settings.With("azure.addressSpace", "\"10.0.16.0/20\"");

        Assert.Empty(settings.Problems());
        Assert.Equal(
            [
                $"{Azure}.addressSpace is 10.0.16.0/20, and {Azure}.hub.dnsClients is set; the DNS resolver cannot have an address "
                + "between 10.0.1.0 and 10.0.16.255: choose another range, or remove dnsClients",
            ],
            settings.With("azure.hub", """{ "dnsClients": ["192.168.0.0/16"] }""").Problems());
        Assert.Empty(settings.With("azure.addressSpace", "\"10.0.0.0/20\"").Problems());
    }

    [Fact]
    public void A_runner_lacks_nothing_and_has_nothing_of_AWS() => Assert.Equal(
        [
            .. new[] { "appId", "installationId", "keyVault", "keySecret" }
                .Select(member => $"{Azure}.pipelines.runner.{member} is missing; add it"),
            $"{Azure}.pipelines.runner.connection is not a setting; known are image, appId, installationId, keyVault, keySecret",
        ],
        Settings.With(
            "azure.pipelines",
            """{ "repository": "a/b", "environment": "e", "runner": { "image": "runner:1", "connection": "arn" } }""").Problems());

    [Fact]
    public void Jobs_on_a_runner_sign_in_with_the_environment_of_the_repository() => Assert.Equal(
        [$"{Azure}.pipelines has no identity; write repository and environment, or the principalId of an existing identity"],
        Settings.With(
            "azure.pipelines",
            """
            {
              "repository": "a/b",
              "runner": {
                "image": "runner:1",
                "appId": "1",
                "installationId": "2",
                "keyVault": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v",
                "keySecret": "https://tre.vault.azure.net/secrets/app"
              }
            }
            """).Problems());

    [Fact]
    public void A_stack_that_is_a_hub_has_no_clusters_and_no_Argo_cd() => Assert.Empty(
        Settings.With("management", """{ "mode": "none" }""").With("environments", "[]").Without("gitOps").Problems());

    [Theory]
    [InlineData("rg-tre-flows")]
    [InlineData("RG-TRE-DEV-DATA")]
    [InlineData("rg-tre-dev-snapshots")]
    [InlineData("rg-tre-backups")]
    [InlineData("rg-tre-backups/providers/Microsoft.DataProtection/backupVaults/bv-tre")]
    public void What_a_platform_keeps_can_be_adopted(string resource) =>
        Assert.Empty(Settings.With("azure.adopt", $"""["{Groups}/{resource}"]""").Problems());

    [Theory]
    [InlineData($"{Groups}/rg-other")]
    [InlineData($"{Groups}/rg-tre-prd-data")]
    [InlineData("rg-tre-dev-data")]
    [InlineData("")]
    public void Another_resource_is_refused_with_the_ids_that_are_allowed(string id)
    {
        var problem = Assert.Single(Settings.With("azure.adopt", $"""["{id}"]""").Problems());

        Assert.StartsWith(
            $"{Azure}.adopt[0] is {id}, which a platform with these settings does not keep; write one of {Groups}/rg-tre-flows, ",
            problem,
            StringComparison.Ordinal);
        Assert.Contains($", {Groups}/rg-tre-dev-data, ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resource_inside_another_one_is_refused_with_the_id_of_the_other_one() => Assert.Equal(
        [
            $"{Azure}.adopt[0] is {Groups}/rg-tre-backups/providers/Microsoft.DataProtection/backupVaults/bv-tre/backupPolicies/clusters, "
            + $"which is imported with the resource that contains it; write {Groups}/rg-tre-backups/providers/Microsoft.DataProtection/"
            + "backupVaults/bv-tre",
        ],
        Settings.With(
            "azure.adopt",
            $"""["{Groups}/rg-tre-backups/providers/Microsoft.DataProtection/backupVaults/bv-tre/backupPolicies/clusters"]""").Problems());

    [Fact]
    public void A_resource_is_adopted_once() => Assert.Equal(
        [$"{Azure}.adopt[1] is {Groups}/RG-tre-flows like {Azure}.adopt[0]; write it once"],
        Settings.With("azure.adopt", $"""["{Groups}/rg-tre-flows", "{Groups}/RG-tre-flows"]""").Problems());

    [Fact]
    public void A_public_gateway_asks_for_its_certificate_and_for_somebody_who_answers_for_it() => Assert.Equal(
        [
            "k8tre:gatewayCertificates is not set, and k8tre:platform.environments[0].aks.publicGateway is true; run: pulumi config set "
            + "--secret --path 'k8tre:gatewayCertificates.prd'",
            "k8tre:platform.environments[0].aks.publicGateway is true, and the internet reaches the environment's gateway; write false, "
            + "or add a waiver of the rule privateGateway for the subject dev to k8tre:platform.waivers",
        ],
        Settings.With("environments[0].aks.publicGateway", "true").Problems());
}
