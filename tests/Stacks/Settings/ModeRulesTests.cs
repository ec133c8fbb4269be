namespace K8tre.Tests.Stacks.Settings;

/// <summary>Settings that have no effect with a vendor, in a mode, or beside other settings.</summary>
public sealed class ModeRulesTests
{
    private const string Platform = "k8tre:platform";
    private const string Management = $"{Platform}.management";
    private const string Egress =
        """[{ "name": "a", "fqdns": ["a.example.org"], "reason": "somebody needs it", "source": "https://example.org/" }]""";

    private static SettingsDocument OnHosts => new();

    private static SettingsDocument OnAzure => new SettingsDocument().OnAzure();

    private static SettingsDocument OnAws => new SettingsDocument().OnAws();

    private static SettingsDocument InAnotherStack => OnHosts
        .With("management", """{ "mode": "stack", "stack": "tre/k8tre/hub" }""").Without("gitOps");

    private static SettingsDocument Account => OnAws
        .With("management", """{ "mode": "none" }""").With("environments", "[]").Without("gitOps")
        .With("aws.budget", """{ "monthlyAmount": 1, "mails": ["a@example.org"] }""");

    private static SettingsDocument Hub => OnAzure
        .With("management", """{ "mode": "none" }""").With("environments", "[]").Without("gitOps");

    private static SettingsDocument Guest => OnAzure.With("azure.hub", """{ "stack": "tre/k8tre/hub" }""");

    [Theory]
    [InlineData(
        "management",
        """{ "tokenGeneration": "2" }""",
        $"{Management}.tokenGeneration is set, and {Management}.mode is inCluster: Argo CD of this stack has no tokens; remove it")]
    [InlineData(
        "gitOps.userName",
        "\"tre\"",
        $"{Platform}.gitOps.userName is tre, and {Platform}.gitOps.credential is none; remove it, or write httpsToken")]
    [InlineData(
        "argoCd",
        """{ "gateway": "gateways/own" }""",
        $"{Platform}.argoCd.gateway is gateways/own, and {Platform}.argoCd.host is not set; add the host, or remove the gateway")]
    [InlineData(
        "environments[0].secretStore",
        "\"keyVault\"",
        $"{Platform}.environments[0].secretStore is keyVault, and {Platform}.vendor is k3s; write kubernetes")]
    [InlineData(
        "environments[0].k3s.artefacts",
        """{ "imagesSha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" }""",
        $"{Platform}.environments[0].k3s.artefacts.imagesSha256 is set, and nodes get no image archive; write images: true, or remove it")]
    public void A_setting_without_effect_on_hosts_is_refused(string path, string json, string problem) =>
        Assert.Equal([problem], OnHosts.With(path, json).Problems());

    [Fact]
    public void Argo_cd_of_another_stack_takes_no_chart_from_here()
    {
        using var chart = Artefacts.Chart("argo-cd", Components.Versions.ArgoCd.Version);

        Assert.Equal(
            [$"{Platform}.artefacts.argoCd is set, and {Management}.mode is stack: Argo CD belongs to the other stack; remove it"],
            InAnotherStack.With("artefacts", $$"""{ "argoCd": { "file": "{{chart.Path}}", "sha256": "{{chart.Sha256}}" } }""").Problems());
    }

    [Fact]
    public void Rights_for_clusters_that_the_stack_does_not_have_are_refused() => Assert.Equal(
        [
            $"{Management}.apiGroups is set, and {Platform}.environments holds 0; write it in the stacks of the environments, where "
            + "Argo CD gets its rights",
        ],
        OnHosts.With("management", $$"""{ "mode": "cluster", "apiGroups": ["apps.example.org"], "k3s": {{SettingsDocument.K3s}} }""")
            .Without("management.k3s.loadBalancerRange").With("environments", "[]").With("argoCd", SettingsDocument.SignIn).Problems());

    [Theory]
    [InlineData("egress", Egress, "networks")]
    [InlineData("addressSpace", "\"10.0.0.0/17\"", "networks")]
    [InlineData("transit", """{ "gatewayId": "tgw-0123456789abcdef0", "ranges": ["10.200.0.0/16"] }""", "networks")]
    [InlineData("logRetentionDays", "30", "logs")]
    public void A_stack_of_an_account_takes_no_settings_of_networks(string key, string json, string lacks) => Assert.Equal(
        [$"{Platform}.aws.{key} is set, and {Management}.mode is none: the stack has no {lacks}; remove it"],
        Account.With($"aws.{key}", json).Problems());

