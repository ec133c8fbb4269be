using Google.Protobuf.WellKnownTypes;
using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.Azure;

/// <summary>Tests of platforms that use the hub or the Argo CD of another stack.</summary>
public sealed class HubPlanTests
{
    private const string Azure = "azure: { region: uksouth, tenantId: aaaabbbb-0000-cccc-1111-dddd2222eeee, "
        + "subscriptionId: aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e, addressSpace: ";

    private const string Aks = "{ adminGroups: [aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb], "
        + "systemPool: { name: system, vmSize: Standard_D4ds_v5, minNodes: 1, maxNodes: 3 } }";

    private const string Eks = "{ administrators: ['arn:aws:iam::111122223333:role/operators'], "
        + "pools: [{ name: work, instanceTypes: [m6i.2xlarge], minNodesPerZone: 1, maxNodesPerZone: 3 }] }";

    [Fact]
    public async Task A_stack_can_be_a_hub_for_others_and_nothing_else()
    {
        var plan = await StackFile.PlanAsync(Hub(", hub: { guests: [10.80.0.0/16] }"));

        Assert.Single(plan.Resources, resource => resource.Type == "azure-native:network:AzureFirewall");
        Assert.DoesNotContain(
            plan.Resources,
            resource => resource.Type is "azure-native:containerservice:ManagedCluster" or "kubernetes:helm.sh/v3:Release");
        Assert.NotNull(plan.Outputs.At("hub.networkId"));
        Assert.NotNull(plan.Outputs.At("hub.firewallAddress"));
    }

    [Fact]
    public async Task A_platform_can_use_the_firewall_of_another_stacks_hub()
    {
        var plan = await StackFile.PlanAsync(Guest);

        Assert.DoesNotContain(plan.Resources, resource => resource.Type == "azure-native:network:AzureFirewall");
        Assert.Single(plan.Resources, resource => resource.Type == "azure-native:containerservice:ManagedCluster");
        Assert.Equal(2, plan.Resources.Count(resource => resource.Type == "azure-native:network:VirtualNetworkPeering"));
        Assert.All(
            plan.Resources.Where(resource => resource.Type == "azure-native:network:RouteTable"),
            table => Assert.Equal("VirtualAppliance", (string?)table.Inputs.At("routes.0.nextHopType")));
    }

    [Fact]
    public async Task A_hub_without_clusters_allows_the_egress_of_its_guests_clusters()
    {
        string[] ofClusters = ["azure-policy", "log-analytics", "azure-monitor", "defender", "gpu-driver", "aks-extensions"];

        Assert.Empty(ofClusters.Except(Leaving(await StackFile.PlanAsync(Hub(", hub: { guests: [10.80.0.0/16] }")))));
        Assert.Empty(ofClusters.Intersect(Leaving(await StackFile.PlanAsync(Hub("")))));
    }

    [Fact]
    public async Task Resources_in_the_organisations_hub_are_created_in_the_subscription_of_its_id()
    {
        const string hubs = "bbbb1b1b-cc2c-dd3d-ee4e-ffffff5f5f5f", names = "cccc2c2c-dd3d-ee4e-ff5f-aaaaaa6a6a6a";
        const string ours = "aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e";
        var zones = $"{Zone(names, "vaultcore.azure.net")}, {Zone(ours, "blob.core.windows.net")}";
        var network = Id(hubs, "virtualNetworks/vnet");

        var plan = await StackFile.PlanAsync(GuestOf(
            $"{{ existing: {{ networkId: {network}, firewallAddress: 172.16.1.68, operators: [172.16.0.0/28], zones: [{zones}] }} }}"));

        Assert.Equal(hubs, SubscriptionOf(plan, "guest-dev-spoke-from-hub"));
        Assert.Equal(ours, SubscriptionOf(plan, "guest-dev-spoke-to-hub"));
        Assert.Equal(names, SubscriptionOf(plan, "guest-zone-vaultcore-guest-dev"));
        Assert.Equal(ours, SubscriptionOf(plan, "guest-zone-blob-guest-dev"));
        Assert.Equal(ours, SubscriptionOf(plan, "guest-zone-file-guest-dev"));

        static string Zone(string subscription, string domain) => Id(subscription, $"privateDnsZones/privatelink.{domain}");

        static string Id(string subscription, string resource) =>
            $"/subscriptions/{subscription}/resourceGroups/rg/providers/Microsoft.Network/{resource}";
    }

