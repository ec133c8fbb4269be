namespace K8tre.Tests.Stacks.Settings.Azure;

public sealed class AzureRulesTests
{
    private const string Platform = "k8tre:platform";
    private const string Environment = $"{Platform}.environments[0]";
    private const string Cluster = $"{Environment}.aks";

    private static SettingsDocument Azure => new SettingsDocument().OnAzure();

    [Fact]
    public void A_cluster_needs_a_pool_that_takes_ordinary_pods()
    {
        var tainted = Azure.With("environments[0].aks.systemPool.taints", """["dedicated=system:NoSchedule"]""");

        Assert.Equal(
            [
                $"{Cluster}.systemPool.taints is dedicated=system:NoSchedule, and no other pool always has a node for pods without "
                + "tolerations, such as those of Argo CD and K8TRE; remove the taint, or add a user pool with minNodes 1 or more, without "
                + "taints and not spot",
            ],
            tainted.Problems());
        Assert.NotEmpty(tainted.With("environments[0].aks.userPools", Pool("\"spot\": true")).Problems());
        Assert.Empty(tainted.With("environments[0].aks.userPools", Pool("\"spot\": false")).Problems());
    }

    private static string Pool(string more) =>
        $$"""[{ "name": "work", "vmSize": "Standard_D8ds_v5", "minNodes": 1, "maxNodes": 3, {{more}} }]""";

    [Fact]
    public void A_platform_on_azure_needs_no_host() => Assert.Empty(Azure.Problems());

    [Fact]
    public void Settings_of_another_vendor_are_refused()
    {
        var bastion = SettingsDocument.Host("jump", 9)
            .Replace("\"name\": \"jump\", ", "", StringComparison.Ordinal)
            .Replace(", \"lost\": false", "", StringComparison.Ordinal);
        Assert.Equal(
            [$"{Environment}.k3s is set, and {Platform}.vendor is azure; remove it"],
            Azure.With("environments[0].k3s", SettingsDocument.K3s).Problems());
        Assert.Equal(
            [$"{Platform}.ssh is set, and {Platform}.vendor is azure; remove it"],
            Azure.With("ssh", $$"""{ "bastion": {{bastion}} }""").Problems());
        Assert.Equal(
            [
                $"{Platform}.azure is set, and {Platform}.vendor is k3s; remove it",
                $"{Environment}.aks is set, and {Platform}.vendor is k3s; remove it",
            ],
            Azure.With("vendor", "\"k3s\"").With("environments[0].k3s", SettingsDocument.K3s).Problems());
    }

    [Theory, InlineData("azure", $"{Platform}.azure"), InlineData("environments[0].aks", Cluster)]
    public void What_azure_needs_is_asked_for(string setting, string path) =>
        Assert.Equal([$"{path} is missing; add it"], Azure.Without(setting).Problems());

    [Fact]
    public void A_management_cluster_is_asked_for_where_Argo_cd_has_one() => Assert.Equal(
        [$"{Platform}.management.aks is missing, and {Platform}.management.mode is cluster; add the management cluster"],
        Azure.With("management", """{ "mode": "cluster" }""").Problems());

    [Fact]
    public void Clusters_of_one_platform_are_in_one_region() => Assert.Equal(
        [
            $"{Environment}.region is ukwest, and {Platform}.vendor is azure; a platform in a cloud has one region: write it in "
            + $"{Platform}.azure.region",
        ],
        Azure.With("environments[0].region", "\"ukwest\"").Problems());