    [Fact]
    public void A_stack_without_clusters_takes_no_charts() => Assert.Equal(
        [$"{Platform}.artefacts is set, and {Management}.mode is none: the stack has no clusters; remove it"],
        Account.With("artefacts", """{ "chartMirror": "https://charts.example.org/" }""").Problems());

    [Fact]
    public void A_hub_keeps_no_backups() => Assert.Equal(
        [$"{Platform}.azure.backupRetentionDays is 7, and {Platform}.environments holds 0; only environments have backups: remove it"],
        Hub.With("azure.backupRetentionDays", "7").Problems());

    [Fact]
    public void The_firewall_of_another_stacks_hub_is_set_up_there() => Assert.Equal(
        [
            $"{Platform}.azure.egress is set, and the hub is not the platform's own; write it in the stack that creates the hub and its "
            + "firewall",
        ],
        Guest.With("azure.egress", Egress).Problems());

    [Theory]
    [InlineData("aks", "acme", """{ "email": "a@example.org", "zone": "example.org" }""")]
    [InlineData("aks", "dataAccount", "true")]
    [InlineData("aks", "publicGateway", "true")]
    [InlineData("eks", "publicZone", "\"example.org\"")]
    [InlineData("eks", "dataBucket", "true")]
    [InlineData("eks", "backupRetentionDays", "7")]
    [InlineData("k3s", "nfsExports", "[]")]
    public void A_management_cluster_has_no_settings_of_environments(string cluster, string key, string json)
    {
        var (platform, settings) = cluster switch
        {
            "aks" => (OnAzure, SettingsDocument.Aks),
            "eks" => (OnAws, SettingsDocument.Eks),
            _ => (OnHosts, SettingsDocument.K3s),
        };
        platform.With("management", $$"""{ "mode": "cluster", "{{cluster}}": {{settings}} }""");
        if (cluster == "k3s")
            platform.Without("management.k3s.loadBalancerRange").With("management.k3s.servers[0].address", "\"192.0.2.20\"");

        var problem = Assert.Single(platform.With($"management.{cluster}.{key}", json).Problems());
        Assert.StartsWith($"{Management}.{cluster}.{key} is not a setting; known are ", problem, StringComparison.Ordinal);
        Assert.EndsWith($"; write it in the {cluster} of an environment, or remove it", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("environments[0].azure", "{}", "; write aks")]
    [InlineData("environments[0].aws", "{}", "; write eks")]
    [InlineData("management", """{ "region": "room-1" }""", "; write it in azure or aws; with vendor k3s, only environments have one")]
    [InlineData("management", """{ "aws": {} }""", "; write eks")]
    public void An_earlier_key_is_answered_with_the_present_one(string path, string json, string hint) =>
        Assert.EndsWith(hint, Assert.Single(OnHosts.With(path, json).Problems()), StringComparison.Ordinal);

    [Theory]
    [InlineData(
        """{ "rotations": [{ "secret": "cr8tor-secret", "generation": "2" }] }""",
        "rotations[0].secret is cr8tor-secret, of which no value is generated; change the values that you supply, and remove this")]
    [InlineData(
        """{ "rotations": [{ "secret": "datashield-secrets", "generation": "2" }] }""",
        "rotations[0].secret is datashield-secrets, a secret of cr8tor, and skip contains cr8tor; remove one of them")]
    [InlineData(
        """{ "supplied": [{ "secret": "datashield-secrets", "key": "opal-administrator-password" }] }""",
        "supplied[0].secret is datashield-secrets, a secret of cr8tor, and skip contains cr8tor; remove one of them")]
    public void A_secret_that_is_not_generated_is_not_rotated_or_supplied(string secrets, string problem) => Assert.Equal(
        [$"{Platform}.environments[0].sourceSecrets.{problem}"],
        (secrets.Contains("cr8tor-secret", StringComparison.Ordinal) ? OnHosts : OnHosts.With("environments[0].skip", """["cr8tor"]"""))
            .With("environments[0].sourceSecrets", secrets).Problems());
}
