using System.Collections.Immutable;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using K8tre.Components.Azure.Cluster;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Clusters;
using Pulumi.AzureNative.ContainerService;

namespace K8tre.Tests.Azure.Cluster;

public sealed class AksClusterTests
{
    // The resources that a cluster needs can be created only in a deployment. These tests fail before that.
    private static readonly AksClusterArgs Unmade = (AksClusterArgs)RuntimeHelpers.GetUninitializedObject(typeof(AksClusterArgs));

    [Fact]
    public async Task Its_API_server_is_private()
    {
        var inputs = await InputsAsync();

        Assert.True((bool)inputs.At("apiServerAccessProfile.enablePrivateCluster")!);
        Assert.False((bool)inputs.At("apiServerAccessProfile.enablePrivateClusterPublicFQDN")!);
        Assert.True((bool)inputs.At("apiServerAccessProfile.disableRunCommand")!);
        Assert.Null(inputs.At("apiServerAccessProfile.authorizedIPRanges"));
        Assert.Equal(
            ("Disabled", "tre-prd", null),
            ((string?)inputs["publicNetworkAccess"], (string?)inputs["fqdnSubdomain"], inputs["dnsPrefix"]));
    }

    [Fact]
    public async Task Public_ranges_make_its_API_server_public_for_them_and_for_the_firewall()
    {
        var inputs = await InputsAsync(Public);

        Assert.False((bool)inputs.At("apiServerAccessProfile.enablePrivateCluster")!);
        Assert.Equal(
            """["198.51.100.0/24","203.0.113.7/32","203.0.113.8/32"]""",
            inputs.At("apiServerAccessProfile.authorizedIPRanges")!.ToJsonString());
        Assert.Null(inputs.At("apiServerAccessProfile.privateDNSZone"));
        Assert.True((bool)inputs.At("apiServerAccessProfile.enableVnetIntegration")!);
        Assert.Equal(
            ("Enabled", "tre-prd", null),
            ((string?)inputs["publicNetworkAccess"], (string?)inputs["dnsPrefix"], inputs["fqdnSubdomain"]));
    }

    [Fact]
    public async Task Its_URL_has_the_private_or_the_public_name()
    {
        Assert.Equal("https://tre-prd.privatelink.uksouth.azmk8s.io:443", await UrlAsync(await GraphAsync()));
        Assert.Equal("https://tre-prd-tre-fqdn.hcp.uksouth.azmk8s.io:443", await UrlAsync(await GraphAsync(Public)));
    }

    [Theory, InlineData("0.0.0.0/0"), InlineData("128.0.0.0/1"), InlineData("::/0")]
    public void Ranges_as_large_as_the_internet_are_refused(string range) =>
        Assert.Equal(nameof(AksClusterArgs.PublicRanges), Assert.Throws<ArgumentOutOfRangeException>(() => Unmade with
        {
            PublicRanges = [IPNetwork.Parse(range)],
        }).ParamName);