    [Fact]
    public async Task Resources_in_another_stacks_hub_are_created_in_its_subscription()
    {
        const string subscription = "bbbb1b1b-cc2c-dd3d-ee4e-ffffff5f5f5f";
        const string network = $"/subscriptions/{subscription}/resourceGroups/rg-hub-hub/providers/Microsoft.Network";
        string[] zones = ["uksouth.azmk8s.io", "vaultcore.azure.net", "file.core.windows.net", "blob.core.windows.net", "azurecr.io"];
        var hub = new Struct
        {
            Fields =
            {
                ["networkId"] = Value.ForString($"{network}/virtualNetworks/vnet-hub-hub"),
                ["firewallAddress"] = Value.ForString("10.64.0.4"),
                ["operators"] = Value.ForList(Value.ForString("10.64.0.64/26")),
                ["endpoints"] = Value.ForString("10.64.1.0/26"),
                ["zones"] = Value.ForList([.. zones.Select(zone => Value.ForString($"{network}/privateDnsZones/privatelink.{zone}"))]),
            },
        };

        var outputs = new Struct { Fields = { ["hub"] = Value.ForStruct(hub) } };
        var plan = await StackFile.PlanAsync(Guest, new Dictionary<string, Struct> { ["tre/k8tre/hub"] = outputs });

        Assert.Equal(subscription, SubscriptionOf(plan, "guest-dev-spoke-from-hub"));
        Assert.Equal(subscription, SubscriptionOf(plan, "guest-zone-vaultcore-guest-dev"));
        Assert.NotEqual(subscription, SubscriptionOf(plan, "guest-dev-spoke-to-hub"));
    }

    [Fact]
    public async Task An_identity_of_another_stack_can_deploy_a_platform()
    {
        const string identity = "dddddddd-0000-1111-2222-eeeeeeeeeeee";

        var plan = await StackFile.PlanAsync(GuestOf($"{{ stack: tre/k8tre/hub }}, pipelines: {{ principalId: {identity} }}"));

        var groups = plan.Resources
            .Where(resource => resource.Type == "azure-native:resources:ResourceGroup")
            .Select(group => group.Name)
            .ToArray();
        var grants = plan.Resources
            .Where(
                resource =>
                    (string?)resource.Inputs["principalId"] == identity && (string?)resource.Inputs["description"] == "Contributor");
        Assert.Equal(groups.Order(), grants.Select(grant => ((string)grant.Inputs["scope"]!).Split('/')[^1]).Order());
        Assert.DoesNotContain(plan.Resources, resource => resource.Type is "k8tre:azure:PipelineIdentity" or "k8tre:azure:PipelineRunner");
    }

    [Fact]
    public async Task A_hub_outputs_the_identity_of_its_pipelines_and_lets_the_runner_read_its_key_and_image()
    {
        const string subscription = "aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e";
        const string vault = $"/subscriptions/{subscription}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/tre";
        const string runner = $"image: 'ghcr.io/example/runner:1', appId: '1', installationId: '2', keyVault: {vault}, "
            + "keySecret: 'https://tre.vault.azure.net/secrets/app'";

        var plan = await StackFile.PlanAsync(
            Hub($", pipelines: {{ repository: example/tre, environment: production, runner: {{ {runner} }} }}"));

        Assert.NotNull(plan.Outputs["pipelinePrincipalId"]);
        var credential = plan.Resources.Single(resource => resource.Name == "hub-pipelines-credential");
        Assert.Equal("repo:example/tre:environment:production", (string?)credential.Inputs["subject"]);
        Assert.Contains("app-key", Leaving(plan));
        var job = plan.Resources.Single(resource => resource.Type == "azure-native:app:Job");
        Assert.EndsWith("/ghcr.io/example/runner:1", (string?)job.Inputs.At("template.containers.0.image"), StringComparison.Ordinal);
        Assert.All(
            plan.Resources.Where(resource => resource.Type == "azure-native:containerregistry:CacheRule"),
            rule => Assert.True(plan.ComesAfter(job, rule)));
    }

    [Fact]
    public async Task Flow_logs_are_kept_if_the_hub_belongs_to_another_stack()
    {
        var plan = await StackFile.PlanAsync(Guest);

        var log = plan.Resources.Single(resource => resource.Type == "azure-native:network:FlowLog");
        Assert.Equal(
            plan.Resources.Single(resource => resource.Type == "azure-native:network:VirtualNetwork").Id,
            (string?)log.Inputs["targetResourceId"]);
        var subnet = plan.Resources
            .Single(resource => (resource.Type, resource.Name) == ("azure-native:network:Subnet", "guest-dev-spoke-endpoints"));
        Assert.Equal(
            subnet.Id,
            (string?)plan.Resources
                .Single(
                    resource =>
                        (resource.Type, resource.Name) == (
                            "azure-native:network:PrivateEndpoint",
                            "guest-flows-endpoint")).Inputs.At("subnet.id"));
    }