    [Theory]
    [InlineData("azure.addressSpace", "\"10.64.0.0/21\"", $"{Platform}.azure.addressSpace is 10.64.0.0/21; supply /12 to /20")]
    [InlineData(
        "azure.addressSpace",
        "\"172.30.0.0/16\"",
        $"{Platform}.azure.addressSpace is 172.30.0.0/16 and overlaps 172.30.0.0/16, which AKS uses itself; choose another range")]
    [InlineData(
        "environments[0].aks.podCidr",
        "\"10.64.32.0/19\"",
        $"{Cluster}.podCidr is 10.64.32.0/19 and overlaps {Platform}.azure.addressSpace 10.64.0.0/16; choose ranges that share no address")]
    [InlineData(
        "environments[0].aks.serviceCidr",
        "\"10.244.0.0/20\"",
        $"{Cluster}.serviceCidr is 10.244.0.0/20 and overlaps {Cluster}.podCidr 10.244.0.0/16; choose ranges that share no address")]
    [InlineData("environments[0].aks.serviceCidr", "\"10.245.0.0/25\"", $"{Cluster}.serviceCidr is 10.245.0.0/25; supply /12 to /24")]
    [InlineData(
        "environments[0].aks.podCidr",
        "\"10.244.0.0/24\"",
        $"{Cluster}.podCidr is 10.244.0.0/24; every node takes a /24 of it, which makes 1, and the pools grow to 3 nodes: supply a "
        + "larger range")]
    [InlineData("environments[0].aks.systemPool.minNodes", "0", $"{Cluster}.systemPool.minNodes is 0; supply 1 or more")]
    [InlineData(
        "environments[0].aks.systemPool.minNodes", "5", $"{Cluster}.systemPool.maxNodes is 3, below minNodes 5; supply at least that")]
    [InlineData(
        "environments[0].aks.systemPool.spot",
        "true",
        $"{Cluster}.systemPool.spot is true; the cluster's own services need permanent nodes: write false")]
    [InlineData(
        "environments[0].aks.adminGroups",
        """["admins"]""",
        $"{Cluster}.adminGroups[0] is \"admins\"; write a GUID in lower case, as the Azure portal shows it; one of zeros is a placeholder")]
    [InlineData("environments[0].aks.zones", """["4"]""", $"{Cluster}.zones[0] is \"4\"; write '1', '2' or '3', in quotes")]
    [InlineData(
        "environments[0].aks.kubernetesVersion",
        "\"1.35\"",
        $"{Cluster}.kubernetesVersion is 1.35, and kube-proxy cannot be removed from an older version than 1.36; supply that or later")]
    [InlineData(
        "azure.region",
        "\"on-premise\"",
        $"{Platform}.azure.region is \"on-premise\"; write an Azure region as `az account list-locations` names it, like uksouth")]
    [InlineData(
        "environments[0].aks.acme",
        """{ "email": "tre@example.org", "zone": "other.example.org" }""",
        $"{Cluster}.acme.zone is other.example.org; write the externalDomain, dev.tre.example.org, or a domain above it")]
    [InlineData(
        "azure.egress",
        """[{ "name": "aks", "fqdns": ["a.example.org"], "reason": "somebody needs it", "source": "https://example.org/" }]""",
        $"{Platform}.azure.egress[0].name is aks, the name of a rule of the platform; choose another")]
    [InlineData(
        "azure.egress",
        """[{ "name": "all", "fqdns": ["*"], "reason": "somebody needs it", "source": "https://example.org/" }]""",
        $"{Platform}.azure.egress[0].fqdns[0] is \"*\"; write a DNS name in lower case, without a scheme or a port; *. may come first")]
    public void What_cannot_be_is_named_with_its_remedy(string setting, string json, string problem) =>
        Assert.Equal([problem], Azure.With(setting, json).Problems());

    [Fact]
    public void A_repository_over_ssh_is_refused() => Assert.Contains(
        $"{Platform}.gitOps.repoUrl is git@github.com:k8tre/k8tre.git; the firewall allows HTTPS, not SSH: write an HTTPS address",
        Azure.With("gitOps.repoUrl", "\"git@github.com:k8tre/k8tre.git\"").Problems());

    [Fact]
    public void Pools_that_outgrow_their_subnet_while_they_are_upgraded_are_refused() => Assert.Equal(
        $"{Platform}.azure.addressSpace is 10.64.0.0/20, which leaves 251 addresses for nodes; during an upgrade the pools of {Cluster} "
        + "take 267: supply a larger range",
        Assert.Single(
            Azure.With("azure.addressSpace", "\"10.64.0.0/20\"").With("environments[0].aks.systemPool.maxNodes", "200").Problems()));

    [Fact]
    public void In_production_certificates_come_from_the_domains_own_zone() => Assert.Equal(
        [$"{Cluster}.acme.zone is example.org; in prd write the externalDomain, dev.tre.example.org"],
        Azure.With("environments[0].environment", "\"prd\"").With("argoCd", SettingsDocument.SignIn).With(
            "environments[0].aks.acme", """{ "email": "tre@example.org", "zone": "example.org" }""").Problems());
}
