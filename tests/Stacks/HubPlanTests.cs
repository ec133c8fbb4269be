using Google.Protobuf.WellKnownTypes;

namespace K8tre.Tests.Stacks;

/// <summary>Platforms of clouds that share something with another stack: its hub, or its Argo CD.</summary>
public sealed class HubPlanTests
{
    private const string Azure = "azure: { tenantId: aaaabbbb-0000-cccc-1111-dddd2222eeee, subscriptionId: aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e, addressSpace: ";

    private const string Aks = "{ adminGroups: [aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb], systemPool: { name: system, vmSize: Standard_D4ds_v5, minNodes: 1, maxNodes: 3 } }";

    private const string Eks = "{ administrators: ['arn:aws:iam::111122223333:role/operators'], pools: [{ name: work, instanceTypes: [m6i.2xlarge], minNodesPerZone: 1, maxNodesPerZone: 3 }] }";

    [Fact]
    public async Task A_stack_can_be_a_hub_for_others_and_nothing_else()
    {
        var plan = await StackFile.PlanAsync($$"""
            config:
              k8tre:platform:
                name: hub
                vendor: azure
                {{Azure}} 10.64.0.0/16, hub: { guests: [10.80.0.0/16] } }
                management: { mode: none, region: uksouth }
                environments: []
            """);

        Assert.Single(plan.Resources, resource => resource.Type == "azure-native:network:AzureFirewall");
        Assert.DoesNotContain(plan.Resources, resource => resource.Type is "azure-native:containerservice:ManagedCluster" or "kubernetes:helm.sh/v3:Release");
        Assert.NotNull(plan.Outputs.At("hub.networkId"));
        Assert.NotNull(plan.Outputs.At("hub.firewallAddress"));
    }

    [Fact]
    public async Task A_platform_stands_behind_the_firewall_of_another_stacks_hub()
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
    public async Task Flows_of_a_platform_are_kept_where_the_hub_is_another_stacks()
    {
        var plan = await StackFile.PlanAsync(Guest);

        var log = plan.Resources.Single(resource => resource.Type == "azure-native:network:FlowLog");
        Assert.Equal(plan.Resources.Single(resource => resource.Type == "azure-native:network:VirtualNetwork").Id, (string?)log.Inputs["targetResourceId"]);
        var subnet = plan.Resources.Single(resource => (resource.Type, resource.Name) == ("azure-native:network:Subnet", "guest-dev-spoke-endpoints"));
        Assert.Equal(subnet.Id, (string?)plan.Resources.Single(resource => (resource.Type, resource.Name) == ("azure-native:network:PrivateEndpoint", "guest-flows-link")).Inputs.At("subnet.id"));
    }

    [Fact]
    public async Task A_registry_stands_in_a_hub_of_ones_own_only() =>
        Assert.DoesNotContain((await StackFile.PlanAsync(Guest)).Resources, resource => resource.Type == "azure-native:containerregistry:Registry");

    [Fact]
    public async Task The_argo_cd_of_another_stack_on_aws_is_trusted_by_its_role()
    {
        const string role = "arn:aws:iam::111122223333:role/hub-management-argocd";

        var plan = await StackFile.PlanAsync(OnAws, Outputs(new() { ["roleArn"] = Value.ForString(role) }));

        Assert.Contains(role, (string)plan.Resources.Single(resource => (string?)resource.Inputs["name"] == "spoke-dev-argocd").Inputs["assumeRolePolicy"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(plan.Resources, resource => (string?)resource.Inputs["type"] == "kubernetes.io/service-account-token");
    }

    [Fact]
    public async Task The_argo_cd_of_another_vendor_gets_a_token()
    {
        var plan = await StackFile.PlanAsync(OnAws, Outputs(new() { ["clientId"] = Value.ForString("c"), ["principalId"] = Value.ForString("p"), ["tenantId"] = Value.ForString("t") }));

        Assert.Single(plan.Resources, resource => (string?)resource.Inputs["type"] == "kubernetes.io/service-account-token");
    }

    private static string Guest => $$"""
        config:
          k8tre:platform:
            name: guest
            vendor: azure
            gitOps: { repoUrl: 'https://git.example.org/k8tre.git', targetRevision: v1 }
            {{Azure}} 10.80.0.0/16, hub: { stack: tre/k8tre/hub } }
            environments: [{ environment: dev, externalDomain: dev.tre.example.org, region: uksouth, azure: {{Aks}} }]
        """;

    private static string OnAws => $$"""
        config:
          k8tre:platform:
            name: spoke
            vendor: aws
            aws: { accountId: '111122223333', transit: { gatewayId: tgw-0123456789abcdef0, ranges: [10.200.0.0/16] } }
            management: { mode: stack, stack: tre/k8tre/hub }
            environments: [{ environment: dev, externalDomain: dev.tre.example.org, region: eu-west-2, aws: {{Eks}} }]
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
                        Fields = { ["registrar"] = Value.ForString("{}"), ["argoCd"] = Value.ForStruct(identity), ["clusters"] = Value.ForList() },
                    }),
                },
            },
        };
    }
}