    [Fact]
    public async Task A_registry_is_created_only_in_the_platforms_own_hub() =>
        Assert.DoesNotContain(
            (await StackFile.PlanAsync(Guest)).Resources,
            resource => resource.Type == "azure-native:containerregistry:Registry");

    [Fact]
    public async Task The_Argo_CD_of_another_stack_on_AWS_is_trusted_by_its_role()
    {
        const string role = "arn:aws:iam::111122223333:role/hub-management-argocd";

        var plan = await StackFile.PlanAsync(OnAws, Outputs(new() { ["roleArn"] = Value.ForString(role) }));

        Assert.Contains(
            role,
            (string)plan.Resources.Single(resource => (string?)resource.Inputs["name"] == "spoke-dev-argocd").Inputs["assumeRolePolicy"]!,
            StringComparison.Ordinal);
        Assert.DoesNotContain(plan.Resources, resource => (string?)resource.Inputs["type"] == "kubernetes.io/service-account-token");
    }

    [Fact]
    public async Task The_Argo_CD_of_another_vendor_gets_a_token()
    {
        var plan = await StackFile.PlanAsync(OnAws, Outputs(new()
        {
            ["clientId"] = Value.ForString("c"),
            ["principalId"] = Value.ForString("p"),
            ["tenantId"] = Value.ForString("t"),
        }));

        Assert.Single(plan.Resources, resource => (string?)resource.Inputs["type"] == "kubernetes.io/service-account-token");
    }

    private static IEnumerable<string> Leaving(Plan plan) =>
        plan.Resources
            .Single(resource => resource.Type == "azure-native:network:FirewallPolicyRuleCollectionGroup").Inputs["ruleCollections"]!
            .AsArray()
            .SelectMany(collection => collection!["rules"]!.AsArray()).Select(rule => (string)rule!["name"]!);

    private static string? SubscriptionOf(Plan plan, string name)
    {
        var resource = plan.Resources.Single(resource => resource.Custom && resource.Name == name);
        return (string?)plan.Resources.Single(provider => provider.Urn == resource.Provider).Inputs["subscriptionId"];
    }

    private static string Hub(string more) => $$"""
        config:
          k8tre:platform:
            name: hub
            vendor: azure
            {{Azure}} 10.64.0.0/16{{more}} }
            management: { mode: none }
            environments: []
        """;

    private static string Guest => GuestOf("{ stack: tre/k8tre/hub }");

    private static string GuestOf(string hub) => $$"""
        config:
          k8tre:platform:
            name: guest
            vendor: azure
            gitOps: { repoUrl: 'https://git.example.org/k8tre.git', targetRevision: v1 }
            {{Azure}} 10.80.0.0/16, hub: {{hub}} }
            environments: [{ environment: dev, externalDomain: dev.tre.example.org, aks: {{Aks}} }]
        """;

    private static string OnAws => $$"""
        config:
          k8tre:platform:
            name: spoke
            vendor: aws
            aws: { region: eu-west-2, accountId: '111122223333', transit: { gatewayId: tgw-0123456789abcdef0, ranges: [10.200.0.0/16] } }
            management: { mode: stack, stack: tre/k8tre/hub }
            environments: [{ environment: dev, externalDomain: dev.tre.example.org, eks: {{Eks}} }]
        """;

    private static Dictionary<string, Struct> Outputs(Dictionary<string, Value> argoCd)
    {
        var identity = new Struct();
        identity.Fields.Add(argoCd);
        return new()
        {
            ["tre/k8tre/hub"] = new()
            {
                Fields =
                {
                    ["management"] = Value.ForStruct(new()
                    {
                        Fields =
                        {
                            ["registrars"] = Value.ForStruct(new()
                            {
                                Fields = { ["organization/k8tre/other"] = Value.ForString("{}") },
                            }),
                            ["registrable"] = Value.ForStruct(new()
                            {
                                Fields = { ["organization/k8tre/other"] = Value.ForList(Value.ForString("aws-dev")) },
                            }),
                            ["argoCd"] = Value.ForStruct(identity),
                            ["clusters"] = Value.ForList(),
                        },
                    }),
                },
            },
        };
    }
}