    [Fact]
    public async Task A_public_API_server_needs_the_addresses_of_the_firewall()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => GraphAsync(args => Public(args) with { EgressAddresses = null }));

        Assert.Contains("EgressAddresses are missing", error.ToString(), StringComparison.Ordinal);
    }

    [Theory, InlineData("1.35"), InlineData("1.9")]
    public void A_Kubernetes_version_without_mutating_policies_is_refused(string version) =>
        Assert.Equal(nameof(AksClusterArgs.KubernetesVersion), Assert.Throws<ArgumentOutOfRangeException>(() => Unmade with
        {
            KubernetesVersion = version,
        }).ParamName);

    [Fact]
    public async Task Only_users_who_sign_in_to_Entra_have_access()
    {
        var inputs = await InputsAsync();

        Assert.True((bool)inputs["disableLocalAccounts"]!);
        Assert.True((bool)inputs["enableRBAC"]!);
        Assert.True((bool)inputs.At("aadProfile.enableAzureRBAC")!);
        Assert.Equal("aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb", (string?)inputs.At("aadProfile.adminGroupObjectIDs.0"));
    }

    [Fact]
    public async Task It_has_no_CNI_and_its_outgoing_traffic_goes_to_the_firewall()
    {
        var inputs = await InputsAsync();

        Assert.Equal(
            ("none", "userDefinedRouting", "10.245.0.10"),
            (
                (string?)inputs.At("networkProfile.networkPlugin"),
                (string?)inputs.At("networkProfile.outboundType"),
                (string?)inputs.At("networkProfile.dnsServiceIP")));
    }

    [Fact]
    public async Task A_customer_managed_key_encrypts_etcd_and_disks()
    {
        var inputs = await InputsAsync();

        Assert.True((bool)inputs.At("securityProfile.azureKeyVaultKms.enabled")!);
        Assert.Equal("Private", (string?)inputs.At("securityProfile.azureKeyVaultKms.keyVaultNetworkAccess"));
        Assert.Equal("tre-disks-id", (string?)inputs["diskEncryptionSetID"]);
    }

    [Theory]
    [InlineData(TreEnvironment.Dev, "Free", false)]
    [InlineData(TreEnvironment.Stg, "Standard", true)]
    [InlineData(TreEnvironment.Prd, "Standard", true)]
    public async Task The_environment_determines_paid_features_and_no_protection(TreEnvironment environment, string tier, bool hasDefender)
    {
        var graph = await GraphAsync(args => args with { Environment = environment });

        var inputs = Inputs(graph);
        Assert.Equal(tier, (string?)inputs.At("sku.tier"));
        Assert.Equal(hasDefender, inputs.At("securityProfile.defender.securityMonitoring.enabled") is not null);
        Assert.True(graph.Options[graph.Single<ManagedCluster>()].Protect);
    }

    [Fact]
    public async Task The_protection_can_be_lifted()
    {
        var graph = await GraphAsync(args => args with { IsProtected = false });

        Assert.NotEqual(true, graph.Options[graph.Single<ManagedCluster>()].Protect);
    }

    [Fact]
    public async Task Azure_Policy_and_container_logs_are_enabled()
    {
        var graph = await GraphAsync();

        var addOns = Inputs(graph)["addonProfiles"]!;
        Assert.True((bool)addOns.At("azurepolicy.enabled")!);
        Assert.Equal(
            (AzureComponents.LogWorkspace, "true"),
            ((string?)addOns.At("omsagent.config.logAnalyticsWorkspaceResourceID"), (string?)addOns.At("omsagent.config.useAADAuth")));
        Assert.Null(addOns["azureKeyvaultSecretsProvider"]);
        Assert.Single(graph.All<ContainerLogs>());
    }

    [Fact]
    public async Task The_default_of_every_add_on_can_be_changed()
    {
        var graph = await GraphAsync(args => args with
        {
            AddOns = new() { HasPolicy = false, HasContainerLogs = false, HasDefender = false, HasKeyVaultDriver = true },
        });

        var inputs = Inputs(graph);
        Assert.False((bool)inputs.At("addonProfiles.azurepolicy.enabled")!);
        Assert.Null(inputs.At("addonProfiles.omsagent"));
        Assert.Null(inputs.At("securityProfile.defender"));
        Assert.Equal("true", (string?)inputs.At("addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation"));
        Assert.Empty(graph.All<ContainerLogs>());
    }

    [Fact]
    public async Task It_is_upgraded_automatically_in_its_maintenance_windows()
    {
        var graph = await GraphAsync();

        Assert.Equal(
            ("patch", "NodeImage"),
            (
                (string?)Inputs(graph).At("autoUpgradeProfile.upgradeChannel"),
                (string?)Inputs(graph).At("autoUpgradeProfile.nodeOSUpgradeChannel")));
        Assert.All(["aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"], schedule =>
        {
            var window = Json.Of(graph.Requests[$"tre-{schedule}"].Inputs["maintenanceWindow"])!;
            Assert.Equal(("02:00", "Sunday"), ((string?)window["startTime"], (string?)window.At("schedule.weekly.dayOfWeek")));
        });
    }

    [Fact]
    public async Task Nodes_have_only_the_role_to_pull_from_the_registry_given()
    {
        Assert.DoesNotContain((await GraphAsync()).Requests.Keys, name => name.StartsWith("tre-kubelet-", StringComparison.Ordinal));

        var grant = (await GraphAsync(args => args with { Registry = "/registry" })).Requests["tre-kubelet-registry"].Inputs;
        Assert.Equal(("/registry", "AcrPull"), ((string)grant["scope"], (string)grant["description"]));
    }

    [Fact]
    public async Task Its_control_plane_has_roles_on_single_resources_only()
    {
        var scopes = (await GraphAsync()).Requests
            .Where(request => request.Key.StartsWith("tre-control-", StringComparison.Ordinal))
            .ToDictionary(
            request => request.Key["tre-control-".Length..], request => (string)request.Value.Inputs["scope"]);

        Assert.Equal(["disks", "etcd-key", "kubelet", "network", "routes", "vault", "zone"], scopes.Keys.Order());
        Assert.DoesNotContain(scopes.Values, scope => scope.StartsWith("/subscriptions/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Argo_CD_with_an_identity_in_Entra_needs_no_token()
    {
        var identity = new ArgoCdIdentity.Entra(Output.Create("client"), Output.Create("object"), Output.Create("tenant"));

        var cluster = (await GraphAsync(args => args with { ArgoCd = identity })).Single<AksCluster>();

        var credential = Assert.IsType<ArgoCredential.Entra>(cluster.ArgoCredential);
        Assert.Equal(
            ("object", "Y2VydGlmaWNhdGVz"),
            (await OutputUtilities.GetValueAsync(credential.Identity.PrincipalId), await OutputUtilities.GetValueAsync(credential.CaData)));
    }

    [Fact]
    public async Task Argo_CD_without_an_identity_gets_a_token() =>
        Assert.IsType<ArgoCredential.ServiceAccountToken>((await GraphAsync()).Single<AksCluster>().ArgoCredential);

    [Fact]
    public async Task Its_kubeconfig_is_secret_and_has_the_CA_certificates()
    {
        var cluster = (await GraphAsync()).Single<AksCluster>();

        Assert.True(await Output.IsSecretAsync(cluster.KubeConfig));
        Assert.Equal(
            "Y2VydGlmaWNhdGVz",
            (string?)JsonNode.Parse(await OutputUtilities.GetValueAsync(cluster.KubeConfig))!
                .At("clusters.0.cluster.certificate-authority-data"));
    }

    [Fact]
    public async Task All_resources_are_children_of_the_component() => Assert.Empty((await GraphAsync()).Orphans);

    private static AksClusterArgs Public(AksClusterArgs args) => args with
    {
        PublicRanges = [IPNetwork.Parse("198.51.100.0/24")],
        EgressAddresses = Output.Create<ImmutableArray<string>>(["203.0.113.7", "203.0.113.8"]),
    };

    private static Task<string> UrlAsync(ResourceGraph graph) => OutputUtilities.GetValueAsync(graph.Single<AksCluster>().ApiServerUrl);

    private static async Task<JsonNode> InputsAsync(Func<AksClusterArgs, AksClusterArgs>? change = null) =>
        Inputs(await GraphAsync(change));

    private static JsonNode Inputs(ResourceGraph graph) => graph.Inputs("azure-native:containerservice:ManagedCluster", "tre");

    private static Task<ResourceGraph> GraphAsync(Func<AksClusterArgs, AksClusterArgs>? change = null) => ResourceGraph.OfAsync(
        options => new AksCluster("tre", (change ?? (args => args))(AzureComponents.Cluster(options)), options));
}
